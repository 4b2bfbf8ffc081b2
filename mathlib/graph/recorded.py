"""The recorded value: looks like an array to NumPy, and remembers what is done to it.

Both of NumPy's protocols, `__array_ufunc__` (NEP 13) and `__array_function__` (NEP 18),
lead to one gate, `mathlib.graph.gate.dispatch`. What cannot be recorded is refused here
by name, with the way out. Imports NumPy and the graph's own modules.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from .node import Node
from .operations import OPERATIONS
from .refusals import RecordingError, refuse
from .tracing import LARGE, current_trace, quietly

FLOAT, WHOLE, CONDITION = np.dtype(float), np.dtype(np.int64), np.dtype(bool)
_KINDS = {FLOAT, WHOLE, CONDITION}


@cache
def _gate() -> ModuleType:
    from . import gate  # which needs this module first

    return gate


class Recorded(NDArrayOperatorsMixin):
    """A value together with the operation that made it.

    Figures receive recorded values in place of numbers. Any NumPy function in the
    table can be applied to them; the result is recorded in turn.
    """

    __slots__ = ("node",)
    __array_priority__ = 1000

    def __init__(self, node: Node) -> None:
        self.node = node

    # What NumPy may know: the shape is fixed at recording, the numbers are not.
    @property
    def shape(self) -> tuple[int, ...]:
        """The array's shape."""
        return self.node.value.shape

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return self.node.value.ndim

    @property
    def size(self) -> int:
        """The number of elements."""
        return self.node.value.size

    @property
    def dtype(self) -> np.dtype:
        """The kind of number held: float64, int64 or bool."""
        return self.node.value.dtype

    @property
    def T(self) -> Recorded:  # noqa: N802 (NumPy's name)
        """The array with its axes in reverse order."""
        return np.transpose(self)

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len() of a recorded number: it has no axes")
        return self.shape[0]

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        numbers = np.array2string(self.node.value, precision=4, threshold=8)
        return f"<recorded {numbers}, shape {self.shape}>"

    # Recording.
    def __array_ufunc__(self, ufunc, method, *args, **kwargs):
        gate = _gate()
        if method == "__call__" and not kwargs:
            result = gate.directly(ufunc, args)
            if result is not None:
                return result
        dispatch = gate.dispatch
        if method != "__call__":
            return dispatch(f"np.{ufunc.__name__}.{method}", args, kwargs)
        if self.ndim == 0 and args[0] is self is kwargs.get("out", (None,))[0]:
            # x += 1 on a number makes a new number and gives it the old one's name.
            del kwargs["out"]
        return dispatch(ufunc, args, kwargs)

    def __array_function__(self, function, types, args, kwargs):
        return _gate().dispatch(function, args, kwargs)

    def __getitem__(self, index: Any) -> Recorded:
        from .choosing import getitem

        return getitem(self, index)

    def __getattr__(self, name: str) -> Any:
        return _gate().method(self, name)

    def __format__(self, spec: str) -> str:
        from .text import number

        return number(self, spec)

    def __str__(self) -> str:
        return format(self, "") if self.size == 1 else repr(self)

    @staticmethod
    def __iterate__(step, start, count):
        from .loops import record_iteration

        return record_iteration(step, start, count)

    # Refusals: each names what was tried and the way out.
    def __array__(self, *_args, **_kwargs):
        refuse(
            "Making a plain array",
            "Build arrays from recorded values with np.stack([...]), np.concatenate([...]) "
            "or np.zeros(shape) + value, and call NumPy functions on those. Pick from a plain "
            "array with np.choose(k, array).",
        )

    def __bool__(self):
        refuse(
            "Asking if, while, and, or, not",
            "Choose between values with np.where(condition, a, b); combine conditions "
            "with np.logical_and(a, b); repeat with iterate(step, start, count).",
        )

    def __float__(self):
        refuse(
            "float() (or a function of the math module, or % formatting)",
            "Leave the value as it is, use NumPy's function of the same name, and "
            'write text as an f-string: f"{value:.2f}".',
        )

    def __int__(self):
        refuse("int()", "Use np.floor(value), or a Slider with whole steps.")

    def __index__(self):
        refuse(
            "Using it as a count, in range(), or as an index of a plain array, list or slice",
            "Pick from a plain array with np.choose(k, array), which takes up to 64 elements or "
            "rows, or with (array + 0 * k)[k]; repeat a fixed number of times with "
            "iterate(step, start, count) and show the part you want with np.where.",
        )

    def __complex__(self):
        refuse("complex()", "Live figures compute with real numbers.")

    def __round__(self, digits=None):
        refuse("round()", 'Round in the text instead: f"{value:.2f}".')

    def __setitem__(self, index, value):
        refuse(
            "Assigning to an element",
            "Build a new array: np.where(mask, new, old), or np.stack([...]).",
        )

    def __contains__(self, item):
        refuse("in", "Compare element by element: np.equal(array, item).")


