"""Writes a recorded figure as HTML: picture, native controls, caption, and its data.

The same HTML stands in a built page and in Jupyter; the runtime finds its parts by their
class and name. Imports its neighbours.
"""

from __future__ import annotations

import json
import math
from html import escape
from typing import Any

from .controls import Choice, Control, Handle, Play, Slider
from .recording import Drawing, Recording


def figure_html(recording: Recording, name: str, caption: str, description: str) -> str:
    """Return the figure as an HTML element.

    Parameters
    ----------
    recording : Recording
        The recorded figure.
    name : str
        Its identifier on the page.
    caption : str
        What stands under it, and names it to a screen reader.
    description : str
        What more a reader who does not see it needs to know; may be empty.
    """
    start = recording.variant({n: c.start_value for n, c in recording.controls.items()})
    picture = _svg(recording, start.drawings["wide"], name, caption)
    more = f'<p class="live-description">{escape(description)}</p>' if description else ""
    return (
        f'<figure class="live-figure" id="{name}" aria-labelledby="{name}-caption">\n'
        f'<div class="live-picture">{picture}</div>\n'
        f'<div class="live-controls">{_controls(recording, name)}</div>\n'
        f'<p class="live-note" role="status" hidden></p>\n'
        f'<p class="live-readout" aria-live="polite"></p>\n'
        f'<div class="live-foot"><figcaption id="{name}-caption">{escape(caption)}</figcaption>'
        f'<button type="button" class="live-reset">Reset</button></div>{more}\n'
        f'<script type="application/json">{_data(recording, start, name, caption)}</script>\n'
        f"</figure>"
    )


def _svg(
    recording: Recording, drawing: Drawing, name: str, caption: str, empty: bool = False
) -> str:
    has_handle = any(isinstance(c, Handle) for c in recording.controls.values())
    return drawing.svg(name, caption, has_handle, empty)


# ---------------------------------------------------------------- controls
def _controls(recording: Recording, name: str) -> str:
    rows = [
        _control(parameter, control, f"{name}-{parameter}")
        for parameter, control in recording.controls.items()
        if not isinstance(control, Handle)
    ]
    return "".join(rows)


def _control(name: str, control: Control, identifier: str) -> str:
    label = f'<label for="{identifier}">{escape(control.label or name)}</label>'
    if isinstance(control, Choice):
        options = "".join(
            f"<option{' selected' if option == control.start else ''}>{escape(option)}</option>"
            for option in control.options
        )
        field = f'<select name="{name}" id="{identifier}">{options}</select>'
    else:
        field = _slider(name, control, identifier)
    return f'<div class="live-control">{label}{field}</div>'


def _slider(name: str, control: Slider, identifier: str) -> str:
    start = control.start_value
    field = (
        f'<input type="range" name="{name}" id="{identifier}" min="{control.low!r}" '
        f'max="{control.high!r}" step="{control.step!r}" value="{start!r}" '
        f'autocomplete="off">'
        f'<output for="{identifier}">{start:.{_digits(control.step)}f}</output>'
    )
    if isinstance(control, Play):
        field += (
            f'<button type="button" class="live-play" name="{name}" '
            f'aria-label="Play {escape(control.label or name)}"></button>'
        )
    return field


def _digits(step: float) -> int:
    """Return how many digits after the point tell neighbouring values apart."""
    return next(d for d in range(16) if math.isclose(round(step, d), step))


def _described(name: str, control: Control) -> dict[str, Any]:
    common = {"name": name, "label": control.label, "start": control.start_value}
    if isinstance(control, Choice):
        return common | {"type": "choice", "options": list(control.options)}
    if isinstance(control, Handle):
        ranges = {"x_range": control.x_range, "y_range": control.y_range}
        return common | {"type": "handle", "axes": control.axes} | ranges
    more = {"low": control.low, "high": control.high, "digits": _digits(control.step)}
    if isinstance(control, Play):
        return common | more | {"type": "play", "seconds": control.seconds}
    return common | more | {"type": "slider"}


# ---------------------------------------------------------------- data
def _data(recording: Recording, start: Any, name: str, caption: str) -> str:
    variants = [
        _variant(recording, variant, variant is start, name, caption)
        for variant in recording.variants
    ]
    controls = [_described(n, control) for n, control in recording.controls.items()]
    text = json.dumps(
        {"controls": controls, "variants": variants},
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    return text.replace("<", "\\u003c")


def _variant(
    recording: Recording, variant: Any, is_start: bool, name: str, caption: str
) -> dict[str, Any]:
    graph = variant.exported()
    drawings = {}
    for layout, drawing in variant.drawings.items():
        in_page = is_start and layout == "wide"
        svg = None if in_page else _svg(recording, drawing, name, caption, empty=True)
        artists = [artist.described(graph, name) for artist in drawing.artists]
        drawings[layout] = {"svg": svg, "axes": drawing.scales(), "artists": artists}
    return {"choices": variant.choices, "nodes": graph.nodes, "drawings": drawings}
