"""How NumPy's functions that pick elements by an index are written in the graph.

Where an index is recorded, the graph computes positions and `pick` reads the elements there;
what is no place of the array gives nan.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from mathlib.arrays import is_plain
from mathlib.graph.recorded import Recorded, RecordingError, as_node, record

from .arguments import Rule, array_of
from .rearranging import move


def getitem(array: Any, index: Any) -> Recorded:
    """Record ``array[index]``; whole numbers in the index may themselves be recorded."""
    index = index if isinstance(index, tuple) else (index,)
    live = [item for item in index if isinstance(item, Recorded)]
    if not live:
        return move([array], lambda positions: positions[0][index])
    for item in live:
        _check_index(item)
    return picked(array, tuple(map(_wrapped, index, _axes(index, array))))


def picked_from(array: Any, index: Any) -> Recorded:
    """Record `mathlib.arrays.at`: ``array[index]`` of a recorded index and any array."""
    if not is_plain(array) and not isinstance(array, Recorded):  # a list that holds one
        array = np.stack(array)
    return getitem(array_of(array), index)


def _check_index(index: Recorded) -> None:
    if index.dtype == bool and index.ndim:
        raise RecordingError(
            "a recorded condition cannot be an index: how many elements it chooses is not "
            "fixed. To choose by a condition, use np.where(condition, a, b)."
        )
    if index.dtype.kind != "i":
        raise RecordingError(
            "an index must be a whole number, but this one is recorded as a float. Begin with "
            "whole numbers (3, not 3.0), or take np.argmax, np.argsort or np.sum of conditions."
        )


def _axes(index: tuple, array: Any) -> list[tuple[int, int]]:
    """Return, for each item of an index, the axis it stands for and that axis' length."""
    lengths = [
        0 if item is None or item is ... else np.ndim(item) if _is_mask(item) else 1
        for item in index
    ]
    rest = array.ndim - sum(lengths)
    axes = np.cumsum(
        [0] + [rest if item is ... else n for item, n in zip(index, lengths, strict=True)]
    )
    return [(int(axis), ([*array.shape, 0])[min(axis, array.ndim)]) for axis in axes[:-1]]


def _is_mask(item: Any) -> bool:
    return not isinstance(item, Recorded | slice) and np.asarray(item).dtype == bool


def _wrapped(item: Any, place: tuple[int, int]) -> Any:
    """Count a negative index from the end of its axis."""
    return np.where(item < 0, item + place[1], item) if isinstance(item, Recorded) else item


def picked(array: Any, index: tuple) -> Recorded:
    """Record ``array[index]``, where recorded items count from 0.

    NumPy itself says where elements come from if every recorded index were 0 (`base`), and
    which number of an index each element goes by; the graph adds what the numbers say.
    """
    array = array_of(array)
    zeros = [_zeros_for(item) for item in index]
    base = np.arange(array.size).reshape(array.shape)[tuple(zeros)]
    total: Any = base
    for i, (item, (axis, length)) in enumerate(zip(index, _axes(index, array), strict=True)):
        if isinstance(item, Recorded):
            offsets = item
            if array.ndim > 1:  # A place outside this axis must not fall on another one's.
                step = prod(array.shape[axis + 1 :])
                offsets = record("gather_at", np.arange(length) * step, item)
            offsets = _spread(offsets, index, zeros, i, axis, array.shape)
            fits = total is base and not base.any() and offsets.shape == base.shape
            total = offsets if fits else total + offsets
    return record("gather_at", array, total)


def _zeros_for(item: Any) -> Any:
    if not isinstance(item, Recorded):
        return item
    return np.zeros(item.shape, int) if item.ndim else 0


def _spread(offsets, index, zeros, i, axis, shape):
    """Lay the numbers of one index out as the elements that go by them."""
    if offsets.ndim == 0:
        return offsets
    numbers = np.arange(offsets.size)
    along = numbers.reshape([-1 if a == axis else 1 for a in range(len(shape))])
    seen = np.broadcast_to(along, [*shape[:axis], offsets.size, *shape[axis + 1 :]])
    asked = (*zeros[:i], numbers.reshape(offsets.shape), *zeros[i + 1 :])
    which = seen[asked]
    return move([offsets], lambda positions: positions[0].ravel()[which])


# ---------------------------------------------------------------- by index
def _take(a, indices, axis=None, *, mode="raise"):
    if not isinstance(indices, Recorded):
        return move([a], lambda positions: np.take(positions[0], indices, axis=axis, mode=mode))
    if axis is None:
        a, axis = np.ravel(a), 0
    axis = normalize_axis_index(axis, np.ndim(a))
    if mode != "raise":
        size = np.shape(a)[axis]
        indices = indices % size if mode == "wrap" else np.clip(indices, 0, size - 1)
    return a[(slice(None),) * axis + (indices,)]


def along(arr: Any, indices: Any, axis: int) -> tuple:
    """Return the index that NumPy's `take_along_axis` makes."""
    axis = normalize_axis_index(axis, np.ndim(arr))
    places = np.ix_(*(np.arange(n) for n in np.shape(arr)))
    return (*places[:axis], indices, *places[axis + 1 :])


def _take_along_axis(arr, indices, axis=-1):
    if axis is None:
        arr, axis = np.ravel(arr), 0
    return Recorded(as_node(arr))[along(arr, indices, axis)]


def _choose(a, choices, *, mode="raise"):
    if mode != "raise":
        raise RecordingError("np.choose is recorded for mode='raise'.")
    a = array_of(a)
    rows = np.broadcast_arrays(*choices)
    table = np.stack(rows)
    shape = np.broadcast_shapes(a.shape, table.shape[1:])
    if not isinstance(a, Recorded):
        a = Recorded(as_node(a))
    if a.dtype == bool:
        a = a * 1
    _check_index(a)
    if a.ndim == 0:
        return picked(table, (a,))
    table = np.broadcast_to(
        np.reshape(table, (len(rows), *(1,) * (len(shape) - table.ndim + 1), *table.shape[1:])),
        (len(rows), *shape),
    )
    return picked(table, (np.broadcast_to(a, shape), *np.ix_(*map(np.arange, shape))))


RULES: dict[Any, Rule] = {
    np.take: _take,
    np.take_along_axis: _take_along_axis,
    np.choose: _choose,
}
