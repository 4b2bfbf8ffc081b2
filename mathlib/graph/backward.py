"""Differentiation: walks a recorded graph backwards.

From the result to what it was made of, every node hands its gradient on to the nodes it read,
by the rules of `mathlib.graph.derivatives`. What depends on an input of the recording (the
variable of a gradient around this one, say) is differentiated as recorded values, so
the gradient is recorded in turn; all else as plain arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import numpy as np

from .derivatives import DERIVATIVES
from .locking import silenced
from .node import Node, topological_order
from .recorded import FLOAT, Recorded, as_node, elements_of

_value = attrgetter("value")


class Backward:
    """The way back from results to what they depend on, found once, to be walked many times.

    Parameters
    ----------
    outputs : sequence of Node
        What is differentiated.
    wanted : sequence of Node
        With respect to what.
    leaves : sequence of Node
        Nodes that stand for values given later: they count as inputs.
    """

    def __init__(
        self, outputs: Sequence[Node], wanted: Sequence[Node], leaves: Sequence[Node] = ()
    ) -> None:
        self._outputs, self._wanted, self._kept = tuple(outputs), tuple(wanted), set(wanted)
        self._live = live = {node for node in leaves if node.operation != "constant"}
        self._needed = needed = set(wanted)
        ends, steps = set(leaves), []
        for node in topological_order(self._outputs, leaves):
            inputs = node.inputs
            if not inputs or node in ends:
                if node.operation == "input":
                    live.add(node)
                continue
            if live and not live.isdisjoint(inputs):
                live.add(node)
            if not needed.isdisjoint(inputs) and _is_float(node):
                needed.add(node)
                steps.append(node)
        self._steps = steps[::-1]

    def run(self, *seeds: Any) -> list[Any]:
        """Return the gradients of Σ seed · output with respect to what is wanted.

        Parameters
        ----------
        *seeds : Recorded or ndarray
            One for each output, of its shape.

        Returns
        -------
        list
            For each wanted node its gradient, of the node's shape; None where none flows.
        """
        found: dict[Node, Any] = {}
        for node, seed in zip(self._outputs, seeds, strict=True):
            if node in self._needed:
                _add(found, node, seed)
        with silenced():
            for node in self._steps:
                if (g := found.get(node)) is not None:
                    self._pull(node, g, found)
                    if node not in self._kept:
                        del found[node]
        return [found.get(node) for node in self._wanted]

    def known(self, node: Node) -> Any:
        """Return a node's value: recorded if an input can change it, else plain."""
        if node not in self._live:
            return node.value
        if isinstance(node.value, tuple):
            return elements_of(Recorded(node))
        return Recorded(node)

    def _pull(self, node: Node, g: Any, found: dict[Node, Any]) -> None:
        """Hand a node's gradient on to those of its inputs that want one."""
        rule, needed, settings = DERIVATIVES[node.operation], self._needed, node.settings
        known = self.known if self._live else _value
        out, inputs = known(node), [known(read) for read in node.inputs]
        if type(rule) is tuple:
            for read, pull in zip(node.inputs, rule):  # noqa: B905 (rules of steps fit all)
                if read in needed and pull is not None:
                    _add(found, read, pull(g, out, *inputs, **settings))
            return
        wanted = [read in needed for read in node.inputs]
        gradients = rule(g, out, *inputs, wanted=wanted, **settings)
        for read, needs, gradient in zip(node.inputs, wanted, gradients, strict=True):
            if needs and gradient is not None:
                _add(found, read, gradient)


def gradients(output: Node) -> dict[Node, Recorded]:
    """Return the recorded gradient of one number with respect to every node it depends on.

    Parameters
    ----------
    output : Node
        A node of shape () that holds a float.

    Returns
    -------
    dict
        From each node of floats that the inputs can change, the output among them, to its
        gradient. Nodes from which none flows, through a `floor` for instance, are left out.
    """
    live: dict[Node, None] = {}
    for node in topological_order([output]):
        if node.operation == "input" or not live.keys().isdisjoint(node.inputs):
            live[node] = None
    wanted = [node for node in live if _is_float(node) and not isinstance(node.value, tuple)]
    found = Backward([output], wanted).run(np.ones(()))
    pairs = zip(wanted, found, strict=True)
    return {node: Recorded(as_node(g)) for node, g in pairs if g is not None}


def _is_float(node: Node) -> bool:
    value = node.value
    return type(value) is tuple or value.dtype is FLOAT or value.dtype.kind not in "ib"


def _add(found: dict[Node, Any], node: Node, gradient: Any) -> None:
    """Add to what a node has been handed so far; results in several parts by their numbers."""
    if type(gradient) is dict:
        parts = found.setdefault(node, {})
        for number, part in gradient.items():
            parts[number] = parts[number] + part if number in parts else part
        return
    shape = node.value.shape
    if gradient.shape != shape:
        gradient = _unbroadcast(gradient, shape)
    before = found.get(node)
    found[node] = gradient if before is None else before + gradient


def _unbroadcast(gradient: Any, shape: tuple[int, ...]) -> Any:
    """Sum over the axes along which an input of this shape was repeated."""
    new = gradient.ndim - len(shape)
    repeated = [i + new for i, n in enumerate(shape) if n == 1 and gradient.shape[i + new] != 1]
    total = np.add.reduce(gradient, axis=(*range(new), *repeated))
    return total.reshape(shape) if repeated else total
