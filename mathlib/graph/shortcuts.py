"""Shortcuts: what the page computes in place of an operation, to the same numbers, in less time.

The recording keeps what the author wrote, and `mathlib.graph.export` writes the shortcut. One
row an operation; what has no row is written as it was recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any, NamedTuple

import numpy as np

from .node import Node


class Written(NamedTuple):
    """What is written for a node: an operation, the nodes that it reads, its settings."""

    operation: str
    reads: tuple[Node, ...]
    settings: dict[str, Any]


def written(node: Node, given: Container[Node] = ()) -> Written:
    """Return what is written for a node.

    Parameters
    ----------
    node : Node
        Any node of a graph.
    given : container of Node
        The graph's inputs: what they were made of is not in the graph.
    """
    as_recorded = Written(node.operation, node.inputs, node.settings)
    shortcut = _SHORTCUTS.get(node.operation)
    return (shortcut and shortcut(node, given)) or as_recorded


def _square(node: Node, given: Container[Node]) -> Written | None:
    """Multiply for a square, as NumPy does: x ** 2 is x * x."""
    base, exponent = node.inputs
    fixed = exponent.operation == "constant" and exponent.value.shape == ()
    return Written("multiply", (base, base), {}) if fixed and exponent.value == 2 else None


def _product(node: Node, given: Container[Node]) -> Written | None:
    """Read a transposed matrix where it stands: its elements need not move."""
    turned = [read not in given and _is_turned(read) for read in node.inputs]
    pairs = zip(node.inputs, turned, strict=True)
    reads = tuple(read.inputs[0] if turns else read for read, turns in pairs)
    return Written("matmul", reads, {"turned": turned}) if any(turned) else None


def _is_turned(node: Node) -> bool:
    """Tell whether a node is a matrix, or a batch of them, whose last two axes were swapped."""
    if node.operation != "gather" or len(node.inputs) != 1:
        return False
    source = node.inputs[0].value
    if source.ndim < 2:
        return False
    positions = np.arange(source.size).reshape(source.shape)
    return np.array_equal(np.swapaxes(positions, -1, -2), node.settings["indices"])


#: operation -> what is written for a node of it, or None where it has no shortcut.
_SHORTCUTS: dict[str, Callable[[Node, Container[Node]], Written | None]] = {
    "power": _square,
    "matmul": _product,
}
