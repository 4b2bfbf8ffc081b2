"""Tests of runtime/page.js: figures that wake in a page, and one that cannot."""

import numpy as np
import pytest

from mathlib.live import Choice, Handle, Slider, live
from mathlib.live.bundle import page_script, stylesheet

ADDRESS = "http://figure.test/"


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


@pytest.fixture
def opened(browser):
    """Return a function that opens a page of these elements, with a link's state."""
    page = browser.new_page()

    def open_page(body, state=""):
        style, script = f"<style>{stylesheet()}</style>", f"<script>{page_script()}</script>"
        html = f"<!doctype html><title>figures</title>{style}{body}{script}"
        page.route("**/*", lambda route: route.fulfill(content_type="text/html", body=html))
        page.goto(ADDRESS + state)
        return page

    yield open_page
    page.close()


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
