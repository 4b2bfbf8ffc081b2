"""Replay: computes a recorded graph again, in NumPy, from new inputs.

This is the interpreter that the page's JavaScript mirrors; loops use it to run their body.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .node import Node, topological_order
from .operations import OPERATIONS
from .recorded import Recorded, record


class Program:
    """A graph put in order once, to be run many times.

    Parameters
    ----------
    inputs : sequence of Node
        The nodes whose values are given at each run.
    outputs : sequence of Node
        The nodes whose values are wanted. What they need of inputs that are not listed
        keeps its recorded value.
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

        Raises
        ------
        ValueError
            If there are not as many values as inputs, or one has another shape than its
            input was recorded with.
        """
        known = dict(zip(self.inputs, map(_fitting, self.inputs, values), strict=True))
        with np.errstate(all="ignore"):
            for node in self._steps:
                known[node] = _compute(node, known)
        return tuple(known[node] for node in self.outputs)

    def replay(self, *values: Any) -> tuple[Any, ...]:
        """Return the outputs for values that may be recorded: what they change is recorded."""
        if not any(isinstance(value, Recorded) for value in values):
            return self.run(*values)
        known = dict(zip(self.inputs, values, strict=True))
        with np.errstate(all="ignore"):
            for node in self._steps:
                known[node] = _record_again(node, known)
        return tuple(known[node] for node in self.outputs)


def _fitting(node: Node, value: Any) -> np.ndarray:
    # A whole number may be given as nan, where it has no value.
    array = np.asarray(value, dtype=float if node.value.dtype == float else None)
    if array.shape != node.value.shape:
        raise ValueError(
            f"an input was recorded with shape {node.value.shape} and cannot take a value "
            f"of shape {array.shape}"
        )
    return array


def _compute(node: Node, known: dict[Node, Any]) -> Any:
    if node.operation in ("constant", "input"):
        return node.value
    function = OPERATIONS[node.operation]
    return function(*(known[read] for read in node.inputs), **node.settings)


def _record_again(node: Node, known: dict[Node, Any]) -> Any:
    inputs = [known[read] for read in node.inputs]
    if not any(isinstance(value, Recorded) for value in inputs):
        return _compute(node, known)
    return record(node.operation, *inputs, **node.settings)
