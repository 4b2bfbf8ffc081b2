"""The recorded value: looks like an array to NumPy, and remembers what is done to it.

Both of NumPy's protocols, `__array_ufunc__` (NEP 13) and `__array_function__` (NEP 18), lead to
`mathlib.graph.protocol`. What cannot be recorded is refused here by name, with the way out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from .locking import LARGE, current_locks, silenced
from .node import Node
from .operations import OPERATIONS
from .refusals import RecordingError, refuse

FLOAT, WHOLE, CONDITION = np.dtype(float), np.dtype(np.int64), np.dtype(bool)
_KINDS = {FLOAT, WHOLE, CONDITION}

#: Writes a recorded value into a text, given a format, where somebody can write the text anew.
Writer = Callable[["Recorded", str], str]
_writer: ContextVar[Writer | None] = ContextVar("writer", default=None)


@contextmanager
def writing_with(writer: Writer) -> Iterator[None]:
    """Let a function write the recorded values that are formatted inside this context."""
    token = _writer.set(writer)
    try:
        yield
    finally:
        _writer.reset(token)


class Recorded(NDArrayOperatorsMixin):
    """A value together with the operation that made it.

    It takes the place of a number or an array. Any NumPy function that has a rule can be applied
    to it; the result is recorded in turn.
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

    # Recording. The rules are written with recorded values, so they come after this module:
    # `mathlib.graph` puts these methods of `mathlib.graph.protocol` in their place, and with
    # them a short way for +, -, *, /, ** and @.
    __array_ufunc__: Callable[..., Any]
    __array_function__: Callable[..., Any]
    __getitem__: Callable[[Any], Recorded]
    __getattr__: Callable[[str], Any]
    __iterate__: Callable[..., Any]  # for `mathlib.iteration.iterate`
    __at__: Callable[..., Recorded]  # for `mathlib.arrays.at`

    # Writing.
    def __format__(self, spec: str) -> str:
        if (write := _writer.get()) is not None:
            return write(self, spec)
        if not spec:
            return repr(self)
        raise RecordingError(
            f"a recorded value cannot be written with the format {spec!r}: its number is not "
            f"fixed. To see the number it holds now, write it without a format: {{x}}."
        )

    def __str__(self) -> str:
        return format(self, "") if self.size == 1 else repr(self)

    # Refusals: each names what was tried and the way out.
    def __array__(self, *_args, **_kwargs):
        refuse(
            "Making a plain array",
            "Build arrays from recorded values with np.stack([...]), np.concatenate([...]) "
            "or np.zeros(shape) + value, and call NumPy functions on those. Pick from a plain "
            "array with at(array, k), of mathlib.arrays.",
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
        refuse("int()", "Use np.floor(value), or begin with a whole number.")

    def __index__(self):
        refuse(
            "Using it as a count, in range(), or as an index of a plain array, list or slice",
            "Pick from a plain array with at(array, k), of mathlib.arrays; repeat a fixed number "
            "of times with iterate(step, start, count) and take the part you want with at or "
            "np.where.",
        )

    def __complex__(self):
        refuse("complex()", "Only real numbers are recorded.")

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
        If the result is of a kind that a double cannot hold.
    """
    nodes = tuple([as_node(given) for given in inputs])
    if value is None:
        with silenced():
            value = OPERATIONS[operation](*[n.value for n in nodes], **settings)
            if isinstance(value, tuple):
                return Recorded(Node(operation, nodes, value, settings))
            value = np.asarray(value)
            _check_kind(value, operation)
            if value.dtype == WHOLE:
                # Computed in doubles, as the page will: NumPy's integers would wrap around.
                floats = (n.value.astype(float) for n in nodes)
                _check_whole(OPERATIONS[operation](*floats, **settings), operation)
    return Recorded(Node(operation, nodes, value, settings))


def elements_of(whole: Recorded) -> tuple[Recorded, ...]:
    """Return the arrays that a recorded operation of several results made, each recorded."""
    results = enumerate(whole.node.value)
    return tuple(record("element", whole, value=result, number=i) for i, result in results)


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
    if kind is np.ndarray and value.size > LARGE and (locks := current_locks()):
        return locks.held(value if value.dtype == FLOAT else _checked(value))
    array = np.array(value)
    small = kind is int and -(2**53) <= value <= 2**53
    if array.dtype is not FLOAT and not small:
        array = _checked(array, f"this {kind.__name__}")
    array.setflags(write=False)
    return Node("constant", (), array)


def new_input(value: Any) -> Recorded:
    """Return a recorded value that comes from outside: a variable, a loop's state."""
    if isinstance(value, Recorded):
        return Recorded(Node("input", (), value.node.value))
    node = as_node(value)
    node.operation = "input"
    return Recorded(node)


def _checked(array: np.ndarray, who: str = "this array") -> np.ndarray:
    """Return an array of the kinds of number that can be recorded."""
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
