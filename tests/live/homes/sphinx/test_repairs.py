"""Tests of mathlib.live.homes.sphinx.repairs."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from support.waiting import wait_two_frames

from mathlib.live.homes.sphinx.repairs import repair


def repaired(body):
    context = {"body": body}
    repair(None, "page", "page.html", context, None)
    return context["body"]


def test_the_insides_of_exercises_share_no_id():
    assert repaired('<section id="exercise-content">') == "<section>"
    assert repaired('<section id="solution-content">') == "<section>"


def test_other_ids_stay():
    assert repaired('<section id="exercise-content-of-mine">') == (
        '<section id="exercise-content-of-mine">'
    )


def test_a_bibliography_has_no_role_that_was_given_up():
    body = '<div role="list" class="citation-list"><div class="citation" role="doc-biblioentry">'
    assert repaired(body) == '<div class="citation-list"><div class="citation">'


def test_a_page_without_text_is_left_alone():
    context = {}
    repair(None, "genindex", "genindex.html", context, None)
    assert context == {}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_any_page(site, browser, scheme, width):
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    faults = []
    for file in site.glob("*.html"):
        page.goto(file.as_uri())
        wait_two_frames(page)
        found = Axe().run(page).response["violations"]
        faults += [(file.name, fault["id"], fault["nodes"][0]["html"]) for fault in found]
    assert faults == []
    page.close()


@pytest.mark.parametrize("mark", [",", ".", ";", ":", "?", ").", "”"])
def test_punctuation_stays_with_its_formula(mark):
    formula = '<span class="math notranslate nohighlight"><mjx-math>\n</mjx-math></span>'
    assert repaired(f"of {formula}{mark} At") == (
        f'of <span class="unbroken">{formula}{mark}</span> At'
    )


def test_a_formula_before_a_word_stays_as_it_is():
    formula = '<span class="math notranslate nohighlight"><mjx-math></mjx-math></span>'
    body = f"{formula} is <span>w</span>, and {formula} too"
    assert repaired(body) == body
