"""The figures of the chapters, as the Python objects that the book was built from."""

from __future__ import annotations

import contextlib
import functools
import io
import os
from pathlib import Path

import nbformat

from mathlib.live import LiveFigure

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "chapters").glob("*.ipynb"))
assert NOTEBOOKS, "the book has no chapters"


@functools.cache
def figures_of(notebook: Path) -> dict[str, LiveFigure]:
    """Run a chapter's cells and return its live figures by the name of their function."""
    cells = nbformat.read(notebook, as_version=4).cells
    names: dict[str, object] = {}
    before = os.getcwd()
    os.chdir(notebook.parent)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, f"{notebook.name}#{cell.id}", "exec"), names)
    finally:
        os.chdir(before)
    found = [value for value in names.values() if isinstance(value, LiveFigure)]
    return {figure.recording.function.__name__: figure for figure in found}


def page_of(notebook: Path) -> str:
    """Return the address of a chapter's page inside the book."""
    return f"chapters/{notebook.stem}.html"
