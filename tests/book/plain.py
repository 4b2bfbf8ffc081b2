"""The oracle: a figure drawn afresh by plain NumPy and matplotlib, and how to compare."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from mathlib.live import Choice, Handle, LiveFigure
from mathlib.live.axes import RecordingFigure
from mathlib.live.recording import NARROW_WIDTH, Drawing, lay_out, style
from mathlib.live.svg import prepare_svg

SVG = "{http://www.w3.org/2000/svg}"


@dataclass
class Plain:
    """What plain matplotlib draws: its SVG, and the artists that are live in the page."""

    svg: ET.Element
    artists: list[Any]


def plain_values(figure: LiveFigure, state: dict[str, Any]) -> dict[str, Any]:
    """Return what the function receives for a state of the page."""
    given = {}
    for name, control in figure.recording.controls.items():
        value = state[name]
        if isinstance(control, Choice):
            value = control.options[value]
        elif isinstance(control, Handle):
            value = np.array([float(v) for v in value])
        else:
            value = control.check(value)
        given[name] = value
    return given


def draw_plainly(figure: LiveFigure, state: dict[str, Any], layout: str, name: str) -> Plain:
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
        lay_out(drawn)
        for number, (axes, first) in enumerate(zip(drawn.axes, drawing.axes, strict=True)):
            axes.set_gid(f"axes-{number}")
            axes.set_position(first.get_position(original=True))
        artists = _twins(drawing, drawn)
        text = io.StringIO()
        drawn.savefig(text, format="svg", metadata={"Date": None})
    return Plain(ET.fromstring(_whole(text.getvalue(), name)), artists)


def _twins(drawing: Drawing, drawn: Figure) -> list[Any]:
    """Find, in the fresh figure, the artist that stands where each live artist stood."""
    before, after = (_parts(figure) for figure in (drawing.figure, drawn))
    assert [type(a) for a in before] == [type(a) for a in after]
    places = {id(artist): place for place, artist in enumerate(before)}
    twins = []
    for live in drawing.artists:
        twin = after[places[id(live.artist)]]
        twin.set_gid(live.artist.get_gid())
        twins.append(twin)
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


def compare_values(live: dict[str, Any], artist: Any) -> None:
    """Compare the numbers and texts that the page computed with the fresh ones."""
    if live["kind"] == "text":
        assert live["text"] == typeset(artist.get_text())
        return
    assert isinstance(artist, Line2D)
    for name, fresh in zip("xy", artist.get_data(), strict=True):
        got = np.array(live[name], dtype=float)
        fresh = np.asarray(fresh, dtype=float)
        np.testing.assert_allclose(got, fresh, rtol=1e-9, atol=1e-300)


def compare_pictures(page: ET.Element, plain: Plain, live_names: list[str]) -> None:
    """Compare what the page shows with the fresh picture: 0.01 units where it is live."""
    width, height = (float(n) for n in page.get("viewBox").split()[2:])
    for name in live_names:
        ours, fresh = group(page, name), group(plain.svg, name)
        if "-text-" in name:
            assert "".join(ours.itertext()) == typeset("".join(fresh.itertext()))
            np.testing.assert_allclose(_text_place(ours), _text_place(fresh), atol=0.02)
            continue
        np.testing.assert_allclose(_path(ours), _path(fresh), atol=0.01)
        places = [marker_places(g, width, height) for g in (ours, fresh)]
        np.testing.assert_allclose(*places, atol=0.01)
    assert _static(page, live_names) == _static(plain.svg, live_names)


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


def _static(svg: ET.Element, live_names: list[str]) -> list[tuple]:
    """List everything that is not live: what a figure may not let a control change."""
    listed: list[tuple] = []
    stack = [svg]
    while stack:
        element = stack.pop()
        if element.get("id") in live_names or "live-handle" in element.get("class", ""):
            continue
        if element.tag != f"{SVG}svg":
            names = ("style", "x", "y", "transform")
            shape = None if element.get("d") is None else "path"
            words = (element.text or "").strip()
            listed.append((element.tag, shape, words, *map(element.get, names)))
        stack.extend(reversed(list(element)))
    return listed
