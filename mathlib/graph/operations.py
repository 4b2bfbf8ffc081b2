"""The operation table: every operation a graph may hold, and what it computes in NumPy.

One row an operation. The page's runtime holds the same table in JavaScript
(`mathlib/live/runtime/operations.js`); a test runs both on random arrays. NumPy functions
that are not in this table reach it through `mathlib.graph.rules`. Imports NumPy only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

#: Operations that act element by element and broadcast their inputs.
ELEMENTWISE: dict[str, Callable[..., Any]] = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.divide,
    "power": np.power,
    "negative": np.negative,
    "absolute": np.absolute,
    "sign": np.sign,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "log": np.log,
    "log10": np.log10,
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
    "floor": np.floor,
    "minimum": np.minimum,
    "maximum": np.maximum,
    "less": np.less,
    "less_equal": np.less_equal,
    "equal": np.equal,
    "not_equal": np.not_equal,
    "logical_and": np.logical_and,
    "logical_or": np.logical_or,
    "logical_not": np.logical_not,
    "isfinite": np.isfinite,
    "where": np.where,
}


def _sum(a: np.ndarray, axis: tuple[int, ...], keepdims: bool) -> np.ndarray:
    return np.sum(a, axis=axis, keepdims=keepdims)


def _gather(*arrays: np.ndarray, indices: np.ndarray) -> np.ndarray:
    """Pick elements by their position in the inputs, laid end to end in C order."""
    return np.concatenate([np.ravel(a) for a in arrays])[indices]


def _take(a: np.ndarray, index: np.ndarray, axis: int) -> np.ndarray:
    """Pick along an axis; a place outside the array gives nan, which leaves a gap."""
    size = a.shape[axis]
    inside = (index >= -size) & (index < size)
    picked = np.take(a, np.where(inside, index, 0).astype(np.int64), axis=axis)
    inside = inside.reshape(np.shape(index) + (1,) * (a.ndim - axis - 1))
    return picked if inside.all() else np.where(inside, picked, np.nan)


def _part(arrays: tuple[np.ndarray, ...], number: int) -> np.ndarray:
    return arrays[number]


#: name -> function(*input values, **settings); `iterate` joins from `loops`.
OPERATIONS: dict[str, Callable[..., Any]] = {
    **ELEMENTWISE,
    "sum": _sum,
    "gather": _gather,
    "take": _take,
    "part": _part,
}
