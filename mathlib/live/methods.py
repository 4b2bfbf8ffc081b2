"""matplotlib's drawing methods, and what each shows where it is given recorded values.

One row a method: the kind of artist it makes, and a function of the method's own arguments
that returns the recorded data. matplotlib itself draws the first picture, so a row says
nothing of drawing. Imports NumPy, `drawing` and `mathlib.graph`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mathlib.graph import Node, Recorded, RecordingError
from mathlib.graph.recorded import as_node
from mathlib.graph.text import is_live

from .drawing import draw_polygons

Data = dict[str, Node]


def is_recorded(value: Any) -> bool:
    """Tell whether a value, or anything in a list or dict of them, is recorded."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return any(is_recorded(item) for item in value)
    return isinstance(value, Recorded) or is_live(value)


def present(value: Any) -> Any:
    """Return a value with the numbers that it now has in place of recorded ones."""
    if isinstance(value, Recorded):
        return value.node.value
    if is_recorded(value) and isinstance(value, list | tuple):
        return type(value)(present(item) for item in value)
    return value


@dataclass(frozen=True)
class Method:
    """A method of matplotlib's Axes that may be given recorded values.

    Attributes
    ----------
    kind : str
        The kind of artist it makes: a row of ``KINDS`` in ``runtime/drawing.js``.
    data : callable
        Takes the method's arguments and returns what the artist shows, by name. Its
        ``**style`` are the arguments that must be plain.
    drawing : callable, optional
        A function of plain axes that draws the picture, if matplotlib has no such method.
    """

    kind: str
    data: Callable[..., Data]
    drawing: Callable[..., Any] | None = None

    def nodes(self, name: str, *args: Any, **kwargs: Any) -> Data:
        """Return the recorded data of a call.

        Raises
        ------
        RecordingError
            If the call does not fit, or a property that must be plain is recorded.
        """
        signature = inspect.signature(self.data)
        try:
            given = signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            raise RecordingError(
                f"a live {name}() is called as {name}{signature}; this call does not fit: {error}."
            ) from None
        if is_recorded(given.get("style", {})):
            recorded = [key for key, value in given["style"].items() if is_recorded(value)]
            raise RecordingError(
                f"{name}() is drawn from recorded places and values, but needs plain "
                f"properties: {', '.join(recorded)} would stay as first drawn."
            )
        return self.data(*args, **kwargs)


# ---------------------------------------------------------------- shapes
def _array(value: Any) -> Any:
    """Return data as an array, recorded or plain."""
    if isinstance(value, list | tuple) and is_recorded(value):
        return np.stack(value)
    return value if isinstance(value, Recorded) else np.asarray(value)


def _row(value: Any, who: str) -> Any:
    """Return data as a 1-D array."""
    array = _array(value)
    if np.ndim(array) > 1:
        raise RecordingError(
            f"{who} needs 1-D arrays, not one of shape {np.shape(array)}; draw one column "
            f"at a time: path[:, 0]."
        )
    return array if np.ndim(array) else np.atleast_1d(array)


def _rows(who: str, **values: Any) -> list[Any]:
    """Return data as 1-D arrays of one length; a single number stands for all."""
    arrays = [_row(value, who) for value in values.values()]
    size = max((np.size(a) for a in arrays), default=0)
    if any(np.size(a) == 0 for a in arrays):
        size = 0
    if any(np.size(a) not in (1, size) for a in arrays):
        shapes = ", ".join(
            f"{k} has shape {np.shape(a)}" for k, a in zip(values, arrays, strict=True)
        )
        raise RecordingError(f"{who} needs its arrays of one length, but {shapes}.")
    return [a if np.size(a) == size else np.broadcast_to(a, (size,)) for a in arrays]


def _flat(who: str, x: Any, y: Any, **others: Any) -> Data:
    """Return points of any arrangement as rows; one number stands for all of the others."""
    points = {name: np.ravel(_array(value)) for name, value in {"x": x, "y": y, **others}.items()}
    if np.size(points["x"]) != np.size(points["y"]):
        raise RecordingError(
            f"{who} needs as many x as y, but x has shape {np.shape(_array(x))} and y has "
            f"shape {np.shape(_array(y))}."
        )
    return _nodes(**dict(zip(points, _rows(who, **points), strict=True)))


def _nodes(**arrays: Any) -> Data:
    return {name: as_node(array) for name, array in arrays.items()}


