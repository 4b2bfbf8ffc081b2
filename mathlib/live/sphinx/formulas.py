"""Keeps each formula's place until MathJax draws it, so that the text does not jump."""

import contextlib
import functools
import re
import unicodedata
from html import unescape
from typing import Any

from fontTools.ttLib import TTFont
from sphinx.application import Sphinx

from mathlib.live.mathjax import mathjax_folder

FORMULA = re.compile(r'<(span|div) class="math notranslate nohighlight"(.*?)</\1>', re.DOTALL)

FONTS = "output/chtml/fonts/woff-v2"

# A TeX argument: a group, or one token.
ARGUMENT = r"(\{[^{}]*\}|\\[A-Za-z]+|[^\s{}])"
FRACTION = re.compile(rf"\\[dt]?frac\s*{ARGUMENT}\s*{ARGUMENT}")
SCRIPT = re.compile(rf"[_^]\s*{ARGUMENT}")
SCRIPT_SIZE = 0.7
TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[^\s{}&]")
ROW = r"\\"
MATRIX = re.compile(r"\\begin\{([a-z]*matrix|cases)\}.*?\\end\{\1\}", re.DOTALL)
TALL = re.compile(r"\\(d?frac|sum|prod|int|under|over|m(ax|in)_|lim)")

# Widths in em, the spaces around a relation or an operator included. What is not here
# is a letter, whose width its font tells.
SYMBOLS_BY_WIDTH = {
    0.0: r"\mathbf \mathbb \mathcal \mathrm \mathsf \text \boldsymbol \left \right"
    r" \hat \bar \tilde \vec \operatorname \displaystyle \limits \! \( \) \[ \]",
    0.28: r"| . ; : ' ! \, \: \; \mid",
    0.47: r"\{ \} \| / ,",
    0.72: r"\cdot \circ \odot",
    1.2: r"+ - \pm \times \quad \ldots \cdots",
    1.35: r"\sum \prod = < > \le \leq \ge \geq \lt \gt \approx \equiv \in \to \sim \propto \neq"
    r" \mapsto \rightarrow \leftarrow \Rightarrow",
    1.6: r"\log \exp \max \min \sin \cos \tan \lim",
}
WIDTHS = {name: em for em, names in SYMBOLS_BY_WIDTH.items() for name in names.split()}
OTHER = 0.6
BOLD = 1.15


def connect(app: Sphinx) -> None:
    """Attach this part to the build."""
    app.connect("html-page-context", reserve)


def reserve(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Note each formula's likely size in the page, for its style sheet to keep."""
    if "body" in context:
        context["body"] = FORMULA.sub(with_size, context["body"])


def with_size(match: re.Match[str]) -> str:
    """Return a formula's element with its likely size as a CSS variable."""
    element = match[0]
    tex = unescape(re.sub("<[^>]*>", "", element))
    size = f"--width:{width(tex):.1f}" if match[1] == "span" else f"--height:{height(tex):.1f}"
    return element.replace("<" + match[1], f'<{match[1]} style="{size}"', 1)


def width(tex: str) -> float:
    r"""Return about how wide an inline formula will be.

    Parameters
    ----------
    tex : str
        The formula, for instance ``"\nabla f(w_k)"``.

    Returns
    -------
    float
        Its width in em of MathJax's font.
    """
    # A fraction in a line is as wide as its longer part, which is set small.
    flat = FRACTION.sub(lambda match: r"\;^{" + max(match.groups(), key=len).strip("{}") + "}", tex)
    scripts = " ".join(SCRIPT.findall(flat))
    return row_width(SCRIPT.sub(" ", flat)) + SCRIPT_SIZE * row_width(scripts)


def row_width(tex: str) -> float:
    """Return the width of symbols side by side."""
    bold = r"\mathbf" in tex or r"\boldsymbol" in tex
    total = sum(symbol_width(token) for token in TOKEN.findall(tex))
    return total * BOLD if bold else total


def symbol_width(token: str) -> float:
    """Return the width of one symbol, written as a character or as a TeX command."""
    if token in WIDTHS:
        return WIDTHS[token]
    case = "CAPITAL" if token[1:2].isupper() else "SMALL"
    with contextlib.suppress(KeyError):
        token = unicodedata.lookup(f"GREEK {case} LETTER {token.lstrip(chr(92))}")
    return advances().get(token, OTHER)


@functools.cache
def advances() -> dict[str, float]:
    """Return the width in em of each character of MathJax's two main fonts."""
    widths: dict[str, float] = {}
    for name in ("Main-Regular", "Math-Italic"):
        file = mathjax_folder() / FONTS / f"MathJax_{name}.woff"
        with TTFont(file, lazy=True) as font:
            em, metrics = font["head"].unitsPerEm, font["hmtx"]
            widths |= {chr(c): metrics[g][0] / em for c, g in font.getBestCmap().items()}
    return widths


def height(tex: str) -> float:
    """Return about how high a displayed formula will be, in em of MathJax's font."""
    # The rows of a matrix stand beside the rest of their own row.
    inner = [1.2 * len(matrix[0].split(ROW)) for matrix in MATRIX.finditer(tex)]
    rows = MATRIX.sub("", tex).split(ROW)
    outer = sum(2.85 if TALL.search(row) else 1.2 for row in rows) + 0.3 * (len(rows) - 1)
    return max([outer, *inner])
