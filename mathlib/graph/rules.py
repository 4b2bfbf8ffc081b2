"""How each NumPy function, called on a recorded value, is written in the graph.

One row a function. Three kinds of row: an operation of the table; a function that only
moves elements (recorded as one `gather`: NumPy itself moves the positions); and a function
that is written in terms of others. A function without a row is refused by name.
Imports NumPy and the graph's own modules.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from .operations import ELEMENTWISE
from .recorded import Recorded, RecordingError, as_node, record

Rule = Callable[..., Any]


def name_of(function: Callable[..., Any] | str) -> str:
    """Return a NumPy function's name as people write it: ``np.linalg.norm``."""
    if isinstance(function, str):
        return function
    module = (getattr(function, "__module__", None) or "numpy").removesuffix("._core")
    return f"{module.replace('numpy', 'np', 1)}.{function.__name__}"


# ---------------------------------------------------------------- operations
def _elementwise(name: str, function: Callable[..., Any]) -> Rule:
    if getattr(function, "nin", 3) == 1:
        return lambda x, /: record(name, x)
    if getattr(function, "nin", 3) == 2:
        return lambda x1, x2, /: record(name, x1, x2)
    return lambda condition, x, y, /: record(name, condition, x, y)


def _kinds(*operands: Any) -> str:
    """Return the kinds of number: f for floats, i for whole numbers, b for conditions."""
    return "".join(as_node(operand).value.dtype.kind for operand in operands)


def _add(x1, x2, /):
    """Adding two conditions is `or` in NumPy: True + True is True."""
    return record("logical_or" if _kinds(x1, x2) == "bb" else "add", x1, x2)


def _negative(x, /):
    """Negate; the whole number 0 has no sign, so it is subtracted: 0 - 0 is 0, -0 is -0."""
    return np.subtract(0, x) if _kinds(x) == "i" else record("negative", x)


def _multiply(x1, x2, /):
    """Multiply; whole numbers shed the sign of a zero: 0 * -1 is -0, and -0 + 0 is 0."""
    product = record("multiply", x1, x2)
    return product + 0 if _kinds(product) == "i" else product


def _power(x1, x2, /):
    exponent = as_node(x2)
    if _kinds(x1) != "f" and _kinds(x2) == "i" and exponent.operation != "constant":
        raise RecordingError(
            "np.power (**) of a whole number is recorded for exponents that are fixed or "
            "floats: NumPy has no whole 2 ** -1. Write a float: 2.0 ** n."
        )
    return record("power", x1, Recorded(exponent))


def _sum(a, axis=None, *, keepdims=False):
    ndim = np.ndim(a)
    axes = range(ndim) if axis is None else normalize_axis_tuple(axis, ndim, "axis")
    return record("sum", a, axis=tuple(sorted(axes)), keepdims=bool(keepdims))


def _take(a, indices, axis=None):
    if not isinstance(indices, Recorded):
        return move([a], lambda positions: np.take(positions[0], indices, axis=axis))
    if indices.dtype.kind != "i":
        raise RecordingError(
            "an index must be a whole number; take it from a Slider with whole steps "
            "(Slider(0, 60, step=1)) or from Play."
        )
    if axis is None:
        a, axis = np.ravel(a), 0
    return record("take", a, indices, axis=normalize_axis_index(axis, np.ndim(a)))


# ---------------------------------------------------------------- movements
def _positions(values: list[np.ndarray]) -> list[np.ndarray]:
    """Return the elements' numbers, counted on from one array to the next."""
    ends = np.cumsum([0] + [value.size for value in values])
    return [
        np.arange(end, end + v.size).reshape(v.shape) for end, v in zip(ends, values, strict=False)
    ]


def _holds_recorded(values: Any) -> bool:
    if isinstance(values, list | tuple):
        return any(_holds_recorded(value) for value in values)
    return isinstance(values, Recorded)


def move(arrays: list[Any], function: Callable[[list[np.ndarray]], Any]) -> Recorded:
    """Record any rearrangement of elements: what it does to their positions.

    Parameters
    ----------
    arrays : list of array_like
        The arrays whose elements move.
    function : callable
        The rearrangement, applied to arrays of positions in place of the values.
    """
    nodes = [as_node(array) for array in arrays]
    indices = np.asarray(function(_positions([node.value for node in nodes])))
    return record("gather", *map(Recorded, nodes), indices=indices)


