"""Keeps the chapters clean: runs them, and removes what a source file must not hold.

    python tools/notebooks.py run chapters/*.ipynb      execute, keep text outputs
    python tools/notebooks.py clean chapters/*.ipynb    remove pictures and metadata
    python tools/notebooks.py check chapters/*.ipynb    say what `clean` would change

A clean notebook keeps text outputs, which nbval compares, and drops what changes from run
to run: pictures, figures, times, the kernel's own versions. Its code cells are numbered in
their order, as after "Restart and run all"; nbval wants a number where there is an output.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import nbformat

#: What an output may keep. A figure's own text is its Python repr; nbval ignores it.
_KEPT = ("text/plain", "text/latex")
_FIGURE = ("text/html", "image/png", "image/svg+xml", "application/vnd.jupyter.widget-view+json")

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def clean(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook without anything that a run, not an author, put in."""
    notebook = nbformat.from_dict(notebook)
    notebook.metadata = nbformat.from_dict(_METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    ids: set[str] = set()
    number = 0
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict(_metadata(cell.metadata))
        cell.id = _identifier(cell, ids)
        if cell.cell_type == "code":
            number += 1
            cell.execution_count = number
            kept = (_kept(output, number) for output in _joined(cell.outputs))
            cell.outputs = [output for output in kept if output]
    return notebook


def _metadata(own: dict) -> dict:
    """Keep what an author says of a cell: its tags, and that Jupyter folds its source."""
    folded = (own.get("jupyter") or {}).get("source_hidden")
    kept = {"jupyter": {"source_hidden": True}} if folded else {}
    return kept | ({"tags": sorted(own["tags"])} if own.get("tags") else {})


def _identifier(cell: nbformat.NotebookNode, taken: set[str]) -> str:
    """Return the cell's own name, or one made of its first words; each only once."""
    own = cell.get("id", "")
    if re.fullmatch(r"[0-9a-f]{6,32}(-[0-9a-f-]+)?", own) or own in taken or not own:
        words = re.findall(r"[a-z0-9]+", cell.source.lower())
        own = "-".join(words)[:40].strip("-") or "cell"
    name, count = own, 1
    while name in taken:
        count += 1
        name = f"{own}-{count}"
    taken.add(name)
    return name


def _joined(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Join what a cell printed: a slow cell's prints arrive in several pieces."""
    joined: list[nbformat.NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last and output.output_type == "stream" == last.output_type and output.name == last.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def _kept(output: nbformat.NotebookNode, number: int) -> nbformat.NotebookNode | None:
    if output.output_type in ("stream", "error"):
        return output
    if any(kind in output.data for kind in _FIGURE):
        return None
    output.data = {kind: text for kind, text in output.data.items() if kind in _KEPT}
    output.metadata = {}
    if output.output_type == "execute_result":
        output.execution_count = number
    return output


def run(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Return the notebook with the outputs of a fresh run."""
    from nbclient import NotebookClient

    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def written(notebook: nbformat.NotebookNode) -> str:
    """Return the notebook as the text of its file."""
    return nbformat.writes(notebook) + "\n"


def main(command: str, *names: str) -> int:
    """Run one command on notebooks; return 1 if `check` found something to clean."""
    dirty = 0
    for path in map(Path, names):
        text = path.read_text("utf-8")
        notebook = nbformat.reads(text, as_version=4)
        if command == "run":
            notebook = run(notebook, path.parent)
        new = written(clean(notebook))
        if command == "check":
            if new != text:
                print(f"{path} is not clean; run: make notebooks")
                dirty += 1
        else:
            path.write_text(new, "utf-8")
    return 1 if dirty else 0


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("run", "clean", "check"):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
