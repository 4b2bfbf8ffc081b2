"""Questions that the page itself checks: a number to find, or a choice to make.

The reader answers, and the page says at once whether that is right, and what the usual wrong
answers leave out. A question is a widget in Jupyter and HTML in a page, as a figure is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from html import escape
from typing import Any

import anywidget
import numpy as np
import traitlets

from mathlib.live.page.data import as_json
from mathlib.live.page.widgets import unique, with_html

from .assets import question_module, question_style


class QuestionError(ValueError):
    """A question that could not be asked; the message says what to change."""


class Question(anywidget.AnyWidget):
    """A question with its answers; `ask_number` and `ask_choice` make one.

    What the reader does is seen in two traits, which a teacher may `observe`.

    Attributes
    ----------
    answered : str
        What the reader entered when "Check" was last pressed; empty before.
    correct : bool or None
        Whether that is right; None before.
    """

    _esm = question_module()
    _css = question_style()
    _html = traitlets.Unicode().tag(sync=True)
    answered = traitlets.Unicode().tag(sync=True)
    correct = traitlets.Bool(None, allow_none=True).tag(sync=True)

    def __init__(self, label: str, fields: str, hint: str, answer: str, data: dict) -> None:
        self.label = label
        self.data = data
        self.name = unique("-".join(["question", *re.findall(r"[a-z0-9]+", label.lower())[:6]]))
        super().__init__(_html=_form(self.name, fields, hint, answer, data))

    def __repr__(self) -> str:
        return f"<question {self.label!r}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Offer the widget to Jupyter, and plain HTML to everything else."""
        return with_html(super()._repr_mimebundle_(**kwargs), repr(self), self._html)


def ask_number(
    label: str,
    *,
    answer: float,
    wrong: Mapping[float, str] | None = None,
    right: str = "",
    within: float | None = None,
    hint: str = "",
) -> Question:
    """Ask for a number.

    The reader may write it as 0.5, 0,5, 1/2 or 5e-1.

    Parameters
    ----------
    label : str
        The question, in plain text: letters of Unicode, no TeX. It names the field.
    answer : float
        The right number, best computed by the chapter's own functions.
    wrong : mapping of float to str, optional
        The usual wrong numbers, and what each leaves out.
    right : str, optional
        What is said when the answer is right.
    within : float, optional
        How far from the answer a right number may lie. When left out, a whole number must be
        met exactly, for it is counted or computed on paper; any other may be rounded to three
        significant digits.
    hint : str, optional
        What helps; the reader may open it, and a wrong answer without its own words shows it.

    Returns
    -------
    Question
        What a cell shows when it stands on the last line.

    Raises
    ------
    QuestionError
        If a text is empty or holds TeX, a number is not finite, or two of the answers
        cannot be told apart.

    Examples
    --------
    >>> question = ask_number(
    ...     "What is z = 3 × 2 − 2 + 1?",
    ...     answer=3 * 2 - 2 + 1,
    ...     wrong={4: "That leaves out the bias, 1."},
    ...     right="6 − 2 + 1 = 5.",
    ... )
    """
    _check_text("the label", label)
    if within is not None and _number("within", within) < 0:
        raise QuestionError(f"within is a distance, 0 or larger, not {within!r}.")
    explained = {_number("the answer", answer): right}
    for number, text in dict(wrong or {}).items():
        _check_text(f"the explanation of {number}", text)
        number = _number("a wrong answer", number)
        _check_apart(number, list(explained), within)
        explained[number] = text
    for name, text in (("right", right), ("hint", hint)):
        if text:
            _check_text(name, text)
    data = {
        "answer": 0,
        "texts": list(explained.values()),
        "numbers": [[number, _tolerance(number, within)] for number in explained],
    }
    written = _written(*data["numbers"][0])
    # No inputmode: on some phones the keyboards for numbers lack the minus and the slash.
    field = (
        f"<label><span>{escape(label)}</span>"
        '<input type="text" name="answer" size="12" autocomplete="off" autocapitalize="off" '
        'spellcheck="false"></label>'
    )
    return Question(label, field, hint, f"{written}. {right}", data)


