"""Tests of questions/question.js: how entries are read, and what the page says of them."""

import json
import math

import pytest
from axe_playwright_python.sync_playwright import Axe

from mathlib.questions import ask_choice, ask_number
from mathlib.questions.assets import question_module

READ = "(m, entries) => entries.map((entry) => { const n = m.readNumber(entry); return n === n ? n : null; })"  # noqa: E501


@pytest.mark.parametrize(
    ("entry", "number"),
    [
        *(("5", 5), (" 5 ", 5), ("+5", 5), ("-2", -2), ("−2", -2), ("–2", -2), ("05", 5)),
        *(("0.5", 0.5), (".5", 0.5), ("5.", 5), ("0,5", 0.5), ("−0,125", -0.125), (",5", 0.5)),
        *(("1/3", 1 / 3), ("−1 / 3", -1 / 3), ("1/−4", -0.25), ("0,5/2", 0.25), ("0/3", 0)),
        *(("1e-3", 1e-3), ("2E3", 2000), ("2e−3", 2e-3), ("1e-3/2", 5e-4), ("-0", 0)),
        *(("12,5", 12.5), ("1,25", 1.25), ("0,125", 0.125), ("1234,567", 1234.567)),
    ],
)
def test_an_entry_is_read_as_the_number_that_it_means(runtime, entry, number):
    assert runtime.call("questions/question.js", READ, [entry]) == [number]


UNREADABLE = [
    *("", " ", "five", "5 m", "20 %", "1/0", "0/0", "1/2/3", "1/", "/2", "--2", "- 2", "1 000"),
    *("1,250", "−1,250", "1,000,000", "1,000.5", "1.000,5", "1.2.3", "2^3", "NaN", "Infinity"),
    *("1e999", "0x10", "1_000", "e3", "5-", "2·3", "(2)"),
]


@pytest.mark.parametrize("entry", UNREADABLE)
def test_an_entry_that_means_no_number_or_perhaps_two_is_not_read(runtime, entry):
    assert runtime.call("questions/question.js", READ, [entry]) == [None]


def test_every_float_is_read_as_python_writes_it(runtime):
    values = [0.1, 1 / 3, 1e22, 5e-324, 1.7976931348623157e308, -2.5e-7, 123456789.123]
    assert runtime.call("questions/question.js", READ, [repr(value) for value in values]) == values


NUMBER = {
    "answer": 2 * math.pi,
    "wrong": {math.pi: "That is half of it.", -1: "A length is not negative."},
    "right": "Once around.",
}
WAYS = {"left": "It goes against the slope.", "right": "There the cost rises.", "up": "No."}


@pytest.fixture
def asked(opened):
    """Return a function that shows one question, and gives the page and the form."""

    def ask(question, **settings):
        page = opened(question._html, **settings)
        return page, page.locator("form.live-question[data-live=ready]")

    return ask


def said(form):
    return form.locator("output").inner_text()


def enter(form, entry):
    form.locator("input").fill(entry)
    form.locator("input").press("Enter")
    return said(form)


@pytest.mark.parametrize(
    ("entry", "verdict"),
    [
        *(("6.28", "✓ Right. Once around."), ("6,28", "✓ Right. Once around.")),
        *(("3.14", "✗ Not yet. That is half of it."), ("-1", "✗ Not yet. A length is not")),
        *(("6.3", "✗ Not yet. That is close: give more digits."), ("7", "✗ Not yet. Think.")),
        *(
            (" ", "Write a number first."),
            ("6,283", "“6,283” cannot be read as one number. Write it like 1234.5,"),
        ),
    ],
)
def test_each_entry_gets_its_own_words(asked, entry, verdict):
    _page, form = asked(ask_number("How far is it around?", **NUMBER, hint="Think."))
    assert enter(form, entry).startswith(verdict)


def test_a_wrong_answer_that_nobody_foresaw_is_given_a_way_on_where_there_is_no_hint(asked):
    _page, form = asked(ask_number("How far is it around?", **NUMBER))
    assert enter(form, "7") == "✗ Not yet. Try again, or open the answer."
    assert form.locator(".live-answer").is_visible()


def test_an_entry_that_cannot_be_read_is_not_called_wrong_and_shows_no_answer(asked):
    _page, form = asked(ask_number("How far is it around?", **NUMBER))
    assert "Not yet" not in enter(form, "six")
    assert not form.locator(".live-answer").is_visible()


def test_what_was_said_goes_when_the_entry_changes(asked):
    _page, form = asked(ask_number("How far is it around?", **NUMBER))
    enter(form, "7")
    form.locator("input").press("8")
    assert said(form) == ""


