"""Joins JavaScript modules into one script: for the page, and for Jupyter.

The files in `runtime/` are ES modules, which browsers refuse to load from a folder
(``file://``). Their house style makes joining them easy: imports stand on lines of their
own, exports are declarations, and no two modules share a top-level name.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from mathlib.live.drawing.palette import COLOURS

RUNTIME = Path(__file__).parent / "runtime"

_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.[\w./]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const|async|class)", re.MULTILINE)
_TOP_LEVEL = re.compile(r"^(?:export )?(?:function|const|let|class) (\w+)", re.MULTILINE)


def _order(entry: Path, seen: dict[Path, None]) -> dict[Path, None]:
    """List a module and all it imports, each after what it imports."""
    if entry not in seen:
        for name in _IMPORT.findall(entry.read_text("utf-8")):
            _order((entry.parent / name).resolve(), seen)
        seen[entry] = None
    return seen


def joined(*entries: Path) -> str:
    """Return modules and all they import as one piece of script.

    Parameters
    ----------
    *entries : Path
        The modules' files.

    Raises
    ------
    ValueError
        If two modules declare the same top-level name.
    """
    order: dict[Path, None] = {}
    for entry in entries:
        _order(entry.resolve(), order)
    texts = [file.read_text("utf-8") for file in order]
    names = [name for text in texts for name in _TOP_LEVEL.findall(text)]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"two runtime modules declare {', '.join(sorted(twice))}")
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in texts)


@cache
def widget_module() -> str:
    """Return the ES module that shows a figure in Jupyter."""
    return f"{joined(RUNTIME / 'widget.js')}\nexport default {{ render }};\n"


@cache
def stylesheet() -> str:
    """Return the style sheet of figures: the palette's variables and the rules."""
    light = "".join(f"--live-{name}:{pair[0]};" for name, pair in COLOURS.items())
    dark = "".join(f"--live-{name}:{pair[1]};" for name, pair in COLOURS.items())
    themes = 'html[data-theme="dark"], [data-jp-theme-light="false"]'
    rules = (RUNTIME / "live.css").read_text("utf-8")
    return f":root{{{light}}}\n{themes}{{{dark}}}\n{rules}"
