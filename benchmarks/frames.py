"""What a reader waits for: a control is moved, and the picture is drawn and laid out.

Beside it, in the same run, what a live kernel would take to draw the figure again with
matplotlib, before its picture has even left for the browser. Needs the built book.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from playwright.sync_api import sync_playwright
from support.browser import find_browser
from support.chapters import NOTEBOOKS, figures_of, page_of
from support.plain import plain_values

from mathlib.live.recording.figures import style

HTML = Path(__file__).parents[1] / "_build" / "html"
ROUNDS = 7

#: Draws a figure 20 times with all its controls marked as moved; returns milliseconds a draw.
_DRAW = """(figure) => {
    const { live } = figure;
    const began = performance.now();
    for (let i = 0; i < 20; i++) {
        for (const [name, value] of Object.entries(live.state)) live.set(name, value);
        live.draw();
        figure.getBoundingClientRect();
    }
    return (performance.now() - began) / 20;
}"""


def frames() -> list[tuple[str, float, float]]:
    """Return, for each figure of the book, milliseconds in the page and with matplotlib."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser())
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        rows = []
        for notebook in NOTEBOOKS:
            page.goto((HTML / page_of(notebook)).as_uri())
            for name, live_figure in figures_of(notebook).items():
                element = page.wait_for_selector(f"figure#{name}[data-live=ready]")
                state = element.evaluate("(figure) => figure.live.state")
                ours, theirs = _side_by_side(
                    lambda element=element: element.evaluate(_DRAW),
                    lambda figure=live_figure, state=state: _redraw(figure, state),
                )
                rows.append((name, ours, theirs))
        browser.close()
    return rows


def _side_by_side(ours: Callable[[], float], theirs: Callable[[], float]) -> tuple[float, float]:
    """Return two medians, measured in turn, so that a busy machine slows both."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(ROUNDS)]
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second)


def _redraw(live_figure: Any, state: dict[str, Any]) -> float:
    """Draw the figure as ``ipywidgets.interact`` would, and return milliseconds."""
    began = time.perf_counter()
    with style():
        figure = Figure(figsize=live_figure.recording.size)
        live_figure(figure, **plain_values(live_figure, state))
        figure.savefig(io.BytesIO(), format="png")
    return (time.perf_counter() - began) * 1e3


def report() -> None:
    """Print the table, ratios first."""
    print("a figure moved and drawn, ms (median): page, matplotlib alone on a kernel")
    for name, ours, theirs in sorted(frames(), key=lambda row: -row[1]):
        print(f"{theirs / ours:8.0f}x  {ours:6.2f}  {theirs:7.1f}  {name}")


if __name__ == "__main__":
    report()
