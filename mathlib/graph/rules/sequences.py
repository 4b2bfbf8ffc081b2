"""How NumPy's sequences, differences and polynomials are written in the graph.

NumPy's own formulas, step by step.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from mathlib.graph.recorded import RecordingError

from .arguments import Rule, array_of, floats_of, kinds


def _linspace(start, stop, num=50, endpoint=True, *, axis=0):
    start, stop = floats_of(array_of(start)), floats_of(array_of(stop))
    width, pieces = stop - start, num - 1 if endpoint else num
    numbers = np.reshape(np.arange(num), (-1,) + (1,) * np.ndim(width))
    steps = numbers * (width / pieces) + start if pieces > 0 else numbers * width + start
    if endpoint and num > 1:
        end = np.broadcast_to(stop, np.shape(width))
        steps = np.concatenate([steps[:-1], np.expand_dims(end, 0)])
    return np.moveaxis(steps, 0, axis)


def _logspace(start, stop, num=50, endpoint=True, base=10.0, *, axis=0):
    return np.power(base, np.linspace(start, stop, num, endpoint, axis=axis))


def _full_like(a, fill_value):
    if kinds(fill_value) > kinds(a):  # b < f < i: only floats hold all kinds
        fill_value = array_of(fill_value) * 1.0
    if kinds(a) != "f" and kinds(fill_value) != kinds(a):
        raise RecordingError("np.full_like is recorded for a value of the array's own kind.")
    return np.broadcast_to(fill_value, np.shape(a))


def _diff(a, n=1, axis=-1, prepend=None, append=None):
    a = array_of(a)

    def edge(value):
        value = array_of(value)
        one = [1 if i == axis % a.ndim else size for i, size in enumerate(a.shape)]
        return value if value.ndim else np.broadcast_to(value, one)

    pieces = [edge(prepend)] * (prepend is not None) + [a] + [edge(append)] * (append is not None)
    a = np.moveaxis(np.concatenate(pieces, axis=axis), axis, -1)
    for _ in range(n):
        after, before = a[..., 1:], a[..., :-1]
        a = np.not_equal(after, before) if kinds(a) == "b" else after - before
    return np.moveaxis(a, -1, axis)


def _gradient(f, *spacing, axis=None, edge_order=1):
    """Central differences inside, one-sided ones at the ends, for an even spacing."""
    f = floats_of(array_of(f))
    axes = range(f.ndim) if axis is None else np.atleast_1d(axis) % f.ndim
    steps = list(spacing) * len(axes) if len(spacing) == 1 else list(spacing) or [1.0] * len(axes)
    if edge_order != 1 or len(steps) != len(axes) or any(np.ndim(step) for step in steps):
        raise RecordingError("np.gradient is recorded for even spacings and edge_order=1.")
    slopes = []
    for i, step in zip(axes, steps, strict=True):
        a = np.moveaxis(f, i, 0)
        inside = (a[2:] - a[:-2]) / (2.0 * step)
        ends = (a[1:2] - a[:1]) / step, (a[-1:] - a[-2:-1]) / step
        slopes.append(np.moveaxis(np.concatenate([ends[0], inside, ends[1]]), 0, i))
    return slopes[0] if len(slopes) == 1 else tuple(slopes)


def _trapezoid(y, x=None, dx=1.0, axis=-1):
    y = np.moveaxis(array_of(y), axis, -1)
    widths = dx if x is None else np.diff(x if np.ndim(x) == 1 else np.moveaxis(x, axis, -1))
    return np.sum(widths * (y[..., 1:] + y[..., :-1]) / 2.0, axis=-1)


def _convolve(a, v, mode="full"):
    a, v = array_of(a), array_of(v)
    if np.size(v) > np.size(a):
        a, v = v, a
    m, n = np.size(v), np.size(a)
    windows = sliding_window_view(np.pad(a, m - 1), m)
    start, count = {"full": (0, n + m - 1), "same": ((m - 1) // 2, n), "valid": (m - 1, n - m + 1)}[
        mode
    ]
    return np.matmul(windows[start : start + count], np.flip(v))


def _polyval(p, x):
    p, x = array_of(p), array_of(x)
    total = np.zeros(np.shape(x))
    for coefficient in p:
        total = total * x + coefficient
    return total


def _vander(x, N=None, increasing=False):  # noqa: N803 (NumPy's name)
    """Powers, each the one before times x, as NumPy multiplies them."""
    powers = [np.ones_like(x)]
    for _ in range(1, len(x) if N is None else N):
        powers.append(powers[-1] * x)
    return np.stack(powers if increasing else powers[::-1], axis=1)


RULES: dict[Any, Rule] = {
    np.linspace: _linspace,
    np.logspace: _logspace,
    np.full_like: _full_like,
    np.diff: _diff,
    np.gradient: _gradient,
    np.trapezoid: _trapezoid,
    np.convolve: _convolve,
    np.polyval: _polyval,
    np.vander: _vander,
}
