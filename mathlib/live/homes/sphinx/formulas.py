"""Typesets each formula while the book is built, and brings the pages MathJax's style and fonts."""

import base64
import os
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from mathlib.live.homes.mathjax import mathjax_folder

from .fonts import subset
from .typesetter import Typesetter

RENDERER = "typeset"
CLASSES = "math notranslate nohighlight"
FORMULA = re.compile(rf'class="{CLASSES}')

SHEET = "formulas/formulas.css"
FONTS = "output/chtml/fonts/woff-v2"
# It has no characters to show, and sets the height of every line of a formula: it
# comes within the style sheet, so that nothing moves when the other fonts arrive.
STRUT = "MathJax_Zero.woff"

CONTENT = re.compile(r'content: "(?:\\([0-9A-F]+)|([^"]))"')
FONT_FILE = re.compile(r'url\("\./([\w-]+\.woff)"\)')

logger = logging.getLogger(__name__)


def connect(app: Sphinx) -> None:
    """Attach this part to the build."""
    renderer = Renderer(app)
    app.add_html_math_renderer(RENDERER, (renderer.in_a_line, None), (renderer.displayed, None))
    app.connect("config-inited", choose_our_renderer)
    app.connect("write-started", renderer.write_sheet, priority=600)
    app.connect("html-page-context", link_sheet)
    # Once the style sheet has been pruned, it tells which characters are in use.
    app.connect("build-finished", write_fonts, priority=900)
    app.connect("build-finished", renderer.close)


def choose_our_renderer(app: Sphinx, config: Config) -> None:
    """Keep Sphinx from leaving the formulas to a script in the page."""
    config.html_math_renderer = RENDERER


class Renderer:
    """Writes the formulas of a book's pages."""

    def __init__(self, app: Sphinx):
        self._app = app
        self._typesetters: dict[int, Typesetter] = {}

    def in_a_line(self, translator: HTML5Translator, node: nodes.math) -> None:
        """Write a formula that stands within a line."""
        translator.body += [
            translator.starttag(node, "span", "", CLASS=CLASSES),
            self._typeset(translator, node, node.astext(), display=False),
            "</span>",
        ]
        raise nodes.SkipNode

    def displayed(self, translator: HTML5Translator, node: nodes.math_block) -> None:
        """Write a formula that stands in lines of its own, and its number if it has one."""
        translator.body.append(translator.starttag(node, "div", CLASS=CLASSES))
        if node["number"]:
            number = get_node_equation_number(translator, node)
            translator.body.append(f'<span class="eqno">({number})')
            translator.add_permalink_ref(node, _("Link to this equation"))
            translator.body.append("</span>")
        tex = node.astext() if node["nowrap"] else in_rows(node.astext())
        translator.body += [self._typeset(translator, node, tex, display=True), "</div>\n"]
        raise nodes.SkipNode

    def _typeset(
        self, translator: HTML5Translator, node: nodes.Element, tex: str, *, display: bool
    ) -> str:
        """Return a formula's HTML, or warn the author and return its source."""
        try:
            return self._typesetter().formula(tex, display, translator.builder.current_docname)
        except ValueError as error:
            logger.warning(
                "This formula cannot be typeset (%s): %s", error, tex, location=node, type="formula"
            )
            return translator.encode(tex)

    def _typesetter(self) -> Typesetter:
        # Sphinx may fork to write pages, and V8's threads stay behind: one for each process.
        process = os.getpid()
        if process not in self._typesetters:
            self._typesetters[process] = Typesetter(self._app.config.mathjax3_config)
        return self._typesetters[process]

    def write_sheet(self, app: Sphinx, builder: Builder) -> None:
        """Write what formulas need beside the pages, before Sphinx stamps its links."""
        if builder.format != "html":
            return
        sheet = Path(app.outdir, "_static", SHEET)
        sheet.parent.mkdir(parents=True, exist_ok=True)
        strut = base64.b64encode((mathjax_folder() / FONTS / STRUT).read_bytes()).decode("ascii")
        css = self._typesetter().style_sheet()
        sheet.write_text(css.replace(f"./{STRUT}", f"data:font/woff;base64,{strut}"), "utf-8")

    def close(self, app: Sphinx, error: Exception | None) -> None:
        """Stop this process's typesetter, if there was a formula."""
        if typesetter := self._typesetters.pop(os.getpid(), None):
            typesetter.close()


def in_rows(tex: str) -> str:
    r"""Return a displayed formula with its rows aligned, as Sphinx means it.

    Parameters
    ----------
    tex : str
        Rows end with ``\\`` and are aligned at ``&``; an empty line parts two formulas.
    """
    parts = [part for part in tex.split("\n\n") if part.strip()]
    parts = [rf"\begin{{split}}{part}\end{{split}}" if r"\\" in part else part for part in parts]
    if len(parts) == 1:
        return parts[0]
    return r"\begin{align}\begin{aligned}" + r"\\".join(parts) + r"\end{aligned}\end{align}"


def link_sheet(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Link the formulas' style from a page that shows a formula, in its text or its sidebar."""
    titled = any(title.next_node(nodes.math) for title in app.env.titles.values())
    if titled or FORMULA.search(context.get("body", "")):
        app.add_css_file(SHEET)


def write_fonts(app: Sphinx, error: Exception | None) -> None:
    """Write MathJax's fonts beside their style sheet, with the characters that it names."""
    sheet = Path(app.outdir, "_static", SHEET)
    if error or not sheet.exists():
        return
    css = sheet.read_text("utf-8")
    wanted = {int(code, 16) if code else ord(char) for code, char in CONTENT.findall(css)}
    for name in FONT_FILE.findall(css):
        sheet.with_name(name).write_bytes(subset(mathjax_folder() / FONTS / name, wanted))
