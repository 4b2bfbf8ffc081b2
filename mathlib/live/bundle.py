"""Joins the runtime's JavaScript modules into one script: for the page, and for Jupyter.

The files in `runtime/` are ES modules, which browsers refuse to load from a folder
(``file://``). Their house style makes joining them easy: imports stand on lines of their
own, exports are declarations, and no two modules share a top-level name. Imports tdewolff-minify.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import minify

from .palette import COLOURS

RUNTIME = Path(__file__).parent / "runtime"

_LIVE = re.compile(r'class="live-(?:figure|question)"')

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w.]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const|async)", re.MULTILINE)
_TOP_LEVEL = re.compile(r"^(?:export )?(?:function|const|let) (\w+)", re.MULTILINE)


def _order(entry: str, seen: dict[str, None]) -> dict[str, None]:
    """List a module and all it imports, each after what it imports."""
    if entry not in seen:
        for name in _IMPORT.findall((RUNTIME / entry).read_text("utf-8")):
            _order(name, seen)
        seen[entry] = None
    return seen


def joined(entry: str) -> str:
    """Return a runtime module and all it imports as one piece of script.

    Parameters
    ----------
    entry : str
        The name of a file in ``runtime/``.

    Raises
    ------
    ValueError
        If two modules declare the same top-level name.
    """
    texts = [(RUNTIME / name).read_text("utf-8") for name in _order(entry, {})]
    names = [name for text in texts for name in _TOP_LEVEL.findall(text)]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"two runtime modules declare {', '.join(sorted(twice))}")
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in texts)


def _shortened(text: str, kind: str = "application/javascript") -> str:
    return minify.string(kind, text)


def is_live(html: str) -> bool:
    """Tell whether HTML holds a figure or a question, and so needs the runtime."""
    return bool(_LIVE.search(html))


@cache
def page_script() -> str:
    """Return the classic script that wakes the figures and questions of a page."""
    body = joined("page.js")
    return _shortened(f'(() => {{\n"use strict";\n{body}\nwakePage();\n}})();\n')


@cache
def widget_module() -> str:
    """Return the ES module that shows a figure in Jupyter."""
    return _shortened(f"{joined('widget.js')}\nexport default {{ render }};\n")


@cache
def question_module() -> str:
    """Return the ES module that asks a question in Jupyter; it needs no figure's."""
    return _shortened(f"{joined('ask.js')}\nexport default {{ render }};\n")


@cache
def stylesheet() -> str:
    """Return the style sheet of figures and questions: the palette's variables and its rules."""
    light = "".join(f"--live-{name}:{pair[0]};" for name, pair in COLOURS.items())
    dark = "".join(f"--live-{name}:{pair[1]};" for name, pair in COLOURS.items())
    themes = 'html[data-theme="dark"], [data-jp-theme-light="false"]'
    rules = (RUNTIME / "live.css").read_text("utf-8")
    return _shortened(f":root{{{light}}}\n{themes}{{{dark}}}\n{rules}", "text/css")
