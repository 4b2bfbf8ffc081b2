"""Pictures of graphs: boxes and arrows, with live numbers in them and a light that moves.

A diagram is declared: which boxes there are and where, which arrows lead from one to
another. What follows a recorded number is the text in a box or on an arrow, whether it can
be seen yet, and which part is lit. Works on plain and on recording axes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, product
from typing import Any

import numpy as np

from mathlib.arrays import at

from . import palette

#: The name of a box, or the two boxes of an arrow.
Part = str | tuple[str, str]

#: How wide a cell should be for each unit of its height: numbers are wider than high.
_CELL_SHAPE = 1.8
#: How far apart the middles of two columns and of two rows are at most, in inches.
_FARTHEST = (3.4, 2.6)
#: The radius of a box's corners, and the room beside the outermost boxes, in inches.
_CORNER, _GAP = 0.1, 0.12
#: matplotlib's margins around the axes before a layout, as parts of the figure.
_MARGINS = (0.775, 0.77)


class Diagram:
    """Boxes on a grid of cells, joined by arrows.

    Where the grid is too wide for its axes, as on a phone, it is turned: what ran from left
    to right then runs from top to bottom. Boxes keep their size, because their text does.

    Parameters
    ----------
    axes : matplotlib.axes.Axes or RecordingAxes
        Where to draw; the diagram takes it over, limits and all.
    places : mapping of str to (float, float)
        The column and the row in which each box has its centre, counted from 0. Half
        columns and rows are fine.
    box : tuple of float
        Width and height of a box in inches.
    sizes : mapping of str to (float, float), optional
        The width and height of boxes that are larger or smaller than the others.

    Attributes
    ----------
    turned : bool
        Whether the columns run downwards.
    """

    def __init__(
        self,
        axes: Any,
        places: Mapping[str, tuple[float, float]],
        box: tuple[float, float] = (1.4, 0.62),
        sizes: Mapping[str, tuple[float, float]] | None = None,
    ) -> None:
        self._axes = axes
        self._places: dict[Part, tuple[float, float]] = dict(places)
        self._sizes: dict[Part, tuple[float, float]] = dict.fromkeys(places, box) | dict(
            sizes or {}
        )
        room, grid = _room(axes), np.ptp(list(places.values()), axis=0) + 1
        self.turned = bool(_misfit(room / grid[::-1]) < _misfit(room / grid))
        self._fit(room)

    def _fit(self, room: np.ndarray) -> None:
        """Spread the cells over the axes, so that the outermost boxes just fit."""
        centres = np.array([self.centre(name) for name in self._places])
        low, high = centres.min(axis=0), centres.max(axis=0)
        largest = np.max(list(self._sizes.values()), axis=0) + _GAP
        cell = np.minimum((room - largest) / np.maximum(high - low, 1e-9), _FARTHEST)
        #: How much of a cell an inch is.
        self._inch = 1 / cell
        rest = (room * self._inch - (high - low)) / 2
        left, top, right, bottom = *(low - rest), *(high + rest)
        self._axes.set_axis_off()
        self._axes.set(xlim=(left, right), ylim=(bottom, top))

    # ------------------------------------------------------------ what stays
    def boxes(self, names: Iterable[Part], color: str = palette.muted) -> None:
        """Draw boxes."""
        for name in names:
            outline = self._outline(name)
            self._axes.fill(*outline, facecolor=palette.paper, edgecolor=color, lw=1, zorder=2)

    def arrows(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Draw an arrow from the first box of each pair to the second."""
        style = {"arrowstyle": "-|>", "color": palette.muted, "lw": 1, "shrinkA": 0, "shrinkB": 0}
        for pair in pairs:
            start, end = self._ends(*pair)
            self._axes.annotate("", xy=end, xytext=start, arrowprops=style, zorder=1)

    def plates(self, pairs: Mapping[tuple[str, str], float], size: tuple[float, float]) -> None:
        """Leave a gap in arrows, so that a text can stand in it: `write` takes the pair then.

        Parameters
        ----------
        pairs : mapping of (str, str) to float
            For each arrow where along it the gap is: 0 is its start, 1 its head.
        size : tuple of float
            Width and height of the gap in inches.
        """
        for pair, part in pairs.items():
            start, end = self._ends(*pair)
            place = start + part * (end - start)
            self._places[pair] = tuple(place[::-1] if self.turned else place)
            self._sizes[pair] = size
        self.boxes(pairs, color=palette.paper)

    def mark(self, parts: Iterable[Part], color: str = palette.gold) -> None:
        """Draw a wide band along boxes and arrows, behind them, to point them out."""
        for part in parts:
            x, y = self._shape(part)
            self._axes.plot(x, y, color=color, lw=9, alpha=0.4, zorder=0.5)

    # ------------------------------------------------------------ what follows
    def write(
        self,
        name: Part,
        text: str,
        right: float = 0,
        down: float = 0,
        seen: Any = None,
        **kwargs: Any,
    ) -> None:
        """Write a text, live or not, into a box or into the gap of an arrow.

        Parameters
        ----------
        name : str, or tuple of str
            Which box, or which arrow with a plate.
        text : str
            What to write; an f-string of recorded numbers follows them.
        right, down : float
            Where, in inches from the middle of it.
        seen : bool or Recorded, optional
            Whether it can be seen yet; always, when left out.
        **kwargs
            matplotlib's properties of a text, such as ``color``.
        """
        self._text(self.centre(name) + self._inch * (right, down), text, seen, kwargs)

    def label(
        self,
        pair: tuple[str, str],
        text: str,
        at: float = 0.5,
        beside: float = 0.14,
        seen: Any = None,
        **kwargs: Any,
    ) -> None:
        """Write a text, live or not, beside an arrow.

        Parameters
        ----------
        pair : tuple of str
            From which box to which the arrow goes.
        text, seen, **kwargs
            As for `write`.
        at : float
            Where along the arrow: 0 is its start, 1 its head.
        beside : float
            How far from it, in inches: above an arrow to the right, to the right of one
            that points down; below 0, on its other side.
        """
        start, end = self._ends(*pair)
        way = (end - start) / self._inch
        aside = beside * np.array([way[1], -way[0]]) / np.hypot(*way)
        side = "center" if abs(aside[0]) < abs(beside) / 2 else "left" if aside[0] > 0 else "right"
        place = start + at * (end - start) + aside * self._inch
        self._text(place, text, seen, {"ha": side} | kwargs)

    def light(self, turn: Any, parts: Sequence[Part | None], color: str = palette.blue) -> None:
        """Light up the box or the arrow whose turn it is.

        Parameters
        ----------
        turn : int, or Recorded of one whole number
            Whose turn it is.
        parts : sequence of str, of pairs of str, or of None
            What to light at each turn: a box, an arrow, or nothing.
        color : str
            A colour of the palette.
        """
        nothing = np.full((2, _POINTS), np.nan)
        shapes = np.stack([nothing if part is None else self._shape(part) for part in parts])
        x, y = at(shapes, turn)
        # Over the edges of boxes, but under the plates that hold an arrow's texts.
        only_arrows = not any(isinstance(part, str) for part in parts)
        self._axes.plot(x, y, color=color, lw=3, zorder=1.5 if only_arrows else 2.5)

    # ------------------------------------------------------------ geometry
    def centre(self, name: Part) -> np.ndarray:
        """Return where the middle of a box, or of the gap of an arrow, is, shape (2,).

        Raises
        ------
        ValueError
            If the diagram has no such box, or no plate on that arrow.
        """
        if name not in self._places:
            what = f"box {name!r}" if isinstance(name, str) else f"plate on the arrow {name!r}"
            boxes = ", ".join(part for part in self._places if isinstance(part, str))
            raise ValueError(f"the diagram has no {what}; its boxes are {boxes}.")
        place = np.array(self._places[name], dtype=float)
        return place[::-1] if self.turned else place

    def _shape(self, part: Part) -> np.ndarray:
        """Return the edge of a box or the shaft of an arrow, equally many points."""
        if isinstance(part, str):
            return self._outline(part)
        return np.linspace(*self._ends(*part), _POINTS, axis=1).round(3)

    def _outline(self, name: Part) -> np.ndarray:
        half = np.array(self._sizes[name]) / 2 - _CORNER
        edge = _CORNERS.repeat(4, axis=1)[:, :_POINTS] * half[:, None] + _CORNER * _ARCS
        return (self.centre(name)[:, None] + edge * self._inch[:, None]).round(3)

    def _ends(self, start: str, end: str) -> tuple[np.ndarray, np.ndarray]:
        """Return where the straight line between two middles leaves and enters the boxes."""
        here, there = self.centre(start), self.centre(end)
        way = (there - here) / self._inch
        with np.errstate(divide="ignore"):
            leaves, enters = (
                np.min(np.array(self._sizes[name]) / 2 / np.abs(way)) for name in (start, end)
            )
        return here + leaves * (there - here), there - enters * (there - here)

    def _text(self, place: np.ndarray, text: str, seen: Any, style: dict[str, Any]) -> None:
        x, y = place.round(3)
        style = {"ha": "center", "va": "center", "zorder": 3} | style
        # A text that stands nowhere is not drawn.
        self._axes.text(x, y if seen is None else np.where(seen, y, np.nan), text, **style)


