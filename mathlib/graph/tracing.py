"""What differs where a recording is soon over: a derivative is taken, and the record dropped.

A figure's recording outlives the function that made it, so it copies every array it reads. A
derivative's would spend more time on copies than on computing. Imports NumPy and the nodes.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
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
_NOTHING = nullcontext()


def quietly() -> AbstractContextManager:
    """Let what overflows or has no value pass silently, as a trace around us already does."""
    return np.errstate(all="ignore") if current_trace() is None else _NOTHING


class tracing:  # noqa: N801 (a context manager, called like a function)
    """Record, in this context, what is differentiated before the context ends.

    Large arrays are then not copied but locked, until the outermost such context ends: to
    change one in place raises NumPy's error. (A second view of the same memory, made before,
    is not locked: NumPy does not know the views of an array.) What overflows is silent.
    """

    def __enter__(self) -> tracing:
        self._outer, self._kept = current_trace(), False
        if self._outer is None:
            self._token, self._quiet = _trace.set(Trace()), np.errstate(all="ignore")
            self._quiet.__enter__()
        return self

    def keep(self) -> None:
        """Say that the recording outlives this context."""
        self._kept = True

    def __exit__(self, *error: object) -> None:
        if self._outer is None:
            self._quiet.__exit__(*error)
            trace = current_trace()
            _trace.reset(self._token)
            trace.release(self._kept)
