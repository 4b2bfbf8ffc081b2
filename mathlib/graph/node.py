"""The recorded graph itself: nodes, and the order in which to visit them.

A node is an operation's name, the nodes it reads, and its settings; that is all a reader
of the graph (replay, derivatives, export) needs to know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from operator import attrgetter
from typing import Any

import numpy as np

_numbers = count()
_watch: ContextVar[Callable[[Node], object] | None] = ContextVar("watch", default=None)


class Node:
    """One recorded operation.

    Parameters
    ----------
    operation : str
        A name from `mathlib.graph.operations.OPERATIONS`, or ``"input"`` for a value
        that comes from outside: a variable, the state of a loop.
    inputs : tuple of Node
        The nodes whose values the operation reads, in order.
    value : ndarray, or tuple of ndarray for a loop
        What NumPy computed when the operation was recorded.
    settings : dict
        Everything else the operation needs, fixed at recording: an axis, an index.
    """

    __slots__ = ("inputs", "number", "operation", "settings", "value")

    def __init__(
        self,
        operation: str,
        inputs: tuple[Node, ...],
        value: Any,
        settings: dict[str, Any] | None = None,
    ) -> None:
        self.number = next(_numbers)  # later than that of any node it reads
        self.operation = operation
        self.inputs = inputs
        self.value = value
        self.settings = settings or {}
        if watch := _watch.get():
            watch(self)

    def __repr__(self) -> str:
        return f"Node({self.operation!r}, shape={np.shape(self.value)})"


@contextmanager
def watching(watch: Callable[[Node], object]) -> Iterator[None]:
    """Call a function with every node that is made inside this context."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def topological_order(outputs: Iterable[Node], leaves: Iterable[Node] = ()) -> list[Node]:
    """Return every node that the outputs need, each after the nodes it reads.

    Parameters
    ----------
    outputs : iterable of Node
        The nodes that are wanted.
    leaves : iterable of Node
        Nodes at which to stop: they are listed, what they read is not.

    Notes
    -----
    Nodes are made after what they read, so their numbers are such an order. The walk keeps its
    own list of nodes to visit: a chain of 10,000 additions is no deeper than one.
    """
    stop = set(leaves)
    waiting = list(outputs)
    found = set(waiting)
    while waiting:
        node = waiting.pop()
        if node not in stop:
            for read in node.inputs:
                if read not in found:
                    found.add(read)
                    waiting.append(read)
    return sorted(found, key=attrgetter("number"))