def fully_connected(
    *layers: Sequence[str],
) -> tuple[dict[str, tuple[float, float]], list[tuple[str, str]]]:
    """Return the places and the arrows of a network, each layer centred in its column.

    Parameters
    ----------
    *layers : sequence of str
        The names of the boxes of each layer, from top to bottom.

    Returns
    -------
    places : dict
        The column and the row of each box, as `Diagram` takes them.
    arrows : list of (str, str)
        From each box to each box of the next layer, in the order of the rows of a weight
        matrix that has one column for each neuron.
    """
    most = max(map(len, layers))
    places = {
        name: (float(column), row + (most - len(layer)) / 2)
        for column, layer in enumerate(layers)
        for row, name in enumerate(layer)
    }
    return places, [pair for both in pairwise(layers) for pair in product(*both)]


#: Each corner of a box in four points, and the first again: where they lie on a circle.
_ANGLES = np.append((np.arange(16) // 4 + np.arange(16) % 4 / 3) * np.pi / 2, 0)
_ARCS = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)])
_CORNERS = np.array([[1, -1, -1, 1, 1], [1, 1, -1, -1, 1]])
_POINTS = _ANGLES.size


def _room(axes: Any) -> np.ndarray:
    """Return about how wide and high the axes will be, in inches."""
    place = axes.get_position()
    return np.array([place.width, place.height]) / _MARGINS * axes.figure.get_size_inches()


def _misfit(cell: np.ndarray) -> float:
    """Return how far a cell of this width and height is from the wanted shape."""
    return abs(np.log(cell[0] / cell[1] / _CELL_SHAPE))
