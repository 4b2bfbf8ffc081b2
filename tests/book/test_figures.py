"""Every figure of the book, moved in a real browser, against a fresh plain drawing."""

import json
import random
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from support.book import PHONE, STATE, WIDE, chapters, chapters_with, nudge
from support.chapters import figures_of, page_of
from support.plain import compare_pictures, compare_values, tell_plainly
from support.waiting import eventually, wait_a_frame

from mathlib.live import Choice, Handle, State, Toggle
from mathlib.live.controls.steps import take_step

#: How many settings of a figure are compared: one graph moves both of its drawings.
SETTINGS = {"wide": 6, "narrow": 3}
BROWSERS = {"wide": WIDE, "narrow": PHONE}
STEPS = 25
NUMBERS_AS_TEXT = """(figure) => JSON.stringify(figure.live.value(),
    (key, v) => typeof v === "number" && !Number.isFinite(v) ? String(v) : v)"""
#: Sets a control, waits until that is drawn, and returns what is drawn and what of it is nowhere.
DRAWN_AT = """async (figure, [name, values]) => {
    const at = values.map((text) => Number(text));
    figure.live.set(name, at.length > 1 ? at : at[0]);
    await new Promise((done) => requestAnimationFrame(done));
    const drawn = [...figure.querySelectorAll("svg *")].flatMap((e) =>
        ["d", "x", "y", "transform"].map((name) => e.getAttribute(name)).filter(Boolean));
    return [drawn.length, drawn.filter((text) => /NaN|Infinity/.test(text))];
}"""
TAKE_STEPS = "(figure, [name, count]) => figure.live.step(name, count)"
#: Whether all that a figure's controls were moved to stands in the page's link.
IN_LINK = """(figure) => figure.live.moved().every(([name, value]) =>
    decodeURIComponent(location.hash).includes(`${name}=${value}`.replaceAll(" ", "+")))"""
IN_SIGHT = """(figure) => {
    const box = figure.getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 0;
}"""


def shown(figure):
    return figure.evaluate(NUMBERS_AS_TEXT)


def move(page, figure, name, control, chance):
    """Move one control as a reader would, to a random place."""
    MOVES[control.kind](page, figure, name, control, chance)


def choose(page, figure, name, control, chance):
    figure.locator(f"select[name={name}]").select_option(chance.choice(list(control.options)))


def switch(page, figure, name, control, chance):
    figure.locator(f"input[name={name}]").set_checked(chance.random() < 0.5)


def slide(page, figure, name, control, chance):
    if control.is_log:  # The slider counts its stops.
        value = chance.randrange(len(control.stops))
    else:
        stops = round((control.high - control.low) / control.step)
        value = control.low + chance.randint(0, stops) * control.step
    figure.locator(f"input[name={name}]").fill(f"{value:.10g}")


def drag(page, figure, name, control, chance):
    knob = figure.locator(f'.live-handle[data-name="{name}"] .live-handle-knob')
    take_and_drop(page, figure, knob, 0.5, chance)


def turn(page, figure, name, control, chance):
    take_and_drop(page, figure, figure.locator(f'.live-orbit[data-name="{name}"]'), 0.2, chance)


def take_and_drop(page, figure, taken, where, chance):
    """Take an element, at this part of its width and height, and drop it in the picture."""
    taken.scroll_into_view_if_needed()
    box, frame = taken.bounding_box(), figure.locator("svg").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] * where, box["y"] + box["height"] * where)
    page.mouse.down()
    x = frame["x"] + chance.random() * frame["width"]
    y = frame["y"] + chance.random() * frame["height"]
    page.mouse.move(x, y, steps=3)
    page.mouse.up()


def take_steps(page, figure, name, control, chance):
    figure.locator(f"button[name={name}][data-do=step]").click()
    figure.evaluate(TAKE_STEPS, [name, chance.randrange(20)])


#: A kind of control -> how a reader moves it anywhere.
MOVES = {
    "choice": choose,
    "toggle": switch,
    "slider": slide,
    "play": slide,
    "handle": drag,
    "orbit": turn,
    "state": take_steps,
}


