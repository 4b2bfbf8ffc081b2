"""Leaves out of each page the scripts and styles that it does not use."""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config

from .styles import LARGE_SHEETS

TEMPLATES = Path(__file__).parent / "templates"

# What a page must hold to need the scripts and styles that bear these words.
NEEDED_BY = {
    "clipboard": 'class="highlight',
    "copybutton": 'class="highlight',
    "toggle": r'class="(?:[^"]* )?toggle[ "]',  # answers fold without it
    "exercise": "exercise|solution",
    "sphinx-design": "sd-",
    "design-tabs": "sd-tab",
}
# The theme's templates, which it leaves among the files it serves.
STRAYS = ("_static/webpack-macros.html", "_static/sbt-webpack-macros.html")
THEMES_SCRIPT = "_static/scripts/pydata-sphinx-theme.js"
# These tell the console about their own affairs; readers' consoles stay silent.
CHATTY = (
    THEMES_SCRIPT,
    "_static/scripts/sphinx-book-theme.js",
    "search.html",
)


def connect(app: Sphinx) -> None:
    """Attach this part to the build."""
    # Ahead of the theme's own folder, so that our two templates are found first.
    app.connect("config-inited", prefer_our_templates, priority=100)
    app.connect("write-started", start_afresh)
    app.connect("html-page-context", add_download_button, priority=600)
    app.connect("html-page-context", drop_unused, priority=900)
    app.connect("html-page-context", defer, priority=910)
    app.connect("build-finished", hush)
    app.connect("build-finished", remove_strays)


def prefer_our_templates(app: Sphinx, config: Config) -> None:
    """Use our templates, and only the header buttons that need no Bootstrap script."""
    config.templates_path.insert(0, str(TEMPLATES))
    config.html_theme_options.setdefault("use_download_button", False)
    config.html_theme_options.setdefault("use_fullscreen_button", False)
    # The theme would add a second search button, in a bar that is otherwise empty.
    config.html_theme_options.setdefault("navbar_persistent", [])


def start_afresh(app: Sphinx, builder: Builder) -> None:
    """Delete what we rewrote last time.

    Sphinx is about to copy these files again, and would tell of each that it differs.
    """
    static = Path(app.outdir, "_static")
    rewritten = [Path(app.outdir, name) for name in CHATTY]
    rewritten += [sheet for pattern in LARGE_SHEETS for sheet in static.glob(pattern)]
    for file in rewritten:
        file.unlink(missing_ok=True)


def add_download_button(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Offer a chapter's notebook as a plain link."""
    if context.get("page_source_suffix") == ".ipynb":
        url = context["pathto"](f"_sources/{context['sourcename']}", 1)
        context["header_buttons"].append(
            {
                "type": "link",
                "url": url,
                "icon": "fas fa-download",
                "tooltip": "Download this notebook",
                "label": "download-notebook",
            }
        )


def drop_unused(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Link only what this page's text calls for."""
    body = context.get("body", "")
    for kind in ("script_files", "css_files"):
        context[kind] = [asset for asset in context[kind] if is_needed(asset, body)]


def is_needed(asset: Any, body: str) -> bool:
    """Tell whether a page with this text has a use for a script or style sheet."""
    name = Path(str(asset.filename or "")).name
    described = f"{name} {asset.attributes.get('body', '')}".lower()
    return all(
        re.search(sign, body) for word, sign in NEEDED_BY.items() if word.lower() in described
    )


def defer(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Let the text show before the scripts run.

    The search page stays as it is: what its template loads runs at once, and counts on
    what was loaded before.
    """
    if page != "search":
        context["script_files"] = [deferred(asset) for asset in context["script_files"]]


def deferred(asset: Any) -> Any:
    """Return a script that waits for the text, unless other scripts wait for it."""
    inline = not asset.filename
    if inline or "documentation_options" in asset.filename or "async" in asset.attributes:
        return asset
    attributes = {**asset.attributes, "defer": "defer"}
    return type(asset)(asset.filename, priority=asset.priority, **attributes)


def hush(app: Sphinx, error: Exception | None) -> None:
    """Take the console messages out of the theme's scripts and the search page."""
    if error or app.builder.format != "html":
        return
    for file in (Path(app.outdir, name) for name in CHATTY):
        if file.exists():
            text = file.read_text("utf-8")
            file.write_text(text.replace("console.log(", "void("), "utf-8")


def remove_strays(app: Sphinx, error: Exception | None) -> None:
    """Delete what looks like a page of the book and is none."""
    for name in STRAYS:
        Path(app.outdir, name).unlink(missing_ok=True)
