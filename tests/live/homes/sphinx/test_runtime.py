"""Tests of mathlib.live.homes.sphinx.runtime."""

import pytest

from mathlib.live.homes import scripts


def test_only_a_page_with_a_figure_or_a_question_loads_the_runtime(site):
    pages = {page.name: page.read_text("utf-8") for page in site.rglob("*.html")}
    for asset in ("live-figure/live.js", "live-figure/live.css"):
        assert {name for name, text in pages.items() if asset in text} == {
            "figure.html",
            "question.html",
        }


def test_the_runtime_is_a_classic_script_that_waits_for_the_page(site):
    text = (site / "figure.html").read_text("utf-8")
    (line,) = [line for line in text.splitlines() if "live.js" in line]
    assert "defer" in line
    assert "module" not in line


@pytest.mark.parametrize(
    ("name", "made"), [("live.js", scripts.page_script), ("live.css", scripts.page_style)]
)
def test_what_is_served_is_what_scripts_makes(site, name, made):
    assert (site / "_static" / "live-figure" / name).read_text("utf-8") == made()
    assert made()


def test_a_change_of_the_runtime_changes_its_address(site):
    text = (site / "figure.html").read_text("utf-8")
    assert "live.js?v=" in text