@chapters
@pytest.mark.parametrize("layout", BROWSERS)
def test_what_the_page_draws_is_what_plain_matplotlib_draws(site, visit, layout, notebook):
    figures = figures_of(notebook)
    assert figures, f"{notebook.name} has no live figure"
    page = visit(site + page_of(notebook), **BROWSERS[layout]).page
    for name, live_figure in figures.items():
        figure = page.locator(f"figure#{name}")
        chance = random.Random(f"{name} {layout}")
        drawn = settings_drawn(layout, chance)
        for setting in range(SETTINGS[layout]):
            if setting:
                for parameter, control in live_figure.recording.controls.items():
                    move(page, figure, parameter, control, chance)
                    wait_a_frame(page)
            check(page, figure, live_figure, name, layout, setting in drawn)


def settings_drawn(layout, chance):
    """Return the settings at which the whole picture is compared, not its numbers alone.

    How a number comes to stand in a picture depends on the kind of artist, not on the setting:
    tests/live/page/runtime/test_drawing.py draws every kind at many.
    """
    moved = chance.randrange(1, SETTINGS[layout])
    return {0, moved} if layout == "wide" else {moved}


@chapters_with(State)
def test_training_in_the_page_is_training_in_plain_numpy(site, visit, notebook):
    page = visit(site + page_of(notebook)).page
    for name, live_figure in figures_of(notebook).items():
        figure = page.locator(f"figure#{name}")
        controls = live_figure.recording.controls
        given = {n: c.argument_for(c.start_value) for n, c in controls.items()}
        for parameter, state in controls.items():
            if not isinstance(state, State):
                continue
            assert figure.evaluate(TAKE_STEPS, [parameter, STEPS]) == STEPS
            value = given[parameter]
            for _ in range(STEPS):
                value = take_step(state, value, given)
            found = figure.evaluate(STATE, parameter)
            np.testing.assert_allclose(found, state.packed(value), rtol=1e-9, atol=1e-12)
            figure.locator(".live-reset").click()


def check(page, figure, live_figure, name, layout, draw):
    """Compare a figure's numbers with plain ones and, if asked to draw, its whole picture."""
    state = figure.evaluate("(figure) => figure.live.state")
    drawn = json.loads(shown(figure))
    plain = tell_plainly(live_figure, state, layout)
    assert len(drawn) == len(plain.artists)
    for live, parts in zip(drawn, plain.artists, strict=True):
        compare_values(live, parts)
    # matplotlib keeps no heights of level lines: they can be compared in the picture alone.
    if draw or any(live["kind"] == "contour" for live in drawn):
        svg = page.evaluate(
            "(svg) => new XMLSerializer().serializeToString(svg)",
            figure.locator("svg").element_handle(),
        )
        compare_pictures(ET.fromstring(svg), plain, name)


@chapters
def test_every_control_moves_its_figure_and_reset_brings_it_back(site, visit, notebook):
    page = visit(site + page_of(notebook)).page
    for name, live_figure in figures_of(notebook).items():
        figure = page.locator(f"figure#{name}")
        start = shown(figure)
        for parameter, control in live_figure.recording.controls.items():
            nudge(figure, parameter, control)
            moved = eventually(page, lambda f=figure, s=start: shown(f) != s)
            assert moved, f"{name}: {parameter} moves nothing"
            figure.locator(".live-reset").click()
            back = eventually(page, lambda f=figure, s=start: shown(f) == s)
            assert back, f"{name}: reset after {parameter}"


@chapters_with(Handle)
def test_keys_that_follow_each_other_within_a_frame_all_count(site, visit, notebook):
    page = visit(site + page_of(notebook)).page
    for name, live_figure in figures_of(notebook).items():
        figure = page.locator(f"figure#{name}")
        for parameter, control in live_figure.recording.controls.items():
            if not isinstance(control, Handle):
                continue
            along, key = (1, "ArrowUp") if stands_on_a_vertical(control) else (0, "ArrowLeft")
            once, thrice = (after_keys(page, figure, parameter, key, n)[along] for n in (1, 3))
            start = control.start_value[along]
            # Handles move on a grid of 500 places or more: two of them at each end, at most.
            grid = grid_of(live_figure, control, along)
            assert thrice - start == pytest.approx(3 * (once - start), abs=2.1 * grid), name


