"""How the page is told of an artist that follows the graph."""

from __future__ import annotations

from typing import Any

from matplotlib.patches import Patch

from mathlib.graph import Exported, RecordingError
from mathlib.live.recording.artists import LiveArtist
from mathlib.live.recording.text import LiveNumber

from .styles import KINDS

#: kind -> where matplotlib keeps how its places become places in the picture.
_TRANSFORMS = {"points": "get_offset_transform", "arrows": "get_offset_transform"}


def described(live: LiveArtist, graph: Exported, prefix: str) -> dict[str, Any]:
    """Return an artist as plain data for the page.

    Parameters
    ----------
    live : LiveArtist
        What matplotlib drew, laid out.
    graph : Exported
        Where its nodes are numbered.
    prefix : str
        What every identifier of the figure starts with.

    Raises
    ------
    RecordingError
        If it was drawn in a way that the page has none for.
    """
    first, *rest = (f"{prefix}-{name}" for name in live.names())
    row = {"kind": live.kind, "id": first, "axes": live.axes}
    row["data"] = {name: graph.number(node) for name, node in live.data.items()}
    row |= {"rest": rest} if rest else {}
    if style := KINDS[live.kind](live.parts, live.data):
        row["style"] = style | ({} if live.artist.get_clip_on() else {"unclipped": True})
    if "x" in live.data and (fraction := _axes_fraction(live)):
        row["axes_fraction"] = fraction
    if live.text is not None:
        row["text"] = [p if isinstance(p, str) else _piece(p, graph) for p in live.text]
        if live.data:
            row["at"] = [float(number) for number in live.artist.get_position()]
    return row


def _axes_fraction(live: LiveArtist) -> dict[str, Any]:
    """Return the scales of places that are counted in parts of the axes, 0 to 1."""
    axes, letters = live.artist.axes, _parts_of_axes(live)
    (left, low), (right, high) = axes.bbox.get_points()
    height = axes.figure.bbox.height
    scales = {"x": (left, right - left), "y": (height - low, low - high)}
    common = {"scale": "linear", "limits": [0, 1]}
    return {
        letter: common | {"start": float(start), "factor": float(factor)}
        for letter, (start, factor) in scales.items()
        if letter in letters
    }


def _parts_of_axes(live: LiveArtist) -> str:
    """Return which of x and y are counted in parts of the axes: "", "x", "y" or "xy"."""
    axes = live.artist.axes
    transform = getattr(live.artist, _TRANSFORMS.get(live.kind, "get_transform"))()
    if isinstance(live.artist, Patch):  # It has a shape of its own besides.
        transform = live.artist.get_data_transform()
    known = {
        "": axes.transData,
        "x": axes.get_yaxis_transform(),
        "y": axes.get_xaxis_transform(),
        "xy": axes.transAxes,
    }
    letters = next((k for k, t in known.items() if t == transform), None)
    if letters is None:
        raise RecordingError(
            "a live artist stands at places in its axes; leave transform= out, or use "
            "axes.transAxes."
        )
    return letters


def _piece(piece: Any, graph: Exported) -> dict[str, Any]:
    node = graph.number(piece.node)
    if isinstance(piece, LiveNumber):
        return {"node": node, "format": piece.spec}
    return {"node": node, "words": list(piece.options)}
