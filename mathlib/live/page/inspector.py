"""The inspector: what shows a figure's graph, under the hood, beside the NumPy that made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from mathlib.graph import Exported, Node, gradients
from mathlib.graph.source_lines import SourceLine
from mathlib.live.recording.artists import LiveArtist
from mathlib.live.recording.text import LiveNumber

#: How many of a figure's results are differentiated; each adds a backward graph to the page.
_RESULTS = 3
#: What the controls stand under, as no line of NumPy made them.
_CONTROLS = SourceLine("the controls", "")


def inspector_data(
    graph: Exported,
    lines: Mapping[Node, SourceLine],
    artists: Iterable[LiveArtist],
) -> dict[str, Any]:
    """Return the rows, lines and gradients of a graph as plain data.

    Parameters
    ----------
    graph : Exported
        The figure's graph.
    lines : mapping of Node to SourceLine
        Which line made each node, in the order in which they were made.
    artists : iterable of LiveArtist
        What the figure shows; the numbers among its texts are the results.

    Returns
    -------
    dict
        ``lines``: pairs of a function's name and a line of it. ``rows``: for each step the
        number of its node and of its line, and for a loop the rows of its body.
        ``results``: a label, a node, and the number of the gradient with respect to each node.
        ``nodes``: what the gradients need beyond the graph.
    """
    texts: dict[SourceLine, int] = {_CONTROLS: 0}
    rows = [[i, 0] for i, row in enumerate(graph.nodes) if row["op"] == "input"]
    rows += _rows(graph, lines, texts)
    beyond = graph.copy()
    results = []
    for node, label in list(_results(artists).items())[:_RESULTS]:
        found = {n: g.node for n, g in gradients(node).items() if n in graph}
        beyond.add(found.values())
        numbers = {graph.number(n): beyond.number(g) for n, g in found.items()}
        results.append({"node": graph.number(node), "label": label, "gradients": numbers})
    return {
        "lines": [list(line) for line in texts],
        "rows": rows,
        "results": results,
        "nodes": beyond.nodes[len(graph.nodes) :],
    }


def _rows(
    graph: Exported, lines: Mapping[Node, SourceLine], texts: dict[SourceLine, int]
) -> list[list[Any]]:
    """List the nodes of a graph in the order in which they were made, each once."""
    rows: dict[int, list[Any]] = {}
    for node, line in lines.items():
        if node not in graph or graph.number(node) in rows or _is_plain(node):
            continue
        row = [graph.number(node), texts.setdefault(line, len(texts))]
        if body := graph.bodies.get(node):
            row.append(_rows(body, lines, texts))
        rows[graph.number(node)] = row
    return list(rows.values())


def _is_plain(node: Node) -> bool:
    """Tell whether a node says no more than its name does: an input, or a number."""
    return node.operation == "input" or (node.operation == "constant" and np.ndim(node.value) == 0)


def _results(artists: Iterable[LiveArtist]) -> dict[Node, str]:
    """Return the numbers that the figure writes, each with the words around it."""
    found: dict[Node, str] = {}
    for artist in artists:
        for piece in artist.text or []:
            if isinstance(piece, LiveNumber) and piece.node.value.dtype == np.float64:
                found.setdefault(piece.node, _label(artist.text))
    return found


def _label(text: list[Any]) -> str:
    """Return the plain words of a live text, with an ellipsis where its numbers stand."""
    words = " ".join("".join(p if isinstance(p, str) else "…" for p in text).split())
    return words if any(letter.isalnum() for letter in words) else "a number in the picture"
