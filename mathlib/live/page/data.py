"""A recorded figure as plain data for the page: controls, graphs, and what its drawings show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mathlib.graph.additions import javascript_of
from mathlib.live.controls.points import InPicture
from mathlib.live.recording.figures import Drawing, Recording, Variant

from .artists import described
from .inspector import inspector_data
from .pictures import scales_of, svg_of


def figure_data(recording: Recording, name: str, caption: str) -> dict[str, Any]:
    """Return a figure as plain data, ready for JSON.

    Parameters
    ----------
    recording : Recording
        The recorded figure.
    name : str
        Its identifier on the page.
    caption : str
        What names its pictures to a screen reader.

    Raises
    ------
    RecordingError
        If it was drawn, or computed, in a way that the page has none for.
    """
    start = start_of(recording)
    pictures: dict[str | None, int] = {None: 0}  # The first stands in the page.
    variants = [
        _variant(recording, variant, variant is start, name, caption, pictures)
        for variant in recording.variants
    ]
    controls = [{"name": n} | c.described() for n, c in recording.controls.items()]
    return {"controls": controls, "pictures": list(pictures), "variants": variants}


def start_of(recording: Recording) -> Variant:
    """Return the variant that a figure opens with."""
    return recording.variant({n: c.start_value for n, c in recording.controls.items()})


def picture_of(
    recording: Recording, drawing: Drawing, name: str, caption: str, empty: bool = False
) -> str:
    """Return one of a figure's drawings as SVG; a handle in it makes it a group."""
    has_handle = any(isinstance(c, InPicture) for c in recording.controls.values())
    return svg_of(drawing, name, caption, has_handle, empty)


def _variant(
    recording: Recording,
    variant: Variant,
    is_start: bool,
    name: str,
    caption: str,
    pictures: dict[str | None, int],
) -> dict[str, Any]:
    """Return a variant as plain data; pictures that are alike are kept once."""
    graph = variant.exported()
    drawings = {}
    for layout, drawing in variant.drawings.items():
        in_page = is_start and layout == "wide"
        svg = None if in_page else picture_of(recording, drawing, name, caption, empty=True)
        number = pictures.setdefault(svg, len(pictures))
        artists = [described(artist, graph, name) for artist in drawing.artists]
        drawings[layout] = {"svg": number, "axes": scales_of(drawing), "artists": artists}
    steps = {state: graph.number(node) for state, node in variant.steps.items()}
    more = {"steps": steps} if steps else {}
    inspected = inspector_data(graph, variant.lines, variant.drawings["wide"].artists)
    data = {"choices": variant.choices, "nodes": graph.nodes, "drawings": drawings} | more
    return data | {"inspector": inspected}


# ---------------------------------------------------------------- JSON and JavaScript
def as_json(data: Mapping[str, Any]) -> str:
    """Return data as short JSON that can stand in a page's script element."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def added_operations(data: Mapping[str, Any]) -> str:
    """Return the script that tells the page of the operations that a figure was given.

    Empty, where all of them are in the runtime's tables.

    Raises
    ------
    RecordingError
        If the page was not told how to compute one.
    """
    graphs = (v["nodes"] + v["inspector"]["nodes"] for v in data["variants"])
    added = javascript_of(name for nodes in graphs for name in _operations(nodes))
    rows = ", ".join(f"{name}: {function}" for name, function in added.items())
    return f"Object.assign(globalThis.liveOperations ??= {{}}, {{ {rows} }});" if rows else ""


def _operations(nodes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for node in nodes:
        yield node["op"]
        yield from _operations(node.get("body", ()))