def _refuse(who: str, way_out: str, **given: Any) -> None:
    """Refuse arguments that the page could not follow."""
    if named := [name for name, value in given.items() if value is not None]:
        raise RecordingError(f"a live {who}() knows no {', '.join(named)}; {way_out}")


def _check_range(
    who: str, low: Any, high: Any, norm: Any = None, how: str = "vmin=… and vmax=…"
) -> None:
    """Make sure that live colours have a fixed scale; else each picture would have its own."""
    _refuse(who, f"give it {how}, and take logarithms with NumPy.", norm=norm)
    if low is None or high is None or is_recorded([low, high]):
        raise RecordingError(
            f"{who}() colours live values, so it needs a fixed scale: give it plain numbers, "
            f"{how}; matplotlib would fit the colours to the first picture only."
        )


# ---------------------------------------------------------------- lines
def _plot(*args: Any, **style: Any) -> Data:
    places = [arg for arg in args if not isinstance(arg, str)]
    if len(places) not in (1, 2) or len(args) - len(places) > 1:
        raise RecordingError(
            "a live line is drawn with plot(y) or plot(x, y), then a format and "
            "plain properties; draw each line in a call of its own."
        )
    y = _row(places[-1], "a live line")
    x = _row(places[0] if len(places) == 2 else np.arange(np.size(y)), "a live line")
    if np.shape(x) != np.shape(y):
        raise RecordingError(
            f"plot(x, y) needs x and y of one length, but x has shape {np.shape(x)} and y "
            f"has shape {np.shape(y)}."
        )
    return _nodes(x=x, y=y)


def _axhline(y: Any = 0, xmin: float = 0, xmax: float = 1, **style: Any) -> Data:
    y = _number(y, "axhline")
    return _nodes(x=_array([xmin, xmax]), y=_array([y, y]))


def _axvline(x: Any = 0, ymin: float = 0, ymax: float = 1, **style: Any) -> Data:
    x = _number(x, "axvline")
    return _nodes(x=_array([x, x]), y=_array([ymin, ymax]))


def _number(value: Any, who: str) -> Any:
    if np.ndim(value):
        raise RecordingError(f"{who}() draws one line at one number; this is an array.")
    return value


# ---------------------------------------------------------------- polygons
def _polygons(x: list[Any], y: list[Any]) -> Data:
    """Return polygons from their corners, each given for all polygons at once."""
    corners = _rows("a polygon", **{f"{i}": corner for i, corner in enumerate([*x, *y])})
    half = len(x)
    return _nodes(x=np.stack(corners[:half], axis=1), y=np.stack(corners[half:], axis=1))


def _given_polygons(x, y, values=None, *, vmin=None, vmax=None, norm=None, **style) -> Data:
    x, y = _array(x), _array(y)
    if np.ndim(x) != 2 or np.shape(x) != np.shape(y):
        raise RecordingError(
            f"polygons() needs x and y of one shape (polygons, corners), but x has shape "
            f"{np.shape(x)} and y has shape {np.shape(y)}."
        )
    if values is None:
        return _nodes(x=x, y=y)
    _check_range("polygons", vmin, vmax, norm)
    return _nodes(x=x, y=y, value=_array(values))


def _vlines(x: Any, ymin: Any, ymax: Any, *_colours: Any, **style: Any) -> Data:
    x, ymin, ymax = _rows("vlines()", x=x, ymin=ymin, ymax=ymax)
    return _polygons([x, x], [ymin, ymax])


def _hlines(y: Any, xmin: Any, xmax: Any, *_colours: Any, **style: Any) -> Data:
    y, xmin, xmax = _rows("hlines()", y=y, xmin=xmin, xmax=xmax)
    return _polygons([xmin, xmax], [y, y])


def _fill(x: Any, y: Any, *_colour: str, **style: Any) -> Data:
    x, y = (_row(value, "fill()") for value in (x, y))
    if np.size(x) != np.size(y):
        raise RecordingError(
            f"fill(x, y) needs x and y of one length, but x has shape {np.shape(x)} and y "
            f"has shape {np.shape(y)}."
        )
    return _nodes(x=np.expand_dims(x, 0), y=np.expand_dims(y, 0))


