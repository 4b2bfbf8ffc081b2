"""Leaves the parts of code that have the colour of plain text without a mark of their own.

Names, brackets and spaces are two of three marks in a page, and a chapter has thousands:
each is one more element for the browser to read, style and lay out.
"""

from collections.abc import Iterable
from typing import IO

from pygments.formatters import HtmlFormatter
from pygments.token import Name, Punctuation, Text, Whitespace
from sphinx.application import Sphinx

#: What our themes' styles show in the colour of plain text.
PLAIN = (Name, Name.Namespace, Name.Other, Punctuation, Whitespace)


class SparingFormatter(HtmlFormatter):
    """Writes highlighted code as HTML, and plain parts as text."""

    def format(self, tokensource: Iterable[tuple[object, str]], outfile: IO[str]) -> None:
        """Write what a lexer has found."""
        sparing = ((Text if kind in PLAIN else kind, value) for kind, value in tokensource)
        super().format(sparing, outfile)


def connect(app: Sphinx) -> None:
    """Attach this part to the build."""
    app.connect("builder-inited", use_it)


def use_it(app: Sphinx) -> None:
    """Highlight the pages' code in this way."""
    if app.builder.format == "html":
        app.builder.highlighter.formatter = SparingFormatter
