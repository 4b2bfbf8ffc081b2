"""Tests of runtime/figure.js: what a figure draws for its controls."""

import numpy as np

from mathlib.live import Choice, Slider, live


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
