"""Tests of runtime/drawing.js and its shapes: every kind of artist against plain matplotlib."""

import functools
import json
import random
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from support.javascript import AWAKE
from support.plain import compare_pictures, compare_values, tell_plainly
from support.waiting import wait_two_frames

from mathlib.live import Handle, Orbit, Slider, live
from mathlib.live.drawing.palette import blue, diverging, gold, ground, ink, muted, orange, paper
from mathlib.live.drawing.space import Space
from mathlib.live.homes.scripts import page_script, page_style
from mathlib.live.page.styles import KINDS

VALUES = """(figure) => JSON.stringify(figure.live.value(),
    (key, v) => typeof v === "number" && !Number.isFinite(v) ? String(v) : v)"""
SETTINGS = 5

ARROWS = {"angles": "xy", "scale_units": "xy", "scale": 1}
GRID = np.meshgrid(np.linspace(-2, 2, 17), np.linspace(-2, 2, 13))


def part(**controls):
    """Declare an example: a small live figure, made when asked for, of some kinds of artist."""

    def made(function):
        function.__doc__ = "An example of what follows a control."
        return functools.cache(lambda: live(size=(8, 3), **controls)(function))

    return made


@part(shift=Slider(-2.0, 2.0, start=0.5, step=0.1), gap=Slider(0.0, 2.0, start=0.0, step=0.1))
def bands_and_lines(figure, shift, gap):
    left, right = figure.subplots(1, 2)
    x = np.linspace(-4, 4, 81)
    y = np.exp(-((x - shift) ** 2) / 2)
    left.fill_between(x, np.where(np.abs(x - 1) < gap, np.nan, y), shift / 9, alpha=0.3)
    left.axhline(y[20], color=orange, linestyle="--", xmin=0.1)
    left.axvline(shift, color=muted)
    left.axvspan(shift - gap, shift + gap, color=gold, alpha=0.2)
    left.plot(x, np.where(np.abs(x + 1) < gap, np.nan, y), marker="o", markevery=None)
    left.set(xlim=(-4, 3), ylim=(0, 1.1))
    right.fill_between(x, y * shift, y + gap, color=blue, edgecolor=ink)
    right.fill_between([], [], shift)
    right.axhspan(shift, shift + gap, xmax=0.5, facecolor=orange)
    right.set(xlim=(3, -2), ylim=(4, -4))
    for place in (shift, np.sqrt(shift - 1)):  # equal markers; the second ones begin unseen
        left.plot([place], [0.5], "s", color=blue, ms=9)
        right.plot([place, shift], [3, -3], "s", color=blue, ms=9)


@part(shift=Slider(-2.0, 2.0, start=0.5, step=0.1))
def bars_and_polygons(figure, shift):
    left, right = figure.subplots(1, 2)
    k = np.arange(5)
    p = np.exp(-((k - 2 - shift) ** 2))
    left.bar(list("abcde"), p / np.sum(p), color=[blue, orange, blue, gold, ink], alpha=0.5)
    left.bar(k, np.where(p < 0.5, -p, np.nan), width=0.3, bottom=shift, edgecolor=ink)
    left.set(xlim=(-0.6, 4.6), ylim=(-1, 1))
    right.barh(k, p - 0.5, left=shift / 9, align="edge", color=blue)
    right.fill([0, shift / 4, 0.3], [0, 3, 4 + shift / 2], color=orange, alpha=0.4)
    right.vlines(k / 10 - 0.2, k, np.where(k == 2, np.sqrt(shift), k + p), colors=[gold, blue])
    right.hlines([1.5, 2.5], -0.4, shift / 4, color=ink, linestyles="--")
    right.set(xlim=(0.6, -0.6), ylim=(-1, 5))