def _bars(
    who: str, place: Any, length: Any, width: Any, base: Any, align: str, style: dict
) -> list[Any]:
    names = ("xerr", "yerr", "tick_label", "log")
    _refuse(who, "draw it in a call of its own.", **{n: style.get(n) for n in names})
    arrays = {"place": place, "length": length, "width": width}
    place, length, width, base = _rows(f"{who}()", **arrays, base=0 if base is None else base)
    start = place - width / 2 if align == "center" else place
    return [start, start + width, base, base + length]


def _bar(x, height, width=0.8, bottom=None, *, align="center", **style) -> Data:
    left, right, low, high = _bars("bar", x, height, width, bottom, align, style)
    return _polygons([left, right, right, left], [low, low, high, high])


def _barh(y, width, height=0.8, left=None, *, align="center", **style) -> Data:
    low, high, start, end = _bars("barh", y, width, height, left, align, style)
    return _polygons([start, end, end, start], [low, low, high, high])


def _axvspan(xmin: Any, xmax: Any, ymin: float = 0, ymax: float = 1, **style: Any) -> Data:
    return _polygons([xmin, xmax, xmax, xmin], [ymin, ymin, ymax, ymax])


def _axhspan(ymin: Any, ymax: Any, xmin: float = 0, xmax: float = 1, **style: Any) -> Data:
    return _polygons([xmin, xmax, xmax, xmin], [ymin, ymin, ymax, ymax])


def _fill_between(x, y1, y2=0, where=None, interpolate=None, step=None, **style) -> Data:
    way_out = "leave gaps with np.where(condition, y, np.nan)."
    _refuse("fill_between", way_out, where=where, interpolate=interpolate, step=step)
    x, y1, y2 = _rows("fill_between()", x=x, y1=y1, y2=y2)
    return _nodes(x=x, y=y1, y2=y2)


def _fill_betweenx(y, x1, x2=0, where=None, step=None, interpolate=None, **style) -> Data:
    way_out = "leave gaps with np.where(condition, x, np.nan)."
    _refuse("fill_betweenx", way_out, where=where, interpolate=interpolate, step=step)
    y, x1, x2 = _rows("fill_betweenx()", y=y, x1=x1, x2=x2)
    return _nodes(x=x1, y=y, x2=x2)


# ---------------------------------------------------------------- points and arrows
def _colour_values(c: Any, size: int) -> Any:
    """Return the numbers that colours are made from, or None if `c` is colours already."""
    if c is None or isinstance(c, str):
        return None
    if not is_recorded(c):
        plain = np.asarray(c)
        return plain if plain.dtype.kind in "fiu" and plain.size == size else None
    values = _array(c)
    if np.size(values) != size:
        raise RecordingError(
            f"scatter() of {size} points needs as many live values c to colour, not an "
            f"array of shape {np.shape(values)}."
        )
    return values


def _scatter(
    x, y, s=None, c=None, marker=None, cmap=None, norm=None, vmin=None, vmax=None, **style
) -> Data:
    others = {} if s is None or not is_recorded(s) else {"size": s}
    values = _colour_values(c, np.size(_array(x)))
    if values is not None:
        others["value"] = values
        if is_recorded(c):
            _check_range("scatter", vmin, vmax, norm)
    return _flat("scatter()", x, y, **others)


def _quiver(
    x, y, u, v, c=None, *,
    angles="uv", scale_units=None, scale=None, width=None,
    clim=None, norm=None, **style,
) -> Data:  # fmt: skip
    plain = not is_recorded([scale, width]) and scale is not None and width is not None
    if (angles, scale_units) != ("xy", "xy") or not plain:
        raise RecordingError(
            "a live quiver() draws each arrow from its place to place + vector: give it "
            'angles="xy", scale_units="xy", scale=1 and a plain width, such as width=0.006.'
        )
    if c is not None:
        _check_range("quiver", *(clim or (None, None)), norm, how="clim=(low, high)")
    return _flat("quiver()", x, y, u=u, v=v, **({} if c is None else {"value": c}))


# ---------------------------------------------------------------- images and contours
def _table(who: str, value: Any) -> Any:
    array = _array(value)
    colours = np.ndim(array) == 3 and np.shape(array)[2] == 3
    if not (np.ndim(array) == 2 or (who == "imshow" and colours)) or not np.size(array):
        raise RecordingError(
            f"a live {who}() needs an array of shape (rows, columns), not of shape "
            f"{np.shape(array)}."
        )
    return array


