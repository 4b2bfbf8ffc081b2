"""The operation table: every operation a graph may hold, and what it computes in NumPy.

One row an operation. The page's runtime holds the same table in JavaScript
(`mathlib/live/runtime/operations.js`); a test runs both on random arrays. NumPy functions
that are not in this table reach it through `mathlib.graph.rules`. Imports NumPy only.

The page has one kind of number, the double. Whole numbers and conditions are doubles there
that hold whole numbers, 0 or 1; up to 2**53 that is what NumPy's int64 and bool compute.
Where it is not (a condition plus a condition, a whole number to a negative power, the whole
number 0 times -1), `mathlib.graph.recorded.record` writes another operation, or refuses.
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
    """Sum in the order in which NumPy adds a C-contiguous array, whatever held it before."""
    return np.sum(np.asarray(a, order="C"), axis=axis, keepdims=keepdims)


def _gather(*arrays: np.ndarray, indices: np.ndarray) -> np.ndarray:
    """Pick elements by their position in the inputs, laid end to end in C order."""
    return np.concatenate([np.ravel(a) for a in arrays])[indices]


def _take(a: np.ndarray, index: np.ndarray, axis: int) -> np.ndarray:
    """Pick along an axis; what is no place of the array gives nan, which leaves a gap."""
    size = a.shape[axis]
    inside = (index >= -size) & (index < size) & (index == np.floor(index))
    if np.all(inside):
        return np.take(a, np.asarray(index, dtype=np.int64), axis=axis)
    gap = np.full((*a.shape[:axis], 1, *a.shape[axis + 1 :]), np.nan)
    places = np.where(inside, np.where(index < 0, index + size, index), size).astype(np.int64)
    return np.take(np.concatenate([a, gap], axis=axis), places, axis=axis)


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
