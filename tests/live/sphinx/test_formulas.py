"""Tests of mathlib.live.sphinx.formulas."""

import pytest

from mathlib.live.sphinx.formulas import height, width

SIZES = """() => [...document.querySelectorAll(".math")].map((formula) => {
  const { width, height } = formula.getBoundingClientRect();
  return [formula.tagName, width, height];
})"""


@pytest.fixture(scope="module")
def before_and_after(site, browser):
    """Return each formula's size as it is kept, and as MathJax then draws it."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    page.route("**/mathjax.js*", lambda route: route.abort())
    page.goto((site / "formulas.html").as_uri())
    kept = page.evaluate(SIZES)
    page.unroute("**/mathjax.js*")
    page.goto((site / "formulas.html").as_uri())
    page.evaluate("MathJax.startup.promise")
    page.wait_for_function("document.fonts.status === 'loaded'")
    drawn = page.evaluate(SIZES)
    context.close()
    return list(zip(kept, drawn, strict=True))


def test_a_formula_in_a_line_keeps_about_its_width(before_and_after):
    spans = [(k[1], d[1]) for k, d in before_and_after if k[0] == "SPAN"]
    assert len(spans) == 4
    for kept, drawn in spans:
        assert kept == pytest.approx(drawn, rel=0.15)


def test_a_displayed_formula_keeps_about_its_height(before_and_after):
    blocks = [(k[2], d[2]) for k, d in before_and_after if k[0] == "DIV"]
    assert len(blocks) == 4
    for kept, drawn in blocks:
        assert kept == pytest.approx(drawn, abs=16)


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("x", "x + y"),
        ("x_i", "x_{i + j}"),
        ("i", "m"),
        (r"\frac{a}{b}", r"\frac{a + b + c}{b}"),
        (r"\alpha", r"\alpha\beta"),
    ],
)
def test_what_is_wider_on_paper_is_given_more_room(narrow, wide):
    assert 0 < width(narrow) < width(wide)


def test_the_rows_of_a_matrix_do_not_stack_upon_a_fraction():
    matrix = r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}"
    assert height(rf"\frac{{1}}{{2}} {matrix}") == height(r"\frac{1}{2}")
    assert height(r"a \\ b") > height("a")


def test_without_scripts_the_source_of_a_formula_is_whole(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "formulas.html").as_uri())
    formula = page.locator("span.math").first
    assert formula.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    assert formula.inner_text() == r"\(\nabla f(\mathbf{w}) = 0\)"
    context.close()
