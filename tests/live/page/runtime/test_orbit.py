"""Tests of runtime/orbit.js: a view that is turned by mouse, finger and keys."""

import numpy as np
import pytest

from mathlib.live import Handle, Orbit, live

AT = "(figure, name) => figure.live.state[name]"


@pytest.fixture(scope="module")
def globe():
    @live(
        mark=Handle(0.0, 0.0, label="mark", axes=1),
        view=Orbit(azimuth=170, elevation=20, label="globe", axes=1),
    )
    def globe(figure, mark, view):
        """A globe, seen from somewhere."""
        flat, round_ = figure.subplots(1, 2)
        a = view * np.pi / 180
        flat.plot(np.stack([mark[0]]), np.stack([mark[1]]), "o")
        round_.plot(np.stack([np.cos(a[0]), 0 * a[0]]), np.stack([np.sin(a[1]), 0 * a[1]]))
        for axes in (flat, round_):
            axes.set(xlim=(-1, 1), ylim=(-1, 1))

    return globe


@pytest.fixture
def figure(opened, globe):
    return opened(globe._html).locator("figure[data-live=ready]")


def view(figure):
    return figure.evaluate(AT, "view")


def test_a_view_lies_over_its_axes_under_the_handles(figure):
    area = figure.locator(".live-orbit").bounding_box()
    axes = figure.locator("[id$=axes-1] > g > path").first.bounding_box()
    for side in ("x", "y", "width", "height"):
        assert area[side] == pytest.approx(axes[side], abs=2)
    order = figure.evaluate(
        "(f) => f.querySelector('.live-orbit').compareDocumentPosition("
        "f.querySelector('.live-handle')) & Node.DOCUMENT_POSITION_FOLLOWING"
    )
    assert order
    assert figure.locator("svg").first.get_attribute("role") == "group"


def test_arrow_keys_turn_it_by_5_degrees_with_shift_by_1_and_home_brings_it_back(figure):
    area = figure.locator(".live-orbit")
    area.press("ArrowUp")
    assert view(figure) == [170, 25]
    area.press("Shift+ArrowDown")
    assert view(figure) == [170, 24]
    area.press("ArrowLeft")
    area.press("ArrowLeft")
    assert view(figure) == [160, 24]
    area.press("Home")
    assert view(figure) == [170, 20]


def test_it_goes_around_but_not_over_the_poles(figure):
    area = figure.locator(".live-orbit")
    for _ in range(3):
        area.press("ArrowRight")
    assert view(figure) == [-175, 20]
    for _ in range(20):
        area.press("ArrowUp")
    assert view(figure) == [-175, 90]
    for _ in range(30):
        area.press("ArrowDown")
    assert view(figure) == [-175, 0]


def test_a_screen_reader_hears_how_it_is_turned(figure):
    area = figure.locator(".live-orbit")
    assert "globe" in area.get_attribute("aria-label")
    area.press("ArrowLeft")
    figure.evaluate("(figure) => figure.live.draw()")
    assert area.get_attribute("aria-valuetext") == "turned 165°, tilted 20°"
    assert float(area.get_attribute("aria-valuenow")) == 165


def middle(figure):
    box = figure.locator(".live-orbit").bounding_box()
    # A quarter in: the middle belongs to the handle.
    return box["x"] + box["width"] / 4, box["y"] + box["height"] / 4


def test_the_scene_follows_the_mouse(figure):
    mouse = figure.page.mouse
    x, y = middle(figure)
    scale = figure.locator("svg").evaluate("(svg) => svg.getScreenCTM().a")
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 40 * scale, y + 20 * scale, steps=4)
    mouse.up()
    azimuth, elevation = view(figure)
    assert (azimuth, elevation) == (pytest.approx(150, abs=1), pytest.approx(30, abs=1))
    mouse.move(x - 100, y)
    assert view(figure) == [azimuth, elevation]
    assert figure.evaluate(AT, "mark") == [0, 0]


def test_a_finger_turns_it_sideways_and_scrolls_the_page_up_and_down(opened, globe):
    filler = '<div style="height:2000px"></div>'
    page = opened(globe._html + filler, viewport={"width": 360, "height": 700}, has_touch=True)
    figure = page.locator("figure[data-live=ready]")
    figure.locator(".live-orbit").scroll_into_view_if_needed()
    x, y = middle(figure)
    touch = page.context.new_cdp_session(page)

    def swipe(dx, dy):
        for kind, part in (("touchStart", 0), *(("touchMove", k / 8) for k in range(1, 9))):
            at = [{"x": x + dx * part, "y": y + dy * part}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    before = page.evaluate("scrollY")
    swipe(80, 0)
    turned = view(figure)
    assert turned[0] < 170 and page.evaluate("scrollY") == before
    swipe(0, -80)
    page.wait_for_function(f"scrollY > {before} + 20")


def test_numbers_that_are_not_finite_throw_nothing(figure):
    for pair in ("[NaN, NaN]", "[Infinity, 0]"):
        figure.evaluate(f"(figure) => {{ figure.live.set('view', {pair}); figure.live.draw() }}")
    figure.locator(".live-orbit").press("Home")
    assert view(figure) == [170, 20]
