"""The page's kinds of artist: what the page must know of what matplotlib drew.

One row a kind, beside the row of the same name in ``runtime/drawing.js``. Styles are read
from the artist once the figure is laid out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.colors import to_hex, to_rgba
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.quiver import Quiver
from matplotlib.transforms import Affine2D

from mathlib.graph import Node, RecordingError
from mathlib.live.drawing.palette import COLOUR_MAPS

from .svg import page_style

Style = dict[str, Any]
Data = dict[str, Node]


# ---------------------------------------------------------------- strokes and fills
def _css(**properties: Any) -> str:
    """Write properties as CSS; underscores stand for hyphens, None leaves one out."""
    written = (
        f"{name.replace('_', '-')}: {value if isinstance(value, str) else f'{value:g}'}"
        for name, value in properties.items()
        if value is not None
    )
    return page_style("; ".join(written))


def _paint(
    fill: Any,
    edge: Any,
    width: float,
    dashes: Any,
    opacity: float | None = None,
    live_alpha: float = 1.0,
) -> str:
    """Return the CSS of one shape; a colour that follows the data is called currentColor."""
    colours = {}
    for name, colour in (("fill", fill), ("stroke", edge)):
        live = isinstance(colour, str)
        alpha = live_alpha if live else 1.0 if opacity is not None else to_rgba(colour)[3]
        seen = live or (to_rgba(colour)[3] > 0 and (name == "fill" or width))
        colours[name] = colour if live else to_hex(colour) if seen else "none"
        colours[f"{name}_opacity"] = alpha if seen and alpha != 1 else None
    if colours["stroke"] != "none":
        colours["stroke_width"] = width
        offset, pattern = dashes
        colours["stroke_dasharray"] = pattern and ",".join(f"{n:g}" for n in pattern)
        colours["stroke_dashoffset"] = offset or None
    return _css(**colours, opacity=opacity if opacity != 1 else None)


def _patch_paint(patch: Patch) -> str:
    return _paint(
        patch.get_facecolor(),
        patch.get_edgecolor(),
        patch.get_linewidth(),
        (0, None) if patch.get_linestyle() in ("solid", "-") else _no_dashes("bar() or fill()"),
        patch.get_alpha(),
    )


def _no_dashes(who: str) -> Any:
    raise RecordingError(f"a live {who} is drawn with solid edges; leave linestyle out.")


def _cycle(values: Sequence[Any], i: int, otherwise: Any) -> Any:
    return values[i % len(values)] if len(values) else otherwise


def _collection_paints(artist: Any, count: int, live: bool = False) -> list[str]:
    """Return the CSS of a collection's shapes, one for each, or one for all."""
    faces, edges = artist.get_facecolor(), artist.get_edgecolor()
    if live:
        own = artist.get_edgecolor() if _has_own_edges(artist) else None
        filled = artist.get_fill()
        faces = ["currentColor"] if filled else []
        edges = ["currentColor"] if own is None else own
    widths, dashes = artist.get_linewidth(), artist.get_linestyle()
    alpha = 1.0 if artist.get_alpha() is None else artist.get_alpha()
    paints = [
        _paint(
            _cycle(faces, i, (0, 0, 0, 0)),
            _cycle(edges, i, (0, 0, 0, 0)),
            _cycle(widths, i, 0),
            _cycle(dashes, i, (0, None)),
            live_alpha=_cycle(np.ravel(alpha), i, 1.0),
        )
        for i in range(count)
    ]
    return paints[:1] if len(set(paints)) == 1 else paints


def _has_own_edges(artist: Any) -> bool:
    """Tell whether edges keep a colour of their own where the faces follow the values."""
    given = artist._original_edgecolor  # No public method tells "face" from a colour.
    return artist.get_fill() and not (isinstance(given, str) and given == "face")


def colours(artist: Any) -> Style:
    """Return how values become colours: stops of the palette, or 256 colours, and a range."""
    cmap, norm = artist.get_cmap(), artist.norm
    how: Style = {"range": [float(norm.vmin), float(norm.vmax)]}
    if cmap.name in COLOUR_MAPS:
        return how | {"stops": list(COLOUR_MAPS[cmap.name])}
    table = cmap(np.linspace(0, 1, 256))
    return how | {"table": "".join(to_hex(colour)[1:] for colour in table)}


def _coloured(artist: Any, data: Data) -> Style:
    return {"colours": colours(artist)} if "value" in data else {}


# ---------------------------------------------------------------- kinds
def _line(parts: list[Any], data: Data) -> Style:
    """Return the style of a line's markers: matplotlib writes it only where it draws one.

    Their outline too, because it writes that once for all lines that have equal markers.
    """
    line = parts[0]
    edge, face = line.get_markeredgecolor(), line.get_markerfacecolor()
    filled = line.get_fillstyle() != "none" and to_rgba(face)[3] > 0
    marker = _css(
        fill=to_hex(face) if filled else "none",
        stroke=to_hex(edge),
        stroke_width=line.get_markeredgewidth(),
        opacity=line.get_alpha(),
    )
    shape = line._marker  # matplotlib's own property, which no public method returns.
    grown = shape.get_transform() + Affine2D().scale(line.get_markersize())
    path = shape.get_path().transformed(grown)
    return {"marker": marker} | ({"outline": _outline(path)} if len(path.vertices) else {})


