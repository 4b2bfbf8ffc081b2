"""The figure that README shows is one."""

import re

import numpy as np
from support.chapters import ROOT
from support.plain import typeset

from mathlib.descent import gradient_descent
from mathlib.landscapes import ravine
from mathlib.live import Handle, LiveFigure, Slider, contours, live

SAMPLE = re.search(r"```python\n(@live.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)


def test_the_sample_figure_moves_with_its_controls():
    names = {each.__name__: each for each in (Handle, Slider, contours, gradient_descent, live)}
    made = {}
    exec(SAMPLE[1], names | {"ravine": ravine}, made)
    (figure,) = made.values()
    assert isinstance(figure, LiveFigure)
    before = figure.value()
    assert [artist["kind"] for artist in before] == ["line", "line", "text"]
    figure.rate, figure.start = 0.1, (1.0, -0.5)
    path, history, title = figure.value()
    expected = gradient_descent(ravine.gradient, np.array([1.0, -0.5]), 0.1, steps=60)
    np.testing.assert_allclose(np.stack([path["x"], path["y"]], axis=1), expected)
    np.testing.assert_allclose(history["y"], ravine(expected.T))
    assert title["text"] == typeset(f"cost after 60 steps: {ravine(expected[-1]):.2g}")
    assert title["text"] != before[2]["text"]
