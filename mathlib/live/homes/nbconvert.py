"""Makes `jupyter nbconvert --to html` write one file that needs no kernel and no network.

Installing mathlib puts `jupyter_config.json` where nbconvert and Jupyter's servers look for
settings. It names the class below, so the plain command works, and the menu's "Save and
Export Notebook As", in any folder.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from .mathjax import joined_components, mathjax_folder
from .scripts import is_live, page_script, page_style

WIDGET = "application/vnd.jupyter.widget-view+json"

# Drawn as SVG, MathJax needs no font file; the full TeX part fetches no extension.
MATHJAX_COMPONENTS = (
    "startup",
    "core",
    "input/tex-full",
    "output/svg",
    "output/svg/fonts/tex",
    "a11y/assistive-mml",
)
# What nbconvert's own configuration asks of the older MathJax that it would load.
MATHJAX_SETTINGS = {
    "loader": {"load": []},
    "tex": {"inlineMath": [["$", "$"], ["\\(", "\\)"]], "processEscapes": True, "tags": "ams"},
    "options": {"ignoreHtmlClass": "live-figure|live-question"},
}


class LiveFigures(Preprocessor):
    """Lets live figures and questions live in nbconvert's HTML, and loads nothing from outside."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Put the runtime into the notebook's outputs, and our scripts for the CDN's.

        Parameters
        ----------
        nb : NotebookNode
            The notebook, executed.
        resources : dict
            What nbconvert's template fills in, the addresses of its scripts among it.

        Returns
        -------
        tuple of NotebookNode and dict
            Both, changed.
        """
        # A widget's models and views serve a kernel; a page has none.
        nb.metadata.pop("widgets", None)
        shown = [
            output.data
            for cell in nb.cells
            for output in cell.get("outputs", ())
            if "data" in output
        ]
        for data in shown:
            data.pop(WIDGET, None)
        _add_runtime([data for data in shown if is_live(data.get("text/html", ""))])
        nothing = _address("")
        return nb, resources | {
            "mathjax_url": _address(_mathjax()),
            "require_js_url": nothing,
            "jquery_url": nothing,
        }


def _add_runtime(outputs: list[dict[str, str]]) -> None:
    """Put the style before the first figure or question, and the script behind the last."""
    if outputs:
        outputs[0]["text/html"] = f"<style>{page_style()}</style>\n" + outputs[0]["text/html"]
        outputs[-1]["text/html"] += f"\n<script>{page_script()}</script>"


def _mathjax() -> str:
    script = joined_components(mathjax_folder(), MATHJAX_COMPONENTS)
    return f"window.MathJax = {json.dumps(MATHJAX_SETTINGS)};\n{script}"


def _address(script: str) -> str:
    """Return an address that holds the script itself, for templates that link to one."""
    return f"data:text/javascript;base64,{base64.b64encode(script.encode()).decode('ascii')}"
