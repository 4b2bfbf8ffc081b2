"""Tests of runtime/inspector.js: the drawer that shows the graph a figure runs."""

import numpy as np
import pytest
from support.waiting import open_drawer

from mathlib.iteration import iterate
from mathlib.live import Choice, Slider, live

#: The table as text: its rows, each a list of cells, and the lines of NumPy among them.
ROWS = """(figure) => [...figure.querySelectorAll(".live-inspector tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent.trim()))"""


@pytest.fixture(scope="module")
def decay():
    @live(
        rate=Slider(0.0, 1.0, start=0.25, label="rate"),
        curve=Choice({"exponential": np.exp, "cosine": np.cos}, label="curve"),
    )
    def decay(figure, rate, curve):
        """A number that shrinks."""
        axes = figure.subplots()
        start = curve(2 * rate)
        path = iterate(lambda v, k: v - rate * v, start, 4)
        axes.plot(path)
        axes.set(xlim=(0, 4), ylim=(0, 2))
        axes.set_title(f"from {start:.3f} to {path[-1]:.3f}")

    return decay


@pytest.fixture
def figure(opened, decay):
    return opened(decay._html, viewport={"width": 1000, "height": 900}).locator("figure")


def cells(figure, name):
    return next(row for row in figure.evaluate(ROWS) if row[0] == name)


def starts(figure, words):
    return next(row for row in figure.evaluate(ROWS) if row[1:] and row[1].startswith(words))


def test_it_is_closed_and_empty_until_the_reader_opens_it(figure):
    assert figure.evaluate(ROWS) == []
    figure.locator("summary").press("Enter")
    figure.locator(".live-inspector tr").first.wait_for()
    assert cells(figure, "rate")[1:3] == ["yours to move", "0.25"]


def test_its_numbers_follow_the_hand(figure):
    open_drawer(figure)
    figure.locator("input[name=rate]").fill("0.5")
    figure.evaluate("(figure) => figure.live.draw()")
    assert cells(figure, "rate")[2] == "0.5"
    assert starts(figure, "exp(")[2] == f"{np.exp(1.0):.4g}"
    assert starts(figure, "all states of")[2].startswith(f"[{np.exp(1.0):.4g}, ")


def test_a_loop_shows_its_body_with_the_numbers_of_the_last_step(figure):
    open_drawer(figure)
    rows = figure.evaluate(ROWS)
    place = next(i for i, row in enumerate(rows) if row[1:] and "4 times" in row[1])
    product, difference = rows[place + 1], rows[place + 2]
    last = np.exp(0.5) * 0.75**3
    assert product[1] == "rate × state"
    assert product[2] == f"{0.25 * last:.4g}"
    assert difference[1] == f"state − {product[0]}"
    assert difference[2] == f"{0.75 * last:.4g}"


def test_each_line_of_numpy_stands_above_the_steps_it_made(figure):
    open_drawer(figure)
    rows = figure.evaluate(ROWS)
    line = next(i for i, row in enumerate(rows) if row[0].startswith("start = curve(2 * rate)"))
    assert rows[line][0].endswith("decay")
    assert [row[1] for row in rows[line + 1 : line + 3]] == [
        "2 × rate",
        f"exp({rows[line + 1][0]})",
    ]


def test_the_gradient_is_that_of_the_chosen_result(figure):
    open_drawer(figure)
    first = float(cells(figure, "rate")[3].replace("−", "-"))
    assert first == pytest.approx(2 * np.exp(0.5), rel=1e-3)
    figure.locator(".live-inspector select").select_option(index=1)
    second = float(cells(figure, "rate")[3].replace("−", "-"))
    slope = np.exp(0.5) * (2 * 0.75**4 - 4 * 0.75**3)
    assert second == pytest.approx(slope, rel=1e-3)


def test_another_choice_shows_another_graph(figure):
    open_drawer(figure)
    figure.locator("select[name=curve]").select_option("cosine")
    figure.evaluate("(figure) => figure.live.draw()")
    assert starts(figure, "cos(")[2] == f"{np.cos(0.5):.4g}"
    assert not [row for row in figure.evaluate(ROWS) if row[1:] and row[1].startswith("exp(")]


def test_a_figure_without_numbers_in_its_texts_has_no_gradients(opened):
    @live(x=Slider(0.0, 1.0))
    def point(figure, x):
        """A point."""
        axes = figure.subplots()
        axes.plot(x, x, "o")
        axes.set(xlim=(0, 1), ylim=(0, 1))

    figure = opened(point._html).locator("figure")
    open_drawer(figure)
    assert figure.locator(".live-inspector select").count() == 0
    assert figure.evaluate(ROWS)[0] == ["", "step", "value", ""]


def test_a_product_with_a_transposed_matrix_says_so_and_its_numbers_are_right(opened):
    @live(x=Slider(0.0, 1.0, start=0.5))
    def turned(figure, x):
        """A matrix times its transposition."""
        rows = x * np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 4.0]])
        product = rows @ rows.T
        figure.subplots().set_title(f"{np.sum(product):.3f}")

    figure = opened(turned._html).locator("figure")
    open_drawer(figure)
    product = next(row for row in figure.evaluate(ROWS) if row[1:] and "@" in row[1])
    name = cells(figure, product[1].split()[0])[0]
    assert product[1] == f"{name} @ {name}ᵀ 2 × 2"
    assert product[2] == "[3.5, 3.5, 3.5, …]"
    assert not [row for row in figure.evaluate(ROWS) if row[1:] and "elements of" in row[1]]


@pytest.mark.parametrize("width", [1000, 360])
def test_it_is_accessible_and_no_wider_than_the_figure(opened, decay, width):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(f'<main lang="en">{decay._html}</main>', viewport={"width": width, "height": 900})
    figure = page.locator("figure")
    open_drawer(figure)
    drawer = figure.locator(".live-inspector > div")
    assert drawer.evaluate("(d) => d.scrollWidth <= d.clientWidth")
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa"]}}
    violations = Axe().run(page, options=rules).response["violations"]
    assert [v["id"] for v in violations if v["id"] != "html-has-lang"] == []
