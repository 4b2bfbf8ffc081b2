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

from mathlib.live import Choice, Handle, Orbit, State, Toggle
from mathlib.live.controls.steps import take_step

#: How many settings of a figure are compared, beside that in which it opens: one graph moves
#: both of its drawings. A hand reaches some of them and a link the others.
BY_HAND = {"wide": 2, "narrow": 1}
BY_LINK = {"wide": 3, "narrow": 1}
BROWSERS = {"wide": WIDE, "narrow": PHONE}
STEPS = 25
NUMBERS_AS_TEXT = """(figure) => JSON.stringify(figure.live.value(),
    (key, v) => typeof v === "number" && !Number.isFinite(v) ? String(v) : v)"""
STATE_AND_NUMBERS = f"(figure) => [figure.live.state, ({NUMBERS_AS_TEXT})(figure)]"
#: Does what a link to a state does when it is opened.
OPEN = "(figure, query) => figure.live.open(new URLSearchParams(query))"
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
#: Brings an element into sight, and returns where it and its picture are.
BOXES = """(taken) => {
    taken.scrollIntoView({ block: "center" });
    return [taken, taken.closest("figure").querySelector("svg")].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height];
    });
}"""
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
    value = random_stop(control, chance)
    if control.is_log:  # The slider counts its stops.
        value = list(control.stops).index(value)
    figure.locator(f"input[name={name}]").fill(f"{value:.10g}")


def random_stop(slider, chance):
    if slider.is_log:
        return chance.choice(list(slider.stops))
    stops = round((slider.high - slider.low) / slider.step)
    return slider.low + chance.randint(0, stops) * slider.step


def drag(page, figure, name, control, chance):
    knob = figure.locator(f'.live-handle[data-name="{name}"] .live-handle-knob')
    take_and_drop(page, knob, 0.5, chance)


def turn(page, figure, name, control, chance):
    take_and_drop(page, figure.locator(f'.live-orbit[data-name="{name}"]'), 0.2, chance)


def take_and_drop(page, taken, where, chance):
    """Take an element, at this part of its width and height, and drop it in the picture."""
    (x, y, width, height), frame = taken.evaluate(BOXES)
    page.mouse.move(x + width * where, y + height * where)
    page.mouse.down()
    page.mouse.move(frame[0] + chance.random() * frame[2], frame[1] + chance.random() * frame[3])
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


def ask(figure, live_figure, chance):
    """Move all of a figure's controls to random places, as a link to these would."""
    asked = {}
    for name, control in live_figure.recording.controls.items():
        if isinstance(control, State):
            figure.evaluate(TAKE_STEPS, [name, chance.randrange(20)])
        elif isinstance(control, Choice):
            asked[name] = chance.choice(list(control.options))
        elif isinstance(control, Toggle):
            asked[name] = chance.choice(["true", "false"])
        elif isinstance(control, Handle):
            axes = axes_of(live_figure, control)
            asked[name] = two(chance.uniform(*axes.get_xlim()), chance.uniform(*axes.get_ylim()))
        elif isinstance(control, Orbit):
            asked[name] = two(chance.uniform(-180, 180), chance.uniform(*control.elevation_range))
        else:
            asked[name] = f"{random_stop(control, chance):.10g}"
    figure.evaluate(OPEN, asked)


def two(first, second):
    return f"{first:.5g},{second:.5g}"


@chapters
@pytest.mark.parametrize("layout", BROWSERS)
def test_what_the_page_draws_is_what_plain_matplotlib_draws(site, visit, layout, notebook):
    figures = figures_of(notebook)
    assert figures, f"{notebook.name} has no live figure"
    page = visit(site + page_of(notebook), **BROWSERS[layout]).page
    for name, live_figure in figures.items():
        figure = page.locator(f"figure#{name}")
        chance = random.Random(f"{name} {layout}")
        settings = ["start"] + ["hand"] * BY_HAND[layout] + ["link"] * BY_LINK[layout]
        drawn = settings_drawn(layout, chance, len(settings))
        for number, reached_by in enumerate(settings):
            if reached_by == "hand":
                for parameter, control in live_figure.recording.controls.items():
                    move(page, figure, parameter, control, chance)
                    wait_a_frame(page)
            elif reached_by == "link":
                ask(figure, live_figure, chance)
            check(page, figure, live_figure, name, layout, number in drawn)


def settings_drawn(layout, chance, count):
    """Return the settings at which the whole picture is compared, not its numbers alone.

    How a number comes to stand in a picture depends on the kind of artist, not on the setting:
    tests/live/page/runtime/test_drawing.py draws every kind at many.
    """
    moved = chance.randrange(1, count)
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
    state, drawn = figure.evaluate(STATE_AND_NUMBERS)
    drawn = json.loads(drawn)
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


def axes_of(live_figure, handle):
    return live_figure.recording.variants[0].drawings["wide"].axes[handle.axes]


def grid_of(live_figure, handle, along):
    axes = axes_of(live_figure, handle)
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
        for parameter, control in linked(live_figure).items():
            nudge(page.locator(f"figure#{name}"), parameter, control)
    # The figure moved last stands first.
    order = list(reversed(figures))
    assert eventually(page, lambda: in_link(page) == order)
    assert eventually(
        page, lambda: all(page.locator(f"figure#{n}").evaluate(IN_LINK) for n in order)
    )
    for live_figure in figures.values():
        assert all(f"{parameter}=" in page.url for parameter in linked(live_figure))
    states = all_states(page, figures)
    opened = visit(page.url, fresh=True).page
    assert all_states(opened, figures) == states
    assert opened.locator(f"figure#{list(figures)[-1]}").evaluate(IN_SIGHT)


def in_link(page):
    """Return the names of the figures that a page's link holds, in their order."""
    return [part.partition("?")[0] for part in page.url.partition("#")[2].split(";")]


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
