"""Tests of runtime/page.js: figures that wake in a page, and one that cannot."""

import numpy as np
import pytest

from mathlib.live import Choice, Handle, Orbit, Slider, State, Toggle, live


@pytest.fixture(scope="module")
def point_and_window():
    """Return a figure whose handle stands before the choice that decides how far it goes."""

    @live(
        at=Handle(0.5, 0.5, label="point"),
        window=Choice({"small": 1, "large": 10}),
        stretch=Slider(1.0, 2.0, step=0.5),
    )
    def point_and_window(figure, at, window, stretch):
        """A point in a window that is small or large."""
        axes = figure.subplots()
        axes.plot(np.stack([at[0]]), np.stack([at[1] * stretch]), "o")
        axes.set(xlim=(0, window), ylim=(0, window))

    return point_and_window


def test_a_link_s_choices_are_taken_before_the_points_that_depend_on_them(opened, point_and_window):
    name = point_and_window.name
    page = opened(point_and_window._html, f"#{name}?at=7,8&window=large&stretch=1.5")
    figure = page.locator(f"figure#{name}[data-live=ready]")
    state = figure.evaluate("(figure) => figure.live.state")
    assert state == {"at": [7, 8], "window": "large", "stretch": 1.5}
    assert not figure.locator(".live-note").is_visible()
    assert figure.evaluate("(figure) => figure.live.value()[0].y") == [12]


def test_a_point_stays_in_sight_when_a_choice_takes_its_place_away(opened, point_and_window):
    name = point_and_window.name
    page = opened(point_and_window._html, f"#{name}?at=7,8&window=large")
    figure = page.locator(f"figure#{name}[data-live=ready]")
    figure.locator("select").select_option("small")
    page.wait_for_function("document.querySelector('figure').live.state.at[0] === 1")
    assert figure.evaluate("(figure) => figure.live.value()[0].x") == [1]


def test_a_figure_that_cannot_start_says_so_and_the_others_run(opened, point_and_window):
    broken = '<figure class="live-figure" id="broken"><div class="live-picture"></div></figure>'
    page = opened(broken + point_and_window._html)
    assert "could not start: its data are missing" in page.locator("#broken").inner_text()
    assert page.locator("#broken").get_attribute("data-live") == "failed"
    assert page.locator(f"#{point_and_window.name}").get_attribute("data-live") == "ready"


@pytest.fixture(scope="module")
def kinds():
    @live(
        on=Toggle(label="switch"),
        view=Orbit(10, 20, label="view"),
        rate=Slider(0.001, 1.0, scale="log", label="rate"),
        steps=Slider(0, 10, step=1, label="steps"),
        net=State([1.0], lambda x: x * 2, label="net"),
    )
    def kinds(figure, on, view, rate, steps, net):
        """One control of each kind."""
        axes = figure.subplots()
        axes.set_title(f"{on} {view[0]:.1f} {rate:.4g} {steps} {net[0]:.2g}")

    return kinds


def test_a_link_holds_every_kind_of_control(opened, kinds):
    page = opened(kinds._html, f"#{kinds.name}?on=true&view=-170.5,45&rate=0.0123&steps=3")
    figure = page.locator("figure[data-live=ready]")
    assert not figure.locator(".live-note").is_visible()
    assert figure.evaluate("(f) => f.live.value()[0].text") == "True −170.5 0.0123 3 1"
    assert figure.locator("input[name=on]").is_checked()


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("on=yes", "False 10.0 0.001 0 1", "“switch” has no option “yes”"),
        ("view=20,-5", "False 20.0 0.001 0 1", "“view” cannot go to 20,-5"),
        ("view=20", "False 10.0 0.001 0 1", "“view” cannot be “20”"),
        ("rate=7", "False 10.0 1 0 1", "“rate” cannot go to 7"),
        ("steps=2.7", "False 10.0 0.001 3 1", "“steps” cannot go to 2.7"),
        ("steps=nan", "False 10.0 0.001 0 1", "“steps” cannot be “nan”"),
    ],
)
def test_a_link_that_asks_too_much_is_brought_into_range_with_words(
    opened, kinds, query, text, words
):
    page = opened(kinds._html, f"#{kinds.name}?{query}")
    figure = page.locator("figure[data-live=ready]")
    assert words in figure.locator(".live-note").inner_text()
    assert figure.evaluate("(f) => f.live.value()[0].text") == text


def test_a_state_in_a_link_is_left_alone(opened, kinds):
    page = opened(kinds._html, f"#{kinds.name}?net=5")
    figure = page.locator("figure[data-live=ready]")
    assert figure.evaluate("(f) => f.live.state.net") == [1]
