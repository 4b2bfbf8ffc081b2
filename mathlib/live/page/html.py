"""Writes a recorded figure as HTML: picture, native controls, caption, and its data.

The same HTML stands in a built page and in Jupyter; the runtime finds its parts by their
class and name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from mathlib.live.controls.base import Control
from mathlib.live.controls.choices import Choice, Toggle
from mathlib.live.controls.sliders import Play, Slider
from mathlib.live.controls.state import State
from mathlib.live.recording.figures import Recording

from .data import added_operations, as_json, picture_of, start_of


def figure_html(
    recording: Recording, name: str, caption: str, description: str, data: Mapping[str, Any]
) -> str:
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
    data : mapping
        What `mathlib.live.page.data.figure_data` returned for it.
    """
    start = start_of(recording)
    picture = picture_of(recording, start.drawings["wide"], name, caption)
    width, height = map(float, start.drawings["narrow"].figure.get_size_inches())
    room = f"--narrow-drawing: {width!r} / {height!r}"
    more = f'<p class="live-description">{escape(description)}</p>' if description else ""
    return (
        f'<figure class="live-figure" id="{name}" aria-labelledby="{name}-caption">\n'
        f'<div class="live-picture" style="{room}">{picture}</div>\n'
        f"{_controls(recording, name)}\n"
        f'<p class="live-note" role="status" hidden></p>\n'
        f'<p class="live-readout" aria-live="polite"></p>\n'
        f'<div class="live-foot"><figcaption id="{name}-caption">{escape(caption)}</figcaption>'
        f'<button type="button" class="live-reset">Reset</button></div>{more}\n'
        f'<details class="live-inspector"><summary>Under the hood</summary><div tabindex="0" '
        f'role="region" aria-label="The graph of this figure"></div></details>\n'
        f"{_script(added_operations(data))}"
        f'<script type="application/json">{as_json(data)}</script>\n'
        f"</figure>"
    )


def _script(operations: str) -> str:
    return f"<script>{operations}</script>\n" if operations else ""


# ---------------------------------------------------------------- controls
def _controls(recording: Recording, name: str) -> str:
    """Return the rows under the picture; what trains has a line of its own above the others."""
    rows = [
        (
            control.kind == "state",
            f'<div class="live-control" data-kind="{control.kind}">'
            f"{_ROWS[control.kind](parameter, control, f'{name}-{parameter}')}</div>",
        )
        for parameter, control in recording.controls.items()
        if control.kind in _ROWS
    ]
    states, others = ("".join(row for trains, row in rows if trains is t) for t in (True, False))
    above = f'<div class="live-controls live-training">{states}</div>' if states else ""
    return f'{above}<div class="live-controls">{others}</div>'


def _label(name: str, control: Control, identifier: str) -> str:
    return f'<label for="{identifier}">{escape(control.label or name)}</label>'


def _choice(name: str, control: Choice, identifier: str) -> str:
    options = "".join(
        f"<option{' selected' if option == control.start else ''}>{escape(option)}</option>"
        for option in control.options
    )
    # All of them stand here, where they can be read and checked; a script only shows one.
    links = "".join(
        f'<a class="live-link" data-option="{escape(option)}" href="{escape(address)}"'
        f"{' hidden' if option != control.start else ''}>{escape(words)}</a>"
        for option, (words, address) in control.links.items()
    )
    label = _label(name, control, identifier)
    return f'{label}<select name="{name}" id="{identifier}">{options}</select>{links}'


def _toggle(name: str, control: Toggle, identifier: str) -> str:
    checked = " checked" if control.start else ""
    field = f'<input type="checkbox" name="{name}" id="{identifier}" autocomplete="off"{checked}>'
    return field + _label(name, control, identifier)


def _slider(name: str, control: Slider, identifier: str) -> str:
    start = control.start_value
    low, high, step, value = control.low, control.high, control.step, start
    shown = (low, high)
    if control.is_log:  # The slider counts its stops, evenly spaced under the hand.
        shown = control.stops
        low, high, step, value = 0, len(shown) - 1, 1, shown.index(start)
    # A minus is wider than a digit.
    width = max(len(control.text(number)) for number in shown) + 0.5
    return (
        f"{_label(name, control, identifier)}"
        f'<input type="range" name="{name}" id="{identifier}" min="{low!r}" max="{high!r}" '
        f'step="{step!r}" value="{value!r}" autocomplete="off">'
        f'<output for="{identifier}" style="min-width:{width}ch">{control.text(start)}</output>'
    )


def _play(name: str, control: Play, identifier: str) -> str:
    label = escape(control.label or name)
    button = f'<button type="button" class="live-play" name="{name}" aria-label="Play {label}">'
    return f"{_slider(name, control, identifier)}{button}</button>"


def _state(name: str, control: State, identifier: str) -> str:
    buttons = "".join(
        f'<button type="button" name="{name}" data-do="{job}">{word}</button>'
        for job, word in (("play", "Start"), ("step", "Step"), ("restart", "Start over"))
    )
    return (
        f'<span id="{identifier}" class="live-label">{escape(control.label or name)}</span>'
        f'<span class="live-buttons" role="group" aria-labelledby="{identifier}">{buttons}</span>'
        f'<span class="live-count">step 0</span>'
    )


#: A kind of control -> its row under the picture. The others stand in the picture itself.
_ROWS: dict[str, Callable[[str, Any, str], str]] = {
    "choice": _choice,
    "toggle": _toggle,
    "slider": _slider,
    "play": _play,
    "state": _state,
}
