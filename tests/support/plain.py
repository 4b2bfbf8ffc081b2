"""The oracle: a figure drawn afresh by plain NumPy and matplotlib, and how to compare."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.text import Text

from mathlib.live import LiveFigure
from mathlib.live.page.svg import prepare_svg
from mathlib.live.recording.axes import RecordingFigure
from mathlib.live.recording.figures import NARROW_WIDTH, Drawing, style
from support.fresh import FRESH
from support.shapes import SVG, compare_cuts, compare_shapes, pixels, shapes


@dataclass
class Plain:
    """What plain matplotlib was told to draw: its figure, and the artists the page has live.

    An artist of several parts, such as a bar chart, is a list of them. They hold their numbers
    without being drawn, which takes matplotlib eight times as long as to be told.
    """

    figure: Figure
    artists: list[list[Any]]

    def picture(self, name: str) -> ET.Element:
        """Draw it as SVG, named as the page names it."""
        text = io.StringIO()
        with style(), np.errstate(all="ignore"):
            # Figure.savefig would draw twice, the first time for a layout we have.
            FigureCanvasSVG(self.figure).print_svg(text, metadata={"Date": None})
        return ET.fromstring(_whole(text.getvalue(), name))


def plain_values(figure: LiveFigure, state: dict[str, Any]) -> dict[str, Any]:
    """Return what the function receives for a state of the page."""
    controls = figure.recording.controls
    return {name: c.argument_for(c.unpacked(state[name])) for name, c in controls.items()}


def tell_plainly(figure: LiveFigure, state: dict[str, Any], layout: str) -> Plain:
    """Call a figure's function with plain numbers, and match its artists to the live ones."""
    recording = figure.recording
    drawing: Drawing = recording.variant(state).drawings[layout]
    size = recording.size if layout == "wide" else (NARROW_WIDTH, recording.size[1])
    with style(), np.errstate(all="ignore"):
        drawn = Figure(figsize=size)
        # In one column the axes are placed by our own subplots(); it draws nothing else.
        canvas = drawn if layout == "wide" else RecordingFigure(drawn, column_size=size)
        recording.function(canvas, **plain_values(figure, state))
        # The page keeps the places that matplotlib gave the axes in the first picture.
        drawn.set_layout_engine("none")
        for number, (axes, first) in enumerate(zip(drawn.axes, drawing.axes, strict=True)):
            axes.set_gid(f"axes-{number}")
            axes.set_position(first.get_position(original=True))
        return Plain(drawn, _twins(drawing, drawn))


def _twins(drawing: Drawing, drawn: Figure) -> list[list[Any]]:
    """Find, in the fresh figure, the artists that stand where each live artist stood."""
    before, after = (_parts(figure) for figure in (drawing.figure, drawn))
    assert [type(a) for a in before] == [type(a) for a in after]
    places = {id(artist): place for place, artist in enumerate(before)}
    twins = []
    for live in drawing.artists:
        twins.append([after[places[id(part)]] for part in live.parts])
        for twin, part in zip(twins[-1], live.parts, strict=True):
            twin.set_gid(part.get_gid())
            # matplotlib would make pixels of a colour bar; its name would be lost.
            twin.set_rasterized(False if isinstance(twin, QuadMesh) else None)
            if isinstance(twin, Text):  # matplotlib forgets to close one that stands nowhere.
                twin.set_visible(np.isfinite(twin.get_position()).all())
    return twins


def _parts(figure: Figure) -> list[Any]:
    return [
        part
        for axes in figure.axes
        for part in (*axes.get_children(), axes.xaxis.label, axes.yaxis.label)
    ]


def _whole(svg: str, name: str) -> str:
    """Prepare a picture for the page without thinning or rounding it."""
    prepared = prepare_svg(svg, name, "", False)
    raw, cooked = ET.fromstring(svg), ET.fromstring(prepared)
    originals = [e for e in raw.iter() if e.get("d")]
    for original, element in zip(originals, (e for e in cooked.iter() if e.get("d")), strict=True):
        element.set("d", original.get("d"))
    return ET.tostring(cooked, encoding="unicode")


