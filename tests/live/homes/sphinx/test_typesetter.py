"""Tests of mathlib.live.homes.sphinx.typesetter."""

import re

import pytest

from mathlib.live.homes.sphinx.typesetter import Typesetter


@pytest.fixture(scope="module")
def mathjax():
    with Typesetter() as typesetter:
        yield typesetter


def test_a_formula_is_drawn_for_the_eye_and_told_to_a_screen_reader(mathjax):
    html = mathjax.formula(r"\frac{x}{2}")
    drawn, told = html.split("<mjx-assistive-mml")
    assert "mjx-mfrac" in drawn
    assert 'aria-hidden="true"' in drawn
    assert "<mfrac><mi>x</mi><mn>2</mn></mfrac>" in told


def test_a_displayed_formula_is_told_from_one_in_a_line(mathjax):
    assert 'display="true"' in mathjax.formula("x", display=True)
    assert 'display="true"' not in mathjax.formula("x")


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\fraction{1}{2}", r"Undefined control sequence \\fraction"),
        (r"\frac{1}{2", "Missing close brace"),
        (r"\begin{aligned} a", r"Missing \\end"),
        ("a_1_2", "Double subscripts"),
    ],
)
def test_a_formula_with_a_fault_is_refused_with_mathjax_s_reason(mathjax, tex, reason):
    with pytest.raises(ValueError, match=reason):
        mathjax.formula(tex)
    assert "mjx-c" in mathjax.formula("x"), "the next formula must not suffer"


def test_what_a_page_defines_holds_for_its_later_formulas_alone(mathjax):
    mathjax.formula(r"\newcommand{\R}{\mathbb{R}} \label{here}", page="one")
    assert "ℝ" not in mathjax.formula("x", page="one")
    assert 'double-struck">R<' in mathjax.formula(r"\R", page="one")
    with pytest.raises(ValueError, match=r"\\R"):
        mathjax.formula(r"\R", page="two")


def test_a_book_s_settings_of_mathjax_are_kept():
    with Typesetter({"tex": {"macros": {"half": [r"\frac{#1}{2}", 1]}}}) as typesetter:
        assert "<mfrac><mi>w</mi><mn>2</mn></mfrac>" in typesetter.formula(r"\half{w}")
        with pytest.raises(ValueError, match=r"\\third"):
            typesetter.formula(r"\third{w}")


def test_a_letter_that_mathjax_s_fonts_lack_stands_as_itself(mathjax):
    html = mathjax.formula(r"\text{für}")
    assert re.search("<mjx-utext[^>]*>ü</mjx-utext>", html)


@pytest.mark.parametrize("tex", ["x", r"\mathbb{R}", r"\mathsf{T}", r"\left(\frac{1}{2}\right)"])
def test_the_style_sheet_knows_each_character_of_a_formula(mathjax, tex):
    css = mathjax.style_sheet()
    characters = re.findall(r'<mjx-c class="([\w-]+)( [\w-]+)?"', mathjax.formula(tex))
    assert len(characters) > 0
    for character, family in characters:
        name = f".{character}" + family.replace(" ", ".")
        assert re.search(rf"{re.escape(name)}::before {{[^}}]*content:", css), name
