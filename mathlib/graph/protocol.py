"""The protocol: how NumPy's calls on a recorded value become nodes of the graph.

Everything comes through here. `dispatch` looks up the function's row in `mathlib.graph.rules`,
checks that the call fits it, and refuses by name what has no row. Most of what is recorded is
arithmetic on floats, for which the row would write the operation of the function's own name:
that takes a fast lane, in a third of the time. Methods and indexing lead to the same rows.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from .locking import silenced
from .loops import record_iteration
from .node import Node
from .operations import ELEMENTWISE
from .recorded import FLOAT, Recorded, RecordingError, as_node
from .refusals import called
from .rules import INSTEAD, RULES
from .rules.arguments import Rule, name_of
from .rules.indexing import getitem, picked_from


# ---------------------------------------------------------------- the gate
def dispatch(function: Callable[..., Any], args: tuple, kwargs: dict) -> Any:
    """Record a call of a NumPy function, or refuse it by name.

    Raises
    ------
    RecordingError
        If the function has no row, or is called with an argument its row does not know.
    """
    try:
        return _record(function, args, kwargs)
    except RecordingError as error:
        # The refusal may speak of another function, which this one is written with, and this
        # one may have been called by one of NumPy's that has no row.
        asked = called()[0] or name_of(function)
        if asked.rpartition(".")[2] in str(error):
            raise
        raise RecordingError(f"{asked}: {error}") from None


def _record(function: Callable[..., Any], args: tuple, kwargs: dict) -> Any:
    rule = RULES.get(function)
    if rule is None or kwargs.get("out") is not None:
        return _row(function, name_of(function), args, kwargs)(*args, **kwargs)
    try:
        return rule(*args, **kwargs)
    except RecordingError:
        raise
    except TypeError:
        _row(function, name_of(function), args, kwargs)  # refuses a call that does not fit
        raise


def _row(function: Callable[..., Any], name: str, args: tuple, kwargs: dict) -> Rule:
    """Return the function's row, if there is one that fits the call."""
    rule = RULES.get(function)
    if rule is None:
        raise RecordingError(f"{name} cannot be recorded. {_way_out(function, name)}")
    if kwargs.get("out") is not None:
        raise RecordingError(
            f"{name} cannot write into an array that exists already (out=, or += on an "
            f"array): a recording makes new values only. Write x = x + change."
        )
    signature = _signature(rule)
    try:
        signature.bind(*args, **kwargs)
    except TypeError as error:
        raise RecordingError(
            f"{name} is recorded as {name}{signature}; this call does not fit: {error}."
        ) from None
    return rule


_signature = cache(inspect.signature)


def _way_out(function: Callable[..., Any], name: str) -> str:
    if function in INSTEAD:
        return f"Write {INSTEAD[function]} in its place."
    bare = name.rpartition(".")[2]
    names = {name_of(rule).rpartition(".")[2]: name_of(rule) for rule in RULES}
    close = [names[near] for near in get_close_matches(bare, names, n=3)]
    like = f", such as {', '.join(close)}" if close else ""
    return (
        f"Write the step with functions that can{like}; mathlib.graph.rules.RULES holds them all."
    )


# ---------------------------------------------------------------- the fast lane
#: NumPy's functions that are operations of the graph as they stand, where they are given floats.
_DIRECT = {f: name for name, f in ELEMENTWISE.items() if isinstance(f, np.ufunc)} | {
    np.matmul: "matmul"
}

_PLAIN = {float, int, np.ndarray, np.float64}


def record_floats(ufunc: np.ufunc, operands: tuple) -> Recorded | None:
    """Record a function of floats without its row, or return None where it takes the row."""
    name = _DIRECT.get(ufunc)
    if name is None:
        return None
    nodes = []
    for operand in operands:
        if type(operand) is Recorded:
            nodes.append(operand.node)
        elif type(operand) in _PLAIN:
            nodes.append(as_node(operand))
        else:
            return None
    return _made(ufunc, name, tuple(nodes))


