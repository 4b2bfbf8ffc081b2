"""Many polygons in one call, which matplotlib has no method of its own for.

Works on plain and on recording axes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import PolyCollection


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
