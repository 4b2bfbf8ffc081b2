"""One training step in the page, ours against two others, interleaved in one run in Chromium.

The network of `benchmarks.autodiff`, 2-8-1 on 200 points: its gradient is recorded by
`mathlib.autodiff` in a `State`, and the page replays it. The others are in `training.js`: what a
good programmer would write for this network alone, and TensorFlow Playground's way with objects.
The marks are 2.0 of the one and 3 of the other.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright
from support.browser import find_browser
from support.javascript import ADDRESS, Runtime

from mathlib.autodiff import grad
from mathlib.live import Slider, State, live

from .autodiff import network, network_loss

RATE = 0.05
STEPS, ROUNDS = 100, 60
MODULE = "benchmarks/training.js"


def problem() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the points and the first weights, and the recorded step as the page receives it."""
    start, x, y = network(np.random.default_rng(0))

    def step(weights, rate):
        slopes = grad(network_loss)(weights, x, y)
        return tuple(w - rate * slope for w, slope in zip(weights, slopes, strict=True))

    @live(net=State(start, step), rate=Slider(0.0, 1.0, start=RATE))
    def training(figure, net, rate):
        """Show one weight; the steps do not wait for it."""
        figure.subplots().set_title(f"{net[3][0]:.3f}")

    (variant,) = training.recording.variants
    graph = variant.exported()
    recorded = {"nodes": graph.nodes, "wanted": graph.number(variant.steps["net"]), "name": "net"}
    flat = np.concatenate([np.ravel(part) for part in start])
    return {"x": np.ravel(x), "y": np.ravel(y), "start": flat, "rate": RATE}, recorded


def measured() -> list[float]:
    """Return microseconds a step for each of the three, medians.

    Raises
    ------
    AssertionError
        If they do not arrive at the same weights.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page()
        runtime = Runtime(page)
        source = {"content_type": "text/javascript", "path": Path(__file__).with_suffix(".js")}
        page.route(ADDRESS + MODULE, lambda route: route.fulfill(**source))
        given = [*problem(), STEPS]
        found = runtime.call(MODULE, "(m, given) => m.arrivals(...given)", given)
        for weights in found[1:]:
            np.testing.assert_allclose(found[0], weights, rtol=1e-9)
        rounds = runtime.call(MODULE, "(m, given) => m.times(...given)", [*given, ROUNDS])
        browser.close()
    return [median(times) for times in zip(*rounds, strict=True)]


def report() -> None:
    """Print both ratios, then the microseconds."""
    ours, hand, objects = measured()
    print("one training step in the page, network 2-8-1, 200 points, µs (median)")
    print(f"{ours / hand:8.2f}  ours / by hand           {ours:8.1f}{hand:8.1f}")
    print(f"{objects / ours:8.2f}  with objects / ours      {objects:8.1f}{ours:8.1f}")


if __name__ == "__main__":
    report()
