"""Artists that follow the graph: what they show, and how the page is told.

Imports matplotlib's colours and lines, and `mathlib.graph`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D

from mathlib.graph import Exported, Node
from mathlib.graph.text import LiveNumber, LiveWords, joined

from .svg import page_style


@dataclass(frozen=True)
class LiveArtist:
    """A matplotlib artist that follows the graph.

    Attributes
    ----------
    kind : str
        How the page writes it: a row of ``KINDS`` in ``runtime/drawing.js``.
    axes : int
        The number of its axes in the figure.
    artist : matplotlib.artist.Artist
        What matplotlib drew.
    data : dict of str to Node
        What it shows, by name: the coordinates ``x`` and ``y``, and what else its kind has.
    text : list or None
        Its text, plain pieces and live ones.
    """

    kind: str
    axes: int
    artist: Any
    data: dict[str, Node] = field(default_factory=dict)
    text: list[str | LiveNumber | LiveWords] | None = None

    def nodes(self) -> list[Node]:
        """Return the nodes whose values the page needs to draw this artist."""
        pieces = [p.node for p in self.text or [] if not isinstance(p, str)]
        return [*self.data.values(), *pieces]

    def described(self, graph: Exported, prefix: str) -> dict[str, Any]:
        """Return the artist as plain data for the page.

        Parameters
        ----------
        graph : Exported
            Where its nodes are numbered.
        prefix : str
            What every identifier of the figure starts with.
        """
        row = {"kind": self.kind, "id": f"{prefix}-{self.artist.get_gid()}", "axes": self.axes}
        row["data"] = {name: graph.number(node) for name, node in self.data.items()}
        if self.kind == "line":
            row["marker"] = _marker_style(self.artist)
        if self.text is not None:
            row["text"] = _text(self.text, graph)
            if self.data:
                row["at"] = [self.data[name].value.item() for name in "xy"]
        return row

    def shown(self, value: Callable[[Node], Any]) -> dict[str, Any]:
        """Return what the artist shows, given a function that knows each node's value."""
        shown = {"kind": self.kind} | {name: value(node) for name, node in self.data.items()}
        return shown if self.text is None else shown | {"text": joined(self.text, value)}


def _text(text: list[Any], graph: Exported) -> list[Any]:
    """Return a live text as plain data."""
    return [piece if isinstance(piece, str) else _piece(piece, graph) for piece in text]


def _piece(piece: Any, graph: Exported) -> dict[str, Any]:
    node = graph.number(piece.node)
    if isinstance(piece, LiveNumber):
        return {"node": node, "format": piece.spec}
    return {"node": node, "words": list(piece.options)}


def _marker_style(line: Line2D) -> str:
    """Return the style of a line's markers: matplotlib writes it only where it draws one."""
    edge, face = line.get_markeredgecolor(), line.get_markerfacecolor()
    filled = line.get_fillstyle() != "none" and to_rgba(face)[3] > 0
    fill = f"fill: {to_hex(face)}" if filled else "fill: none"
    width = f"stroke-width: {line.get_markeredgewidth():g}"
    opacity = "" if line.get_alpha() is None else f"; opacity: {line.get_alpha():g}"
    return page_style(f"{fill}; stroke: {to_hex(edge)}; {width}{opacity}")
