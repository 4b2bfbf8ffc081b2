"""Cuts the theme's icon fonts down to the icons that the style sheets still name."""

import base64
import io
import logging
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx

SHEET = "styles/pydata-sphinx-theme.css"
FONTS = "vendor/fontawesome"
# The same icons again, as a script of 1.5 MB.
SCRIPTS = "scripts/fontawesome.js*"

FONT_SOURCE = re.compile(r"src:url\(\.\./vendor/fontawesome/([^)]+)\.woff2\)[^;}]*")
# It tells at length, on the terminal, what it leaves out.
logging.getLogger("fontTools.subset").setLevel(logging.WARNING)

ESCAPED = re.compile(r"\\([0-9a-fA-F]{2,6})")
PRIVATE = re.compile("[\ue000-\uf8ff]")


def connect(app: Sphinx) -> None:
    """Attach this part to the build, after the unused rules are gone."""
    app.connect("build-finished", embed_icons, priority=810)


def embed_icons(app: Sphinx, error: Exception | None) -> None:
    """Put the few icons in use into the theme's style sheet."""
    static = Path(app.outdir, "_static")
    # When no page has changed Sphinx copies nothing, and the last build's work stands.
    if error or app.builder.format != "html" or not (static / FONTS).exists():
        return
    wanted = characters_named(sheet.read_text("utf-8") for sheet in static.rglob("*.css"))
    css = (static / SHEET).read_text("utf-8")
    css = FONT_SOURCE.sub(
        lambda match: font_source(static / FONTS / f"{match[1]}.ttf", wanted), css
    )
    (static / SHEET).write_text(css, "utf-8")
    shutil.rmtree(static / FONTS)
    for script in static.glob(SCRIPTS):
        script.unlink()


def characters_named(sheets: Iterable[str]) -> set[int]:
    """Collect the code points that style sheets name, escaped or as they are."""
    wanted: set[int] = set()
    for css in sheets:
        wanted.update(int(digits, 16) for digits in ESCAPED.findall(css))
        wanted.update(map(ord, PRIVATE.findall(css)))
    return wanted


def font_source(font: Path, wanted: set[int]) -> str:
    """Write the ``src`` of a font that holds only some characters.

    Parameters
    ----------
    font : Path
        A TrueType file.
    wanted : set of int
        Code points; those that the font lacks are passed over.

    Returns
    -------
    str
        The CSS declaration, with the font inside it: no request, no late icons.
    """
    data = base64.b64encode(subset(font, wanted)).decode("ascii")
    return f'src:url(data:font/woff;base64,{data}) format("woff")'


def subset(font: Path, wanted: set[int]) -> bytes:
    """Return a font with only some of its characters, compressed as WOFF."""
    options = Options(layout_features=[], name_IDs=[], notdef_outline=False, hinting=False)
    cutter = Subsetter(options)
    cutter.populate(unicodes=wanted)
    with TTFont(font, lazy=True) as face:
        cutter.subset(face)
        face.flavor = "woff"
        buffer = io.BytesIO()
        face.save(buffer)
    return buffer.getvalue()