def _moves_one(function: Callable[..., Any]) -> Rule:
    def rule(a, /, *args, **kwargs):
        if _holds_recorded(args) or _holds_recorded(list(kwargs.values())):
            raise RecordingError(
                f"{name_of(function)} needs plain numbers for all but its first argument: "
                f"where the elements go must not depend on a control."
            )
        return move([a], lambda positions: function(positions[0], *args, **kwargs))

    return rule


def _moves_many(function: Callable[..., Any]) -> Rule:
    def rule(arrays, /, axis=0):
        return move(list(arrays), lambda positions: function(positions, axis=axis))

    return rule


# ---------------------------------------------------------------- in terms of others
def _mean(a, axis=None, *, keepdims=False):
    ndim = np.ndim(a)
    axes = range(ndim) if axis is None else normalize_axis_tuple(axis, ndim, "axis")
    return np.sum(a, axis=axis, keepdims=keepdims) / prod(np.shape(a)[i] for i in axes)


def _clip(a, a_min=None, a_max=None):
    a = a if a_min is None else np.maximum(a, a_min)
    return a if a_max is None else np.minimum(a, a_max)


def _norm(x, ord=None, axis=None, keepdims=False):
    if ord is not None:
        raise RecordingError("np.linalg.norm is recorded for the 2-norm of vectors.")
    return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))


def _dot(a, b):
    if np.ndim(a) == 1 and np.shape(a) == np.shape(b):
        return np.sum(a * b)
    raise RecordingError("np.dot is recorded for two vectors (1-D arrays) of one length.")


def _of_conditions(name: str, function: Callable[..., Any]) -> Rule:
    """Record the operators &, | and ~, which are `and`, `or` and `not` between conditions."""

    def rule(*operands):
        if set(_kinds(*operands)) != {"b"}:
            raise RecordingError(
                f"np.{name} (&, | or ~) is recorded for conditions, such as (a < b) & (c < d)."
            )
        return function(*operands)

    return rule


#: NumPy function -> how a call of it is recorded.
RULES: dict[Any, Rule] = {
    **{function: _elementwise(name, function) for name, function in ELEMENTWISE.items()},
    np.add: _add,
    np.negative: _negative,
    np.multiply: _multiply,
    np.power: _power,
    np.sum: _sum,
    "np.add.reduce": lambda array, axis=0, *, keepdims=False: _sum(array, axis, keepdims=keepdims),
    np.take: _take,
    # Movements.
    np.reshape: _moves_one(np.reshape),
    np.ravel: _moves_one(np.ravel),
    np.transpose: _moves_one(np.transpose),
    np.flip: _moves_one(np.flip),
    np.roll: _moves_one(np.roll),
    np.repeat: _moves_one(np.repeat),
    np.tile: _moves_one(np.tile),
    np.squeeze: _moves_one(np.squeeze),
    np.expand_dims: _moves_one(np.expand_dims),
    np.broadcast_to: _moves_one(np.broadcast_to),
    np.atleast_1d: _moves_one(np.atleast_1d),
    np.stack: _moves_many(np.stack),
    np.concatenate: _moves_many(np.concatenate),
    # In terms of others.
    np.positive: lambda x, /: x,
    np.square: lambda x, /: x * x,
    np.greater: lambda x1, x2, /: np.less(x2, x1),
    np.greater_equal: lambda x1, x2, /: np.less_equal(x2, x1),
    np.isnan: lambda x, /: np.not_equal(x, x),
    np.bitwise_and: _of_conditions("bitwise_and", np.logical_and),
    np.bitwise_or: _of_conditions("bitwise_or", np.logical_or),
    np.invert: _of_conditions("invert", np.logical_not),
    np.mean: _mean,
    np.clip: _clip,
    np.dot: _dot,
    np.linalg.norm: _norm,
    # Answers about the shape, which is fixed at recording.
    np.shape: lambda a: as_node(a).value.shape,
    np.ndim: lambda a: as_node(a).value.ndim,
    np.size: lambda a, axis=None: np.size(as_node(a).value, axis),
    np.zeros_like: lambda a: np.zeros_like(as_node(a).value),
    np.ones_like: lambda a: np.ones_like(as_node(a).value),
}
