"""Tests of mathlib.live.homes.sphinx.formulas."""

import re
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont
from support.waiting import eventually

from mathlib.live.homes.mathjax import mathjax_folder
from mathlib.live.homes.sphinx.formulas import FONTS, in_rows

SIZES = """() => [...document.querySelectorAll(".math")].map((formula) => {
  const { width, height } = formula.getBoundingClientRect();
  return [width, height];
})"""
SMALL_X = """(container) => {
  const probe = container.parentNode.appendChild(document.createElement("span"));
  probe.style.cssText = "display: inline-block; height: 100ex";
  return [0.442 * parseFloat(getComputedStyle(container).fontSize), probe.offsetHeight / 100];
}"""


class Visit:
    """Opens the page of formulas from its folder, and remembers what it asked for and said."""

    def __init__(self, site, browser, **options):
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.said, self.asked = [], []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.address = (site / "formulas.html").as_uri()

    def __enter__(self):
        self.page.goto(self.address)
        # Not by wait_for_function: without scripts, no frame calls it back.
        assert eventually(
            self.page, lambda: self.page.evaluate("document.fonts.status === 'loaded'")
        )
        return self

    def __exit__(self, *_error):
        self.context.close()


@pytest.fixture
def visit(site, browser):
    with Visit(site, browser, offline=True) as visit:
        yield visit


def test_every_formula_is_typeset_and_can_be_read_aloud(visit):
    assert visit.page.locator(".math").count() == 8
    assert visit.page.locator(".math > mjx-container mjx-assistive-mml math").count() == 8
    assert visit.page.locator("mjx-menclose").count() == 1
    assert visit.page.locator("mjx-container[tabindex]").count() == 0


def test_a_page_of_formulas_is_silent_and_runs_no_mathjax(visit):
    assert visit.said == []
    assert [url for url in visit.asked if not url.startswith(("file:", "data:"))] == []
    assert visit.page.evaluate("typeof MathJax") == "undefined"


def test_the_fonts_of_the_formulas_are_loaded(visit):
    states = dict(visit.page.evaluate("[...document.fonts].map((f) => [f.family, f.status])"))
    assert states["MJXTEX-I"] == "loaded"
    assert "error" not in states.values()


def test_a_formula_keeps_its_place_when_its_fonts_come(site, browser, visit):
    without = Visit(site, browser)
    without.context.route("**/MathJax_*.woff", lambda route: route.abort())
    with without:
        assert without.page.evaluate(SIZES) == visit.page.evaluate(SIZES)
        assert any("ERR_FAILED" in message for message in without.said), "no font was held back"


def test_without_scripts_formulas_look_the_same(site, browser, visit):
    with_scripts = visit.page.evaluate(SIZES)
    with Visit(site, browser, java_script_enabled=False) as without:
        assert without.page.evaluate(SIZES) == with_scripts


def test_a_formula_s_small_letters_are_as_high_as_those_of_the_text(visit):
    for container in visit.page.locator("span.math > mjx-container").all():
        formula, text = container.evaluate(SMALL_X)
        assert formula == pytest.approx(text, rel=0.01)


def test_a_number_stands_by_its_equation_and_can_be_referred_to(visit):
    equation = visit.page.locator("div.math:has(.eqno)")
    assert equation.locator(".eqno").inner_text().startswith("(1)")
    link = visit.page.get_by_role("link", name="(1)", exact=True)
    assert link.get_attribute("href") == f"#{equation.get_attribute('id')}"


def test_a_formula_too_wide_for_a_phone_can_be_scrolled_with_the_keyboard(site, browser):
    with Visit(site, browser, viewport={"width": 360, "height": 700}) as phone:
        wide = phone.page.locator("mjx-container[tabindex='0']")
        wide.wait_for()
        assert wide.count() == 1
        wide.focus()
        phone.page.keyboard.press("ArrowRight")
        phone.page.wait_for_timeout(300)
        assert wide.evaluate("(formula) => formula.scrollLeft") > 0


def test_only_pages_with_formulas_load_their_style(site):
    styled = {p.name for p in site.rglob("*.html") if "formulas.css" in p.read_text("utf-8")}
    assert styled == {"formulas.html"}


def test_the_fonts_hold_the_characters_that_the_book_shows_and_no_others(site):
    sheet = site / "_static" / "formulas" / "formulas.css"
    named = re.findall(r'url\("\./([\w-]+)\.woff"\)', sheet.read_text("utf-8"))
    assert len(named) > 20
    kept = {}
    for name in named:
        with TTFont(sheet.with_name(f"{name}.woff")) as font:
            kept[name] = set(font.getBestCmap())
        with TTFont(mathjax_folder() / FONTS / f"{name}.woff") as font:
            assert kept[name] <= set(font.getBestCmap())
    assert {ord("w"), ord("λ"), ord("x")} <= kept["MathJax_Math-Italic"]
    assert ord("∇") in kept["MathJax_Main-Regular"]
    assert ord("Ω") not in kept["MathJax_Main-Regular"]
    assert sum(file.stat().st_size for file in sheet.parent.iterdir()) < 200_000


def test_a_formula_with_a_fault_fails_the_build_and_is_named_with_its_place(tmp_path):
    (tmp_path / "conf.py").write_text(
        "extensions = ['myst_parser', 'mathlib.live.homes.sphinx']\n"
        "myst_enable_extensions = ['dollarmath']\nhtml_theme = 'sphinx_book_theme'\n"
    )
    (tmp_path / "index.md").write_text("# A page\n\nA line.\n\nThe cost is $\\cots(w)$.\n")
    command = [sys.executable, "-m", "sphinx", "-W", "-b", "html", tmp_path, tmp_path / "out"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode != 0
    assert re.search(r"index\.md:5:.*\\cots\): \\cots\(w\)", run.stderr), run.stderr


@pytest.mark.parametrize(
    ("tex", "rows"),
    [
        ("a", "a"),
        (r"a \\ b", r"\begin{split}a \\ b\end{split}"),
        ("a\n\nb", r"\begin{align}\begin{aligned}a\\b\end{aligned}\end{align}"),
    ],
)
def test_the_rows_of_a_formula_are_aligned(tex, rows):
    assert in_rows(tex) == rows