def record(operation: str, *inputs: Any, value: Any = None, **settings: Any) -> Recorded:
    """Record one operation of the table and return its result.

    Parameters
    ----------
    operation : str
        A row of the operation table.
    *inputs : Recorded or array_like
        The operands; plain numbers and arrays become constants of the graph.
    value : ndarray, optional
        The result, where the caller knows it; else NumPy computes it.
    **settings
        The operation's fixed settings.

    Raises
    ------
    RecordingError
        If the result is of a kind that the page cannot compute.
    """
    nodes = tuple([as_node(given) for given in inputs])
    if value is None:
        with quietly():
            value = OPERATIONS[operation](*[n.value for n in nodes], **settings)
            if isinstance(value, tuple):
                return Recorded(Node(operation, nodes, value, settings))
            value = np.asarray(value)
            _check_kind(value, operation)
            if value.dtype == WHOLE:
                # Computed in floats, as the page will: NumPy's integers would wrap around.
                floats = (n.value.astype(float) for n in nodes)
                _check_whole(OPERATIONS[operation](*floats, **settings), operation)
    return Recorded(Node(operation, nodes, value, settings))


def as_node(value: Any) -> Node:
    """Return the node of a recorded value, or a constant node for a plain one.

    Raises
    ------
    RecordingError
        If the value holds anything but float64, whole or boolean numbers, or a whole
        number that a float64 cannot hold.
    """
    kind = type(value)
    if kind is Recorded:
        return value.node
    if kind is np.ndarray and value.size > LARGE and (trace := current_trace()):
        return trace.held(value if value.dtype == FLOAT else _checked(value))
    array = np.array(value)
    small = kind is int and -(2**53) <= value <= 2**53
    if array.dtype is not FLOAT and not small:
        array = _checked(array, f"this {kind.__name__}")
    array.setflags(write=False)
    return Node("constant", (), array)


def new_input(value: Any) -> Recorded:
    """Return a recorded value that comes from outside: a control, a loop's state."""
    if isinstance(value, Recorded):
        return Recorded(Node("input", (), value.node.value))
    node = as_node(value)
    node.operation = "input"
    return Recorded(node)


def _checked(array: np.ndarray, who: str = "this array") -> np.ndarray:
    """Return an array of the kinds of number that a figure can hold."""
    if array.dtype.kind in "iu":
        _check_whole(array, who)
        array = array.astype(np.int64)
    _check_kind(array, who)
    return array


def _check_kind(array: np.ndarray, who: str) -> None:
    if array.dtype not in _KINDS:
        raise RecordingError(
            f"only float64, whole and boolean numbers can be recorded, but {who} is "
            f"of dtype {array.dtype}. Convert it first: np.asarray(values, dtype=float), or "
            f"condition.astype(float)."
        )


def _check_whole(array: np.ndarray, who: str) -> None:
    if np.any(np.abs(array.astype(float)) > 2.0**53):
        raise RecordingError(
            f"{who} goes beyond 2**53, where doubles have gaps and NumPy's "
            f"whole numbers wrap around. Use floats: 10.0**20."
        )
