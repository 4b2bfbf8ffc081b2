"""Tests of runtime/colours.js: colours that follow the page's theme, and pixels."""

import numpy as np
import pytest
from matplotlib import colormaps

from mathlib.live import Slider, live
from mathlib.live.drawing.palette import COLOUR_MAPS, COLOURS
from mathlib.live.homes.scripts import page_script, page_style

OF = """({ colourOf }, { colours, values }) =>
    [...values].map((v) => colourOf(colours)(v) ?? "none")"""
PALETTE = """(_, css) => { document.body.append(Object.assign(document.createElement("style"),
    { textContent: css })); }"""


def colour_of(runtime, colours, values):
    runtime.call("colours.js", PALETTE, page_style())
    values = np.array(values, dtype=float)
    return runtime.call("colours.js", OF, {"colours": colours, "values": values})


@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_the_page_makes_matplotlib_s_colours_from_the_palette(runtime, name):
    values = np.concatenate([np.linspace(-1.5, 2.5, 333), [-np.inf, np.inf]])
    colours = {"range": [-1.0, 2.0], "stops": list(COLOUR_MAPS[name])}
    got = colour_of(runtime, colours, values)
    fresh = colormaps[name]((values + 1) / 3)[:, :3] * 255
    ours = [[int(n) for n in text[4:-1].split(",")] for text in got]
    np.testing.assert_allclose(ours, fresh, atol=1.01)


def test_a_table_of_colours_is_taken_as_it_is_and_no_number_has_no_colour(runtime):
    table = "".join(f"{i:02x}00ff" for i in range(256))
    got = colour_of(runtime, {"range": [0, 256], "table": table}, [0, 7.9, 255, 256, np.nan])
    assert got == [*("rgb(0,0,255)", "rgb(7,0,255)", "rgb(255,0,255)", "rgb(255,0,255)"), "none"]


@live(k=Slider(0.0, 1.0, start=0.5))
def themed(figure, k):
    """An image and two points in the palette's colours, the last of which is the highest."""
    left, right = figure.subplots(1, 2)
    left.imshow([[k, 2 * k]], vmin=0, vmax=1)
    right.scatter([0, 1], [0, 1], c=[0 * k, 2 * k], vmin=0, vmax=1)
    right.set(xlim=(-1, 2), ylim=(-1, 2))


@pytest.mark.parametrize(
    ("switch", "mark"),
    [("documentElement", ("data-theme", "dark")), ("body", ("data-jp-theme-light", "false"))],
)
def test_a_new_theme_colours_what_is_drawn_anew(browser, switch, mark):
    page = browser.new_page()
    page.set_content(
        f"<!doctype html><html data-theme=light><title>themed</title><style>{page_style()}</style>"
        f"<body>{themed._html}<script>{page_script()}</script>"
    )
    shown = """() => [document.querySelector("image").getAttribute("href"),
        [...document.querySelectorAll("path[color]")].at(-1).getAttribute("color")]"""
    before = page.evaluate(shown)
    page.evaluate(f"document.{switch}.setAttribute('{mark[0]}', '{mark[1]}')")
    after = page.evaluate(shown)
    named = [f"rgb({','.join(str(n) for n in bytes.fromhex(c[1:]))})" for c in COLOURS["blue"]]
    assert [before[1], after[1]] == named
    assert before[0] != after[0]
    page.close()
