"""Tests of mathlib.live.homes.sphinx.fonts."""

import io
from pathlib import Path

import pydata_sphinx_theme
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from mathlib.live.homes.mathjax import mathjax_folder
from mathlib.live.homes.sphinx.fonts import subset

FONTS = mathjax_folder() / "output" / "chtml" / "fonts" / "woff-v2"


def test_a_font_is_cut_to_the_characters_asked_for():
    folder = Path(pydata_sphinx_theme.__file__).parent
    (solid,) = folder.rglob("fa-solid-900.ttf")
    with TTFont(io.BytesIO(subset(solid, {0xF185, 0x10FFFF}))) as font:
        assert set(font.getBestCmap()) == {0xF185}
        assert font.flavor == "woff"


def test_a_font_that_has_none_of_the_characters_keeps_its_own():
    with TTFont(io.BytesIO(subset(FONTS / "MathJax_Zero.woff", {ord("w")}))) as font:
        assert set(font.getBestCmap()) == {0xEFFC}


def drawn(font):
    """Return the outline and the width of each character of a font."""
    glyphs, found = font.getGlyphSet(), {}
    for code, name in font.getBestCmap().items():
        pen = RecordingPen()
        glyphs[name].draw(pen)
        found[code] = (pen.value, glyphs[name].width)
    return found


@pytest.mark.parametrize(
    "name", ["MathJax_Math-Italic", "MathJax_Main-Regular", "MathJax_Size3-Regular"]
)
def test_a_whole_font_keeps_every_character_and_sheds_weight(name):
    file = FONTS / f"{name}.woff"
    light = subset(file)
    assert len(light) < 0.9 * file.stat().st_size
    with TTFont(file) as before, TTFont(io.BytesIO(light)) as after:
        assert drawn(after) == drawn(before)
