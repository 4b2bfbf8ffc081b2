"""Export: writes a recorded graph as plain data, ready for JSON and the page's runtime.

A node becomes ``{"op", "in", "shape", ...settings}``; inputs are numbers of earlier nodes,
so the list is in the order in which to compute it. Nodes that would be written alike are
written once, and what only a shortcut has passed by is not written.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any

import numpy as np

from .loops import Body
from .node import Node, topological_order
from .shortcuts import Written, written

Row = dict[str, Any]


class Exported:
    """A graph as plain data, and the number of each node in it.

    What has been recorded twice from the same inputs is found here, and computed once.

    Parameters
    ----------
    inputs : mapping of str to Node, or (str, Node) pairs
        The values that come from outside, by name. Nodes of one name are one input.
    outputs : sequence of Node
        The nodes that are wanted.
    """

    def __init__(
        self, inputs: Mapping[str, Node] | Iterable[tuple[str, Node]], outputs: Iterable[Node]
    ) -> None:
        pairs = list(inputs.items() if isinstance(inputs, Mapping) else inputs)
        self.nodes: list[Row] = []
        self._number: dict[Node, int] = {}
        self._written: dict[str, int] = {}
        self._given = {node for _, node in pairs}
        #: For each loop, the graph of its body.
        self.bodies: dict[Node, Exported] = {}
        for name, node in pairs:
            self._add(node, {"op": "input", "name": name, "shape": _shape(node)})
        self.add(outputs)

    def add(self, outputs: Iterable[Node]) -> None:
        """Write what these nodes need and is not written yet; what is keeps its place."""
        known, needed = set(self._number), set(outputs)
        order = [node for node in topological_order(needed, known) if node not in known]
        forms = {node: written(node, self._given) for node in order}
        for node in reversed(order):
            if node in needed:
                needed.update(forms[node].reads)
        for node in order:
            if node not in needed:
                continue
            if node.operation == "copy":
                self._number[node] = self._number[node.inputs[0]]
            else:
                self._add(node, self._row(node, forms[node]))

    def copy(self) -> Exported:
        """Return a graph to add to: what is written keeps its numbers, here and there."""
        other = copy(self)
        other.nodes, other._number = list(self.nodes), dict(self._number)
        other._written, other.bodies = dict(self._written), dict(self.bodies)
        return other

    def __contains__(self, node: Node) -> bool:
        return node in self._number

    def number(self, node: Node) -> int:
        """Return a node's place in the list."""
        return self._number[node]

    def _add(self, node: Node, row: Row) -> None:
        number = self._written.setdefault(json.dumps(row), len(self.nodes))
        if number == len(self.nodes):
            self.nodes.append(row)
        self._number[node] = number

    def _row(self, node: Node, form: Written) -> Row:
        if node.operation == "constant":
            return {"op": "constant", "shape": _shape(node)} | constant(node.value)
        inputs = [self._number[read] for read in form.reads]
        if node.operation == "iterate":
            self.bodies[node], reads = _body(inputs, node.settings["body"])
            return _loop(reads, self.bodies[node], **node.settings)
        settings = _SETTINGS.get(form.operation, dict)(**form.settings)
        shape = {} if isinstance(node.value, tuple) else {"shape": _shape(node)}
        return {"op": form.operation, "in": inputs} | shape | settings


def _shape(node: Node) -> list[int]:
    return list(node.value.shape)


def constant(array: np.ndarray) -> Row:
    """Return an array's elements in C order, exactly, in JSON's terms.

    What repeats along an axis is written once, with the shape of what is written, if that is
    shorter. Evenly spaced numbers are written as their ends, if NumPy's formula for `linspace`
    gives every one of them back bit for bit.
    """
    once = _once(np.asarray(array, dtype=float))
    whole = _numbers(array)
    if once.shape == array.shape:
        return whole
    return min(whole, _numbers(once) | {"once": list(once.shape)}, key=lambda row: len(str(row)))


def _once(array: np.ndarray) -> np.ndarray:
    """Return an array with one element along each axis along which all are the same."""
    for axis, size in enumerate(array.shape):
        first = np.take(array, [0], axis) if size > 1 else array
        if (_bits(first) == _bits(array)).all():
            array = first
    return array


def _bits(array: np.ndarray) -> np.ndarray:
    """Return what tells apart all numbers, and the two zeros, but no nan from another."""
    return np.ascontiguousarray(np.where(np.isnan(array), np.nan, array)).view(np.int64)


def _numbers(array: np.ndarray) -> Row:
    flat = np.ravel(array).astype(float)
    if flat.size > 2:
        start, stop = float(flat[0]), float(flat[-1])
        with np.errstate(all="ignore"):
            even = np.arange(flat.size) * ((stop - start) / (flat.size - 1)) + start
        even[-1] = stop
        if even.tobytes() == flat.tobytes() and np.isfinite(flat).all():
            return {"start": _number(start), "stop": _number(stop)}
    return {"values": [_number(value) for value in flat.tolist()]}


def _number(value: float) -> float | int | str:
    """Return a number as JSON can say it.

    JSON has no word for nan and the infinities: they become strings, with the names that
    JavaScript reads. Whole numbers are written without a point, which says the same in
    fewer characters; but -0.0 is not the whole number 0: 1 / -0.0 is -inf.
    """
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    whole = value.is_integer() and abs(value) < 2**53 and str(value) != "-0.0"
    return int(value) if whole else value


def _gather(indices: np.ndarray) -> Row:
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
    return {"indices": flat.tolist()}


def _scatter(indices: np.ndarray, shape: tuple[int, ...]) -> Row:
    return _gather(indices)


def _along(axis: tuple[int, ...] | int, keepdims: bool = False) -> Row:
    """Write the axes; whether they are kept is in the shape."""
    return {"axis": axis}


def _body(inputs: list[int], body: Body) -> tuple[Exported, list[int]]:
    """Write the body of a loop, and what it reads; what it captures twice is given once."""
    program = body.program
    own = len(program.inputs) - len(body.captured)  # the states and the step's number
    first, captured = inputs[: own - 1], inputs[own - 1 :]
    once = list(dict.fromkeys(captured))
    names = [*range(own), *(own + once.index(number) for number in captured)]
    exported = Exported(zip(map(str, names), program.inputs, strict=True), program.outputs)
    return exported, first + once


def _loop(inputs: list[int], exported: Exported, count: int, body: Body) -> Row:
    results = [exported.number(node) for node in body.program.outputs]
    loop = {"op": "iterate", "in": inputs, "count": count}
    return loop | {"body": exported.nodes, "next": results}


_REDUCING = ("sum", "prod", "max", "min", "argmax", "argmin")
_SETTINGS = {"gather": _gather, "scatter": _scatter} | dict.fromkeys(_REDUCING, _along)
