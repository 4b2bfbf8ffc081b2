"""Tests of runtime/state.js: training in the page."""

import numpy as np
import pytest

from mathlib.live import Choice, Slider, State, Toggle, live
from mathlib.live.controls.steps import take_step

rng = np.random.default_rng(0)
POINTS = rng.normal(size=(30, 3))
TARGETS = (POINTS @ [1.0, -2.0, 0.5] > 0).astype(float)
START = (np.zeros(3), 0.0)


def train(state, rate, momentum, power):
    weights, count = state
    chances = 1 / (1 + np.exp(-np.sum(POINTS * weights, axis=1)))
    gradient = np.mean((chances - TARGETS)[:, None] * POINTS, axis=0)
    weights = weights - rate * (gradient + np.where(momentum, 0.1 * weights**power, 0.0))
    return weights, count + 1


@pytest.fixture(scope="module")
def trained():
    @live(
        net=State(START, train, label="Training", rate=200),
        rate=Slider(0.0, 10.0, start=1.0, label="rate"),
        momentum=Toggle(),
        power=Choice({"one": 1, "three": 3}),
    )
    def trained(figure, net, rate, momentum, power):
        """Weights that learn."""
        weights, count = net
        axes = figure.subplots()
        axes.plot(np.arange(3), weights)
        axes.set(xlim=(0, 2), ylim=(-5, 5), title=f"{count:.0f} {power}")

    return trained


@pytest.fixture(scope="module")
def doubled():
    @live(x=State(1.0, lambda x, factor: x * factor, rate=1000), factor=Slider(0.0, 1e100))
    def doubled(figure, x, factor):
        """A number that grows."""
        figure.subplots().set_title(f"{x:.3g}")

    return doubled


def in_page(opened, figure, **settings):
    return opened(figure._html, **settings).locator("figure[data-live=ready]")


def numbers(figure):
    return figure.evaluate("(figure) => figure.live.state.net")


def press(figure, job):
    figure.locator(f"button[data-do={job}]").click()


def count(figure):
    figure.evaluate("(figure) => figure.live.draw()")
    return figure.locator(".live-count").text_content()


def plain(live_figure, plan):
    """Return the state after a plan: how many steps, and with which controls."""
    state = live_figure.recording.controls["net"]
    value = START
    for steps, controls in plan:
        for _ in range(steps):
            value = take_step(state, value, controls)
    return state.numbers(value)


def test_n_steps_in_the_page_are_n_calls_of_the_step_in_plain_numpy(opened, trained):
    figure = in_page(opened, trained)
    assert figure.evaluate("(figure) => figure.live.step('net', 25)") == 25
    figure.evaluate("""(figure) => {
      figure.live.set("rate", 0.5); figure.live.set("momentum", true);
      figure.live.set("power", "three");
    }""")
    assert figure.evaluate("(figure) => figure.live.step('net', 10)") == 10
    assert count(figure) == "step 35"
    first = {"rate": 1.0, "momentum": False, "power": 1}
    then = {"rate": 0.5, "momentum": True, "power": 3}
    wanted = plain(trained, [(25, first), (10, then)])
    np.testing.assert_allclose(numbers(figure), wanted, rtol=1e-12)
    shown = figure.evaluate("(figure) => figure.live.value()")
    np.testing.assert_array_equal(shown[0]["y"], numbers(figure)[:3])
    assert shown[1]["text"] == "35 3"


def test_step_takes_one_and_start_over_goes_back_to_the_beginning(opened, trained):
    figure = in_page(opened, trained)
    for n in (1, 2, 3):
        press(figure, "step")
        assert numbers(figure)[3] == n and count(figure) == f"step {n}"
    figure.evaluate("(figure) => figure.live.set('rate', 2)")
    press(figure, "restart")
    assert count(figure) == "step 0" and numbers(figure) == [0, 0, 0, 0]
    assert figure.evaluate("(figure) => figure.live.state.rate") == 2
    press(figure, "step")
    assert count(figure) == "step 1"