def test_a_choice_is_made_and_checked_by_keys_alone(asked):
    page, form = asked(ask_choice("Which way?", WAYS, answer="left"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert said(form) == "Choose an answer first."
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert said(form) == "✓ Right. It goes against the slope."
    page.keyboard.press("ArrowDown")
    assert said(form) == ""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert said(form) == "✗ Not yet. There the cost rises."
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "“left”. It goes against" in form.locator(".live-answer").inner_text()


def test_the_verdict_is_announced_and_does_not_rest_on_colour(asked):
    _page, form = asked(ask_number("How far is it around?", **NUMBER))
    status = form.get_by_role("status")
    enter(form, "7")
    assert status.get_attribute("aria-live") == "polite"
    assert status.inner_text().startswith("✗ Not yet.")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("entry", ["6.28", "7", "six"])
def test_a_question_has_no_accessibility_violation_whatever_was_answered(asked, theme, entry):
    page, form = asked(ask_number("How far is it around?", **NUMBER, hint="Think."))
    page.evaluate(
        "(theme) => { document.documentElement.dataset.theme = theme;"
        "document.documentElement.lang = 'en'; document.body.style.background = 'var(--live-paper)' }",  # noqa: E501
        theme,
    )
    enter(form, entry)
    form.locator("summary").first.click()
    rules = {"region": {"enabled": False}, "landmark-one-main": {"enabled": False},
             "page-has-heading-one": {"enabled": False}}  # fmt: skip
    found = Axe().run(page, options={"rules": rules}).response["violations"]
    assert [violation["id"] for violation in found] == []


def test_a_question_fits_a_phone(asked):
    options = {"a way that takes many words to tell and so does not fit into one line": "No."}
    question = ask_choice("Which way, of all these?", WAYS | options, answer="left")
    page, _form = asked(question, viewport={"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(
    "question",
    [ask_number("How far?", **NUMBER, hint="Think."), ask_choice("Which?", WAYS, answer="left")],
)
def test_without_javascript_the_question_stands_and_its_answer_can_be_opened(asked, question):
    # The page's own script asks for this, too; here it cannot run.
    page, _ = asked(question, java_script_enabled=False)
    form = page.locator("form.live-question")
    assert question.label in form.inner_text()
    assert not form.locator("button").is_visible()
    assert not form.locator("input[type=text]").is_visible() or not form.locator("input").count()
    form.locator(".live-answer summary").click()
    assert form.locator(".live-answer p").inner_text().startswith(("6.283.", "“left”."))


# ---------------------------------------------------------------- in a notebook
MODEL = """
import question from "./question.js";
class Model extends EventTarget {
  constructor(state) { super(); this.state = state; this.saved = []; }
  get(name) { return this.state[name]; }
  set(changes) {
    for (const [name, value] of Object.entries(changes)) {
      if (this.state[name] === value) continue;
      this.state[name] = value;
      this.dispatchEvent(new Event(`change:${name}`));
    }
  }
  save_changes() { this.saved.push([this.state.answered, this.state.correct]); }
  on(name, listener) { this.addEventListener(name, listener); }
  off(name, listener) { this.removeEventListener(name, listener); }
}
window.model = new Model(JSON.parse(document.getElementById("state").textContent));
window.removers = [...document.querySelectorAll(".cell")].map((el) => question.render({ model, el }));
"""  # noqa: E501


@pytest.fixture
def cells(browser):
    """Return a function that shows one question in two cells, as Jupyter would."""
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def show(question, answered=""):
        state = {"_html": question._html, "answered": answered, "correct": None}
        text = json.dumps(state).replace("<", "\\u003c")
        html = (
            '<!doctype html><div class="cell"></div><div class="cell"></div>'
            f'<script type="application/json" id="state">{text}</script>'
            f'<script type="module">{MODEL}</script>'
        )
        pages = {"/": ("text/html", html), "/question.js": ("text/javascript", question_module())}

        def answer(route):
            kind, body = pages[route.request.url.removeprefix("http://cells.test")]
            route.fulfill(content_type=f"{kind}; charset=utf-8", body=body)

        page.route("**/*", answer)
        page.goto("http://cells.test/")
        page.wait_for_function("window.removers")
        return page, page.locator("form").all()

    yield show
    assert errors == []
    page.close()


def test_an_answer_reaches_the_traits_and_every_other_view(cells):
    page, (one, other) = cells(ask_number("How far?", **NUMBER))
    enter(one, "7")
    enter(one, "six")
    enter(one, "6.28")
    saved = page.evaluate("model.saved")
    assert saved[0] == ["7", False] and saved[-1] == ["6.28", True]
    assert ["six", False] not in saved
    assert said(other) == said(one) == "✓ Right. Once around."
    assert other.locator("input").input_value() == "6.28"


def test_a_choice_reaches_the_traits_by_its_words(cells):
    page, (one, other) = cells(ask_choice("Which way?", WAYS, answer="left"))
    one.get_by_label("right").check()
    one.get_by_role("button").click()
    assert page.evaluate("model.state.answered") == "right"
    assert page.evaluate("model.state.correct") is False
    assert other.get_by_label("right").is_checked()


def test_what_was_answered_before_stands_in_a_new_view(cells):
    page, (one, _) = cells(ask_number("How far?", **NUMBER), answered="6.28")
    assert said(one) == "✓ Right. Once around."
    assert page.evaluate("model.state.correct") is True


def test_a_view_that_was_removed_hears_no_more(cells):
    page, (one, other) = cells(ask_number("How far?", **NUMBER))
    page.evaluate("removers[1]()")
    enter(one, "7")
    assert other.locator("input").input_value() == ""


def test_keys_pressed_in_a_question_are_kept_from_jupyter(cells):
    _page, (one, _) = cells(ask_choice("Which way?", WAYS, answer="left"))
    one.get_by_label("right").focus()
    assert one.get_by_label("right").get_attribute("data-lm-suppress-shortcuts") == "true"


def test_enter_in_a_notebook_checks_once_although_the_script_itself_hears_the_key(cells):
    page, (one, _) = cells(ask_number("How far?", **NUMBER))
    page.evaluate("window.sent = 0; document.addEventListener('submit', () => (sent += 1))")
    enter(one, "6.28")
    assert page.evaluate("sent") == 1
    assert said(one) == "✓ Right. Once around."
