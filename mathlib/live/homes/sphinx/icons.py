"""Cuts the theme's icon fonts down to the icons that the style sheets still name."""

import base64
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx

from .fonts import subset

SHEET = "styles/pydata-sphinx-theme.css"
FONTS = "vendor/fontawesome"
# The same icons again, as a script of 1.5 MB.
SCRIPTS = "scripts/fontawesome.js*"

FONT_SOURCE = re.compile(r"src:url\(\.\./vendor/fontawesome/([^)]+)\.woff2\)[^;}]*")

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
