"""Reads large arrays in place, and locks them, where a recording is soon over.

A recording that is kept copies every array it reads. One that is made for a derivative, and
then dropped, would spend more time on copies than on computing: with them, the gradient of a
logistic regression on 1e6 rows takes twice as long as written by hand, without them 1.0 to 1.1
times (`make bench`).
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar

import numpy as np

from .node import Node

#: Arrays with more elements are read in place.
LARGE = 10_000


class LockedArrays:
    """The large arrays that a recording reads in place, locked so that none can change."""

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._arrays: list[np.ndarray] = []

    def held(self, array: np.ndarray) -> Node:
        """Return a constant node that reads an array in place."""
        view = array[:]
        view.flags.writeable = False
        self._nodes.append(Node("constant", (), view))
        while isinstance(array, np.ndarray):  # the array, and the one it is a view of
            if array.flags.writeable:
                array.flags.writeable = False
                self._arrays.append(array)
            array = array.base
        return self._nodes[-1]

    def release(self, kept: bool) -> None:
        """Give the arrays back to their owner; copy them first if the recording is kept."""
        for node in self._nodes if kept else ():
            node.value = node.value.copy()
            node.value.flags.writeable = False
        for array in reversed(self._arrays):
            array.flags.writeable = True


_locked: ContextVar[LockedArrays | None] = ContextVar("locked", default=None)
current_locks = _locked.get
_NOTHING = nullcontext()


def silenced() -> AbstractContextManager:
    """Let what overflows or has no value pass silently, as the `locking` around us already does."""
    return np.errstate(all="ignore") if current_locks() is None else _NOTHING


class locking:  # noqa: N801 (a context manager, called like a function)
    """Record, in this context, what is differentiated before the context ends.

    Large arrays are then not copied but locked, until the outermost such context ends: to
    change one in place raises NumPy's error. (A second view of the same memory, made before,
    is not locked: NumPy does not know the views of an array.) What overflows is silent.
    """

    def __enter__(self) -> locking:
        self._outer, self._kept = current_locks(), False
        if self._outer is None:
            self._token, self._quiet = _locked.set(LockedArrays()), np.errstate(all="ignore")
            self._quiet.__enter__()
        return self

    def keep(self) -> None:
        """Say that the recording outlives this context."""
        self._kept = True

    def __exit__(self, *error: object) -> None:
        if self._outer is None:
            self._quiet.__exit__(*error)
            locked = current_locks()
            _locked.reset(self._token)
            locked.release(self._kept)
