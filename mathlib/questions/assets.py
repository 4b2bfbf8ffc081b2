"""The JavaScript and the style of questions, for the page and for Jupyter."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mathlib.live.page.bundle import joined, stylesheet

HERE = Path(__file__).parent
SCRIPT = HERE / "question.js"


@cache
def question_module() -> str:
    """Return the ES module that asks a question in Jupyter; it needs no figure's."""
    return f"{joined(HERE / 'ask.js')}\nexport default {{ render }};\n"


def question_rules() -> str:
    """Return the rules of questions, beyond those that they share with figures."""
    return (HERE / "question.css").read_text("utf-8")


@cache
def question_style() -> str:
    """Return the style sheet of a question that stands alone."""
    return f"{stylesheet()}\n{question_rules()}"
