"""Artists that follow the graph: what they show, and how the page is told.

Imports matplotlib's patches, `kinds` and `mathlib.graph`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from matplotlib.patches import Patch

from mathlib.graph import Exported, Node, RecordingError
from mathlib.graph.text import LiveNumber, LiveWords, joined

from .kinds import KINDS

#: What places are called, and the axis that each belongs to.
_AXIS = {"x": "x", "x2": "x", "u": "x", "y": "y", "y2": "y", "v": "y"}

#: kind -> where matplotlib keeps how its places become places in the picture.
_TRANSFORMS = {"points": "get_offset_transform", "arrows": "get_offset_transform"}


@dataclass(frozen=True)
class LiveArtist:
    """A matplotlib artist that follows the graph.

    Attributes
    ----------
    kind : str
        How the page writes it: a row of ``KINDS`` in ``runtime/drawing.js``.
    axes : int
        The number of its axes in the figure.
    parts : list of matplotlib.artist.Artist
        What matplotlib drew: one artist, or one for each bar.
    data : dict of str to Node
        What it shows, by name: the coordinates ``x`` and ``y``, and what else its kind has.
    text : list or None
        Its text, plain pieces and live ones.
    nowhere : bool
        Whether its first place is not finite, so that it is not to be seen.
    """

    kind: str
    axes: int
    parts: list[Any]
    data: dict[str, Node] = field(default_factory=dict)
    text: list[str | LiveNumber | LiveWords] | None = None
    nowhere: bool = False

    @property
    def artist(self) -> Any:
        """What matplotlib drew; of several parts, the first."""
        return self.parts[0]

    @property
    def fitted(self) -> set[str]:
        """The axes, x and y, that matplotlib would fit to its recorded places."""
        live = {name for name, node in self.data.items() if node.operation != "constant"}
        return set() if self.kind == "text" else {_AXIS[name] for name in live & set(_AXIS)}

    def names(self) -> list[str]:
        """Return the identifiers of its parts in matplotlib's SVG."""
        return [part.get_gid() for part in self.parts]

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
        first, *others = (f"{prefix}-{name}" for name in self.names())
        row = {"kind": self.kind, "id": first, "axes": self.axes}
        row["data"] = {name: graph.number(node) for name, node in self.data.items()}
        row |= {"others": others} if others else {}
        if style := KINDS[self.kind](self.parts, self.data):
            row["style"] = style | ({} if self.artist.get_clip_on() else {"free": True})
        if "x" in self.data and (across := self._across()):
            row["across"] = across
        if self.text is not None:
            row["text"] = _text(self.text, graph)
            if self.data:
                row["at"] = [float(number) for number in self.artist.get_position()]
        return row

    def _across(self) -> dict[str, Any]:
        """Return the scales of places that are counted in parts of the axes, 0 to 1."""
        axes, letters = self.artist.axes, self._parts_of_axes()
        (left, low), (right, high) = axes.bbox.get_points()
        height = axes.figure.bbox.height
        scales = {"x": (left, right - left), "y": (height - low, low - high)}
        common = {"scale": "linear", "limits": [0, 1]}
        return {
            letter: common | {"start": float(start), "factor": float(factor)}
            for letter, (start, factor) in scales.items()
            if letter in letters
        }

    def _parts_of_axes(self) -> str:
        axes = self.artist.axes
        transform = getattr(self.artist, _TRANSFORMS.get(self.kind, "get_transform"))()
        if isinstance(self.artist, Patch):  # It has a shape of its own besides.
            transform = self.artist.get_data_transform()
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
        return letters or ""

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
