"""Contours of a landscape: level lines, and a tint for the low ground."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from . import palette

_TINT, _LINE = (palette.blue, 0.025), (palette.blue, 0.3)


def contours(
    axes: Any,
    function: Callable[[np.ndarray], np.ndarray],
    x_limits: tuple[float, float],
    y_limits: tuple[float, float],
    levels: Any = 12,
    points: int = 81,
) -> None:
    """Draw the level lines of a function of two weights, and tint the low ground.

    Parameters
    ----------
    axes : matplotlib.axes.Axes or RecordingAxes
        Where to draw.
    function : callable
        Takes weights of shape (2, ...) and returns values of shape (...).
    x_limits, y_limits : tuple of float
        The window; it becomes the axes' limits.
    levels : int or sequence of float
        The heights of the lines; a number spreads that many evenly in the square root
        of the height, so that the ground near a minimum is not left empty.
    points : int
        How many points a side of the grid has.
    """
    x, y = np.meshgrid(np.linspace(*x_limits, points), np.linspace(*y_limits, points))
    heights = function(np.stack([x, y]))
    low, high = heights.min(), heights.max()
    if isinstance(levels, int):
        levels = low + (high - low) * np.linspace(0, 1, levels + 2)[1:-1] ** 2
    # Each level tints all the ground below it, so the tints add up towards the minimum,
    # and its edge is the level line.
    for level in sorted(levels, reverse=True):
        below = axes.contourf(x, y, heights, levels=[low - 1, level], colors=[_TINT])
        below.set(edgecolor=_LINE, linewidth=0.8)
    axes.set(xlim=x_limits, ylim=y_limits)