def _imshow(X, cmap=None, norm=None, *, vmin=None, vmax=None, interpolation=None, **style) -> Data:
    if interpolation not in (None, "none"):
        raise RecordingError(
            "a live imshow() shows each number as one square; leave interpolation out."
        )
    values = _table("imshow", X)
    if np.ndim(values) == 3:
        return _nodes(value=np.clip(values, 0, 1))  # As matplotlib does with colours.
    _check_range("imshow", vmin, vmax, norm)
    return _nodes(value=values)


def _pcolormesh(*args: Any, norm=None, vmin=None, vmax=None, **style: Any) -> Data:
    if is_recorded(args[:-1]) or len(args) not in (1, 3):
        raise RecordingError(
            "a live pcolormesh() is called as pcolormesh(values) or pcolormesh(x, y, values), "
            "with x and y plain."
        )
    _check_range("pcolormesh", vmin, vmax, norm)
    return _nodes(value=_table("pcolormesh", args[-1]))


def _contour(*args: Any, levels: Any = None, **style: Any) -> Data:
    *places, z = args[:-1] if len(args) in (2, 4) else args
    levels = args[-1] if len(args) in (2, 4) else levels
    z = _table("contour", z)
    if levels is None or np.ndim(levels) != 1 or is_recorded(levels):
        raise RecordingError(
            "a live contour() needs the heights of its lines as plain numbers: "
            "contour(x, y, z, levels=[0, 1, 2])."
        )
    x, y = places or [np.arange(size) for size in np.shape(z)[::-1]]
    return _nodes(x=_edge(x, z, 1), y=_edge(y, z, 0), z=z)


def _edge(places: Any, z: Any, axis: int) -> Any:
    """Return the grid's places along an axis; a whole table of them only if it is needed."""
    array = _array(places)
    if np.ndim(array) == 2 and not is_recorded(array):
        first = array[0] if axis == 1 else array[:, 0]
        even = np.broadcast_to(first if axis == 1 else first[:, None], np.shape(z))
        array = first if np.array_equal(even, array) else array
    if np.shape(array) not in (np.shape(z), (np.shape(z)[axis],)):
        raise RecordingError(
            f"contour(x, y, z) needs a place for each of z's {np.shape(z)} rows and columns, "
            f"but has places of shape {np.shape(array)}."
        )
    return array


#: matplotlib's method -> what it shows.
METHODS: dict[str, Method] = {
    "plot": Method("line", _plot),
    "axhline": Method("line", _axhline),
    "axvline": Method("line", _axvline),
    "polygons": Method("polygons", _given_polygons, draw_polygons),
    "vlines": Method("polygons", _vlines),
    "hlines": Method("polygons", _hlines),
    "fill": Method("polygons", _fill),
    "bar": Method("polygons", _bar),
    "barh": Method("polygons", _barh),
    "axvspan": Method("polygons", _axvspan),
    "axhspan": Method("polygons", _axhspan),
    "fill_between": Method("band", _fill_between),
    "fill_betweenx": Method("band", _fill_betweenx),
    "scatter": Method("points", _scatter),
    "quiver": Method("arrows", _quiver),
    "imshow": Method("image", _imshow),
    "pcolormesh": Method("image", _pcolormesh),
    "contour": Method("contour", _contour),
}

_ARROWS = 'Use quiver(x, y, u, v, angles="xy", scale_units="xy", scale=1, width=…)'

#: What to write instead of methods that cannot be live.
WAYS_OUT: dict[str, str] = {
    "annotate": f"{_ARROWS}, and text().",
    "arrow": f"{_ARROWS}.",
    "contourf": "Use imshow(z, extent=…, origin='lower') for the ground and contour() for lines.",
    "errorbar": "Use vlines(x, low, high) and plot(x, y, 'o').",
    "hist": "Count with NumPy, as np.sum(low <= x) does, and draw bar(middles, counts).",
    "loglog": "Use plot(), and set(xscale='log', yscale='log').",
    "semilogx": "Use plot(), and set(xscale='log').",
    "semilogy": "Use plot(), and set(yscale='log').",
    "stairs": "Use plot() with each value twice: np.repeat(y, 2).",
    "step": "Use plot() with each value twice: np.repeat(y, 2).",
    "stem": "Use vlines(x, 0, y) and plot(x, y, 'o').",
}
