"""The one script and the one style sheet of a page that holds figures or questions."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec

from mathlib.live.page.bundle import RUNTIME, joined, stylesheet
from mathlib.questions.assets import SCRIPT, question_rules

_LIVE = re.compile(r'class="live-(?:figure|question)"')


def is_live(html: str) -> bool:
    """Tell whether HTML holds a figure or a question, and so needs the script."""
    return bool(_LIVE.search(html))


@cache
def page_script() -> str:
    """Return the classic script that wakes the questions and figures of a page."""
    body = joined(SCRIPT, RUNTIME / "page.js")
    wake = "wakeQuestions();\nwakeFigures();"
    return shortened(f'(() => {{\n"use strict";\n{body}\n{wake}\n}})();\n')


@cache
def page_style() -> str:
    """Return the style sheet of a page's figures and questions."""
    return shortened(f"{stylesheet()}\n{question_rules()}", "text/css")


def shortened(text: str, kind: str = "application/javascript") -> str:
    """Return a script or a style sheet without its comments and with shorter names.

    The book's pages need that, and its requirements bring what does it, tdewolff-minify. Where
    it is not installed, a notebook's HTML holds the longer text, which does the same.
    """
    if find_spec("minify") is None:
        return text
    import minify

    return minify.string(kind, text)