def test_it_runs_until_it_is_paused_while_other_controls_move(opened, trained):
    figure = in_page(opened, trained)
    press(figure, "play")
    assert figure.locator("button[data-do=play]").text_content() == "Pause"
    reached = "(n) => document.querySelector('figure').live.state.net[3] >= n"
    figure.page.wait_for_function(reached, arg=10)
    figure.locator("input[name=rate]").press("ArrowRight")
    figure.locator("input[name=momentum]").click()
    figure.locator("select[name=power]").select_option("three")
    figure.page.wait_for_function(reached, arg=numbers(figure)[3] + 10)
    press(figure, "play")
    assert figure.locator("button[data-do=play]").text_content() == "Start"
    paused = numbers(figure)
    assert count(figure) == f"step {paused[3]:.0f}"
    figure.page.wait_for_timeout(200)
    assert numbers(figure) == paused


def test_reset_ends_a_run(opened, trained):
    figure = in_page(opened, trained)
    press(figure, "play")
    figure.page.wait_for_function("document.querySelector('figure').live.state.net[3] > 3")
    figure.locator(".live-reset").click()
    figure.page.wait_for_timeout(200)
    assert numbers(figure) == [0, 0, 0, 0] and count(figure) == "step 0"
    assert figure.locator("button[data-do=play]").text_content() == "Start"


def test_the_keys_of_a_button_start_and_pause_it(opened, trained):
    figure = in_page(opened, trained)
    figure.locator("button[data-do=play]").press("Enter")
    figure.page.wait_for_function("document.querySelector('figure').live.state.net[3] > 0")
    figure.locator("button[data-do=play]").press("Space")
    assert figure.locator("button[data-do=play]").text_content() == "Start"


def test_a_figure_out_of_sight_computes_nothing(opened, trained):
    filler = '<div style="height:5000px"></div>'
    page = opened(trained._html + filler)
    figure = page.locator("figure[data-live=ready]")
    press(figure, "play")
    page.wait_for_function("document.querySelector('figure').live.state.net[3] > 0")
    page.evaluate("scrollTo(0, 4000)")
    page.wait_for_timeout(300)
    hidden = numbers(figure)
    page.wait_for_timeout(300)
    assert numbers(figure) == hidden
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function(f"document.querySelector('figure').live.state.net[3] > {hidden[3]}")


def test_numbers_that_overflow_stop_the_run_with_words_and_stay_at_the_last_finite_ones(
    opened, doubled
):
    figure = in_page(opened, doubled)
    figure.evaluate("(figure) => figure.live.set('factor', 1e100)")
    press(figure, "play")
    note = figure.locator(".live-note")
    note.wait_for(state="visible")
    assert "“x” stopped after step 3" in note.inner_text()
    assert "start over" in note.inner_text()
    assert figure.evaluate("(figure) => figure.live.state.x") == pytest.approx([1e300])
    assert figure.locator("button[data-do=play]").text_content() == "Start"
    assert figure.evaluate("(figure) => figure.live.step('x', 5)") == 0
    press(figure, "restart")
    assert not note.is_visible()
    assert count(figure) == "step 0"


def test_a_state_is_not_in_the_link(opened, trained):
    figure = in_page(opened, trained)
    press(figure, "step")
    figure.locator("input[name=momentum]").click()
    figure.page.wait_for_function("location.hash.includes('momentum=true')")
    assert "net" not in figure.page.url


def test_only_what_the_next_state_needs_is_prepared(runtime):
    nodes = [
        {"op": "input", "name": "x", "shape": [2]},
        {"op": "input", "name": "unused", "shape": []},
        {"op": "unknown to the page", "in": [0], "shape": [2]},
        {"op": "constant", "shape": [], "values": [3]},
        {"op": "multiply", "in": [0, 3], "shape": [2]},
        {"op": "unknown to the page", "in": [4], "shape": [2]},
    ]
    script = """(m, nodes) => m.stepper(nodes, 4, "x")({ x: [1, 2], unused: 0 }, 3, Infinity)"""
    result = runtime.call("state.js", script, nodes)
    assert result == {"taken": 3, "finite": True, "numbers": [27, 54]}


def test_a_step_that_changes_nothing_is_a_step(runtime):
    nodes = [{"op": "input", "name": "x", "shape": [2]}]
    script = """(m, nodes) => m.stepper(nodes, 0, "x")({ x: [1, 2] }, 3, Infinity)"""
    result = runtime.call("state.js", script, nodes)
    assert result == {"taken": 3, "finite": True, "numbers": [1, 2]}