def _made(ufunc: np.ufunc, name: str, nodes: tuple[Node, ...]) -> Recorded | None:
    values = [node.value for node in nodes]
    if values[0].dtype is not FLOAT and values[-1].dtype is not FLOAT:
        return None
    with silenced():
        value = ufunc(*values)
    return Recorded(Node(name, nodes, value if type(value) is np.ndarray else np.asarray(value)))


def _operator(name: str, ufunc: np.ufunc, turned: bool) -> Callable[..., Any]:
    general, operation = getattr(NDArrayOperatorsMixin, name), _DIRECT[ufunc]

    def operator(self, other):
        if type(other) is Recorded:
            read = other.node
        elif type(other) in _PLAIN:
            read = as_node(other)
        else:
            return general(self, other)
        nodes = (read, self.node) if turned else (self.node, read)
        result = _made(ufunc, operation, nodes)
        return general(self, other) if result is None else result

    return operator


# ---------------------------------------------------------------- methods
def _reshape(array: Recorded, *shape: Any, **options: Any) -> Recorded:
    return np.reshape(array, shape[0] if len(shape) == 1 else shape, **options)


def _transpose(array: Recorded, *axes: Any) -> Recorded:
    return np.transpose(array, axes[0] if len(axes) == 1 else axes or None)


_RENAMED: dict[str, Rule] = {
    "astype": np.astype,
    "reshape": _reshape,
    "transpose": _transpose,
    "flatten": np.ravel,
    "copy": lambda array, order="C": array,
    "compress": lambda array, condition, axis=None: np.compress(condition, array, axis),
}
#: Attributes that hold an array.
_ARRAYS: dict[str, Rule] = {"mT": np.matrix_transpose, "real": np.real}
#: Methods that change the array they belong to, where NumPy's function makes a new one.
_IN_PLACE = ("sort", "partition", "resize")


def method(array: Recorded, name: str) -> Any:
    """Return an array's method: the NumPy function of its name, where it is recorded.

    Raises
    ------
    AttributeError
        If arrays have no such attribute, or it cannot be recorded.
    """
    if name.startswith("__") or not hasattr(np.ndarray, name):
        raise AttributeError(f"a recorded value has no attribute {name!r}")
    if name in _ARRAYS:
        return _ARRAYS[name](array)
    function = _method(name)
    if function is None:
        raise AttributeError(
            f"the array method .{name} cannot be recorded. "
            f"Methods that can: {', '.join(_recorded_methods())}."
        )
    return lambda *args, **kwargs: function(array, *args, **kwargs)


def _method(name: str) -> Rule | None:
    if name in _RENAMED:
        return _RENAMED[name]
    function = None if name in _IN_PLACE else getattr(np, name, None)
    return function if function in RULES else None


def _recorded_methods() -> list[str]:
    return sorted({*_RENAMED, *filter(_method, vars(np.ndarray))})


# ---------------------------------------------------------------- what NumPy and Python call
def _array_ufunc(self, ufunc, method, *args, **kwargs):
    if method == "__call__" and not kwargs:
        result = record_floats(ufunc, args)
        if result is not None:
            return result
    if method != "__call__":
        return dispatch(f"np.{ufunc.__name__}.{method}", args, kwargs)
    if self.ndim == 0 and args[0] is self is kwargs.get("out", (None,))[0]:
        # x += 1 on a number makes a new number and gives it the old one's name.
        del kwargs["out"]
    return dispatch(ufunc, args, kwargs)


def _array_function(self, function, types, args, kwargs):
    return dispatch(function, args, kwargs)


_OPERATORS = {
    **{"add": np.add, "sub": np.subtract, "mul": np.multiply, "truediv": np.divide},
    **{"pow": np.power, "matmul": np.matmul},
}

#: The methods of a recorded value that need the rules: name -> method.
METHODS: dict[str, Any] = {
    "__array_ufunc__": _array_ufunc,
    "__array_function__": _array_function,
    "__getitem__": getitem,
    "__getattr__": method,
    "__iterate__": staticmethod(record_iteration),
    "__at__": staticmethod(picked_from),
    **{f"__{name}__": _operator(f"__{name}__", f, False) for name, f in _OPERATORS.items()},
    **{f"__r{name}__": _operator(f"__r{name}__", f, True) for name, f in _OPERATORS.items()},
}
