"""Tests of runtime/controls.js: toggles and log sliders, moved by mouse and keys."""

import numpy as np
import pytest

from mathlib.live import Choice, Play, Slider, Toggle, live, words
from mathlib.live.controls.base import Control

STATE = "(figure) => figure.live.state"
TEXTS = "(figure) => { figure.live.draw(); return figure.live.value().map((a) => a.text) }"


@pytest.fixture(scope="module")
def panel():
    @live(
        on=Toggle(label="switch"),
        rate=Slider(1e-4, 10.0, start=0.05, scale="log", label="rate"),
        batch=Slider(1, 4096, step=2, start=8, scale="log", label="batch"),
        time=Play(0.1, 10.0, step=10, scale="log", seconds=0.3, label="time"),
        shift=Slider(-10, 10, step=1, label="shift"),
    )
    def panel(figure, on, rate, batch, time, shift):
        """A panel of controls."""
        axes = figure.subplots()
        axes.set_title(f"{words(on, ('off', 'on'))} {rate:.10g} {batch} {time:.3g} {shift}")
        axes.set_xlabel(f"{np.where(on, batch, -1)}")

    return panel


@pytest.fixture
def figure(opened, panel):
    return opened(panel._html).locator("figure[data-live=ready]")


def test_a_toggle_answers_a_click_on_its_label_and_the_space_bar(figure):
    assert figure.evaluate(TEXTS) == ["off 0.05 8 0.1 −10", "−1"]
    figure.locator("label", has_text="switch").click()
    assert figure.evaluate(STATE)["on"] is True
    assert figure.evaluate(TEXTS) == ["on 0.05 8 0.1 −10", "8"]
    figure.locator("input[name=on]").press("Space")
    assert figure.evaluate(STATE)["on"] is False
    figure.locator("input[name=on]").check()
    figure.locator(".live-reset").click()
    figure.evaluate(TEXTS)
    assert not figure.locator("input[name=on]").is_checked()


@pytest.mark.parametrize("name", ["rate", "batch", "time"])
def test_every_stop_of_a_log_slider_has_the_value_and_the_readout_that_python_gives_it(
    figure, panel, name
):
    control = panel.recording.controls[name]
    script = """(figure, [name, count]) => Array.from({ length: count }, (_, at) => {
      const input = figure.querySelector(`input[name=${name}]`);
      input.value = at;
      input.dispatchEvent(new Event("input"));
      figure.live.draw();
      const output = figure.querySelector(`output[for=${input.id}]`);
      return [figure.live.state[name], input.valueAsNumber, output.value];
    })"""
    stops = control.stops
    found = figure.evaluate(script, [name, len(stops)])
    assert found == [[stop, at, control.text(stop)] for at, stop in enumerate(stops)]


def test_arrow_keys_take_a_log_slider_from_stop_to_stop_and_to_its_ends(figure, panel):
    field = figure.locator("input[name=batch]")
    field.press("ArrowRight")
    assert figure.evaluate(STATE)["batch"] == 16
    field.press("Home")
    assert figure.evaluate(STATE)["batch"] == 1
    field.press("End")
    assert figure.evaluate(STATE)["batch"] == 4096
    figure.evaluate(TEXTS)
    assert field.get_attribute("aria-valuetext") == "4096"


def test_a_value_between_two_stops_is_kept_and_read_out(figure):
    figure.evaluate("(figure) => figure.live.set('rate', 0.012345)")
    assert figure.evaluate(TEXTS)[0] == "off 0.012345 8 0.1 −10"
    readout = figure.locator("output").first
    assert readout.text_content() == "0.0123"
    assert figure.locator("input[name=rate]").evaluate("(input) => input.valueAsNumber") > 0


def test_a_log_slider_plays_to_its_end(figure):
    figure.locator("button[name=time]").click()
    figure.page.wait_for_function("document.querySelector('figure').live.state.time === 10")
    figure.page.wait_for_selector("button[name=time]:not(.is-playing)")


def test_readouts_keep_their_width(figure):
    width = "(figure) => figure.querySelector('output[for$=shift]').getBoundingClientRect().width"
    widths = set()
    for value in (-10, -1, 0, 10):
        figure.evaluate(f"(figure) => figure.live.set('shift', {value})")
        figure.evaluate(TEXTS)
        widths.add(figure.evaluate(width))
    assert len(widths) == 1


@pytest.mark.parametrize("width", [1100, 360])
def test_nothing_is_wider_than_the_page(opened, panel, width):
    page = opened(panel._html, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_control_that_is_nan_throws_nothing(figure):
    for name in ("on", "rate", "batch", "time", "shift"):
        figure.evaluate(f"(figure) => figure.live.set('{name}', NaN)")
    assert figure.evaluate(TEXTS)[0] == " nan nan nan nan"


def test_the_link_beside_a_menu_is_that_of_the_chosen_option(opened):
    links = {"sum": ("Sums & more", "a.html#sum"), "cost": ("Costs", "b.html")}

    @live(part=Choice(["sum", "cost", "rest"], links=links, label="part"), x=Slider(0.0, 1.0))
    def parts(figure, part, x):
        """Parts, each with its page."""
        figure.subplots().set_title(f"{part} {x:.1f}")

    figure = opened(parts._html).locator("figure[data-live=ready]")
    for option, words_and_address in (("sum", links["sum"]), ("cost", links["cost"])):
        figure.locator("select").select_option(option)
        figure.evaluate(TEXTS)
        shown = figure.locator("a:visible")
        assert (shown.inner_text(), shown.get_attribute("href")) == words_and_address
    figure.locator("select").select_option("rest")
    figure.evaluate(TEXTS)
    assert figure.locator("a:visible").count() == 0
    figure.locator(".live-reset").click()
    figure.evaluate(TEXTS)
    assert figure.locator("a:visible").inner_text() == "Sums & more"


def kinds_below(control):
    """Return the kinds of the library's controls: of a class and of all that derive from it."""
    own = {control.kind} if control.kind and control.__module__.startswith("mathlib.") else set()
    return own.union(*map(kinds_below, control.__subclasses__()))


def test_python_and_the_page_know_the_same_kinds_of_control(runtime):
    known = runtime.call("controls.js", "(module) => Object.keys(module.CONTROLS)")
    assert set(known) == kinds_below(Control)