def ask_choice(label: str, options: Mapping[str, str], *, answer: str, hint: str = "") -> Question:
    """Ask which of several answers is right.

    Parameters
    ----------
    label : str
        The question, in plain text: letters of Unicode, no TeX.
    options : mapping of str to str
        The answers to choose from, in the order shown, and why each is right or wrong.
    answer : str
        The right one of them.
    hint : str, optional
        What helps; the reader may open it.

    Returns
    -------
    Question
        What a cell shows when it stands on the last line.

    Raises
    ------
    QuestionError
        If a text is empty or holds TeX, there are fewer than two options, or the answer is
        none of them.

    Examples
    --------
    >>> question = ask_choice(
    ...     "The slope is positive. Which way does the next step go?",
    ...     {
    ...         "to the left": "It goes against the slope.",
    ...         "to the right": "That way the cost rises.",
    ...     },
    ...     answer="to the left",
    ... )
    """
    _check_text("the label", label)
    _check_options(options, answer)
    if hint:
        _check_text("hint", hint)
    choices = "".join(
        f'<label><input type="radio" name="answer" value="{escape(option)}" autocomplete="off">'
        f"<span>{escape(option)}</span></label>"
        for option in options
    )
    fields = f"<fieldset><legend>{escape(label)}</legend>{choices}</fieldset>"
    data = {"answer": list(options).index(answer), "texts": list(options.values())}
    return Question(label, fields, hint, f"“{answer}”. {options[answer]}", data)


def _form(name: str, fields: str, hint: str, answer: str, data: dict) -> str:
    """Return the question as an HTML element; without JavaScript it opens its answer."""
    help_ = f"<details><summary>Hint</summary><p>{escape(hint)}</p></details>\n" if hint else ""
    return (
        f'<form class="live-question" id="{name}" autocomplete="off">\n'
        f'{fields}\n<button type="submit" disabled>Check</button>\n'
        '<output role="status" aria-live="polite"></output>\n'
        f'{help_}<details class="live-answer"><summary>Answer</summary>'
        f"<p>{escape(answer.strip())}</p></details>\n"
        f'<script type="application/json">{as_json(data | {"hint": hint})}</script>\n'
        "</form>"
    )


# ---------------------------------------------------------------- numbers
def _is_whole(number: float) -> bool:
    """Tell whether a number is whole, but for the rounding of what computed it."""
    return abs(number - round(number)) <= 1e-9 * abs(number)


def _tolerance(number: float, within: float | None) -> float:
    """Return how far from a number an answer may lie and still mean it."""
    if within is not None:
        return float(within)
    if _is_whole(number):
        return 1e-9 * abs(number)
    # Half a unit of the third significant digit, and a little for rounding in binary.
    return 0.5001 * 10.0 ** (math.floor(math.log10(abs(number))) - 2)


def _written(number: float, off: float) -> str:
    """Return a number as the reader might write it: right, and with four digits if they do."""
    if _is_whole(number):
        return f"{round(number)}".replace("-", "−")
    texts = (f"{number:.{digits}g}" for digits in range(4, 18))
    return next(text for text in texts if abs(float(text) - number) <= off).replace("-", "−")


# ---------------------------------------------------------------- checks
def _check_text(what: str, text: Any) -> None:
    if not isinstance(text, str) or not text.strip():
        raise QuestionError(f"{what} is a text with at least a word, not {text!r}.")
    if "$" in text or "\\" in text:
        raise QuestionError(
            f"{what} holds TeX, which a question cannot show: {text!r}. "
            f"Write it with letters such as ∂, α, ×, − and x²."
        )


def _number(what: str, value: Any) -> float:
    number = np.asarray(value)
    if number.shape != () or number.dtype.kind not in "iuf" or not np.isfinite(number):
        raise QuestionError(f"{what} is one finite number, not {value!r}.")
    return float(number)


def _check_apart(number: float, others: list[float], within: float | None) -> None:
    for i, other in enumerate(others):
        allowed = max(_tolerance(number, within), _tolerance(other, within))
        if abs(number - other) <= allowed:
            raise QuestionError(
                f"the wrong answer {number!r} cannot be told from the "
                f"{'wrong' if i else 'right'} answer {other!r}: both stand for all numbers within "
                f"{allowed:.2g}. Ask about numbers where they differ, or leave the wrong one out."
            )


def _check_options(options: Any, answer: Any) -> None:
    if not isinstance(options, Mapping) or len(options) < 2:
        raise QuestionError(
            "a choice needs at least two options, each with its explanation: "
            f'{{"left": "Yes, …", "right": "No, …"}}, not {options!r}.'
        )
    for option, text in options.items():
        _check_text("an option", option)
        _check_text(f"the explanation of {option!r}", text)
    if answer not in options:
        raise QuestionError(
            f"the answer {answer!r} is none of the options: {', '.join(map(repr, options))}."
        )
