"""Repairs what other extensions write into a page against the rules of HTML or of type."""

import re
from typing import Any

from sphinx.application import Sphinx

REPAIRS = (
    # sphinx-exercise gives the inside of every exercise one and the same id.
    (re.compile(r' id="(?:exercise|solution)-content"'), ""),
    # Docutils uses a role that ARIA gave up, within a list that holds more than items.
    (re.compile(r' role="doc-biblioentry"'), ""),
    (re.compile(r'<div role="list" class="citation-list">'), '<div class="citation-list">'),
    # A line may break after any formula, and would leave its comma to the next line.
    (
        re.compile(
            r'(<span [^>]*class="math [^>]*>(?:(?!</?span).)*</span>)([,.;:!?)’”]+)', re.DOTALL
        ),
        r'<span class="unbroken">\1\2</span>',
    ),
)


def connect(app: Sphinx) -> None:
    """Attach this part to the build."""
    app.connect("html-page-context", repair)


def repair(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Apply the repairs to a page's text."""
    for fault, cure in REPAIRS if "body" in context else ():
        context["body"] = fault.sub(cure, context["body"])
