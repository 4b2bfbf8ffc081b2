"""Export: writes a recorded graph as plain data, ready for JSON and the page's runtime.

A node becomes ``{"op", "in", "shape", ...settings}``; inputs are numbers of earlier nodes,
so the list is in the order in which to compute it. Imports NumPy and the graph's modules.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .loops import Body
from .node import Node, topological_order


class Exported:
    """A graph as plain data, and the number of each node in it.

    Parameters
    ----------
    inputs : mapping of str to Node
        The values that come from outside, by name.
    outputs : sequence of Node
        The nodes that are wanted.
    """

    def __init__(self, inputs: Mapping[str, Node], outputs: Sequence[Node]) -> None:
        self.nodes: list[dict[str, Any]] = []
        self._number: dict[Node, int] = {}
        self._constants: dict[tuple, int] = {}
        for name, node in inputs.items():
            self._add(node, {"op": "input", "name": name, "shape": _shape(node)})
        given = set(inputs.values())
        for node in topological_order(outputs, leaves=given):
            if node not in given:
                self._write(node)

    def number(self, node: Node) -> int:
        """Return a node's place in the list."""
        return self._number[node]

    def _add(self, node: Node, row: dict[str, Any]) -> None:
        self._number[node] = len(self.nodes)
        self.nodes.append(row)

    def _write(self, node: Node) -> None:
        if node.operation == "constant":
            self._write_constant(node)
            return
        row = {"op": node.operation, "in": [self._number[n] for n in node.inputs]}
        if node.operation != "iterate":
            row["shape"] = _shape(node)
        self._add(node, row | _SETTINGS.get(node.operation, dict)(**node.settings))

    def _write_constant(self, node: Node) -> None:
        """Write a constant once, however often the figure's function spells it."""
        key = (node.value.shape, node.value.astype(float).tobytes())
        if key in self._constants:
            self._number[node] = self._constants[key]
            return
        self._constants[key] = len(self.nodes)
        self._add(
            node,
            {"op": "constant", "shape": _shape(node), "values": numbers(node.value)},
        )


def _shape(node: Node) -> list[int]:
    return list(node.value.shape)


def numbers(array: np.ndarray) -> list[float | str]:
    """Return an array's elements in C order, exactly, in JSON's terms.

    JSON has no word for nan and the infinities; they are written as strings. Whole
    numbers are written without a point, which says the same in fewer characters.
    """
    return [_number(float(value)) for value in np.ravel(array)]


def _number(value: float) -> float | int | str:
    if not math.isfinite(value):
        return str(value)
    # -0.0 is not the whole number 0: 1 / -0.0 is -inf.
    plain = value.is_integer() and abs(value) < 2**53
    return int(value) if plain and not (value == 0 and math.copysign(1, value) < 0) else value


def _gather(indices: np.ndarray) -> dict[str, Any]:
    """Write positions as a start and strides where they are evenly spaced."""
    flat = indices.ravel()
    start = int(flat[0]) if flat.size else 0
    strides = [
        int(np.take(indices, 1, axis).flat[0]) - start if size > 1 and flat.size else 0
        for axis, size in enumerate(indices.shape)
    ]
    grid = np.indices(indices.shape)
    even = start + sum(s * g for s, g in zip(strides, grid, strict=True))
    if np.array_equal(np.broadcast_to(even, indices.shape), indices):
        return {"start": start, "strides": strides}
    return {"indices": [int(i) for i in flat]}


def _sum(axis: tuple[int, ...], keepdims: bool) -> dict[str, Any]:
    return {"axis": list(axis)}


def _iterate(count: int, body: Body) -> dict[str, Any]:
    names = {str(i): node for i, node in enumerate(body.program.inputs)}
    exported = Exported(names, body.program.outputs)
    return {
        "count": count,
        "body": exported.nodes,
        "next": [exported.number(node) for node in body.program.outputs],
    }


_SETTINGS = {"gather": _gather, "sum": _sum, "iterate": _iterate}
