"""The figures of the book, as the Python objects that it was built from."""

from __future__ import annotations

import contextlib
import functools
import io
import os
from pathlib import Path

import nbformat
from myst_nb.core.read import read_myst_markdown_notebook

from mathlib.live import LiveFigure

from .tables import tables_kept

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
assert CHAPTERS, "the book has no chapters"
#: Everything that holds figures: the front page too, which is Markdown with code cells.
NOTEBOOKS = [ROOT / "index.md", *CHAPTERS]


@functools.cache
def code_of(notebook: Path) -> list[str]:
    """Return the source of each code cell."""
    if notebook.suffix == ".md":
        cells = read_myst_markdown_notebook(notebook.read_text("utf-8")).cells
    else:
        cells = nbformat.read(notebook, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


def notebooks_with(control: type) -> list[Path]:
    """Return the notebooks whose code makes a control of a kind."""
    return [path for path in NOTEBOOKS if any(f"{control.__name__}(" in c for c in code_of(path))]


@functools.cache
def names_of(notebook: Path) -> dict[str, object]:
    """Run a notebook's cells, once in a test process, and return what they named.

    An operation that they add leaves the tables again.
    """
    names: dict[str, object] = {}
    before = os.getcwd()
    os.chdir(notebook.parent)
    try:
        with contextlib.redirect_stdout(io.StringIO()), tables_kept():
            for number, code in enumerate(code_of(notebook)):
                exec(compile(code, f"{notebook.name}#{number}", "exec"), names)
    finally:
        os.chdir(before)
    return names


def figures_of(notebook: Path) -> dict[str, LiveFigure]:
    """Return a notebook's live figures by the name of their function."""
    found = [value for value in names_of(notebook).values() if isinstance(value, LiveFigure)]
    return {figure.recording.function.__name__: figure for figure in found}


def page_of(notebook: Path) -> str:
    """Return the address of a notebook's page inside the book."""
    return str(notebook.relative_to(ROOT).with_suffix(".html"))
