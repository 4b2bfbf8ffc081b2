"""The ways a hand can move a figure: touch, keys, the play button, and a choice of none."""

import pytest
from support.book import PHONE, STATE, chapters, chapters_with, nudge
from support.chapters import figures_of, notebooks_with, page_of
from support.waiting import eventually, wait_a_frame

from mathlib.live import Choice, Handle, Orbit, Play, Slider, State, Toggle

SAID = """() => [...document.querySelectorAll("figure.live-figure")]
    .map((figure) => [figure.id, figure.querySelector(".live-readout").textContent])"""
#: The figures that have not said what they show.
UNSAID = """() => [...document.querySelectorAll("figure.live-figure")].filter((figure) =>
    figure.querySelector(".live-readout").textContent
        !== figure.live.value().filter((a) => a.text).map((a) => a.text).join(". "))
    .map((figure) => figure.id)"""


def controls_of(notebook, kind):
    """Return every control of a kind in a chapter: its figure's name, its own, itself."""
    return [
        (name, parameter, control)
        for name, figure in figures_of(notebook).items()
        for parameter, control in figure.recording.controls.items()
        if isinstance(control, kind)
    ]


KINDS = [Choice, Handle, Orbit, Play, Slider, State, Toggle]


@pytest.mark.parametrize("kind", KINDS)
def test_the_book_has_a_control_of_every_kind(kind):
    assert notebooks_with(kind)


@chapters
def test_the_controls_in_a_chapters_code_are_those_of_its_figures(notebook):
    for kind in KINDS:
        written = notebook in notebooks_with(kind)
        assert written == bool(controls_of(notebook, kind)), kind.__name__


def middle_of_the_knob(figure, parameter):
    """Bring a handle into sight, below the page's header, and return where it is."""
    knob = figure.locator(f'.live-handle[data-name="{parameter}"] .live-handle-knob')
    knob.evaluate("(knob) => knob.scrollIntoView({ block: 'center' })")
    wait_a_frame(knob.page)
    box = knob.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag_by_touch(touch, x, y, way):
    """Put a finger down, move it by 50 one way and across by as much, and lift it."""
    for kind, part in (("touchStart", 0), ("touchMove", 0.4), ("touchMove", 1), ("touchEnd", None)):
        at = [] if part is None else [{"x": x + way[0] * part, "y": y + way[1] * part}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})


@chapters_with(Handle)
def test_a_finger_drags_a_handle_and_the_page_does_not_scroll(site, visit, notebook):
    page = visit(site + page_of(notebook), **PHONE).page
    touch = page.context.new_cdp_session(page)
    for name, parameter, control in controls_of(notebook, Handle):
        figure = page.locator(f"figure#{name}")
        x, y = middle_of_the_knob(figure, parameter)
        before, scrolled = figure.evaluate(STATE, parameter), page.evaluate("scrollY")
        way = (-50 if x > 180 else 50, -50)  # towards the middle, and up
        drag_by_touch(touch, x, y, way)
        page.wait_for_timeout(150)  # a page that scrolls takes its time
        after = figure.evaluate(STATE, parameter)
        if control.x_range is None or control.x_range[0] < control.x_range[1]:
            assert (after[0] - before[0]) * way[0] > 0, f"{name}: {parameter}"
        else:
            assert after[1] > before[1], f"{name}: {parameter}"
        assert page.evaluate("scrollY") == scrolled, f"{name}: {parameter}"
    touch.detach()


@chapters_with(Handle)
def test_a_handle_stays_in_its_axes_however_far_it_is_dragged(site, visit, notebook):
    page = visit(site + page_of(notebook)).page
    for name, parameter, _control in controls_of(notebook, Handle):
        figure = page.locator(f"figure#{name}")
        page.mouse.move(*middle_of_the_knob(figure, parameter))
        page.mouse.down()
        page.mouse.move(5, 5, steps=4)
        page.mouse.up()
        wait_a_frame(page)
        handle = figure.locator(f'.live-handle[data-name="{parameter}"]')
        low, high, now = (
            float(handle.get_attribute(f"aria-value{word}")) for word in ("min", "max", "now")
        )
        assert low <= now <= high
        assert handle.get_attribute("aria-label")
        assert handle.get_attribute("aria-valuetext").startswith("x ")
        knob = middle_of_the_knob(figure, parameter)
        box = figure.locator("svg").first.bounding_box()
        assert box["x"] <= knob[0] <= box["x"] + box["width"], f"{name}: {parameter}"
        assert box["y"] <= knob[1] <= box["y"] + box["height"], f"{name}: {parameter}"


def field_and_button(page, name, parameter):
    """Return the slider that plays, and the button that sets it going."""
    figure = page.locator(f"figure#{name}")
    kinds = ("input", "button")
    return [figure.locator(f"{kind}[name={parameter}]") for kind in kinds]


@chapters_with(Play)
def test_play_runs_to_the_end_and_pauses_where_it_is_told(site, visit, notebook):
    page = visit(site + page_of(notebook)).page
    paused = {}
    for name, parameter, _control in controls_of(notebook, Play):
        field, button = field_and_button(page, name, parameter)
        # A log slider counts its stops.
        low, high = (float(field.get_attribute(word)) for word in ("min", "max"))
        field.fill(f"{low:g}")
        button.click()
        assert eventually(page, lambda f=field, start=low: float(f.input_value()) > start)
        assert "Pause" in button.get_attribute("aria-label")
        button.click()
        paused[name, parameter] = float(field.input_value())
        assert paused[name, parameter] < high
    page.wait_for_timeout(400)
    for name, parameter, control in controls_of(notebook, Play):
        field, button = field_and_button(page, name, parameter)
        assert float(field.input_value()) == paused[name, parameter], f"{name}: {parameter}"
        high, step = (float(field.get_attribute(word)) for word in ("max", "step"))
        field.fill(f"{high - step:.10g}")
        button.click()
        assert eventually(page, lambda f=field, end=high: float(f.input_value()) == end)
        assert eventually(page, lambda b=button: "Play" in b.get_attribute("aria-label"))
        state = page.locator(f"figure#{name}").evaluate(STATE, parameter)
        assert state == control.high


@chapters_with(Handle)
def test_what_is_shown_is_said_to_a_screen_reader_once_the_hand_rests(site, visit, notebook):
    page = visit(site + page_of(notebook)).page
    names = {name for name, _parameter, _control in controls_of(notebook, Handle)}
    assert all(page.locator(f"figure#{n} .live-readout[aria-live=polite]").count() for n in names)
    assert eventually(page, lambda: page.evaluate(UNSAID) == [])
    before = said_in(page)
    for name, parameter, control in controls_of(notebook, Handle):
        nudge(page.locator(f"figure#{name}"), parameter, control)
    assert page.evaluate(UNSAID), "it speaks before the hand rests"
    assert eventually(page, lambda: page.evaluate(UNSAID) == [])
    changed = {name for name, text in said_in(page).items() if text != before[name]}
    assert changed and changed <= names


def said_in(page):
    """Return what each figure of a page has last said to a screen reader."""
    return dict(page.evaluate(SAID))
