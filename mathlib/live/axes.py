"""The recording figure and axes: matplotlib's vocabulary, for recorded values too.

What is drawn from plain values goes straight to matplotlib and stays as drawn. What is
drawn from recorded values is drawn once, from the numbers they now have, and noted, so
that the page can draw it again. Imports matplotlib and `mathlib.graph`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from mathlib.graph import Node, Recorded, RecordingError
from mathlib.graph.recorded import as_node
from mathlib.graph.text import concrete, is_live, template

from .artists import LiveArtist


def is_recorded(value: Any) -> bool:
    """Tell whether a value, or anything in a list of them, is recorded."""
    if isinstance(value, list | tuple):
        return any(is_recorded(item) for item in value)
    return isinstance(value, Recorded) or is_live(value)


def _coordinates(value: Any) -> Node:
    """Return data coordinates as the node of a 1-D array."""
    if isinstance(value, list | tuple) and is_recorded(value):
        value = np.stack(value)
    node = as_node(value)
    if np.ndim(node.value) > 1:
        raise RecordingError(
            f"a live line needs its coordinates as 1-D arrays, not of shape "
            f"{node.value.shape}; draw one line for each column: plot(path[:, 0])."
        )
    return node if np.ndim(node.value) else np.atleast_1d(Recorded(node)).node


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
                    f"first drawn. What follows the controls: plot(x, y), "
                    f"text(x, y, s), set_title(s), set_xlabel(s), set_ylabel(s)."
                )
            return function(*args, **kwargs)

        return guarded


class RecordingAxes(_Recording):
    """matplotlib's Axes, whose lines and texts may be drawn from recorded values."""

    def __init__(self, axes: Axes, number: int, artists: list[LiveArtist]) -> None:
        super().__init__(axes)
        self._number = number
        self._artists = artists

    def _note(self, kind: str, artist: Any, text: list[Any] | None = None, **data: Node) -> None:
        artist.set_gid(f"{kind}-{len(self._artists)}")
        self._artists.append(LiveArtist(kind, self._number, artist, data, text))

    def plot(self, *args: Any, **kwargs: Any) -> list[Line2D]:
        """Draw a line or markers: ``plot([x], y, [fmt], **properties)``.

        Raises
        ------
        RecordingError
            If recorded x and y differ in length, are not 1-D, or several lines are
            asked of one call.
        """
        if not is_recorded(args) and not is_recorded(list(kwargs.values())):
            return self._drawn.plot(*args, **kwargs)
        data = [arg for arg in args if not isinstance(arg, str)]
        formats = [arg for arg in args if isinstance(arg, str)]
        if len(data) not in (1, 2) or len(formats) > 1 or is_recorded(list(kwargs.values())):
            raise RecordingError(
                "a live line is drawn with plot(y) or plot(x, y), then a format and "
                "plain properties; draw each line in a call of its own."
            )
        y = _coordinates(data[-1])
        x = _coordinates(data[0] if len(data) == 2 else np.arange(y.value.size))
        if x.value.shape != y.value.shape:
            raise RecordingError(
                f"plot(x, y) needs x and y of one length, but x has shape "
                f"{x.value.shape} and y has shape {y.value.shape}."
            )
        (line,) = self._drawn.plot(x.value, y.value, *formats, **kwargs)
        self._check_line(line)
        self._note("line", line, x=x, y=y)
        return [line]

    @staticmethod
    def _check_line(line: Line2D) -> None:
        if line.get_drawstyle() != "default" or line.get_markevery() is not None:
            raise RecordingError(
                "a live line joins its points directly and marks each of them; leave "
                "drawstyle and markevery out."
            )

    def text(self, x: Any, y: Any, s: str, **kwargs: Any) -> Any:
        """Write a text at a place; both may be recorded."""
        if not is_recorded([x, y, s]):
            return self._drawn.text(x, y, s, **kwargs)
        place = [as_node(x), as_node(y)]
        at = [node.value.item() for node in place]
        if not np.isfinite(at).all():
            raise RecordingError(
                f"a live text must stand at a finite place when first drawn, not at {at}."
            )
        written = self._drawn.text(*at, concrete(s), **kwargs)
        written.set_clip_on(False)
        moves = is_recorded([x, y])
        self._write(written, s, **(dict(zip("xy", place, strict=True)) if moves else {}))
        return written

    def _write(self, artist: Any, s: str, **place: Node) -> None:
        if "\n" in s:
            raise RecordingError("a live text is one line; write two texts instead.")
        if not concrete(s).strip():
            raise RecordingError("a live text must not be empty when it is first drawn.")
        self._note("text", artist, text=template(s), **place)

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

    def _adopt(self, axes: Axes) -> RecordingAxes:
        axes.set_gid(f"axes-{len(self.live_axes)}")
        self.live_axes.append(axes)
        return RecordingAxes(axes, len(self.live_axes) - 1, self.live_artists)
