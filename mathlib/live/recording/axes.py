"""The recording figure and axes: matplotlib's vocabulary, for recorded values too.

What is drawn from plain values goes straight to matplotlib and stays as drawn. What is
drawn from recorded values is drawn once, from the numbers they now have, and noted, so
that the page can draw it again. What each method shows is a row of `methods`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from mathlib.graph import Node, RecordingError
from mathlib.graph.recorded import as_node
from mathlib.live.drawing.palette import COLOUR_MAPS

from .artists import LiveArtist
from .methods import METHODS, WAYS_OUT
from .text import concrete, is_live, template
from .values import is_recorded, present

_FOLLOW = f"What follows the controls: {', '.join(METHODS)}, text, set_title and the labels."


class _Recording:
    """Passes everything on to a matplotlib object, and refuses recorded values."""

    def __init__(self, drawn: Any) -> None:
        self._drawn = drawn

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._drawn, name)
        return self._guarded(name, attribute) if callable(attribute) else attribute

    def _guarded(self, name: str, function: Callable) -> Callable:
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if is_recorded(args) or is_recorded(list(kwargs.values())):
                raise RecordingError(
                    f"{name}() cannot draw a recorded value: its picture would stay as "
                    f"first drawn. {WAYS_OUT.get(name) or _FOLLOW}"
                )
            return function(*args, **kwargs)

        return guarded


class RecordingAxes(_Recording):
    """matplotlib's Axes, whose methods may be given recorded values."""

    def __init__(self, axes: Axes, number: int, artists: list[LiveArtist]) -> None:
        super().__init__(axes)
        self._number = number
        self.live_artists = artists

    def __getattr__(self, name: str) -> Any:
        if name not in METHODS:
            return super().__getattr__(name)
        drawing = self._drawing(name)

        def method(*args: Any, **kwargs: Any) -> Any:
            if is_recorded(args) or is_recorded(kwargs):
                return self._draw(name, *args, **kwargs)
            drawn = drawing(*args, **kwargs)
            if METHODS[name].kind == "image":
                self._follow_theme(drawn)
            return drawn

        return method

    def pcolormesh(self, *args: Any, **kwargs: Any) -> Any:
        """Draw plain values as coloured rectangles; their colours follow the theme."""
        drawn = self._guarded("pcolormesh", self._drawn.pcolormesh)(*args, **kwargs)
        self._follow_theme(drawn)
        return drawn

    def clabel(self, lines: Any, *args: Any, **kwargs: Any) -> Any:
        """Write the heights on level lines that do not move."""
        if any(lines is part for artist in self.live_artists for part in artist.parts):
            raise RecordingError(
                "clabel() would write heights on the first picture's lines only; tell the "
                "heights by colour, with cmap= and figure.colorbar(), or in the caption."
            )
        return self._drawn.clabel(lines, *args, **kwargs)

    def _drawing(self, name: str) -> Callable:
        own = METHODS[name].drawing
        return partial(own, self._drawn) if own else getattr(self._drawn, name)

    def _follow_theme(self, image: Any) -> None:
        """Note a plain image in the palette's colours: the page draws it in its theme's."""
        values = np.ma.filled(image.get_array().astype(float), np.nan)
        if values.ndim == 2 and image.get_cmap().name in COLOUR_MAPS:
            image.set_rasterized(False)
            self._note("image", [image], value=as_node(values))

    def _draw(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Have matplotlib draw the present numbers, and note which nodes they come from."""
        method = METHODS[name]
        data = method.nodes(name, *self._positions(name, args), **kwargs)
        with np.errstate(all="ignore"):
            drawn = self._drawing(name)(*map(present, args), **_present(kwargs))
        parts = list(drawn) if isinstance(drawn, list | tuple) else [drawn]
        _CHECKS.get(method.kind, _no_check)(parts[0])
        if parts[0].get_clip_path() is not None:
            raise RecordingError(f"a live {name}() is cut off at its axes; leave clip_path out.")
        self._note(method.kind, parts, **data)
        return drawn

    def _positions(self, name: str, args: tuple) -> list[Any]:
        """Return a bar chart's categories as the places that matplotlib gives them."""
        axis = self._drawn.yaxis if name == "barh" else self._drawn.xaxis
        return [_places(axis, arg) if name in ("bar", "barh") else arg for arg in args]

    def _note(
        self,
        kind: str,
        parts: list[Any],
        text: list[Any] | None = None,
        hidden: bool = False,
        **data: Node,
    ) -> None:
        number = len(self.live_artists)
        for i, part in enumerate(parts):
            part.set_gid(f"{kind}-{number}" + (f"-{i}" if i else ""))
        self.live_artists.append(LiveArtist(kind, self._number, parts, data, text, hidden))

    def text(self, x: Any, y: Any, s: str, **kwargs: Any) -> Any:
        """Write a text at a place; both may be recorded."""
        if not is_recorded([x, y, s]):
            return self._drawn.text(x, y, s, **kwargs)
        place = [as_node(x), as_node(y)]
        at = np.array([node.value.item() for node in place])
        hidden = not np.isfinite(at).all()
        if hidden:  # It waits, unseen, in the middle of its axes.
            at = self._drawn.transData.inverted().transform(self._drawn.bbox.get_points().mean(0))
        written = self._drawn.text(*at, concrete(s), **kwargs)
        written.set_clip_on(False)
        moves = is_recorded([x, y])
        self._write(written, s, hidden, **(dict(zip("xy", place, strict=True)) if moves else {}))
        return written

    def _write(self, artist: Any, s: str, hidden: bool = False, **place: Node) -> None:
        if "\n" in s:
            raise RecordingError("a live text is one line; write two texts instead.")
        if not concrete(s).strip():
            raise RecordingError("a live text must not be empty when it is first drawn.")
        self._note("text", [artist], text=template(s), hidden=hidden, **place)

    def _named_text(self, setter: Callable, s: str, **kwargs: Any) -> Any:
        if not is_live(s):
            return setter(s, **kwargs)
        written = setter(concrete(s), **kwargs)
        self._write(written, s)
        return written

    def set(self, **kwargs: Any) -> None:
        """Set several things at once; the texts among them may hold recorded values."""
        live = [name for name in ("title", "xlabel", "ylabel") if is_live(kwargs.get(name))]
        texts = {name: kwargs.pop(name) for name in live}
        self._guarded("set", self._drawn.set)(**kwargs)
        for name, text in texts.items():
            getattr(self, f"set_{name}")(text)

    def set_title(self, label: str, **kwargs: Any) -> Any:
        """Write the title; it may hold recorded values."""
        return self._named_text(self._drawn.set_title, label, **kwargs)

    def set_xlabel(self, xlabel: str, **kwargs: Any) -> Any:
        """Write the label of the x axis; it may hold recorded values."""
        return self._named_text(self._drawn.set_xlabel, xlabel, **kwargs)

    def set_ylabel(self, ylabel: str, **kwargs: Any) -> Any:
        """Write the label of the y axis; it may hold recorded values."""
        return self._named_text(self._drawn.set_ylabel, ylabel, **kwargs)


def _present(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: present(value) for name, value in properties.items()}


def _places(axis: Any, value: Any) -> Any:
    if is_recorded(value) or np.asarray(value).dtype.kind != "U":
        return value
    axis.update_units(value)
    return axis.convert_units(value)


def _no_check(_artist: Any) -> None:
    """Accept what matplotlib drew."""


def _check_line(line: Line2D) -> None:
    if line.get_drawstyle() != "default" or line.get_markevery() is not None:
        raise RecordingError(
            "a live line joins its points directly and marks each of them; leave "
            "drawstyle and markevery out."
        )


def _check_image(image: Any) -> None:
    if getattr(image, "get_interpolation", lambda: "none")() != "none":
        raise RecordingError(
            "a live imshow() shows each number as one square; leave interpolation out."
        )


_CHECKS: dict[str, Callable[[Any], None]] = {"line": _check_line, "image": _check_image}


class RecordingFigure(_Recording):
    """matplotlib's Figure, which hands out recording axes.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure to draw in.
    column_size : tuple of float, optional
        Width and height in inches of one axes, where all stand in one column.
    """

    def __init__(self, figure: Figure, column_size: tuple[float, float] | None = None) -> None:
        super().__init__(figure)
        self._column_size = column_size
        self.live_artists: list[LiveArtist] = []
        self.live_axes: list[Axes] = []

    def subplots(self, nrows: int = 1, ncols: int = 1, **kwargs: Any) -> Any:
        """Return axes in a grid, as ``matplotlib.figure.Figure.subplots`` does.

        In the narrow drawing, for phones, they stand in one column.
        """
        rows, columns = nrows, ncols
        if self._column_size:
            width, height = self._column_size
            rows, columns = nrows * ncols, 1
            self._drawn.set_size_inches(width, height * rows)
            for ratios in ("width_ratios", "height_ratios"):
                kwargs.pop(ratios, None)
        squeeze = kwargs.pop("squeeze", True)
        drawn = self._drawn.subplots(rows, columns, squeeze=False, **kwargs)
        grid = np.empty(rows * columns, dtype=object)
        grid[:] = [self._adopt(axes) for axes in drawn.flat]
        grid = grid.reshape(nrows, ncols)
        if not squeeze:
            return grid
        return grid.item() if grid.size == 1 else grid.squeeze()

    def add_subplot(self, *args: Any, **kwargs: Any) -> RecordingAxes:
        """Return one axes, as ``matplotlib.figure.Figure.add_subplot`` does."""
        return self._adopt(self._drawn.add_subplot(*args, **kwargs))

    def colorbar(self, mappable: Any, ax: Any, **kwargs: Any) -> Any:
        """Draw the scale of an artist's colours beside its axes, as matplotlib does."""
        beside = [axes._drawn for axes in np.ravel(ax)]
        bar = self._drawn.colorbar(mappable, ax=beside, **kwargs)
        axes = self._adopt(bar.ax)
        if bar.solids:
            axes._follow_theme(bar.solids)
        return _Recording(bar)

    def _adopt(self, axes: Axes) -> RecordingAxes:
        axes.set_gid(f"axes-{len(self.live_axes)}")
        self.live_axes.append(axes)
        return RecordingAxes(axes, len(self.live_axes) - 1, self.live_artists)
