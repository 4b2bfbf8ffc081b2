"""Tests of mathlib.live.sphinx.highlighting."""

import re

import pytest
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.token import STANDARD_TYPES

from mathlib.live.sphinx.highlighting import PLAIN, SparingFormatter

CODE = 'import numpy as np\n\n\ndef double(x):\n    """Twice."""\n    return 2 * x[0]  # two\n'
SPAN = re.compile(r'<span class="(\w*)">|</span>')


def written(formatter):
    return highlight(CODE, PythonLexer(), formatter())


def test_plain_parts_have_no_mark_and_all_others_keep_theirs():
    plain = {STANDARD_TYPES[kind] for kind in PLAIN}
    usual, sparing = (set(SPAN.findall(written(f))) for f in (HtmlFormatter, SparingFormatter))
    assert plain & usual
    assert sparing == usual - plain


def test_the_text_stays_the_same():
    usual, sparing = (SPAN.sub("", written(f)) for f in (HtmlFormatter, SparingFormatter))
    assert usual == sparing


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_plain_parts_have_the_colour_of_plain_text(site, theme):
    sheet = (site / "_static" / "pygments.css").read_text("utf-8")
    place = rf'html\[data-theme="{theme}"\] \.highlight'
    ground = re.search(rf"{place} {{ background: \S+; color: (\S+) }}", sheet)
    for kind in PLAIN:
        mark = re.search(rf"{place} \.{STANDARD_TYPES[kind]} {{ color: (\S+) }}", sheet)
        assert mark[1] == ground[1]


def test_the_pages_are_written_so(site):
    page = (site / "widget.html").read_text("utf-8")
    assert '<span class="s1">' in page
    assert '<span class="n">' not in page
