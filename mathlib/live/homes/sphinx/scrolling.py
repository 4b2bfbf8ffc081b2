"""Lets the keys reach code, tables and formulas that are wider than the page, and scroll them.

The theme does so too, but asks anew for the sizes of all of them, folded ones as well,
whenever a figure changes the page: seconds of work on a phone. We do it in its place.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from .trim import THEMES_SCRIPT

# What the theme asks for. It is left to ask for what no page has.
ASKED = (
    '["pre",".nboutput > .output_area",".cell_output > .output",'
    '".jp-RenderedHTMLCommon",".pst-scrollable-table-container"]'
)
NOTHING = '["no-such-element"]'


def connect(app: Sphinx) -> None:
    """Attach this part to the build."""
    app.add_js_file("scrolling.js", loading_method="defer")
    app.connect("build-finished", relieve_the_theme)


def relieve_the_theme(app: Sphinx, error: Exception | None) -> None:
    """Take from the theme's script what ours does."""
    script = Path(app.outdir, THEMES_SCRIPT)
    if not error and app.builder.format == "html" and script.exists():
        script.write_text(relieved(script.read_text("utf-8")), "utf-8")


def relieved(script: str) -> str:
    """Return the theme's script without its search for what scrolls.

    Raises
    ------
    ExtensionError
        If this is not the theme that we know.
    """
    # A build that had nothing to write left it as ours.
    if NOTHING not in script and ASKED not in script:
        raise ExtensionError(
            f"{THEMES_SCRIPT} no longer asks for {ASKED}. See how the theme now lets the keys "
            f"reach what scrolls, and change {Path(__file__).name} to it."
        )
    return script.replace(ASKED, NOTHING)
