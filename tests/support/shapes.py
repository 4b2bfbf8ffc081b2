"""Reads the shapes of an SVG group as a browser would: their places, and how they are painted."""

from __future__ import annotations

import base64
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

import numpy as np
from PIL import Image

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e[-+]?\d+)?")
#: What a shape looks like if nothing is said.
_DEFAULT = {
    "fill": "#000000",
    "stroke": "none",
    "stroke-width": "1",
    "opacity": "1",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "stroke-dasharray": "none",
}


@dataclass
class Shape:
    """A piece of a path without gaps: its points, curves' control points among them."""

    points: np.ndarray
    closed: bool
    paint: dict[str, str]

    def inside(self, size: list[float]) -> bool:
        """Tell whether any of it lies in a picture of this size."""
        return bool(((self.points.max(axis=0) >= 0) & (self.points.min(axis=0) <= size)).all())


def numbers(text: str) -> list[float]:
    """Return the numbers in an attribute."""
    return [float(n) for n in _NUMBER.findall(text)]


def shapes(svg: ET.Element, group: ET.Element) -> list[Shape]:
    """Return what a group shows, in order, each piece of a path on its own."""
    named = {e.get("id"): e for e in svg.iter() if e.get("id")}
    found: list[Shape] = []
    _collect(group, named, {}, np.zeros(2), found)
    return found


def _collect(element, named, inherited, moved, found) -> None:
    if element.tag in (f"{SVG}defs", f"{SVG}clipPath") or element.get("display") == "none":
        return
    paint = inherited | _style(element)
    transform = element.get("transform", "")
    assert not transform or transform.startswith("translate("), transform
    moved = moved + (numbers(transform) or [0, 0])
    if element.tag == f"{SVG}use":
        target = named[(element.get("href") or element.get(HREF)).lstrip("#")]
        place = [float(element.get(name, 0)) for name in "xy"]
        _collect(target, named, paint, moved + place, found)
    if element.tag == f"{SVG}path":
        shown = _resolved(paint)
        found += [Shape(p + moved, ring, shown) for p, ring in pieces(element.get("d") or "")]
    for child in element:
        _collect(child, named, paint, moved, found)


def _style(element: ET.Element) -> dict[str, str]:
    pairs = (pair.split(":", 1) for pair in element.get("style", "").split(";") if ":" in pair)
    style = {name.strip(): value.strip() for name, value in pairs}
    return style | ({"color": element.get("color")} if element.get("color") else {})


def _resolved(paint: dict[str, str]) -> dict[str, str]:
    shown = {name: paint.get(name, default) for name, default in _DEFAULT.items()}
    shown = {k: paint.get("color", "") if v == "currentColor" else v for k, v in shown.items()}
    if shown["stroke"] == "none":
        shown |= {"stroke-width": "1", "stroke-opacity": "1", "stroke-dasharray": "none"}
    return shown


def pieces(d: str) -> list[tuple[np.ndarray, bool]]:
    """Return a path's pieces as points, and whether each is a ring.

    Doubled points and what has no extent are left out.
    """
    found = []
    for subpath in d.split("M")[1:]:
        points = np.reshape(numbers(subpath), (-1, 2))
        if len(points) < 2 or np.ptp(points, axis=0).max() <= 0.02:
            continue
        apart = np.abs(np.diff(points, axis=0)).max(axis=1) > 0.02
        points = points[np.concatenate([[True], apart])]
        meets = len(points) > 2 and np.abs(points[0] - points[-1]).max() <= 0.02
        found.append((points[:-1] if meets else points, meets or "z" in subpath))
    return found


def colour(text: str) -> np.ndarray | str:
    """Return a colour as three numbers from 0 to 255; ``none`` as it is."""
    if text.startswith("var("):
        text = text[:-1].split(",")[1]
    if text.startswith("#"):
        return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)])
    return np.array(numbers(text)) if text.startswith("rgb(") else text


def compare_paint(ours: dict[str, str], fresh: dict[str, str]) -> None:
    """Compare two paints; a colour map's steps may differ by one."""
    for name in _DEFAULT:
        got, want = ours[name], fresh[name]
        if name in ("fill", "stroke"):
            got, want = colour(got), colour(want)
            assert isinstance(got, str) == isinstance(want, str), (name, ours, fresh)
            if not isinstance(got, str):
                np.testing.assert_allclose(got, want, atol=3, err_msg=name)
                continue
        elif got != "none" and want != "none":
            np.testing.assert_allclose(numbers(got), numbers(want), rtol=1e-3, err_msg=name)
            continue
        assert got == want, (name, ours, fresh)


def compare_shapes(ours: list[Shape], fresh: list[Shape]) -> None:
    """Compare what two groups show, shape by shape."""
    assert len(ours) == len(fresh)
    for one, other in zip(ours, fresh, strict=True):
        _compare_points(one, other)
        compare_paint(one.paint, other.paint)


def _compare_points(one: Shape, other: Shape) -> None:
    if len(one.points) != len(other.points):  # Points so near that one of us has made them one.
        apart = np.abs(one.points[:, None] - other.points).max(axis=2)
        assert max(apart.min(axis=0).max(), apart.min(axis=1).max()) < 0.03, (one, other)
        return
    # A ring may begin anywhere.
    first = np.abs(other.points - one.points[0]).sum(axis=1).argmin()
    places = np.roll(other.points, -first, axis=0) if other.closed else other.points
    np.testing.assert_allclose(one.points, places, atol=0.012)


def _cuts(drawn: list[Shape]) -> np.ndarray:
    """Return lines as their straight pieces, shape (n, 2, 2)."""
    whole = [np.concatenate([s.points, s.points[:1]]) if s.closed else s.points for s in drawn]
    cut = [np.stack([points[:-1], points[1:]], axis=1) for points in whole]
    return np.concatenate(cut) if cut else np.empty((0, 2, 2))


def compare_cuts(ours: list[Shape], fresh: list[Shape], size: list[float]) -> None:
    """Compare lines as sets of straight pieces, whichever way round and in any order.

    matplotlib cuts lines off at the picture's edges, so what crosses them is not compared.
    """
    got, want = _cuts(ours), _cuts(fresh)
    for one, other in ((got, want), (want, got)):
        both = np.concatenate([other, other[:, ::-1]])
        for piece in one:
            if np.ptp(piece, axis=0).max() < 0.05 or (piece < 0).any() or (piece > size).any():
                continue
            assert len(both), "lines where there should be none"
            assert np.abs(both - piece).max(axis=(1, 2)).min() < 0.03, piece


def pixels(element: ET.Element) -> np.ndarray:
    """Return an SVG image's pixels, shape (rows, columns, 4)."""
    link = element.get("href") or element.get(HREF)
    data = base64.b64decode(link.split(",", 1)[1])
    return np.array(Image.open(io.BytesIO(data)).convert("RGBA")).astype(int)
