"""Turns the SVG that matplotlib writes into one that lives in a page.

Identifiers get the figure's name, colours become CSS variables, fonts are left to the
page, numbers are cut to a hundredth of a unit. What could run or lead out of the page is
refused.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from mathlib.graph import RecordingError
from mathlib.live.drawing.palette import COLOURS
from mathlib.live.recording.text import is_live

from .paths import shortened

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_VARIABLES = {light: f"var(--live-{name},{light})" for name, (light, _) in COLOURS.items()}
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_COLOUR = re.compile("|".join(_VARIABLES))
_FONT_FAMILY = re.compile(r"font-family: [^;]*;? ?")
#: All that matplotlib draws with; a script or a link is none of them.
_TAGS = {"svg", "g", "defs", "path", "use", "clipPath", "rect", "text", "tspan", "image", "pattern"}
_GEOMETRY = ("d", "x", "y", "transform", "points", "width", "height")


def prepare_svg(
    text: str,
    prefix: str,
    label: str,
    has_handle: bool,
    empty: Iterable[str] = (),
    hidden: Iterable[str] = (),
) -> str:
    """Return matplotlib's SVG as one that can stand in a page beside others.

    Parameters
    ----------
    text : str
        What ``Figure.savefig(format="svg")`` wrote.
    prefix : str
        What every identifier starts with, so that no two figures share one.
    label : str
        The alternative text.
    has_handle : bool
        Whether a handle will be put in. A picture is one image to a screen reader; with
        a handle in it, it is a group that holds something to move.
    empty : iterable of str
        The groups whose lines and markers to leave out: the page will draw them anyway,
        before it shows this picture.
    hidden : iterable of str
        The groups that are not to be seen as yet.

    Raises
    ------
    RecordingError
        If the picture holds a link, or anything else that leads out of it or could run.
    """
    ET.register_namespace("", _SVG.strip("{}"))
    _check_followed(text)
    root = ET.fromstring(text)
    for child in list(root):
        if child.tag == f"{_SVG}metadata" or child.find(f"{_SVG}style") is not None:
            root.remove(child)
    wanted, unseen = set(empty), set(hidden)
    for element in root.iter():
        _check_harmless(element)
        if element.get("id") in wanted:
            _empty(element)
        if element.get("id") in unseen:
            element.set("display", "none")
    for element in root.iter():
        _rewrite(element, prefix)
    for element in root.iter(f"{_SVG}g"):
        _hoist_style(element)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib |= {"role": "group" if has_handle else "img", "aria-label": label}
    return re.sub(r">\s+<", "><", ET.tostring(root, encoding="unicode")).strip()


def _rewrite(element: ET.Element, prefix: str) -> None:
    attributes = element.attrib
    if "id" in attributes:
        attributes["id"] = f"{prefix}-{attributes['id']}"
    if _HREF in attributes:
        link = attributes.pop(_HREF)
        inside = link.startswith("#")
        attributes["href"] = f"#{prefix}-{link[1:]}" if inside else "".join(link.split())
    for name in ("clip-path", "style"):
        if name in attributes:
            attributes[name] = attributes[name].replace("url(#", f"url(#{prefix}-")
    if "style" in attributes:
        attributes["style"] = page_style(attributes["style"])
    if "d" in attributes:
        attributes["d"] = shortened(attributes["d"])
    for name in _GEOMETRY:
        # A matrix multiplies places: a hundredth in it would be many in the picture.
        if name in attributes and "matrix" not in attributes[name]:
            shorter = _LONG_NUMBER.sub(_shorten, attributes[name])
            attributes[name] = " ".join(shorter.split())


def _check_harmless(element: ET.Element) -> None:
    link = element.get(_HREF, element.get("href", "#"))
    outside = not link.startswith(("#", "data:image/png;base64,"))
    runs = [name for name in element.attrib if name.lower().startswith("on")]
    foreign = [v for v in element.attrib.values() if re.search(r"url\((?!#)", v)]
    if outside or runs or foreign or element.tag.removeprefix(_SVG) not in _TAGS:
        what = element.tag.removeprefix(_SVG)
        raise RecordingError(
            f"a figure's picture may not lead out of the page or run anything, but this one "
            f"holds <{what}> {link if outside else ''}. Leave url= out, and put the link into "
            f"the text beside the figure."
        )


def _check_followed(text: str) -> None:
    if is_live(text):
        raise RecordingError(
            "a recorded number was written where the page cannot follow it. What can: "
            "text(x, y, s), set_title(s), set_xlabel(s), set_ylabel(s)."
        )


def _empty(element: ET.Element) -> None:
    """Leave what the page writes into: one path, the markers, and their holder."""
    element.attrib.pop(_HREF, None)
    path, *others = element.findall(f"{_SVG}path") or [None]
    if path is not None:
        path.set("d", "")
    for other in others:
        element.remove(other)
    for holder in element.findall(f"{_SVG}g"):
        holder[:] = []


def _hoist_style(group: ET.Element) -> None:
    """Write the style of a row of equal markers once, on the group that holds them."""
    styles = {child.get("style") for child in group}
    if len(styles) == 1 and all(child.tag == f"{_SVG}use" for child in group):
        group.set("style", styles.pop() or "")
        for child in group:
            child.attrib.pop("style", None)


def page_style(style: str) -> str:
    """Return an SVG style with the palette's variables for colours, and no font."""
    style = _FONT_FAMILY.sub("", style)
    return _COLOUR.sub(lambda colour: _VARIABLES[colour[0]], style).strip("; ")


def _shorten(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
