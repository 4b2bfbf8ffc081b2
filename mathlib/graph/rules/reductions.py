"""How NumPy's sums, extremes and statistics are written in the graph.

NumPy's own formulas, step by step, so that the results agree to the last bit on arrays of
C order.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from mathlib.arrays import Axis
from mathlib.graph.recorded import Recorded, RecordingError, record

from .arguments import Rule, array_of, axes_of
from .elementwise import unsigned_zero


def _reduces(name: str) -> Rule:
    def rule(a, axis=None, *, keepdims=False):
        result = record(name, a, axis=axes_of(a, axis), keepdims=bool(keepdims))
        return unsigned_zero(result) if name == "prod" else result

    return rule


def _ufunc_reduces(rule: Rule) -> Rule:
    return lambda array, axis=0, *, keepdims=False: rule(array, axis, keepdims=keepdims)


_sum, _prod, _max, _min = map(_reduces, ("sum", "prod", "max", "min"))


def _count(a: Any, axis: Axis) -> int:
    """Return how many elements are brought together into one."""
    shape = a.shape if isinstance(a, Recorded) else np.shape(a)
    return prod(shape[i] for i in axes_of(a, axis))


# ---------------------------------------------------------------- conditions
def _any(a, axis=None, *, keepdims=False):
    return np.sum(np.not_equal(a, 0), axis=axis, keepdims=keepdims) > 0


def _all(a, axis=None, *, keepdims=False):
    return np.equal(np.sum(np.equal(a, 0), axis=axis, keepdims=keepdims), 0)


def _count_nonzero(a, axis=None, *, keepdims=False):
    return np.sum(np.not_equal(a, 0), axis=axis, keepdims=keepdims)


# ---------------------------------------------------------------- running totals
def _cumsum(a, axis=None):
    if axis is None:
        a, axis = np.ravel(a), 0
    return record("cumsum", a, axis=normalize_axis_index(axis, np.ndim(a)))


def _cumprod(a, axis=None):
    """Multiply the first 1, 2, 3, ... elements, the others replaced by 1."""
    if axis is None:
        a, axis = np.ravel(a), 0
    last = np.moveaxis(a, axis, -1)
    upto = np.tri(last.shape[-1], dtype=bool)
    return np.moveaxis(np.prod(np.where(upto, last[..., None, :], 1), axis=-1), -1, axis)


def _cumulative(function: Rule, first: int) -> Rule:
    def rule(x, /, *, axis=None, include_initial=False):
        if axis is None and np.ndim(x) > 1:
            raise ValueError("an axis is needed for an array of more than one axis.")
        axis = normalize_axis_index(0 if axis is None else axis, np.ndim(x))
        total = function(x, axis=axis)
        if not include_initial:
            return total
        edge = np.full([1 if i == axis else n for i, n in enumerate(x.shape)], first, x.dtype)
        return np.concatenate([edge, total], axis=axis)

    return rule


# ---------------------------------------------------------------- statistics
def _mean(a, axis=None, *, keepdims=False):
    return _sum(a, axis, keepdims=keepdims) / _count(a, axis)


def _var(a, axis=None, *, ddof=0, correction=None, keepdims=False):
    away = a - np.mean(a, axis=axis, keepdims=True)
    freedom = max(_count(a, axis) - (ddof if correction is None else correction), 0)
    return np.sum(away * away, axis=axis, keepdims=keepdims) / freedom


def _std(a, axis=None, **options):
    return np.sqrt(_var(a, axis, **options))


def _ptp(a, axis=None, *, keepdims=False):
    return np.max(a, axis=axis, keepdims=keepdims) - np.min(a, axis=axis, keepdims=keepdims)


def _average(a, axis=None, weights=None, *, keepdims=False):
    a = array_of(a)
    if weights is None:
        return np.mean(a, axis=axis, keepdims=keepdims)
    weights = array_of(weights)
    if weights.shape != a.shape:
        if weights.ndim != 1 or not isinstance(axis, int):
            raise RecordingError(
                "np.average is recorded for weights of the array's shape, or one for each "
                "place along one axis."
            )
        places = [-1 if i == axis % a.ndim else 1 for i in range(a.ndim)]
        weights = np.broadcast_to(np.reshape(weights, places), a.shape)
    total = np.sum(weights, axis=axis, keepdims=keepdims)
    return np.sum(a * weights, axis=axis, keepdims=keepdims) / total


def _without_nan(function: Rule, stand_in: float) -> Rule:
    """Record a reduction that passes nan over: with something that changes nothing in its place."""
    return lambda a, axis=None, *, keepdims=False: function(
        np.where(np.isnan(a), stand_in, a), axis=axis, keepdims=keepdims
    )


def _nanmean(a, axis=None, *, keepdims=False):
    count = np.sum(~np.isnan(a), axis=axis, keepdims=keepdims)
    return np.nansum(a, axis=axis, keepdims=keepdims) / count


def _nan_extreme(function: Rule, stand_in: float) -> Rule:
    def rule(a, axis=None, *, keepdims=False):
        absent = np.isnan(a)
        result = function(np.where(absent, stand_in, a), axis=axis, keepdims=keepdims)
        return np.where(np.all(absent, axis=axis, keepdims=keepdims), np.nan, result)

    return rule


def _cov(m, y=None, rowvar=True, bias=False, ddof=None):
    rows = np.atleast_2d(array_of(m))
    rows = rows if rowvar or np.ndim(m) == 1 else np.transpose(rows)
    if y is not None:
        more = np.atleast_2d(array_of(y))
        more = more if rowvar or np.ndim(y) == 1 else np.transpose(more)
        rows = np.concatenate([rows, more])
    ddof = int(not bias) if ddof is None else ddof
    away = rows - np.mean(rows, axis=1, keepdims=True)
    freedom = max(rows.shape[1] - ddof, 0)
    return np.squeeze(np.matmul(away, np.transpose(away)) * np.true_divide(1, freedom))


def _corrcoef(x, y=None, rowvar=True):
    covariance = np.cov(x, y, rowvar)
    if np.ndim(covariance) == 0:
        return covariance / covariance
    spread = np.sqrt(np.diag(covariance))
    return np.clip(covariance / spread[:, None] / spread[None, :], -1, 1)


def _histogram(a, bins=10, range=None, density=None):
    """Count how many elements lie in each bin; the last one holds its right end too."""
    if not isinstance(bins, Recorded) and np.ndim(bins) == 0:
        if isinstance(bins, str) or range is None:
            raise RecordingError(
                "np.histogram is recorded for given edges, or a number of bins and a range: "
                "bins=20, range=(0, 1)."
            )
        bins = np.linspace(*range, bins + 1)
    edges, places = array_of(bins), np.ravel(a)[:, None]
    last = np.arange(len(edges) - 1) == len(edges) - 2
    below = np.less(places, edges[1:]) | (np.equal(places, edges[1:]) & last)
    counts = np.sum(np.greater_equal(places, edges[:-1]) & below, axis=0)
    return (counts / np.diff(edges) / np.sum(counts) if density else counts), edges


RULES: dict[Any, Rule] = {
    np.sum: _sum,
    np.prod: _prod,
    np.max: _max,
    np.amax: _max,
    np.min: _min,
    np.amin: _min,
    "np.add.reduce": _ufunc_reduces(_sum),
    "np.multiply.reduce": _ufunc_reduces(_prod),
    "np.maximum.reduce": _ufunc_reduces(_max),
    "np.minimum.reduce": _ufunc_reduces(_min),
    "np.logical_and.reduce": _ufunc_reduces(_all),
    "np.logical_or.reduce": _ufunc_reduces(_any),
    "np.add.accumulate": lambda array, axis=0: _cumsum(array, axis),
    "np.multiply.accumulate": lambda array, axis=0: _cumprod(array, axis),
    np.any: _any,
    np.all: _all,
    np.count_nonzero: _count_nonzero,
    np.cumsum: _cumsum,
    np.cumprod: _cumprod,
    np.cumulative_sum: _cumulative(_cumsum, 0),
    np.cumulative_prod: _cumulative(_cumprod, 1),
    np.mean: _mean,
    np.var: _var,
    np.std: _std,
    np.ptp: _ptp,
    np.average: _average,
    np.nansum: _without_nan(_sum, 0.0),
    np.nanprod: _without_nan(_prod, 1.0),
    np.nanmean: _nanmean,
    np.nanmax: _nan_extreme(_max, -np.inf),
    np.nanmin: _nan_extreme(_min, np.inf),
    np.cov: _cov,
    np.corrcoef: _corrcoef,
    np.histogram: _histogram,
}
