"""Replay: computes a recorded graph again, in NumPy, from new inputs.

Imports NumPy and the graph's own tables. This is the interpreter that the page's
JavaScript mirrors; loops use it to run their body.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .node import Node, topological_order
from .operations import OPERATIONS


class Program:
    """A graph put in order once, to be run many times.

    Parameters
    ----------
    inputs : sequence of Node
        The nodes whose values are given at each run.
    outputs : sequence of Node
        The nodes whose values are wanted.
    """

    def __init__(self, inputs: Sequence[Node], outputs: Sequence[Node]) -> None:
        self.inputs = tuple(inputs)
        self.outputs = tuple(outputs)
        given = set(self.inputs)
        self._steps = [
            node
            for node in topological_order(self.outputs, leaves=self.inputs)
            if node not in given
        ]

    def run(self, *values: Any) -> tuple[Any, ...]:
        """Return the outputs' values for these values of the inputs.

        Numbers that overflow or have no value become ``inf`` and ``nan``, silently:
        a descent that diverges is a picture, not a fault.
        """
        known = dict(zip(self.inputs, values, strict=True))
        with np.errstate(all="ignore"):
            for node in self._steps:
                known[node] = self._compute(node, known)
        return tuple(known[node] for node in self.outputs)

    @staticmethod
    def _compute(node: Node, known: dict[Node, Any]) -> Any:
        if node.operation in ("constant", "input"):
            return node.value
        function = OPERATIONS[node.operation]
        return function(*(known[read] for read in node.inputs), **node.settings)
