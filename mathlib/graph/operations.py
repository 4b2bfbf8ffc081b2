"""The operation table: every operation a graph may hold, and what it computes in NumPy.

One row an operation. The page's runtime holds the same table in JavaScript
(`mathlib/live/page/runtime/operations.js`); a test runs both on random arrays. NumPy functions
that are not in this table reach it through `mathlib.graph.rules`.

The page has one kind of number, the double. Whole numbers and conditions are doubles there
that hold whole numbers, 0 or 1; up to 2**53 that is what NumPy's int64 and bool compute.
Where it is not (a condition plus a condition, a whole number to a negative power, the whole
number 0 times -1), `mathlib.graph.rules.elementwise` writes another operation, or refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np

#: Operations that act element by element and broadcast their inputs.
ELEMENTWISE: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        *(np.add, np.subtract, np.multiply, np.divide, np.power, np.remainder, np.floor_divide),
        *(np.negative, np.absolute, np.sign, np.sqrt, np.cbrt, np.hypot),
        *(np.exp, np.exp2, np.expm1, np.log, np.log2, np.log10, np.log1p, np.logaddexp),
        *(np.sin, np.cos, np.tan, np.arcsin, np.arccos, np.arctan, np.arctan2),
        *(np.sinh, np.cosh, np.tanh, np.arcsinh, np.arccosh, np.arctanh),
        *(np.floor, np.ceil, np.trunc, np.rint, np.minimum, np.maximum),
        *(np.less, np.less_equal, np.equal, np.not_equal, np.isfinite),
        *(np.logical_and, np.logical_or, np.logical_not, np.where),
    )
}


def _tanh_slope(x: np.ndarray) -> np.ndarray:
    """Compute 1 / cosh² x as 4e / (1 + 2e + e²), where e = exp(-2|x|): nothing cancels."""
    e = np.exp(-2.0 * np.abs(x))
    return 4.0 * e / (1.0 + (2.0 * e + e * e))


#: Slopes, element by element, for which NumPy has no function that keeps all digits.
SLOPES: dict[str, Callable[..., Any]] = {"tanh_slope": _tanh_slope}


# ---------------------------------------------------------------- along axes
def _reduction(function: Callable[..., Any]) -> Callable[..., Any]:
    """Reduce in the order in which NumPy visits a C-contiguous array, whatever held it before."""

    def operation(a: np.ndarray, axis: tuple[int, ...], keepdims: bool) -> np.ndarray:
        return function(np.asarray(a, order="C"), axis=axis, keepdims=keepdims)

    return operation


def _argsort(a: np.ndarray, axis: int) -> np.ndarray:
    return np.argsort(a, axis=axis, stable=True)


# ---------------------------------------------------------------- movements
def _gather(*arrays: np.ndarray, indices: np.ndarray) -> np.ndarray:
    """Pick elements by their position in the inputs, laid end to end in C order."""
    return np.concatenate([np.ravel(a) for a in arrays])[indices]


def _scatter(g: np.ndarray, indices: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Add elements, one after another, to the places of an array of zeros."""
    result = np.zeros(shape, dtype=np.result_type(g, np.int64))
    np.add.at(result.reshape(-1), np.ravel(indices), np.ravel(g))
    return result


def _gather_at(a: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Pick elements by positions that may be recorded; what is no place gives nan."""
    inside = _inside(positions, a.size)
    if inside.all():
        return np.ravel(a)[np.asarray(positions, dtype=np.int64)]
    with_gap = np.append(a, np.nan)
    return with_gap[np.where(inside, positions, a.size).astype(np.int64)]


def _scatter_at(g: np.ndarray, positions: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Add elements to places that a control may set; what has no place is dropped."""
    inside = _inside(positions, prod(shape))
    return _scatter(g[inside], positions[inside].astype(np.int64), shape)


def _inside(positions: np.ndarray, size: int) -> np.ndarray:
    return (positions >= 0) & (positions < size) & (positions == np.floor(positions))


# ---------------------------------------------------------------- linear algebra
def _or_nan(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give nan where NumPy finds no answer: what is computed from it goes on."""

    def operation(*arrays: np.ndarray) -> Any:
        try:
            if all(np.isfinite(a).all() for a in arrays):
                return function(*arrays)
        except np.linalg.LinAlgError:
            pass
        without = function(*(_stand_in(a) for a in arrays))
        if isinstance(without, tuple):
            return tuple(np.full_like(part, np.nan) for part in without)
        return np.full_like(without, np.nan)

    return operation


def _stand_in(a: np.ndarray) -> np.ndarray:
    """Return an array of the same shape whose answer exists."""
    return np.eye(*a.shape) if a.ndim == 2 else np.ones(a.shape)


# ---------------------------------------------------------------- several results
def _element(arrays: tuple[np.ndarray, ...], number: int) -> np.ndarray:
    return arrays[number]


def _iterate(*inputs: np.ndarray, count: int, body: Any) -> tuple[np.ndarray, ...]:
    """Run a recorded loop, whose body is a `mathlib.graph.loops.Body`, and keep every state."""
    split = len(inputs) - len(body.captured)
    state, captured = inputs[:split], inputs[split:]
    history = [state]
    for k in range(count):
        state = body.program.run(*state, k, *captured)
        history.append(state)
    return tuple(np.stack(values) for values in zip(*history, strict=True))


#: name -> function(*input values, **settings).
OPERATIONS: dict[str, Callable[..., Any]] = {
    **ELEMENTWISE,
    **SLOPES,
    "copy": np.copy,
    "sum": _reduction(np.add.reduce),
    "prod": _reduction(np.prod),
    "max": _reduction(np.max),
    "min": _reduction(np.min),
    "cumsum": np.cumsum,
    "argmax": np.argmax,
    "argmin": np.argmin,
    "argsort": _argsort,
    "gather": _gather,
    "scatter": _scatter,
    "gather_at": _gather_at,
    "scatter_at": _scatter_at,
    "matmul": np.matmul,
    "inv": _or_nan(np.linalg.inv),
    "det": _or_nan(np.linalg.det),
    "solve": _or_nan(np.linalg.solve),
    "eigh": _or_nan(lambda a: tuple(np.linalg.eigh(a))),
    "svd": _or_nan(lambda a: tuple(np.linalg.svd(a, full_matrices=False))),
    "element": _element,
    "iterate": _iterate,
}