def group(svg: ET.Element, identifier: str) -> ET.Element:
    """Return the element of a picture that has an identifier."""
    return next(e for e in svg.iter() if e.get("id") == identifier)


def typeset(text: str) -> str:
    """Write Python's numbers as the page does: with a true minus, none on a zero."""
    text = re.sub(r"-(?=[\d.]|inf)", "−", text)
    return re.sub(r"−(?=0[0.,]*(?:e\+00)?(?![\d.,e]))", "", text)


def segments(d: str) -> np.ndarray:
    """Return a path as its straight pieces, shape (n, 4); a lone point is no piece."""
    pieces = []
    for subpath in d.split("M")[1:]:
        numbers = re.findall(r"-?[\d.]+(?:e-?\d+)?", subpath)
        points = np.reshape([float(n) for n in numbers], (-1, 2))
        pieces += [np.concatenate(pair) for pair in zip(points[:-1], points[1:], strict=True)]
    return np.reshape(pieces, (-1, 4))


def marker_places(holder: ET.Element, width: float, height: float) -> np.ndarray:
    """Return where the markers stand that lie in the picture, shape (n, 2)."""
    uses = [e for e in holder.iter(f"{SVG}use") if e.get("display") != "none"]
    places = np.reshape([[float(e.get("x", 0)), float(e.get("y", 0))] for e in uses], (-1, 2))
    inside = ((places >= 0) & (places <= [width, height])).all(axis=1)
    return places[inside]


def compare_values(live: dict[str, Any], parts: list[Any]) -> None:
    """Compare the numbers and texts that the page computed with the fresh ones."""
    if live["kind"] == "text":
        assert live["text"] == typeset(parts[0].get_text())
        return
    got = {name: np.array(live[name], dtype=float) for name in live if name not in ("kind", "text")}
    for name, fresh in FRESH[live["kind"]](parts, got).items():
        ours, fresh = got[name].ravel(), np.ravel(np.ma.filled(np.ma.asarray(fresh, float), np.nan))
        np.testing.assert_allclose(ours, fresh, rtol=1e-9, atol=1e-300, err_msg=name)


def compare_pictures(page: ET.Element, plain: Plain, prefix: str) -> None:
    """Compare what the page shows with the fresh picture: 0.01 units where it is live."""
    picture = plain.picture(prefix)
    for parts in plain.artists:
        names = [f"{prefix}-{part.get_gid()}" for part in parts]
        kind = parts[0].get_gid().split("-")[0]
        _COMPARE.get(kind, _compare_shapes)(page, picture, names, parts)
    live = {f"{prefix}-{part.get_gid()}" for parts in plain.artists for part in parts}
    ours, fresh = _static(page, live), _static(picture, live)
    assert [row for row in ours if row not in fresh] == []
    assert ours == fresh


def _size(svg: ET.Element) -> list[float]:
    return [float(n) for n in svg.get("viewBox").split()[2:]]


def _compare_text(page: ET.Element, plain: ET.Element, names: list[str], parts: Any) -> None:
    ours = group(page, names[0])
    assert (ours.get("display") == "none") == (not parts[0].get_visible())
    if not parts[0].get_visible():
        return
    fresh = group(plain, names[0])
    assert "".join(ours.itertext()) == typeset("".join(fresh.itertext()))
    np.testing.assert_allclose(_text_place(ours), _text_place(fresh), atol=0.02)


def _compare_line(page: ET.Element, plain: ET.Element, names: list[str], _parts: Any) -> None:
    width, height = _size(page)
    ours, fresh = (group(svg, names[0]) for svg in (page, plain))
    np.testing.assert_allclose(_path(ours), _path(fresh), atol=0.01)
    places = [marker_places(g, width, height) for g in (ours, fresh)]
    np.testing.assert_allclose(*places, atol=0.01)


