"""Runs MathJax while the book is built, in V8, so that a page need not run it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from py_mini_racer import MiniRacer

from mathlib.live.homes.mathjax import joined_components, mathjax_folder

OUR_PART = Path(__file__).with_name("typesetter.js")
COMPONENTS = (
    "startup",
    "core",
    "adaptors/liteDOM",  # stands in for the browser's document
    "input/tex-full",
    "output/chtml",
    "output/chtml/fonts/tex",
    "a11y/assistive-mml",
)
# Without the first two a wrong formula is an error. The last reads \text as no other
# front end of Jupyter does.
UNWANTED_PACKAGES = ["noerrors", "noundefined", "textmacros"]
SETTINGS = {
    "loader": {"load": []},
    "startup": {"adaptor": "liteDOM", "input": ["tex"], "output": "chtml", "typeset": False},
    "chtml": {"adaptiveCSS": False, "fontURL": "."},  # the fonts lie beside the style sheet
    "tex": {"packages": {"[-]": UNWANTED_PACKAGES}},
}


class Typesetter:
    r"""MathJax, waiting for formulas.

    Parameters
    ----------
    settings : mapping, optional
        More of MathJax's settings, as a page would give them, for instance
        ``{"tex": {"macros": {"R": r"\mathbb{R}"}}}``.
    """

    def __init__(self, settings: Mapping[str, Any] | None = None):
        ours = {part: values | (settings or {}).get(part, {}) for part, values in SETTINGS.items()}
        self._page: str | None = None
        self._engine = MiniRacer()
        self._engine.eval(f"var MathJax = {json.dumps(dict(settings or {}) | ours)};")
        self._engine.eval(joined_components(mathjax_folder(), COMPONENTS))
        self._engine.eval(OUR_PART.read_text("utf-8"))

    def formula(self, tex: str, display: bool = False, page: str = "") -> str:
        r"""Return a formula as HTML that only needs the style sheet.

        Parameters
        ----------
        tex : str
            The formula, without dollars around it.
        display : bool
            Whether it stands in a line of its own.
        page : str
            Where it stands. What a page's formulas define, by ``\newcommand`` for
            instance, holds for that page's later ones alone.

        Raises
        ------
        ValueError
            If MathJax cannot typeset it; the message says why.
        """
        if page != self._page:
            self._engine.eval("startPage()")
            self._page = page
        answer = self._engine.call("typeset", tex, display)
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["html"]

    def style_sheet(self) -> str:
        """Return the style that formulas need, for every character there is."""
        return self._engine.call("styleSheet")

    def close(self) -> None:
        """Stop V8; its threads could keep Python from ending."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
