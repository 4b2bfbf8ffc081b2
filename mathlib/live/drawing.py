"""What several figures draw, and matplotlib has no method of its own for.

Imports matplotlib's collections, NumPy and `palette`; works on plain and on recording axes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection

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


def polygons(axes: Any, x: Any, y: Any, values: Any = None, **style: Any) -> PolyCollection:
    """Draw polygons, the first at the bottom, coloured by values if there are any.

    Parameters
    ----------
    axes : matplotlib.axes.Axes or RecordingAxes
        Where to draw; on recording axes all three arrays may be recorded.
    x, y : array_like, shape (polygons, corners)
        The corners. A polygon with a corner that is not finite is not shown.
    values : array_like, shape (polygons,), optional
        What the colours tell; then `vmin` and `vmax` are needed.
    **style
        Properties of matplotlib's ``PolyCollection``.
    """
    if hasattr(axes, "live_artists"):
        return axes.polygons(x, y, values, **style)
    return draw_polygons(axes, x, y, values, **style)


def draw_polygons(
    axes: Any,
    x: Any,
    y: Any,
    values: Any = None,
    *,
    vmin: Any = None,
    vmax: Any = None,
    **style: Any,
) -> PolyCollection:
    """Draw polygons of plain numbers in plain axes; see `polygons`."""
    corners = np.stack([x, y], axis=-1)
    # matplotlib would draw what is left of a polygon that lacks a corner.
    whole = np.isfinite(corners).all(axis=(1, 2)) & (values is None or np.isfinite(values))
    corners = np.where(whole[:, None, None], corners, np.nan)
    drawn = PolyCollection(list(corners), array=values, **style)
    drawn.set_clim(vmin, vmax)
    return axes.add_collection(drawn)
