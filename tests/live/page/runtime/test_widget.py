"""Tests of runtime/widget.js, with a model that stands in for Jupyter's."""

import json

import numpy as np
import pytest
from support.waiting import wait_two_frames

from mathlib.live import Choice, Handle, Play, Slider, live
from mathlib.live.page.bundle import stylesheet, widget_module

ADDRESS = "http://widget.test/"
# As much of Jupyter's model as anywidget shows, and a record of what reached the kernel.
MODEL = """
import widget from "./widget.js";
class Model extends EventTarget {
  constructor(state) { super(); this.state = state; this.saved = []; this.changed = {}; }
  get(name) { return this.state[name]; }
  set(name, value) {
    if (JSON.stringify(this.state[name]) === JSON.stringify(value)) return;
    this.state[name] = this.changed[name] = value;
    this.dispatchEvent(new Event(`change:${name}`));
  }
  save_changes() { this.saved.push(JSON.parse(JSON.stringify(this.changed))); this.changed = {}; }
  on(name, listener) { this.addEventListener(name, listener); }
  off(name, listener) { this.removeEventListener(name, listener); }
}
window.model = new Model(JSON.parse(document.getElementById("state").textContent));
window.removers = [...document.querySelectorAll(".cell")].map((el) => widget.render({ model, el }));
"""


@pytest.fixture(scope="module")
def wave():
    @live(
        phase=Slider(0.0, 6.0, label="phase"),
        step=Play(0, 50, seconds=0.5),
        kind=Choice(["nan", "inf"]),
        at=Handle(1, 0.5, label="point"),
    )
    def wave(figure, phase, step, kind, at):
        """A wave that the slider shifts."""
        axes = figure.subplots()
        axes.plot(np.arange(6.0), np.sin(np.arange(6.0) - phase) + step)
        axes.plot(np.stack([at[0]]), np.stack([at[1]]), "o")
        axes.set(xlim=(0, 6), ylim=(-1, 2), title=kind)

    return wave


@pytest.fixture
def shown(browser, wave):
    """Return a function that shows a model in two cells; without a state, the figure's own."""
    page = browser.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))

    def show(**changes):
        state = {name: wave.get_state(name)[name] for name in ("_html", "_names", *wave.settings())}
        text = json.dumps(state | changes).replace("<", "\\u003c")
        html = (
            f"<!doctype html><title>cells</title><style>{stylesheet()}</style>"
            f'<div class="cell"></div><div class="cell"></div>'
            f'<script type="application/json" id="state">{text}</script>'
            f'<script type="module">{MODEL}</script>'
        )
        pages = {ADDRESS: ("text/html", html)}
        pages[ADDRESS + "widget.js"] = ("text/javascript", widget_module())

        def answer(route):
            kind, body = pages[route.request.url]
            route.fulfill(content_type=f"{kind}; charset=utf-8", body=body)

        page.route("**/*", answer)
        page.goto(ADDRESS)
        page.wait_for_function("window.removers")
        wait_two_frames(page)
        return page

    yield show
    assert page.errors == []
    page.close()


def curves(page):
    """Return the points that each cell's picture draws first."""
    wait_two_frames(page)
    return page.locator(".cell svg").evaluate_all(
        "(all) => all.map((svg) => svg.querySelector('[clip-path] path, path[clip-path]'))"
        ".map((path) => path.getAttribute('d'))"
    )


def test_a_view_opens_where_the_trait_stands(shown):
    page = shown(phase=3)
    assert page.locator(".cell input[name=phase]").first.input_value() == "3"


def test_what_the_reader_moves_reaches_the_trait_and_every_other_view(shown):
    page = shown()
    before = curves(page)
    page.locator(".cell input[name=phase]").first.press("End")
    assert page.evaluate("model.saved") == [{"phase": 6}]
    first, second = curves(page)
    assert first == second != before[0]
    assert page.locator(".cell input[name=phase]").last.input_value() == "6"


def test_numbers_without_a_word_in_json_come_and_go_as_text(shown):
    page = shown(phase="nan", at=["-inf", 0.5], kind="nan")
    assert page.locator("output").first.inner_text() == "NaN"
    assert page.locator("select").first.input_value() == "nan"
    page.evaluate("model.set('phase', 'inf')")
    curves(page)
    assert page.locator("output").first.inner_text() == "Infinity"
    # Such a number is no change: what the page holds equals what the kernel sent.
    assert page.evaluate("model.saved") == []


def test_a_choice_named_like_a_number_stays_a_name(shown):
    page = shown()
    page.locator("select").first.select_option("inf")
    assert page.evaluate("model.saved") == [{"kind": "inf"}]
    curves(page)  # the other view follows in its next frame
    assert page.locator("select").last.input_value() == "inf"


def test_each_view_s_labels_mean_its_own_fields(shown):
    page = shown()
    for cell in page.locator(".cell").all():
        cell.get_by_text("phase", exact=True).click()
        assert cell.locator("input[name=phase]").evaluate("(e) => e === document.activeElement")
    names = page.evaluate("[...document.querySelectorAll('.live-controls [id]')].map((e) => e.id)")
    assert len(names) == len(set(names)) > 0


def test_a_view_that_is_removed_no_longer_plays_or_follows(shown):
    page = shown()
    page.locator("button[name=step]").first.click()
    page.wait_for_function("model.saved.length > 0")
    page.evaluate("{ removers[0](); document.querySelector('.cell').remove(); model.saved = []; }")
    page.wait_for_timeout(150)
    assert page.evaluate("model.saved") == []
    page.evaluate("model.set('phase', 3)")
    curves(page)
    assert page.locator(".cell input[name=phase]").input_value() == "3"


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"_html": ""}, "its data are missing"),
        ({"_html": '<figure><script type="application/json">{]</script></figure>'}, "JSON"),
    ],
)
def test_missing_or_wrong_data_are_told_in_the_cell(shown, broken, words):
    page = shown(**broken)
    for cell in page.locator(".cell").all():
        said = cell.locator(".live-note").last.inner_text()
        assert said.startswith("This figure could not start:") and words in said
