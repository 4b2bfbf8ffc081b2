"""Brings the runtime's script and style to the pages that hold a live figure or a question."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from mathlib.live.homes import scripts

SCRIPT = "live-figure/live.js"
STYLE = "live-figure/live.css"


def connect(app: Sphinx) -> None:
    """Attach this part to the build."""
    app.connect("builder-inited", write_runtime)
    app.connect("html-page-context", link_runtime)


def write_runtime(app: Sphinx) -> None:
    """Write the runtime beside the pages, before Sphinx stamps its links."""
    if app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    (static / SCRIPT).parent.mkdir(parents=True, exist_ok=True)
    (static / SCRIPT).write_text(scripts.page_script(), "utf-8")
    (static / STYLE).write_text(scripts.page_style(), "utf-8")


def link_runtime(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Link the runtime from a page whose text holds a live figure or a question."""
    if scripts.is_live(context.get("body", "")):
        # A classic script, since browsers refuse modules to a page opened from a folder.
        app.add_js_file(SCRIPT, loading_method="defer")
        app.add_css_file(STYLE)
