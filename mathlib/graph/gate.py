"""The gate: every call of NumPy on a recorded value comes through here.

`dispatch` looks up the function's row in `mathlib.graph.rules`, checks that the call fits it,
and refuses by name what has no row. Methods and indexing lead to the same rows.
Imports NumPy and the graph's own modules.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from .recorded import Recorded, RecordingError
from .rules import RULES, Rule, move, name_of


def dispatch(function: Callable[..., Any], args: tuple, kwargs: dict) -> Any:
    """Record a call of a NumPy function, or refuse it by name.

    Raises
    ------
    RecordingError
        If the function has no row, or is called with an argument its row does not know.
    """
    name = name_of(function)
    rule = RULES.get(function)
    if rule is None:
        raise RecordingError(
            f"{name} cannot be recorded for a live figure. Write the step with functions "
            f"that can: {_recordable()}."
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
    return rule(*args, **kwargs)


_signature = cache(inspect.signature)


def _recordable() -> str:
    return ", ".join(sorted(name_of(function) for function in RULES))


def getitem(array: Recorded, index: Any) -> Recorded:
    """Record ``array[index]``; one whole-number index may itself be recorded."""
    index = index if isinstance(index, tuple) else (index,)
    live = [place for place, item in enumerate(index) if isinstance(item, Recorded)]
    if not live:
        return move([array], lambda positions: positions[0][index])
    place = live[0]
    before, after = index[:place], index[place + 1 :]
    plain = all(_is_plain_index(item) for item in before) and all(
        _is_plain_index(item) or item is None or item is ... for item in after
    )
    if not plain or index[place].ndim:
        raise RecordingError(
            "only one index of a recorded array may be recorded, and it must be a single "
            "whole number, with numbers and slices beside it. To choose by a condition, "
            "use np.where(condition, a, b)."
        )
    return np.take(array, index[place], axis=place)[(*before, *after)]


def _is_plain_index(item: Any) -> bool:
    return isinstance(item, int | np.integer | slice) and not isinstance(item, bool)


# ---------------------------------------------------------------- methods
def _reshape(array: Recorded, *shape: Any, **options: Any) -> Recorded:
    return np.reshape(array, shape[0] if len(shape) == 1 else shape, **options)


def _transpose(array: Recorded, *axes: Any) -> Recorded:
    return np.transpose(array, axes[0] if len(axes) == 1 else axes or None)


def _astype(array: Recorded, dtype: Any) -> Recorded:
    if np.dtype(dtype) != np.float64:
        raise RecordingError("the array method .astype is recorded for float: .astype(float).")
    return array if array.dtype == np.float64 else array * 1.0


_METHODS: dict[str, Rule] = {
    "astype": _astype,
    "reshape": _reshape,
    "transpose": _transpose,
    "flatten": np.ravel,
    "copy": lambda array: array,
}


def method(array: Recorded, name: str) -> Callable[..., Any]:
    """Return an array's method: the NumPy function of its name, where it is recorded.

    Raises
    ------
    AttributeError
        If arrays have no such attribute, or it cannot be recorded.
    """
    if name.startswith("__") or not hasattr(np.ndarray, name):
        raise AttributeError(f"a recorded value has no attribute {name!r}")
    function = _METHODS.get(name) or getattr(np, name, None)
    if name not in _METHODS and function not in RULES:
        raise AttributeError(
            f"the array method .{name} cannot be recorded for a live figure. "
            f"Methods that can: {', '.join(_recorded_methods())}."
        )
    return lambda *args, **kwargs: function(array, *args, **kwargs)


def _recorded_methods() -> list[str]:
    functions = (name for name in vars(np.ndarray) if getattr(np, name, None) in RULES)
    return sorted({*_METHODS, *functions})
