import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest
import traitlets

from mathlib.questions import QuestionError, ask_choice, ask_number
from mathlib.questions.questions import _tolerance, _written

WAYS = {"left": "It goes against the slope.", "right": "There the cost rises."}


def number(**changes):
    told = {"answer": 5, "wrong": {4: "That leaves out the bias."}, "right": "6 − 2 + 1."}
    return ask_number("What is z?", **told | changes)


def choice(label="Which way?", options=WAYS, answer="left", **more):
    return ask_choice(label, options, answer=answer, **more)


class Elements(HTMLParser):
    """Collects the elements of a question, and the text in each."""

    def __init__(self, question):
        super().__init__()
        self.open, self.found = [], []
        self.feed(question._html)
        assert self.open == [], "an element is left open"

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes), []))
        if tag != "input":
            self.open.append(self.found[-1])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for _tag, _attributes, texts in self.open:
            texts.append(data)

    def all(self, tag):
        return [(attrs, "".join(texts)) for name, attrs, texts in self.found if name == tag]


def test_jupyter_gets_a_widget_and_everything_else_gets_html():
    question = number()
    data, _metadata = question._repr_mimebundle_()
    assert data["text/html"] == question._html
    assert data["text/plain"] == "<question 'What is z?'>"
    assert "application/vnd.jupyter.widget-view+json" in data


def test_a_number_has_one_labelled_field_and_a_choice_a_legend_and_one_field_for_each_option():
    elements = Elements(number())
    assert [attrs["type"] for attrs, _ in elements.all("input")] == ["text"]
    assert elements.all("label")[0][1] == "What is z?"
    elements = Elements(choice())
    assert elements.all("legend")[0][1] == "Which way?"
    assert [attrs["type"] for attrs, _ in elements.all("input")] == ["radio", "radio"]
    assert [text for _, text in elements.all("label")] == ["left", "right"]


@pytest.mark.parametrize("question", [number(hint="Add."), choice(hint="Look.")])
def test_before_the_script_runs_nothing_can_be_sent_and_hint_and_answer_can_be_opened(question):
    elements = Elements(question)
    ((button, word),) = elements.all("button")
    assert (button, word) == ({"type": "submit", "disabled": None}, "Check")
    assert [text for _, text in elements.all("summary")] == ["Hint", "Answer"]


def test_the_answer_that_may_be_opened_is_the_right_one_with_its_words():
    assert Elements(number()).all("details")[-1][1] == "Answer5. 6 − 2 + 1."
    assert "“left”. It goes" in Elements(choice()).all("details")[-1][1]


def test_words_that_look_like_html_stay_words():
    question = choice(options={"a < b": "</script><b>", "a > b & c": '"No"'}, answer="a < b")
    elements = Elements(question)
    assert [text for _, text in elements.all("label")] == ["a < b", "a > b & c"]
    ((_, data),) = elements.all("script")
    assert json.loads(data)["texts"] == ["</script><b>", '"No"']
    assert not elements.all("b")


def test_each_question_has_an_identifier_of_its_own_that_says_what_it_asks():
    names = [ask_number("How many, all in all?", answer=3).name for _ in range(3)]
    assert names[0].startswith("question-how-many-all-in-all")
    assert len(set(names)) == 3
    assert re.fullmatch(r"question[\w-]*", ask_number("σ′(0) = ?", answer=0.25).name)


@pytest.mark.parametrize("value", [1 / 3, 0.196612, 9.8765, 123.456, 1.00499, -2.71828, 6.6e-20])
def test_a_number_may_be_rounded_to_three_significant_digits_but_not_to_two(value):
    off = _tolerance(value, None)
    assert abs(float(f"{value:.2e}") - value) <= off
    assert off <= 0.0051 * abs(value)


@pytest.mark.parametrize("value", [0, 42, -3, 100352, 1e15, 0.1 + 0.2 + 0.7, 6 * 0.1 / 0.2])
def test_a_whole_number_is_met_exactly_but_for_rounding_in_binary(value):
    off = _tolerance(value, None)
    assert abs(round(value) - value) <= off < 1e-6 * max(1, abs(value))


@pytest.mark.parametrize(
    ("value", "within", "text"),
    [
        *((42.0, None, "42"), (-0.5, None, "−0.5"), (1 / 3, None, "0.3333"), (0.0, None, "0")),
        *((6 * 0.1 / 0.2, None, "3"), (1 / 3, 1e-7, "0.3333333"), (2.5e-7, None, "2.5e−07")),
    ],
)
def test_an_answer_is_written_with_as_many_digits_as_make_it_right(value, within, text):
    assert _written(value, _tolerance(value, within)) == text


def test_the_author_s_own_distance_counts_for_every_answer():
    assert number(within=0.01).data["numbers"] == [[5.0, 0.01], [4.0, 0.01]]


def test_numbers_may_be_numpy_s():
    question = number(answer=np.float64(5), wrong={np.int64(4): "No.", np.array([3.0])[0]: "No."})
    assert [value for value, _ in question.data["numbers"]] == [5, 4, 3]


def test_what_the_reader_answers_can_be_observed():
    question, seen = number(), []
    assert (question.answered, question.correct) == ("", None)
    question.observe(lambda change: seen.append(change.new), ["answered", "correct"])
    question.set_state({"answered": "5", "correct": True})
    assert seen == ["5", True]
    with pytest.raises(traitlets.TraitError):
        question.correct = "yes"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"answer": np.nan}, "the answer is one finite number, not nan"),
        ({"answer": np.inf}, "the answer is one finite number"),
        ({"answer": "5"}, "the answer is one finite number, not '5'"),
        ({"answer": True}, "the answer is one finite number, not True"),
        ({"answer": np.array([5.0, 6.0])}, "the answer is one finite number"),
        ({"wrong": {np.nan: "No."}}, "a wrong answer is one finite number"),
        ({"wrong": {5.0: "No."}}, "5.0 cannot be told from the right answer 5.0"),
        ({"wrong": {4.8: "No."}, "within": 0.5}, "all numbers within 0.5"),
        ({"answer": 0.3333, "wrong": {1 / 3: "No."}}, "cannot be told from the right"),
        ({"wrong": {1.4142: "No.", 2**0.5: "No."}}, "cannot be told from the wrong answer 1.4142"),
        ({"wrong": {4: ""}}, "the explanation of 4 is a text"),
        ({"wrong": {4: "$x$"}}, "the explanation of 4 holds TeX"),
        ({"right": r"\frac12"}, "right holds TeX"),
        ({"hint": "  "}, "hint is a text"),
        ({"within": -1}, "within is a distance, 0 or larger, not -1"),
        ({"within": np.inf}, "within is one finite number"),
    ],
)
def test_a_number_that_cannot_be_asked_is_refused_with_the_reason(changes, message):
    with pytest.raises(QuestionError, match=re.escape(message)):
        number(**changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"label": ""}, "the label is a text with at least a word"),
        ({"label": "What is $z$?"}, "the label holds TeX"),
        ({"options": {"left": "Yes."}}, "at least two options"),
        ({"options": ["left", "right"]}, "each with its explanation"),
        ({"options": WAYS | {"up": " "}}, "the explanation of 'up' is a text"),
        ({"options": WAYS | {3: "No."}}, "an option is a text with at least a word, not 3"),
        ({"answer": "up"}, "'up' is none of the options: 'left', 'right'"),
        ({"hint": "$h$"}, "hint holds TeX"),
    ],
)
def test_a_choice_that_cannot_be_asked_is_refused_with_the_reason(changes, message):
    with pytest.raises(QuestionError, match=re.escape(message)):
        choice(**changes)
