"""Static pictures that several figures share, drawn with plain matplotlib.

Imports NumPy and `palette`; works on plain and on recording axes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from . import palette


def contours(
    axes: Any,
    function: Callable[[np.ndarray], np.ndarray],
    x_limits: tuple[float, float],
    y_limits: tuple[float, float],
    levels: Any = 12,
    points: int = 121,
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
    if isinstance(levels, int):
        low = heights.min()
        levels = low + (heights.max() - low) * np.linspace(0, 1, levels + 2)[1:] ** 2
    tints = [(palette.blue, 0.16 * (1 - i / len(levels))) for i in range(len(levels))]
    axes.contourf(x, y, heights, levels=[heights.min(), *levels], colors=tints)
    axes.contour(x, y, heights, levels=levels, colors=palette.faint, linewidths=1)
    axes.set(xlim=x_limits, ylim=y_limits)
