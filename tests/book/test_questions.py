"""Every question of the book, answered right and wrong in a browser, by keys alone."""

import json
import re

import pytest
from support.book import DARK, FOLDER, PHONE, SCRIPTLESS
from support.chapters import NOTEBOOKS, code_of, page_of

CALL = re.compile(r"^ask_(?:number|choice)\(", re.MULTILINE)
READY = "form.live-question[data-live=ready]"


def asked_in(notebook):
    """Return how many questions a chapter's cells ask."""
    return sum(len(CALL.findall(code)) for code in code_of(notebook))


ASKING = [notebook for notebook in NOTEBOOKS if asked_in(notebook)]
asking_chapters = pytest.mark.parametrize("notebook", ASKING, ids=lambda path: path.stem)


def test_the_book_asks_questions():
    assert ASKING


def data_of(form):
    return json.loads(form.locator("script").text_content())


def answer(form, data, place):
    """Give one of a question's answers, with the keyboard, and return what the page says."""
    if "numbers" in data:
        form.locator("input").fill(repr(data["numbers"][place][0]))
        form.locator("input").press("Enter")
    else:
        radio = form.locator("input[type=radio]").nth(place)
        radio.focus()
        radio.press("Space")
        radio.press("Enter")
    return form.locator("output").inner_text()


@asking_chapters
def test_each_answer_that_the_author_foresaw_gets_its_own_words(visit, notebook):
    # From a folder; the tests below ask over http.
    page = visit(FOLDER + page_of(notebook), **DARK).page
    assert page.locator(READY).count() == asked_in(notebook)
    for form in page.locator(READY).all():
        assert not form.locator(".live-answer").is_visible(), "the answer is given away"
        data = data_of(form)
        for place, text in enumerate(data["texts"]):
            sign = "✓ Right." if place == data["answer"] else "✗ Not yet."
            assert answer(form, data, place) == f"{sign} {text}".strip()


@asking_chapters
def test_the_answer_that_a_question_opens_is_right_when_it_is_entered(visit, site, notebook):
    page = visit(site + page_of(notebook)).page
    for form in page.locator(READY).all():
        data = data_of(form)
        written = form.locator(".live-answer p").text_content()
        if "numbers" in data:
            entry = re.match(r"[−\d.e+]*\d", written)[0]
            form.locator("input").fill(entry)
        else:
            form.get_by_label(re.match("“(.*?)”. ", written)[1], exact=True).check()
        form.get_by_role("button").press("Enter")
        assert form.locator("output").inner_text().startswith("✓ Right.")


@asking_chapters
def test_a_number_that_nobody_foresaw_is_not_right_and_words_are_not_wrong(visit, site, notebook):
    page = visit(site + page_of(notebook)).page
    for form in page.locator(READY).filter(has=page.locator("input[type=text]")).all():
        data = data_of(form)
        form.locator("input").fill(repr(7.77 + 2 * max(abs(n) for n, _ in data["numbers"])))
        form.locator("input").press("Enter")
        said = form.locator("output").inner_text()
        assert said.startswith("✗ Not yet. ") and data["hint"] in said
        form.locator("input").fill("a lot")
        form.locator("input").press("Enter")
        assert "cannot be read" in form.locator("output").inner_text()


@asking_chapters
def test_answered_questions_fit_a_phone(visit, site, notebook):
    page = visit(site + page_of(notebook), **PHONE).page
    for form in page.locator(READY).all():
        answer(form, data_of(form), -1)
        assert form.evaluate("(form) => form.scrollWidth <= form.clientWidth")
        for field in form.locator("input[type=text]").all():
            beside = form.get_by_role("button").bounding_box()
            assert abs(field.bounding_box()["y"] - beside["y"]) < 4, "the button left its field"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@asking_chapters
def test_without_javascript_a_question_stands_and_its_answer_can_be_opened(visit, site, notebook):
    page = visit(site + page_of(notebook), **SCRIPTLESS).page
    for form in page.locator("form.live-question").all():
        assert not form.locator("button").is_visible()
        form.locator(".live-answer summary").click()
        assert form.locator(".live-answer p").is_visible()
