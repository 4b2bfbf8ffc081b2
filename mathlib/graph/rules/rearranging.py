"""How NumPy's functions that only move elements are written in the graph.

Each is recorded as one `gather`: NumPy itself moves the positions of the elements, so there
is nothing to get wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from mathlib.arrays import is_plain
from mathlib.graph.node import Node
from mathlib.graph.recorded import Recorded, RecordingError, as_node, record

from .arguments import Rule, array_of, name_of


def move(arrays: list[Any], function: Callable[[list[np.ndarray]], Any]) -> Any:
    """Record any rearrangement of elements: what it does to their positions.

    Parameters
    ----------
    arrays : list of array_like
        The arrays whose elements move.
    function : callable
        The rearrangement, applied to arrays of positions in place of the values. It may
        return several arrays, in a list or a tuple; so does this function then.
    """
    nodes = [as_node(array) for array in arrays]
    moved = function(_positions([node.value for node in nodes]))
    if isinstance(moved, list | tuple):
        return type(moved)(_gathered(nodes, indices) for indices in moved)
    return _gathered(nodes, np.asarray(moved))


def _positions(values: list[np.ndarray]) -> list[np.ndarray]:
    """Return the elements' numbers, counted on from one array to the next."""
    ends = np.cumsum([0] + [value.size for value in values])
    return [
        np.arange(end, end + v.size).reshape(v.shape) for end, v in zip(ends, values, strict=False)
    ]


def _gathered(nodes: list[Node], indices: np.ndarray) -> Recorded:
    """Record one gather, from the inputs that it needs; what stays in place is no operation."""
    used, moved, end = [], indices.copy(), 0
    for node in nodes:
        inside = (indices >= end) & (indices < end + node.value.size)
        if inside.any():
            moved[inside] += sum(n.value.size for n in used) - end
            used.append(node)
        end += node.value.size
    used = used or nodes[:1]
    still = moved.shape == used[0].value.shape and np.array_equal(
        moved.ravel(), np.arange(moved.size)
    )
    return Recorded(used[0]) if still else record("gather", *map(Recorded, used), indices=moved)


def _check_plain(function: Callable[..., Any], *places: Any) -> None:
    if not is_plain(places):
        raise RecordingError(
            f"{name_of(function)} needs plain numbers to say which elements go where: that must "
            f"not depend on a recorded value. To choose by a condition, use "
            f"np.where(condition, a, b)."
        )


def _moves_one(function: Callable[..., Any]) -> Rule:
    def rule(a, /, *args, **kwargs):
        _check_plain(function, *args, *kwargs.values())
        if kwargs.get("order", "C") not in ("C", "F"):
            raise RecordingError(
                f"{name_of(function)} is recorded for order='C' and order='F': the others "
                f"follow an array's memory, which the page lays out in its own way."
            )
        return move([a], lambda positions: function(positions[0], *args, **kwargs))

    return rule


def _moves_many(function: Callable[..., Any]) -> Rule:
    def rule(arrays, /, axis=0):
        return move(list(arrays), lambda positions: function(positions, axis=axis))

    return rule


def _moves_list(function: Callable[..., Any]) -> Rule:
    return lambda tup, /: move(list(tup), function)


def _moves_all(function: Callable[..., Any]) -> Rule:
    """Record a function that takes any number of arrays, and gives back as many."""
    return lambda *arrays, **options: move(list(arrays), lambda p: function(*p, **options))


def _onto_zeros(function: Callable[..., Any]) -> Rule:
    """Record a function that moves elements into an array of zeros."""

    def rule(a, /, *args, **kwargs):
        a = array_of(a)

        def moved(positions):  # counted from 1, so that 0 is what NumPy fills in
            counted = function(positions[0] + 1, *args, **kwargs)
            return np.where(counted == 0, positions[1], counted - 1)

        return move([a, np.zeros((), a.dtype)], moved)

    return rule


def _pad(array, pad_width, mode="constant", *, constant_values=0, **options):
    if mode != "constant":
        if mode not in ("edge", "reflect", "symmetric", "wrap"):
            raise RecordingError(
                "np.pad is recorded for the modes constant, edge, reflect, symmetric and wrap."
            )
        return _moves_one(np.pad)(array, pad_width, mode=mode, **options)
    if np.ndim(constant_values):
        raise RecordingError("np.pad is recorded with one number for all constant_values.")
    return move(
        [array, constant_values], lambda p: np.pad(p[0], pad_width, constant_values=p[1].item())
    )


def _compress(condition, a, axis=None):
    _check_plain(np.compress, condition)
    return move([a], lambda positions: np.compress(condition, positions[0], axis=axis))


def _insert(arr, obj, values, axis=None):
    _check_plain(np.insert, obj)
    return move([arr, values], lambda p: np.insert(p[0], obj, p[1], axis=axis))


def _append(arr, values, axis=None):
    return move([arr, values], lambda p: np.append(*p, axis=axis))


_ONE = (
    *(np.reshape, np.ravel, np.squeeze, np.expand_dims, np.broadcast_to, np.resize),
    *(np.transpose, np.matrix_transpose, np.linalg.matrix_transpose, np.swapaxes, np.moveaxis),
    *(np.rollaxis, np.flip, np.fliplr, np.flipud, np.roll, np.rot90, np.repeat, np.tile),
    *(np.diagonal, np.linalg.diagonal, np.delete, sliding_window_view),
    *(np.split, np.array_split, np.hsplit, np.vsplit, np.dsplit, np.unstack),
)

RULES: dict[Any, Rule] = {
    **{function: _moves_one(function) for function in _ONE},
    **{function: _moves_many(function) for function in (np.stack, np.concatenate)},
    **{
        function: _moves_list(function)
        for function in (np.hstack, np.vstack, np.dstack, np.column_stack)
    },
    **{
        function: _moves_all(function)
        for function in (
            *(np.atleast_1d, np.atleast_2d, np.atleast_3d),
            *(np.broadcast_arrays, np.meshgrid),
        )
    },
    **{function: _onto_zeros(function) for function in (np.diag, np.diagflat, np.tril, np.triu)},
    np.append: _append,
    np.insert: _insert,
    np.pad: _pad,
    np.copy: lambda a, order="K", subok=False: a,
    np.compress: _compress,
}