def _compare_shapes(page: ET.Element, plain: ET.Element, names: list[str], parts: Any) -> None:
    fresh = []
    for name, part in zip(names, parts, strict=True):
        # Of a patch that has a corner nowhere matplotlib draws what is left; the page nothing.
        whole = not isinstance(part, Patch) or np.isfinite(part.get_verts()).all()
        fresh += shapes(plain, group(plain, name)) if whole else []
    # matplotlib leaves out markers that lie outside the picture.
    ours = shapes(page, group(page, names[0]))
    compare_shapes(*([s for s in drawn if s.inside(_size(page))] for drawn in (ours, fresh)))


def _compare_lines(page: ET.Element, plain: ET.Element, names: list[str], _parts: Any) -> None:
    compare_cuts(*(shapes(svg, group(svg, names[0])) for svg in (page, plain)), _size(page))


def _compare_image(page: ET.Element, plain: ET.Element, names: list[str], parts: Any) -> None:
    ours, artist = group(page, names[0]), parts[0]
    picture = ours if ours.tag == f"{SVG}image" else ours.find(f"{SVG}image")
    with np.errstate(invalid="ignore"):
        fresh = artist.to_rgba(artist.get_array(), bytes=True).astype(int)
    ours_pixels = pixels(picture)
    np.testing.assert_allclose(ours_pixels[..., 3], fresh[..., 3])
    np.testing.assert_allclose(
        ours_pixels * (fresh[..., 3:] > 0), fresh * (fresh[..., 3:] > 0), atol=3
    )
    a, _, _, d, e, f = _matrix(picture)
    rows, columns = fresh.shape[:2]
    corners = np.array([[e, f], [e + a * columns, f + d * rows]])
    np.testing.assert_allclose(corners, _image_corners(artist), atol=0.01)


def _matrix(picture: ET.Element) -> list[float]:
    return [float(n) for n in re.findall(r"-?[\d.]+(?:e-?\d+)?", picture.get("transform"))]


def _image_corners(artist: Any) -> np.ndarray:
    """Return where an image's first and last corners stand in the picture."""
    if isinstance(artist, QuadMesh):
        corners = artist.get_coordinates()[[0, -1], [0, -1]]
    else:
        left, right, bottom, top = artist.get_extent()
        rows = (top, bottom) if artist.origin == "upper" else (bottom, top)
        corners = np.array([[left, rows[0]], [right, rows[1]]])
    places = artist.axes.transData.transform(corners)
    return np.stack([places[:, 0], artist.figure.bbox.height - places[:, 1]], axis=1)


#: kind -> how to compare two pictures of it; shape by shape if it has no row.
_COMPARE: dict[str, Any] = {
    "text": _compare_text,
    "line": _compare_line,
    "contour": _compare_lines,
    "image": _compare_image,
}


def _path(element: ET.Element) -> np.ndarray:
    path = element.find(f"{SVG}path")
    return segments(path.get("d") or "") if path is not None else np.empty((0, 4))


def _text_place(element: ET.Element) -> np.ndarray:
    text = element.find(f"{SVG}text")
    moved = [float(n) for n in re.findall(r"-?[\d.]+", element.get("transform", "0 0"))]
    if text.get("x"):
        return np.add([float(text.get("x")), float(text.get("y"))], moved)
    own = re.search(r"translate\((-?[\d.]+) (-?[\d.]+)\)", text.get("transform"))
    return np.add([float(own[1]), float(own[2])], moved)


def _static(svg: ET.Element, live_names: set[str]) -> list[tuple]:
    """List everything that is not live: what a figure may not let a control change."""
    listed: list[tuple] = []
    stack = [svg]
    while stack:
        element = stack.pop()
        if element.get("id") in live_names or "live-" in element.get("class", ""):
            continue
        if element.tag == f"{SVG}clipPath":
            continue
        if element.tag not in (f"{SVG}svg", f"{SVG}defs"):
            names = ("style", "x", "y", "transform")
            shape = None if element.get("d") is None else "path"
            words = (element.text or "").strip()
            listed.append((element.tag, shape, words, *map(element.get, names)))
        stack.extend(reversed(list(element)))
    return listed
