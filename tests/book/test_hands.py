"""The ways a hand can move a figure: touch, keys, the play button, and a choice of none."""

import pytest
from book.chapters import NOTEBOOKS, figures_of, page_of
from book.test_figures import SETTLED, eventually, open_page

from mathlib.live import Handle, Play

STATE = "(figure, name) => figure.live.state[name]"


def figures_with(kind):
    """Return every figure of the book that has a control of a kind: page, figure, control."""
    found = [
        pytest.param(page_of(notebook), name, parameter, control, id=f"{name}-{parameter}")
        for notebook in NOTEBOOKS
        for name, figure in figures_of(notebook).items()
        for parameter, control in figure.recording.controls.items()
        if isinstance(control, kind)
    ]
    assert found, f"no figure of the book has a {kind.__name__}"
    return found


def middle_of_the_knob(figure, parameter):
    """Bring a handle into sight, below the page's header, and return where it is."""
    knob = figure.locator(f'.live-handle[data-name="{parameter}"] .live-handle-knob')
    knob.evaluate("(knob) => knob.scrollIntoView({ block: 'center' })")
    knob.page.evaluate(SETTLED)
    box = knob.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize(("address", "name", "parameter", "control"), figures_with(Handle))
def test_a_finger_drags_a_handle_and_the_page_does_not_scroll(
    site, browser, address, name, parameter, control
):
    context = browser.new_context(viewport={"width": 360, "height": 780}, has_touch=True)
    page = context.new_page()
    open_page(page, site + address)
    figure = page.locator(f"figure#{name}")
    x, y = middle_of_the_knob(figure, parameter)
    scrolled = page.evaluate("scrollY")
    to_the_left = x > 180
    touch = context.new_cdp_session(page)
    for kind, dx in (("touchStart", 0), ("touchMove", 20), ("touchMove", 50), ("touchEnd", None)):
        at = [] if dx is None else [{"x": x - dx if to_the_left else x + dx, "y": y + (dx and 8)}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
    page.evaluate(SETTLED)
    moved = figure.evaluate(STATE, parameter)
    assert (moved[0] < control.x) if to_the_left else (moved[0] > control.x)
    assert page.evaluate("scrollY") == scrolled
    context.close()


@pytest.mark.parametrize(("address", "name", "parameter", "control"), figures_with(Handle))
def test_a_handle_stays_in_its_axes_however_far_it_is_dragged(
    site, browser, address, name, parameter, control
):
    page = browser.new_page()
    open_page(page, site + address)
    figure = page.locator(f"figure#{name}")
    page.mouse.move(*middle_of_the_knob(figure, parameter))
    page.mouse.down()
    page.mouse.move(5, 5, steps=4)
    page.mouse.up()
    page.evaluate(SETTLED)
    handle = figure.locator(f'.live-handle[data-name="{parameter}"]')
    low, high, now = (
        float(handle.get_attribute(f"aria-value{word}")) for word in ("min", "max", "now")
    )
    assert low <= now <= high
    assert handle.get_attribute("aria-label")
    assert handle.get_attribute("aria-valuetext").startswith("x ")
    page.close()


@pytest.mark.parametrize(("address", "name", "parameter", "control"), figures_with(Play))
def test_play_runs_to_the_end_and_pauses_where_it_is_told(
    site, browser, address, name, parameter, control
):
    page = browser.new_page()
    open_page(page, site + address)
    figure = page.locator(f"figure#{name}")
    button = figure.locator(f"button[name={parameter}]")
    field = figure.locator(f"input[name={parameter}]")
    # A log slider counts its stops.
    low, high, step = (float(field.get_attribute(name)) for name in ("min", "max", "step"))
    field.fill(f"{low:g}")
    button.click()
    assert eventually(page, lambda: float(field.input_value()) > low)
    assert "Pause" in button.get_attribute("aria-label")
    button.click()
    paused = float(field.input_value())
    page.wait_for_timeout(400)
    assert float(field.input_value()) == paused < high
    field.fill(f"{high - step:.10g}")
    button.click()
    assert eventually(page, lambda: float(field.input_value()) == high)
    assert eventually(page, lambda: "Play" in button.get_attribute("aria-label"))
    assert figure.evaluate(STATE, parameter) == control.high
    page.close()


@pytest.mark.parametrize(("address", "name", "parameter", "control"), figures_with(Handle)[:1])
def test_what_is_shown_is_said_to_a_screen_reader_once_the_hand_rests(
    site, browser, address, name, parameter, control
):
    page = browser.new_page()
    open_page(page, site + address)
    figure = page.locator(f"figure#{name}")
    readout = figure.locator(".live-readout")
    assert readout.get_attribute("aria-live") == "polite"
    before = readout.text_content()
    figure.locator(f'.live-handle[data-name="{parameter}"]').press("ArrowLeft")
    assert eventually(page, lambda: readout.text_content() not in ("", before))
    texts = figure.evaluate("(f) => f.live.value().filter((a) => a.text).map((a) => a.text)")
    assert readout.text_content() == ". ".join(texts)
    page.close()
