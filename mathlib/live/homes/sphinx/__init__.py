"""The book's Sphinx part: every page loads from its own folder, and figures live."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from mathlib.live.homes.sphinx import (
    folding,
    formulas,
    icons,
    offline,
    repairs,
    runtime,
    scrolling,
    styles,
    trim,
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect each part to Sphinx's events.

    Parameters
    ----------
    app : Sphinx
        The running build.

    Returns
    -------
    dict of str to bool
        The promises that Sphinx asks of an extension.
    """
    app.connect("config-inited", serve_our_files)
    of_the_text = (repairs, folding, formulas)
    of_the_files = (offline, trim, runtime, scrolling, styles, icons)
    for part in of_the_text + of_the_files:
        part.connect(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def serve_our_files(app: Sphinx, config: Config) -> None:
    """Copy our own style sheet and script beside the pages."""
    config.html_static_path.append(str(Path(__file__).with_name("static")))
