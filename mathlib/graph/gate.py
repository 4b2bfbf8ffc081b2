"""The gate: every call of NumPy on a recorded value comes through here.

`dispatch` looks up the function's row in `mathlib.graph.rules`, checks that the call fits it,
and refuses by name what has no row. Methods and indexing lead to the same rows.
Imports NumPy and the graph's own modules.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from typing import Any

import numpy as np

from .calls import Rule, name_of
from .operators import directly
from .recorded import Recorded, RecordingError
from .refusals import called
from .rules import INSTEAD, RULES

__all__ = ["directly", "dispatch", "method"]


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
        raise RecordingError(
            f"{name} cannot be recorded for a live figure. {_way_out(function, name)}"
        )
    if kwargs.get("out") is not None:
        raise RecordingError(
            f"{name} cannot write into an array that exists already (out=, or += on an "
            f"array): a live figure computes new values only. Write x = x + change."
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


# ---------------------------------------------------------------- methods
def _reshape(array: Recorded, *shape: Any, **options: Any) -> Recorded:
    return np.reshape(array, shape[0] if len(shape) == 1 else shape, **options)


def _transpose(array: Recorded, *axes: Any) -> Recorded:
    return np.transpose(array, axes[0] if len(axes) == 1 else axes or None)


_METHODS: dict[str, Rule] = {
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
            f"the array method .{name} cannot be recorded for a live figure. "
            f"Methods that can: {', '.join(_recorded_methods())}."
        )
    return lambda *args, **kwargs: function(array, *args, **kwargs)


def _method(name: str) -> Rule | None:
    if name in _METHODS:
        return _METHODS[name]
    function = None if name in _IN_PLACE else getattr(np, name, None)
    return function if function in RULES else None


def _recorded_methods() -> list[str]:
    return sorted({*_METHODS, *filter(_method, vars(np.ndarray))})
