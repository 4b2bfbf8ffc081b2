"""The drawer under every figure of the book: its graph, with gradients that are right."""

import re

import numpy as np
import pytest
from support.book import PHONE, WIDE, chapters
from support.chapters import figures_of, page_of
from support.waiting import open_drawer

from mathlib.graph import Program
from mathlib.graph.backward import gradients
from mathlib.live.recording.text import LiveNumber

ROWS = """(figure) => [...figure.querySelectorAll(".live-inspector tbody tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent.trim()))"""
OVERFLOWS = "(d) => d.scrollWidth > d.clientWidth && getComputedStyle(d).overflowX === 'visible'"


def written_numbers(variant):
    """Return the nodes of the numbers that a figure writes, each once, as its drawer lists them."""
    texts = [artist.text or [] for artist in variant.drawings["wide"].artists]
    pieces = [piece for text in texts for piece in text if isinstance(piece, LiveNumber)]
    return list(dict.fromkeys(p.node for p in pieces if p.node.value.dtype == np.float64))


def numbers_in(text):
    """Return the numbers of a cell: one, or the first few of an array."""
    words = re.findall(r"-?(?:[\d.]+(?:e[+-]\d+)?|inf|nan)", text.replace("−", "-"))
    return np.array([float(word) for word in words])


@chapters
@pytest.mark.parametrize("browser_of", [WIDE, PHONE], ids=["wide", "narrow"])
def test_every_figure_shows_its_graph_with_the_numbers_and_gradients_that_python_finds(
    site, visit, notebook, browser_of
):
    page = visit(site + page_of(notebook), **browser_of).page
    for name, live_figure in figures_of(notebook).items():
        figure = page.locator(f"figure#{name}")
        open_drawer(figure)
        rows = {row[0]: row for row in figure.evaluate(ROWS) if len(row) == 4}
        assert not figure.locator(".live-inspector > div").evaluate(OVERFLOWS)
        controls = live_figure.recording.controls
        variant = live_figure.recording.variant({n: c.start_value for n, c in controls.items()})
        results = written_numbers(variant)
        for parameter, node in variant.inputs.items():
            np.testing.assert_allclose(
                numbers_in(rows[parameter][2]), np.ravel(node.value)[:3], rtol=1e-3
            )
            found = gradients(results[0]).get(node) if results else None
            if found is not None:
                expected = np.ravel(found.node.value)[:3]
                np.testing.assert_allclose(numbers_in(rows[parameter][3]), expected, rtol=1e-3)


@chapters
def test_the_gradients_of_every_written_number_agree_with_small_nudges(notebook):
    chance = np.random.default_rng(0)
    for name, live_figure in figures_of(notebook).items():
        for variant in live_figure.recording.variants:
            inputs = list(variant.inputs.values())
            at = [np.array(node.value, dtype=float) for node in inputs]
            for result in written_numbers(variant)[:3]:
                for i, node in enumerate(inputs):
                    found = gradients(result).get(node)
                    if found is None or node.value.dtype != np.float64:
                        continue
                    direction = chance.choice([-1.0, 1.0], np.shape(node.value))
                    value = Program(inputs, [result])
                    slope = sum(
                        weight
                        * value.run(*at[:i], at[i] + step * 1e-4 * direction, *at[i + 1 :])[0]
                        for weight, step in ((1, -2), (-8, -1), (8, 1), (-1, 2))
                    ) / (12e-4)
                    size = np.sum(np.abs(found.node.value)) + abs(result.value)
                    np.testing.assert_allclose(
                        np.sum(found.node.value * direction), slope, atol=1e-6 * size, err_msg=name
                    )