@part(at=Handle(0.5, 0.5), n=Slider(0.0, 3.0, start=1.0, step=0.1))
def images_and_level_lines(figure, at, n):
    left, middle, right = figure.subplots(1, 3)
    x, y = GRID
    z = np.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2)) * np.cos(n * x)
    image = left.imshow(z, extent=(-2, 2, -2, 2), vmin=-1, vmax=1, cmap=diverging, aspect="auto")
    figure.colorbar(image, ax=left)
    middle.contour(x, y, z, levels=[-0.5, -0.25, 0.01, 0.2, 0.5], cmap=ground)
    middle.contour(x + at[1], y, np.sqrt(z), levels=[0.3, 0.6], colors=[blue, orange])
    middle.contour(np.sin(9 * x * n) * np.cos(7 * y), levels=[0.1], colors=ink, linewidths=0.7)
    middle.set(xlim=(-2, 2), ylim=(-2, 2))
    mesh = np.where(x > at[0], z, np.nan)
    even = {"extent": (-2, 2, -2, 2), "origin": "lower", "aspect": "auto"}
    right.imshow(mesh, vmin=-0.5, vmax=0.5, cmap="viridis", **even)
    right.pcolormesh([-4, -3, -2], [2, 3], np.array([[0.2, -0.4]]), cmap=diverging)
    right.imshow(np.stack([z, np.sqrt(z), 0 * z + 0.5], axis=-1), extent=(2, 4, 2, 3))
    right.imshow(np.eye(4), extent=(-4, -2, -4, 2), origin="lower")
    right.set(xlim=(-4, 4), ylim=(-4, 3))


@part(at=Handle(0.5, 0.5), n=Slider(0.0, 3.0, start=1.0, step=0.1))
def points_and_arrows(figure, at, n):
    left, right = figure.subplots(1, 2)
    x, y = (axis[::3, ::3] for axis in GRID)
    u, v = -(x - at[0]) / 4, -(y - at[1]) / 4
    left.quiver(x, y, np.where(x > 1.5, np.nan, u), v, width=0.006, color=blue, **ARROWS)
    style = {"units": "dots", "pivot": "mid", "clim": (-0.5, 0.5), "cmap": diverging}
    left.quiver(x, y, v * n, u, u, width=2, **style, **ARROWS)
    left.quiver(at[0], at[1], n, [0.0], width=0.02, pivot="tip", minshaft=2, **ARROWS)
    left.set(xlim=(-3, 2.5), ylim=(2.5, -2.5))
    a, b = np.random.default_rng(0).normal(size=(2, 60))
    moving = np.where(a > 1, np.sqrt(n - 1), a)
    style = {"s": 20, "vmin": -1, "vmax": 1, "alpha": 0.6}
    right.scatter(moving, b, c=np.sin(a * n), edgecolors=muted, **style)
    right.scatter(b + at[0], a, c=b, cmap="viridis", marker="^", edgecolors="face")
    right.scatter(at[0], at[1], s=100 * n, color=orange, marker="s", alpha=0.5)
    right.scatter(x, y * n, s=[10, 40] * 15, c=[blue, gold] * 15, marker="x")
    right.scatter([], np.zeros(0) * n, color=ink)
    right.scatter(a * n, b, facecolors="none", edgecolors=paper, clip_on=False)
    right.set(xlim=(-3, 3), ylim=(-3, 3))


@part(k=Slider(1, 5, start=2, step=1))
def log_axes(figure, k):
    left, right = figure.subplots(1, 2)
    x = np.logspace(0, 3, 30)
    left.set(xscale="log", yscale="log", xlim=(1, 1000), ylim=(1e-3, 1e9))
    left.plot(x, x**k - 30.0)
    left.fill_between(x, x**k / 3, x**k * 3, alpha=0.2)
    left.scatter(x[::3], x[::3] - 30 * k, marker="v", color=blue)
    left.quiver(x[::6], x[::6], x[::6] * k, x[::6] * k, width=0.008, **ARROWS)
    left.bar([10, 100], [10.0 * k, 1e5 / k], width=[5, 50], color=gold)
    right.set(xscale="log", xlim=(1, 100), ylim=(0, 10))
    x, y = np.meshgrid(np.linspace(1, 100, 40), np.linspace(0, 10, 40))
    right.contour(x, y, y * k - np.sqrt(x), levels=[0, 5, 10], colors=[blue, orange, gold])
    right.axhspan(k, k + 1, alpha=0.3, color=gold)
    right.text(k * 10, k, f"here {k}")
    right.axvline(k * 5, ymin=0.3)


