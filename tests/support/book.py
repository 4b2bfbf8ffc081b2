"""The built book: where its pages are, and how a test opens one and moves a figure in it."""

import pytest

from mathlib.live import Choice, Handle, Orbit, State, Toggle
from support.chapters import NOTEBOOKS, ROOT, notebooks_with
from support.javascript import AWAKE
from support.waiting import wait_a_frame

HTML = ROOT / "_build" / "html"
STATE = "(figure, name) => figure.live.state[name]"

chapters = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def chapters_with(kind):
    """Give a test each of the chapters that have a control of a kind."""
    found = notebooks_with(kind)
    return pytest.mark.parametrize("notebook", found, ids=lambda path: path.stem)


def open_page(page, address):
    """Open a page, and wait until nothing in it moves any more."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function(AWAKE)
    wait_a_frame(page)


def nudge(figure, name, control):
    """Move one control by keyboard, as far as it takes to be seen."""
    if isinstance(control, Choice):
        other = next(o for o in control.options if o != control.start)
        figure.locator(f"select[name={name}]").select_option(other)
    elif isinstance(control, Toggle):
        figure.locator(f"input[name={name}]").press("Space")
    elif isinstance(control, State):
        figure.locator(f"button[name={name}][data-do=step]").press("Enter")
    elif isinstance(control, Handle | Orbit):
        knob = figure.locator(f'[role=slider][data-name="{name}"]')
        knob.press("ArrowLeft")
        knob.press("ArrowUp")
    else:
        field = figure.locator(f"input[name={name}]")
        field.press("ArrowRight" if control.start < control.high else "ArrowLeft")
