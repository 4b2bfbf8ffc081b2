"""Makes fonts lighter: leaves out characters that no page shows, and hints for coarse screens."""

import io
import logging
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# It tells at length, on the terminal, what it leaves out.
logging.getLogger("fontTools.subset").setLevel(logging.ERROR)


def subset(font: Path, wanted: Iterable[int] | None = None) -> bytes:
    """Return a font with only some of its characters, without hints, compressed as WOFF.

    Parameters
    ----------
    font : Path
        A TrueType, OpenType or WOFF file.
    wanted : iterable of int, optional
        Code points; those that the font lacks are passed over. All, when left out or
        when the font has none of them, since browsers refuse a font without characters.
    """
    options = Options(layout_features=[], name_IDs=[], notdef_outline=False, hinting=False)
    cutter = Subsetter(options)
    with TTFont(font, lazy=True) as face:
        present = set(face.getBestCmap())
        cutter.populate(unicodes=present.intersection(wanted or ()) or present)
        cutter.subset(face)
        face.flavor = "woff"
        buffer = io.BytesIO()
        face.save(buffer)
    return buffer.getvalue()
