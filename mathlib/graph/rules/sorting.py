"""How NumPy's functions that put elements in order are written in the graph.

Sorted, an array is picked by `argsort`; quantiles are read from it, and a place in a table is
a count of what lies before it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from mathlib.graph.recorded import Recorded, RecordingError, as_node, record

from .arguments import Rule, array_of
from .indexing import along, picked


# ---------------------------------------------------------------- in order
def _argsort(a, axis=-1, kind=None, order=None, *, stable=None):
    if axis is None:
        a, axis = np.ravel(a), 0
    return record("argsort", a, axis=normalize_axis_index(axis, np.ndim(a)))


def _sort(a, axis=-1, kind=None, order=None, *, stable=None):
    if axis is None:
        a, axis = np.ravel(a), 0
    return picked(a, along(a, np.argsort(a, axis=axis), axis))


def _finds_extreme(name: str) -> Rule:
    def rule(a, axis=None, *, keepdims=False):
        if axis is None:
            place = record(name, np.ravel(a), axis=0, keepdims=False)
            return np.reshape(place, (1,) * np.ndim(a)) if keepdims else place
        axis = normalize_axis_index(axis, np.ndim(a))
        return record(name, a, axis=axis, keepdims=bool(keepdims))

    return rule


def _searchsorted(a, v, side="left", sorter=None):
    a = np.take(a, sorter) if sorter is not None else array_of(a)
    v = np.expand_dims(v, -1)
    return np.sum(~np.greater_equal(a, v) if side == "left" else ~np.greater(a, v), axis=-1)


def _digitize(x, bins, right=False):
    if isinstance(bins, Recorded):
        raise RecordingError("np.digitize is recorded for fixed bins, plain numbers.")
    side = "left" if right else "right"
    if np.size(bins) > 1 and bins[0] > bins[-1]:
        return len(bins) - np.searchsorted(bins[::-1], x, side=side)
    return np.searchsorted(bins, x, side=side)


def _interp(x, xp, fp, left=None, right=None):
    """NumPy's formula: the slope of the piece that x lies in, from the piece's left end."""
    xp, fp = array_of(xp), array_of(fp)
    last = len(xp) - 1
    j = np.clip(np.searchsorted(xp, x, side="right") - 1, 0, max(last - 1, 0))
    after = np.minimum(j + 1, last)
    x0, y0 = picked(xp, (j,)), picked(fp, (j,))
    slope = (picked(fp, (after,)) - y0) / (picked(xp, (after,)) - x0)
    result = np.where(np.equal(x, x0), y0, slope * (x - x0) + y0) if last else y0
    result = np.where(np.equal(x, xp[-1]), fp[-1], result)
    result = np.where(np.greater(x, xp[-1]), fp[-1] if right is None else right, result)
    return np.where(np.less(x, xp[0]), fp[0] if left is None else left, result)


# ---------------------------------------------------------------- quantiles
def _in_order(a: Any, axis: Any) -> Any:
    """Return the array sorted along a new first axis, which joins those of ``axis``."""
    if axis is None:
        return np.sort(np.ravel(a))
    axes = np.atleast_1d(axis).tolist()
    front = np.moveaxis(a, axes, range(len(axes)))
    return np.sort(np.reshape(front, (-1, *front.shape[len(axes) :])), axis=0)


def _kept(result: Any, a: Any, axis: Any, keepdims: bool, more: int = 0) -> Any:
    if not keepdims:
        return result
    axes = range(np.ndim(a)) if axis is None else np.atleast_1d(axis) % np.ndim(a)
    return np.expand_dims(result, tuple(int(i) + more for i in axes))


def _median(a, axis=None, *, keepdims=False):
    order = _in_order(array_of(a), axis)
    n = len(order)
    middle = (order[n // 2 - 1] + order[n // 2]) / 2 if n % 2 == 0 else order[n // 2] * 1.0
    result = np.where(np.isnan(order[-1]), np.nan, middle)
    return _kept(result, a, axis, keepdims)


def _quantile(a, q, axis=None, *, method="linear", keepdims=False):
    """NumPy's method "linear": between the two elements beside the place q * (n - 1)."""
    if method != "linear":
        raise RecordingError("np.quantile and np.percentile are recorded for method='linear'.")
    order = Recorded(as_node(_in_order(array_of(a), axis)))
    place = np.multiply(q, len(order) - 1)
    below = np.floor(place)
    low = _at(order, np.clip(below, 0, len(order) - 1))
    high = _at(order, np.clip(below + 1, 0, len(order) - 1))
    part = np.reshape(place - below, np.shape(q) + (1,) * (order.ndim - 1))
    change = high - low
    between = np.where(part < 0.5, low + change * part, high - change * (1 - part))
    result = np.where(np.isnan(order[-1]), np.nan, between)
    return _kept(result, a, axis, keepdims, np.ndim(q))


def _at(array: Recorded, index: Any) -> Recorded:
    if isinstance(index, Recorded):
        return picked(array, (index,))
    return array[np.asarray(index, dtype=int)]


def _percentile(a, q, axis=None, *, method="linear", keepdims=False):
    return np.quantile(
        array_of(a), np.true_divide(q, 100), axis=axis, method=method, keepdims=keepdims
    )


RULES: dict[Any, Rule] = {
    np.argmax: _finds_extreme("argmax"),
    np.argmin: _finds_extreme("argmin"),
    np.argsort: _argsort,
    np.sort: _sort,
    np.searchsorted: _searchsorted,
    np.digitize: _digitize,
    np.interp: _interp,
    np.median: _median,
    np.quantile: _quantile,
    np.percentile: _percentile,
}