def _polygons(parts: list[Any], data: Data) -> Style:
    count, corners = data["x"].value.shape
    style: Style = {"count": count, "corners": corners} | _coloured(parts[0], data)
    if isinstance(parts[0], Patch):
        paints = [_patch_paint(patch) for patch in parts]
        return style | {"css": paints[:1] if len(set(paints)) == 1 else paints}
    closed = "value" in data or len(parts[0].get_facecolor()) > 0
    style["css"] = _collection_paints(parts[0], max(count, 1), "value" in data)
    return style if closed else style | {"open": True}


def _band(parts: list[Any], data: Data) -> Style:
    return {"css": _collection_paints(parts[0], 1)}


def _points(parts: list[Any], data: Data) -> Style:
    artist = parts[0]
    count = data["x"].value.size
    style: Style = {"count": count, "marker": _outline(artist.get_paths()[0])}
    style |= _coloured(artist, data)
    style["css"] = _collection_paints(artist, max(count, 1), "value" in data)
    if "size" not in data:
        style["size"] = [float(size) for size in np.ravel(artist.get_sizes())]
    return style


def _outline(path: Path) -> str:
    """Return a marker as the `d` of an SVG path, where y points down."""
    letters = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
    words = []
    for points, code in path.iter_segments(simplify=False, curves=True):
        flipped = np.reshape(points, (-1, 2)) * [1, -1]
        numbers = " ".join(f"{n:.5g}" for n in flipped.ravel() + 0.0)
        words.append("z" if code == Path.CLOSEPOLY else letters[code] + numbers)
    return "".join(words)


def _arrows(parts: list[Any], data: Data) -> Style:
    quiver: Quiver = parts[0]
    quiver._init()  # Its width in the picture is known once the axes have their place.
    unit = quiver.get_transform().get_matrix()[0, 0]
    shape = ("headwidth", "headlength", "headaxislength", "minshaft", "minlength")
    count = data["x"].value.size
    return {
        "count": count,
        "css": _collection_paints(quiver, max(count, 1), "value" in data),
        "unit": float(quiver.width * unit),
        "scale": float(quiver.scale),
        "pivot": {"tail": 0, "middle": 0.5, "tip": 1}[quiver.pivot],
        **{name: float(getattr(quiver, name)) for name in shape},
    } | _coloured(quiver, data)


def _image(parts: list[Any], data: Data) -> Style:
    artist, shape = parts[0], data["value"].value.shape
    scales = {artist.axes.get_xscale(), artist.axes.get_yscale()}
    if scales != {"linear"}:
        raise RecordingError("a live image needs linear axes; its squares are all of one size.")
    style: Style = {"rows": shape[0], "columns": shape[1]}
    if len(shape) == 2:
        style["colours"] = colours(artist)
    return style | ({"place": _mesh_place(artist)} if hasattr(artist, "get_coordinates") else {})


def _mesh_place(mesh: Any) -> list[float]:
    """Return the SVG matrix from a mesh's rows and columns to the picture."""
    corners = mesh.get_coordinates()
    rows, columns = corners.shape[0] - 1, corners.shape[1] - 1
    x, y = (
        np.linspace(*corners[0, [0, -1], 0], columns + 1),
        np.linspace(*corners[[0, -1], 0, 1], rows + 1),
    )
    if not np.allclose(corners, np.stack(np.meshgrid(x, y), axis=-1)):
        raise RecordingError(
            "pcolormesh() and colour bars follow the theme on an even grid only: x and y that "
            "go up in equal steps. Choose a colour map of matplotlib's, or even steps."
        )
    (x0, y0), (x1, y1) = mesh.axes.transData.transform(corners[[0, -1], [0, -1]])
    height = mesh.axes.figure.bbox.height
    matrix = (x1 - x0) / columns, 0, 0, (y0 - y1) / rows, x0, height - y0
    return [round(float(n), 6) for n in matrix]


def _contour(parts: list[Any], data: Data) -> Style:
    artist = parts[0]
    style = {"levels": [float(level) for level in artist.levels]}
    style["columns"] = data["z"].value.shape[1]
    if any(pattern for _, pattern in artist.get_linestyle()):
        _no_dashes("contour()")
    live = artist.colors is None
    if live:
        style["colours"] = colours(artist)
    paints = _collection_paints(artist, max(len(artist.levels), 1), live)
    # Its lines are written in pieces; round ends close the seams between them.
    return style | {"css": [f"{paint}; stroke-linecap: round" for paint in paints]}


#: kind -> what the page needs to know, from what matplotlib drew and the recorded data.
KINDS: dict[str, Callable[[list[Any], Data], Style]] = {
    "line": _line,
    "text": lambda parts, data: {},
    "polygons": _polygons,
    "band": _band,
    "points": _points,
    "arrows": _arrows,
    "image": _image,
    "contour": _contour,
}
