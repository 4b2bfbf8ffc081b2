"""Artists that follow the graph, and what they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mathlib.graph import Node

from .text import LiveNumber, LiveWords, joined

#: What places are called, and the axis that each belongs to.
_AXIS = {"x": "x", "u": "x", "y": "y", "y2": "y", "v": "y"}


@dataclass(frozen=True)
class LiveArtist:
    """A matplotlib artist that follows the graph.

    Attributes
    ----------
    kind : str
        How the page writes it: a row of ``KINDS`` in ``page/runtime/drawing.js``.
    axes : int
        The number of its axes in the figure.
    parts : list of matplotlib.artist.Artist
        What matplotlib drew: one artist, or one for each bar.
    data : dict of str to Node
        What it shows, by name: the coordinates ``x`` and ``y``, and what else its kind has.
    text : list or None
        Its text, plain pieces and live ones.
    hidden : bool
        Whether its first place is not finite, so that it is not to be seen.
    """

    kind: str
    axes: int
    parts: list[Any]
    data: dict[str, Node] = field(default_factory=dict)
    text: list[str | LiveNumber | LiveWords] | None = None
    hidden: bool = False

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

    def shown(self, value: Callable[[Node], Any]) -> dict[str, Any]:
        """Return what the artist shows, given a function that knows each node's value."""
        shown = {"kind": self.kind} | {name: value(node) for name, node in self.data.items()}
        return shown if self.text is None else shown | {"text": joined(self.text, value)}
