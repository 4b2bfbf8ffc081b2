"""What matplotlib's drawing methods are given, as the recorded data that the page needs.

One function a method, with the method's own arguments; its ``**style`` are those that must
be plain.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from mathlib.graph import RecordingError

from .values import Data, array, check_range, flat, is_recorded, nodes, number, refuse, row, rows


# ---------------------------------------------------------------- lines
def plot(*args: Any, **style: Any) -> Data:
    """Line or markers: ``plot([x], y, [fmt])``."""
    places = [arg for arg in args if not isinstance(arg, str)]
    if len(places) not in (1, 2) or len(args) - len(places) > 1:
        raise RecordingError(
            "a live line is drawn with plot(y) or plot(x, y), then a format and "
            "plain properties; draw each line in a call of its own."
        )
    y = row(places[-1], "a live line")
    x = row(places[0] if len(places) == 2 else np.arange(np.size(y)), "a live line")
    if np.shape(x) != np.shape(y):
        raise RecordingError(
            f"plot(x, y) needs x and y of one length, but x has shape {np.shape(x)} and y "
            f"has shape {np.shape(y)}."
        )
    return nodes(x=x, y=y)


def axhline(y: Any = 0, xmin: float = 0, xmax: float = 1, **style: Any) -> Data:
    """Line across the axes."""
    y = number(y, "axhline")
    return nodes(x=array([xmin, xmax]), y=array([y, y]))


def axvline(x: Any = 0, ymin: float = 0, ymax: float = 1, **style: Any) -> Data:
    """Line up the axes."""
    x = number(x, "axvline")
    return nodes(x=array([x, x]), y=array([ymin, ymax]))


# ---------------------------------------------------------------- polygons
def _polygons(x: list[Any], y: list[Any]) -> Data:
    """Return polygons from their corners, each given for all polygons at once."""
    corners = rows("a polygon", **{f"{i}": corner for i, corner in enumerate([*x, *y])})
    half = len(x)
    return nodes(x=np.stack(corners[:half], axis=1), y=np.stack(corners[half:], axis=1))


def given_polygons(x, y, values=None, *, vmin=None, vmax=None, norm=None, **style) -> Data:
    """Polygons of `drawing.polygons`."""
    x, y = array(x), array(y)
    if np.ndim(x) != 2 or np.shape(x) != np.shape(y):
        raise RecordingError(
            f"polygons() needs x and y of one shape (polygons, corners), but x has shape "
            f"{np.shape(x)} and y has shape {np.shape(y)}."
        )
    if values is None:
        return nodes(x=x, y=y)
    check_range("polygons", vmin, vmax, norm)
    return nodes(x=x, y=y, value=array(values))


def vlines(x: Any, ymin: Any, ymax: Any, *_colours: Any, **style: Any) -> Data:
    """Upright lines."""
    x, ymin, ymax = rows("vlines()", x=x, ymin=ymin, ymax=ymax)
    return _polygons([x, x], [ymin, ymax])


def hlines(y: Any, xmin: Any, xmax: Any, *_colours: Any, **style: Any) -> Data:
    """Level lines across."""
    y, xmin, xmax = rows("hlines()", y=y, xmin=xmin, xmax=xmax)
    return _polygons([xmin, xmax], [y, y])


def fill(x: Any, y: Any, *_colour: str, **style: Any) -> Data:
    """One polygon."""
    x, y = (row(value, "fill()") for value in (x, y))
    if np.size(x) != np.size(y):
        raise RecordingError(
            f"fill(x, y) needs x and y of one length, but x has shape {np.shape(x)} and y "
            f"has shape {np.shape(y)}."
        )
    return nodes(x=np.expand_dims(x, 0), y=np.expand_dims(y, 0))


def _bars(
    who: str, place: Any, length: Any, width: Any, base: Any, align: str, style: dict
) -> list[Any]:
    names = ("xerr", "yerr", "tick_label", "log")
    refuse(who, "draw it in a call of its own.", **{n: style.get(n) for n in names})
    arrays = {"place": place, "length": length, "width": width}
    place, length, width, base = rows(f"{who}()", **arrays, base=0 if base is None else base)
    start = place - width / 2 if align == "center" else place
    return [start, start + width, base, base + length]


def bar(x, height, width=0.8, bottom=None, *, align="center", **style) -> Data:
    """Upright bars."""
    left, right, low, high = _bars("bar", x, height, width, bottom, align, style)
    return _polygons([left, right, right, left], [low, low, high, high])


def barh(y, width, height=0.8, left=None, *, align="center", **style) -> Data:
    """Bars to the right."""
    low, high, start, end = _bars("barh", y, width, height, left, align, style)
    return _polygons([start, end, end, start], [low, low, high, high])


def axvspan(xmin: Any, xmax: Any, ymin: float = 0, ymax: float = 1, **style: Any) -> Data:
    """Strip up the axes."""
    return _polygons([xmin, xmax, xmax, xmin], [ymin, ymin, ymax, ymax])


def axhspan(ymin: Any, ymax: Any, xmin: float = 0, xmax: float = 1, **style: Any) -> Data:
    """Strip across the axes."""
    return _polygons([xmin, xmax, xmax, xmin], [ymin, ymin, ymax, ymax])


def fill_between(x, y1, y2=0, where=None, interpolate=None, step=None, **style) -> Data:
    """Ground between two lines over x."""
    way_out = "leave gaps with np.where(condition, y, np.nan)."
    refuse("fill_between", way_out, where=where, interpolate=interpolate, step=step)
    x, y1, y2 = rows("fill_between()", x=x, y1=y1, y2=y2)
    return nodes(x=x, y=y1, y2=y2)


# ---------------------------------------------------------------- points and arrows
def _colour_values(c: Any, size: int) -> Any:
    """Return the numbers that colours are made from, or None if `c` is colours already."""
    if c is None or isinstance(c, str):
        return None
    if not is_recorded(c):
        plain = np.asarray(c)
        return plain if plain.dtype.kind in "fiu" and plain.size == size else None
    values = array(c)
    if np.size(values) != size:
        raise RecordingError(
            f"scatter() of {size} points needs as many live values c to colour, not an "
            f"array of shape {np.shape(values)}."
        )
    return values


def scatter(
    x, y, s=None, c=None, marker=None, cmap=None, norm=None, vmin=None, vmax=None, **style
) -> Data:
    """Points, with live places, sizes and colours."""
    others = {} if s is None or not is_recorded(s) else {"size": s}
    values = _colour_values(c, np.size(array(x)))
    if values is not None:
        others["value"] = values
        if is_recorded(c):
            check_range("scatter", vmin, vmax, norm)
    return flat("scatter()", x, y, **others)


def quiver(
    x, y, u, v, c=None, *,
    angles="uv", scale_units=None, scale=None, width=None,
    clim=None, norm=None, **style,
) -> Data:  # fmt: skip
    """Arrows from places to places."""
    plain = not is_recorded([scale, width]) and scale is not None and width is not None
    if (angles, scale_units) != ("xy", "xy") or not plain:
        raise RecordingError(
            "a live quiver() draws each arrow from its place to place + vector: give it "
            'angles="xy", scale_units="xy", scale=1 and a plain width, such as width=0.006.'
        )
    if c is not None:
        check_range("quiver", *(clim or (None, None)), norm, how="clim=(low, high)")
    return flat("quiver()", x, y, u=u, v=v, **({} if c is None else {"value": c}))


# ---------------------------------------------------------------- images and contours
def _table(who: str, value: Any) -> Any:
    values = array(value)
    colours = np.ndim(values) == 3 and np.shape(values)[2] == 3
    if not (np.ndim(values) == 2 or (who == "imshow" and colours)) or not np.size(values):
        raise RecordingError(
            f"a live {who}() needs an array of shape (rows, columns), not of shape "
            f"{np.shape(values)}."
        )
    return values


def imshow(X, cmap=None, norm=None, *, vmin=None, vmax=None, interpolation=None, **style) -> Data:
    """Image of values, or of red, green and blue."""
    if interpolation not in (None, "none"):
        raise RecordingError(
            "a live imshow() shows each number as one square; leave interpolation out."
        )
    values = _table("imshow", X)
    if np.ndim(values) == 3:
        return nodes(value=np.clip(values, 0, 1))  # As matplotlib does with colours.
    check_range("imshow", vmin, vmax, norm)
    return nodes(value=values)


def contour(*args: Any, levels: Any = None, **style: Any) -> Data:
    """Level lines at fixed heights."""
    *places, z = args[:-1] if len(args) in (2, 4) else args
    levels = args[-1] if len(args) in (2, 4) else levels
    z = _table("contour", z)
    if levels is None or np.ndim(levels) != 1 or is_recorded(levels):
        raise RecordingError(
            "a live contour() needs the heights of its lines as plain numbers: "
            "contour(x, y, z, levels=[0, 1, 2])."
        )
    x, y = places or [np.arange(size) for size in np.shape(z)[::-1]]
    return nodes(x=_edge(x, z, 1), y=_edge(y, z, 0), z=z)


def _edge(places: Any, z: Any, axis: int) -> Any:
    """Return the grid's places along an axis; a whole table of them only if it is needed."""
    ends = array(places)
    if np.ndim(ends) == 2 and not is_recorded(ends):
        first = ends[0] if axis == 1 else ends[:, 0]
        even = np.broadcast_to(first if axis == 1 else first[:, None], np.shape(z))
        ends = first if np.array_equal(even, ends) else ends
    if np.shape(ends) not in (np.shape(z), (np.shape(z)[axis],)):
        raise RecordingError(
            f"contour(x, y, z) needs a place for each of z's {np.shape(z)} rows and columns, "
            f"but has places of shape {np.shape(ends)}."
        )
    return ends