@part(view=Orbit(azimuth=-60, elevation=30), k=Slider(0.5, 3.0, start=1.0, step=0.1))
def turned_space(figure, view, k):
    left, right = figure.subplots(1, 2)
    x, y = np.meshgrid(np.linspace(-2, 2, 13), np.linspace(-2, 2, 9))
    z = np.sin(k * x) * np.cos(y)
    space = Space(left, view, (-2, 2), (-2, 2), (-1, 1), labels=("a", "b", "height"))
    space.surface(x, y, np.where(np.abs(x - k) < 0.1, np.nan, z))
    along = np.linspace(-2, 2, 20)
    space.plot(along, along, np.sin(k * along) * np.cos(along), "-o")
    other = Space(right, view, (-2, 2), (-2, 2), (-1, 1))
    other.wireframe(x[::2, ::2], y[::2, ::2], z[::2, ::2])
    other.scatter(along, along, 0, color=blue)
    other.quiver(0, 0, 0, [1, 0, 0], [0, k, 0], [0, 0, 1], color=orange)
    other.text(0, 0, 0.5, "here")


EXAMPLES = {
    "turned space": turned_space,
    "bands and lines": bands_and_lines,
    "bars and polygons": bars_and_polygons,
    "images and level lines": images_and_level_lines,
    "points and arrows": points_and_arrows,
    "log axes": log_axes,
}


@pytest.fixture(scope="module", params=["wide", "narrow"])
def layout(request):
    return request.param


@pytest.fixture(scope="module")
def page(browser, layout):
    """Return a page that holds every example and nothing else."""
    width = {"wide": 1100, "narrow": 360}[layout]
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    bodies = "".join(example()._html for example in EXAMPLES.values())
    page.set_content(
        f"<!doctype html><title>examples</title><style>{page_style()}</style>{bodies}"
        f"<script>{page_script()}</script>"
    )
    page.wait_for_function(AWAKE)
    yield page
    context.close()


def random_value(control, chance):
    if isinstance(control, Orbit):
        return [chance.randint(-180, 180), chance.choice([0, 17, 45, 90])]
    if isinstance(control, Handle):
        return [round(chance.uniform(-2, 2), 3) for _ in range(2)]
    stops = round((control.high - control.low) / control.step)
    value = control.low + chance.randint(0, stops) * control.step
    return value if control.whole else round(value, 6)


def picture(page, figure):
    svg = figure.locator(".live-picture > svg").element_handle()
    return ET.fromstring(page.evaluate("(s) => new XMLSerializer().serializeToString(s)", svg))


def check(page, live_figure, layout):
    figure = page.locator(f"figure#{live_figure.name}")
    assert figure.get_attribute("data-live") == "ready", figure.inner_text()
    state = figure.evaluate("(figure) => figure.live.state")
    drawn = json.loads(figure.evaluate(VALUES))
    plain = tell_plainly(live_figure, state, layout)
    assert len(drawn) == len(plain.artists)
    for live_artist, parts in zip(drawn, plain.artists, strict=True):
        compare_values(live_artist, parts)
    compare_pictures(picture(page, figure), plain, live_figure.name)


def test_python_and_the_page_know_the_same_kinds_of_artist(runtime):
    assert set(runtime.call("drawing.js", "(module) => Object.keys(module.KINDS)")) == set(KINDS)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_kind_of_artist_is_drawn_as_plain_matplotlib_draws_it(page, layout, example):
    drawn = EXAMPLES[example]()
    chance = random.Random(drawn.name)
    figure = page.locator(f"figure#{drawn.name}")
    check(page, drawn, layout)
    for _ in range(SETTINGS):
        for name, control in drawn.recording.controls.items():
            value = random_value(control, chance)
            figure.evaluate("(f, [name, value]) => f.live.set(name, value)", [name, value])
        wait_two_frames(page)
        check(page, drawn, layout)
    assert page.said == []
