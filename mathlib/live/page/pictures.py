"""A drawing as the page needs it: its SVG, and how data become places in it."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from mathlib.live.recording.figures import Drawing

from .svg import prepare_svg


def svg_of(drawing: Drawing, prefix: str, label: str, has_handle: bool, empty: bool = False) -> str:
    """Return a drawing as SVG for a page; empty, without what the page draws anyway.

    ``prefix``, ``label`` and ``has_handle`` are those of `prepare_svg`.
    """
    live = [name for a in drawing.artists if a.kind != "text" for name in a.names()]
    hidden = [name for a in drawing.artists if a.hidden for name in a.names()]
    return prepare_svg(drawing.source, prefix, label, has_handle, live if empty else (), hidden)


def scales_of(drawing: Drawing) -> list[dict[str, Any]]:
    """Return, for each axes, how data become units of the SVG."""
    height = drawing.figure.bbox.height
    return [{letter: _scale(axes, letter, height) for letter in "xy"} for axes in drawing.axes]


def _scale(axes: Axes, letter: str, height: float) -> dict[str, Any]:
    matrix = (axes.transLimits + axes.transAxes).get_matrix()
    row = "xy".index(letter)
    start, factor = float(matrix[row, 2]), float(matrix[row, row])
    if letter == "y":  # SVG counts from the top.
        start, factor = height - start, -factor
    return {
        "scale": getattr(axes, f"get_{letter}scale")(),
        "start": start,
        "factor": factor,
        "limits": [float(v) for v in getattr(axes, f"get_{letter}lim")()],
    }
