"""Folds answers and solutions with ``<details>``: at once, by any means, with no script.

Jupyter Book hides them with a script, after the browser has laid them out. Folded by the
page itself they cost nothing until they are opened, and searching in the page finds them.
"""

import re
from typing import Any

from sphinx.application import Sphinx

#: An admonition of the class "dropdown", up to its title.
FOLDED = re.compile(
    r'<div class="(?P<classes>[^"]*\bdropdown\b[^"]*\badmonition\b[^"]*)"(?P<rest>[^>]*)>\s*'
    r'<p class="admonition-title">(?P<title>.*?)</p>',
    re.DOTALL,
)
DIV = re.compile(r"<(?P<end>/?)div\b[^>]*>")
LINK = re.compile(r"</?a\b[^>]*>")


def connect(app: Sphinx) -> None:
    """Attach this part to the build."""
    app.connect("html-page-context", fold)


def fold(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Fold what a page has to fold."""
    if "body" in context:
        context["body"] = folded(context["body"])


def folded(body: str) -> str:
    """Return a page's text with a ``<details>`` in place of each admonition to be folded."""
    while found := FOLDED.search(body):
        end = closing(body, found.end())
        # A link in the title would take the click that is to open it.
        title = LINK.sub("", found["title"])
        body = (
            f'{body[: found.start()]}<details class="{found["classes"]}"{found["rest"]}>'
            f'<summary class="admonition-title">{title}</summary>'
            f"{body[found.end() : end.start()]}</details>{body[end.end() :]}"
        )
    return body


def closing(body: str, start: int) -> re.Match[str]:
    """Return the end of the ``<div>`` that is open at a place of a page."""
    depth = 1
    for tag in DIV.finditer(body, start):
        depth += -1 if tag["end"] else 1
        if depth == 0:
            return tag
    raise ValueError(f"a <div> has no end: {body[start : start + 80]}")
