"""What differs where a recording is soon over: a derivative is taken, and the record dropped.

A figure's recording outlives the function that made it, so it copies every array it reads. A
derivative's would spend more time on copies than on computing. Imports NumPy and the nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import numpy as np

from .node import Node

#: Arrays with more elements are read in place.
LARGE = 10_000


class Trace:
    """The large arrays that a recording reads in place, locked so that none can change."""

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._locked: list[np.ndarray] = []

    def held(self, array: np.ndarray) -> Node:
        """Return a constant node that reads an array in place."""
        view = array[:]
        view.flags.writeable = False
        self._nodes.append(Node("constant", (), view))
        while isinstance(array, np.ndarray):  # the array, and the one it is a view of
            if array.flags.writeable:
                array.flags.writeable = False
                self._locked.append(array)
            array = array.base
        return self._nodes[-1]

    def release(self, kept: bool) -> None:
        """Give the arrays back to their owner; copy them first if the recording is kept."""
        for node in self._nodes if kept else ():
            node.value = node.value.copy()
            node.value.flags.writeable = False
        for array in reversed(self._locked):
            array.flags.writeable = True


_trace: ContextVar[Trace | None] = ContextVar("trace", default=None)
current_trace = _trace.get


@contextmanager
def tracing() -> Iterator[Callable[[], None]]:
    """Record, in this context, what is differentiated before the context ends.

    Large arrays are then not copied but locked, until the outermost such context ends: to
    change one in place raises NumPy's error. The function that this yields is to be called if
    the recording is kept. What overflows or has no value is silent.
    """
    if current_trace() is not None:
        yield lambda: None
        return
    trace, kept = Trace(), []
    token = _trace.set(trace)
    try:
        with np.errstate(all="ignore"):
            yield lambda: kept.append(True)
    finally:
        _trace.reset(token)
        trace.release(bool(kept))
