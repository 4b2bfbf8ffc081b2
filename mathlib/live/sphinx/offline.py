"""Removes what would load from outside, and brings MathJax along."""

import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from mathlib.live.mathjax import joined_components, mathjax_folder

from .fonts import subset

MATHJAX_SCRIPT = "mathjax/mathjax.js"
TYPESET = Path(__file__).parent / "typeset.js"

# MathJax's ready-made `tex-chtml.js` carries a right-click menu that is 40 % of its
# weight and makes every formula a tab stop, so we join the other components ourselves.
MATHJAX_COMPONENTS = (
    "startup",
    "core",
    "input/tex",
    "output/chtml",
    "output/chtml/fonts/tex",
    "a11y/assistive-mml",
)
# TeX extensions are fetched by name when a formula asks for one; fonts, when drawn.
MATHJAX_FOLDERS = ("input/tex/extensions", "output/chtml/fonts/woff-v2")

# A page opened from a folder may not fetch its neighbours, so results come bare there.
SEARCH_FROM_A_FOLDER = (
    "if (location.protocol === 'file:') DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;"
)


def connect(app: Sphinx) -> None:
    """Attach this part to the build."""
    # Before the other extensions' own listeners, which then find nothing to add.
    app.connect("config-inited", stay_home, priority=100)
    app.connect("builder-inited", copy_mathjax)
    app.connect("html-page-context", drop_leftovers, priority=900)
    app.connect("html-page-context", search_without_fetching)


def stay_home(app: Sphinx, config: Config) -> None:
    """Point every default that names a CDN at nothing, or at our own copy."""
    silence(app, "sphinx_thebe")
    config.nb_ipywidgets_js = {}
    config.mathjax_path = MATHJAX_SCRIPT
    # All that MathJax starts with is in our one file, which also says when to typeset.
    config.mathjax3_config = {
        "loader": {"load": []},
        "startup": {"typeset": False},
        **(config.mathjax3_config or {}),
    }


def silence(app: Sphinx, extension: str) -> None:
    """Disconnect an extension that Jupyter Book always enables.

    Parameters
    ----------
    app : Sphinx
        The running build.
    extension : str
        The extension's module, for instance ``"sphinx_thebe"``.
    """
    for listeners in app.events.listeners.values():
        for listener in list(listeners):
            if listener.handler.__module__.split(".")[0] == extension:
                app.disconnect(listener.id)


def mathjax_script(folder: Path) -> str:
    """Return the book's one script of MathJax, which typesets the page it is loaded in.

    Parameters
    ----------
    folder : Path
        The folder that holds MathJax's ``startup.js``, ``core.js`` and so on.

    Returns
    -------
    str
        JavaScript.
    """
    script = joined_components(folder, MATHJAX_COMPONENTS)
    return ";\n".join([script, TYPESET.read_text("utf-8")])


def copy_mathjax(app: Sphinx) -> None:
    """Write MathJax and its fonts beside the pages."""
    if app.builder.format != "html":
        return
    source, target = mathjax_folder(), Path(app.outdir, "_static", MATHJAX_SCRIPT)
    if target.exists():  # From the last build: an edited page needs no other fonts.
        return
    for name in MATHJAX_FOLDERS:
        shutil.copytree(source / name, target.parent / name, dirs_exist_ok=True)
    for font in target.parent.rglob("*.woff"):
        font.write_bytes(subset(font))
    target.write_text(mathjax_script(source), "utf-8")


def drop_leftovers(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Leave out Thebe's style and the notebook's widget models.

    Our figures carry all they need, and the models would weigh on every page.
    """
    for kind in ("script_files", "css_files"):
        context[kind] = [asset for asset in context[kind] if not is_leftover(asset)]


def is_leftover(asset: Any) -> bool:
    """Tell whether a script or style sheet serves only what we removed."""
    described = f"{asset.filename} {asset.attributes.get('type')}"
    return "sphinx-thebe" in described or "widget-state" in described


def search_without_fetching(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Let the search page work from a folder, where ``fetch`` is refused."""
    if page == "search":
        app.add_js_file(None, body=SEARCH_FROM_A_FOLDER)