def stands_on_a_vertical(handle):
    return handle.x_range is not None and handle.x_range[0] == handle.x_range[1]


def grid_of(live_figure, handle, along):
    axes = live_figure.recording.variants[0].drawings["wide"].axes[handle.axes]
    low, high = (axes.get_xlim, axes.get_ylim)[along]()
    return abs(high - low) / 500


def after_keys(page, figure, parameter, key, count):
    """Return where a handle is after so many keys within one frame, and put it back."""
    figure.locator(f'.live-handle[data-name="{parameter}"]').evaluate(
        "(knob, [key, count]) => { for (let i = 0; i < count; i++)"
        ' knob.dispatchEvent(new KeyboardEvent("keydown", { key })) }',
        [key, count],
    )
    wait_a_frame(page)
    at = figure.evaluate(STATE, parameter)
    figure.locator(".live-reset").click()
    wait_a_frame(page)
    return at


def linked(live_figure):
    """Return the controls that a link holds: all but the states."""
    controls = live_figure.recording.controls
    return {name: c for name, c in controls.items() if not isinstance(c, State)}


@chapters
def test_one_link_holds_the_state_of_every_figure_and_opens_it_again(site, visit, notebook):
    page = visit(site + page_of(notebook)).page
    figures = figures_of(notebook)
    for name, live_figure in figures.items():
        figure = page.locator(f"figure#{name}")
        for parameter, control in linked(live_figure).items():
            nudge(figure, parameter, control)
        # The figure moved last stands first.
        assert eventually(page, lambda n=name: page.url.partition("#")[2].startswith(f"{n}?"))
        assert eventually(page, lambda f=figure: f.evaluate(IN_LINK))
        assert all(f"{parameter}=" in page.url for parameter in linked(live_figure))
    states = all_states(page, figures)
    opened = visit(page.url, fresh=True).page
    assert all_states(opened, figures) == states
    assert opened.locator(f"figure#{list(figures)[-1]}").evaluate(IN_SIGHT)


def all_states(page, figures):
    """Return the state of every figure of the page that a link holds."""
    return {
        name: {
            parameter: page.locator(f"figure#{name}").evaluate(STATE, parameter)
            for parameter in linked(live_figure)
        }
        for name, live_figure in figures.items()
    }


@chapters
def test_a_link_that_asks_too_much_is_answered_with_words_and_the_nearest_value(
    site, visit, notebook
):
    figures = {name: linked(figure) for name, figure in figures_of(notebook).items()}
    queries = [f"{name}?" + "&".join(f"{p}=1e99" for p in figures[name]) for name in figures]
    page = visit(f"{site}{page_of(notebook)}#{';'.join(queries)}", fresh=True).page
    for name, controls in figures.items():
        note = page.locator(f"figure#{name} .live-note")
        note.wait_for(state="visible")
        for parameter, control in controls.items():
            assert f"“{control.label or parameter}”" in note.inner_text()


@chapters
def test_numbers_that_are_not_finite_leave_gaps_and_nothing_throws(site, visit, notebook):
    page = visit(site + page_of(notebook)).page
    for name, live_figure in figures_of(notebook).items():
        figure = page.locator(f"figure#{name}")
        for parameter, control in live_figure.recording.controls.items():
            if isinstance(control, Choice | Toggle):
                continue
            several = len(np.ravel(control.packed(control.start_value)))
            for value in ("NaN", "Infinity", "-Infinity"):
                drawn, nowhere = figure.evaluate(DRAWN_AT, [parameter, [value] * several])
                assert drawn and nowhere == [], f"{name}: {parameter}"
            figure.locator(".live-reset").click()
