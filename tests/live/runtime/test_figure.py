"""Tests of runtime/figure.js: figures whose controls move together."""

import numpy as np
import pytest
from waiting import wait_two_frames

from mathlib.live import Choice, Handle, Orbit, Slider, State, Toggle, live

STATES = "[...document.querySelectorAll('figure')].map((figure) => figure.live.state)"


def double(x):
    return x * 2


@pytest.fixture(scope="module")
def pair():
    @live(
        rate=Slider(0.0, 1.0, start=0.5, shared="rate"),
        on=Toggle(shared="on"),
        kind=Choice({"one": 1, "two": 2}, shared="kind"),
        view=Orbit(shared="view"),
        x=State([1.0], double, rate=100, shared="x"),
    )
    def left(figure, rate, on, kind, view, x):
        """The left one."""
        figure.subplots().set_title(f"{rate * kind * on:.2f} {view[0]:.0f} {x[0]:.0f}")

    @live(
        other=Slider(0.0, 1.0, start=0.5, shared="rate", label="the same rate"),
        off=Toggle(shared="on"),
        sort=Choice({"one": 10, "two": 20}, shared="kind"),
        eye=Orbit(shared="view"),
        y=State([1.0], double, rate=100, shared="x"),
        own=Slider(0.0, 1.0),
    )
    def right(figure, other, off, sort, eye, y, own):
        """The right one."""
        axes = figure.subplots()
        axes.set_title(f"{other * sort * off + own:.2f} {eye[0]:.0f} {y[0]:.0f}")

    return left, right


@pytest.fixture
def page(opened, pair):
    return opened("".join(figure._html for figure in pair))


def titles(page):
    return page.evaluate(
        "[...document.querySelectorAll('figure')].map((figure) =>"
        " { figure.live.draw(); return figure.live.value()[0].text })"
    )


def test_shared_controls_move_together_both_ways(page):
    left, right = page.locator("figure").all()
    left.locator("input[name=rate]").press("End")
    right.locator("input[name=off]").check()
    left.locator("select").select_option("two")
    right.locator(".live-orbit").press("ArrowRight")
    right.locator("button[data-do=step]").click()
    assert titles(page) == ["2.00 −55 2", "20.00 −55 2"]
    assert right.locator("input[name=other]").input_value() == "1"
    assert left.locator("input[name=on]").is_checked()


def test_what_is_not_shared_stays(page):
    page.locator("input[name=own]").press("End")
    assert titles(page) == ["0.00 −60 1", "1.00 −60 1"]


def test_reset_of_one_takes_the_shared_controls_of_all_back(page):
    left, right = page.locator("figure").all()
    left.locator("input[name=rate]").press("End")
    page.locator("input[name=own]").press("End")
    left.locator(".live-reset").click()
    states = page.evaluate(STATES)
    assert (states[1]["other"], states[1]["own"]) == (0.5, 1)


def test_a_run_in_one_figure_runs_in_the_other_and_the_last_hand_rules(page):
    left, right = page.locator("figure").all()
    left.locator("button[data-do=play]").click()
    page.wait_for_function(f"{STATES}.every((state) => (state.x ?? state.y)[0] > 4)")
    right.locator("button[data-do=restart]").click()
    page.wait_for_timeout(200)
    assert [s.get("x", s.get("y")) for s in page.evaluate(STATES)] == [[1], [1]]


def test_the_link_holds_a_shared_control_once_and_moves_all_figures(opened, pair, page):
    page.locator("input[name=rate]").press("End")
    page.wait_for_function("location.hash.includes('rate=1')")
    page.wait_for_timeout(300)
    assert page.url.count("=1") == 1 and "other" not in page.url
    again = opened("".join(figure._html for figure in pair), page.url[page.url.index("#") :])
    states = again.evaluate(STATES)
    assert (states[0]["rate"], states[1]["other"]) == (1, 1)


def test_a_link_of_two_figures_says_in_both_where_their_shared_controls_stand(opened, pair, page):
    left, right = page.locator("figure").all()
    left.locator("input[name=rate]").press("End")
    page.wait_for_function("location.hash === '#left?rate=1'")
    right.locator("input[name=own]").press("End")
    page.wait_for_function("location.hash === '#right?other=1&own=1;left?rate=1'")
    right.locator("input[name=other]").press("Home")
    page.wait_for_function("location.hash === '#right?other=0&own=1;left?rate=0'")
    again = opened("".join(figure._html for figure in pair), page.url[page.url.index("#") :])
    assert again.evaluate(STATES) == page.evaluate(STATES)
    right.locator(".live-reset").click()
    page.wait_for_function("location.hash === ''")


def test_figures_of_two_scripts_hear_of_each_other(page, pair):
    _, right = pair
    page.evaluate("document.dispatchEvent(new CustomEvent('live-shared', { detail:"
                  " { root: null, shared: 'rate', value: 0.25 } }))")  # fmt: skip
    states = page.evaluate(STATES)
    assert (states[0]["rate"], states[1]["other"]) == (0.25, 0.25)


def test_a_handle_keeps_the_focus_when_its_namesake_in_another_figure_follows(opened):
    def point(figure, at):
        """A point."""
        axes = figure.subplots()
        axes.plot(np.stack([at[0]]), np.stack([at[1]]), "o")
        axes.set(xlim=(0, 1), ylim=(0, 1))

    one, two = (live(at=Handle(0.5, 0.5, shared="same name"))(point) for _ in range(2))
    page = opened(one._html + two._html)
    page.locator(f"#{one.name} .live-handle").press("ArrowLeft")
    page.wait_for_function(f"document.getElementById('{two.name}').live.state.at[0] < 0.5")
    wait_two_frames(page)
    assert page.evaluate("document.activeElement.closest('figure').id") == one.name


def test_a_group_of_choices_draws_every_combination(opened):
    @live(
        low=Choice({"0": 0, "1": 1}),
        high=Choice({"5": 5, "9": 9}),
        at=Slider(0.0, 1.0, start=0.5),
    )
    def window(figure, low, high, at):
        """A window."""
        axes = figure.subplots()
        axes.plot(np.stack([at]), np.stack([at]), "o")
        axes.set(xlim=(low, high), ylim=(0, 1), title=f"{low} to {high} at {at:.1f}")

    figure = opened(window._html).locator("figure[data-live=ready]")
    for low in ("1", "0"):
        for high in ("9", "5"):
            figure.locator("select[name=low]").select_option(low)
            figure.locator("select[name=high]").select_option(high)
            figure.evaluate("(figure) => figure.live.draw()")
            labels = figure.locator("svg text").all_text_contents()
            assert f"{low} to {high} at 0.5" in labels and f"{high}.0" not in labels[:1]
            assert figure.evaluate("(f) => f.live.value()[0].x") == [0.5]
