"""Removes what would load from outside."""

from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

# A page opened from a folder may not fetch its neighbours, so results come bare there.
SEARCH_FROM_A_FOLDER = (
    "if (location.protocol === 'file:') DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;"
)


def connect(app: Sphinx) -> None:
    """Attach this part to the build."""
    # Before the other extensions' own listeners, which then find nothing to add.
    app.connect("config-inited", stay_home, priority=100)
    app.connect("html-page-context", drop_leftovers, priority=900)
    app.connect("html-page-context", search_without_fetching)


def stay_home(app: Sphinx, config: Config) -> None:
    """Point every default that names a CDN at nothing."""
    silence(app, "sphinx_thebe")
    config.nb_ipywidgets_js = {}


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
