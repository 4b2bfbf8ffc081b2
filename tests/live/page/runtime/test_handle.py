"""Tests of runtime/handle.js: a point that is dragged, or moved with keys."""

import numpy as np
import pytest

from mathlib.live import Handle, live

AT = "(figure, name) => figure.live.state[name]"


@pytest.fixture
def figure(opened):
    @live(
        pixel=Handle(9, 6, x_range=(1, 18), y_range=(1, 12), step=1, label="pixel"),
        tenth=Handle(0.3, 0.6, step=0.1, label="tenth"),
        free=Handle(2, 15, label="free"),
    )
    def points(figure, pixel, tenth, free):
        """Three points, of which two move in steps."""
        axes = figure.subplots()
        for point in (pixel, tenth, free):
            axes.plot(np.stack([point[0]]), np.stack([point[1]]), "o")
        axes.set(xlim=(0, 20), ylim=(0, 20))

    return opened(points._html).locator("figure[data-live=ready]")


def knob(figure, name):
    return figure.locator(f'.live-handle[data-name="{name}"]')


def test_each_key_moves_a_handle_by_one_step_and_shift_makes_it_no_finer(figure):
    knob(figure, "pixel").press("ArrowLeft")
    assert figure.evaluate(AT, "pixel") == [8, 6]
    knob(figure, "pixel").press("Shift+ArrowUp")
    assert figure.evaluate(AT, "pixel") == [8, 7]


def test_a_tenth_and_two_more_are_the_number_that_is_written_0_5(figure):
    for _ in range(2):
        knob(figure, "tenth").press("ArrowRight")
    assert figure.evaluate(AT, "tenth") == [0.5, 0.6]


def test_steps_end_at_the_range(figure):
    for _ in range(12):
        knob(figure, "pixel").press("ArrowRight")
    assert figure.evaluate(AT, "pixel") == [18, 6]


def test_a_handle_without_a_step_moves_by_a_fiftieth_of_its_axes(figure):
    knob(figure, "free").press("ArrowRight")
    assert figure.evaluate(AT, "free") == [2.4, 15]


def test_a_dragged_handle_stops_only_at_its_steps(figure):
    box = knob(figure, "pixel").locator(".live-handle-knob").bounding_box()
    mouse = figure.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.down()
    for way in (7, 23, 61):
        mouse.move(box["x"] + way, box["y"] - way, steps=3)
        x, y = figure.evaluate(AT, "pixel")
        assert x == round(x) and y == round(y)
    mouse.up()
    assert x > 9 and y > 6
