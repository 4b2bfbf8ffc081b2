"""Notes which line of NumPy made each node, so that a reader can see a graph beside its source."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from .node import Node, watching

#: Modules whose own lines are not what the author wrote.
_BETWEEN = ("mathlib.graph", "mathlib.iteration", "mathlib.autodiff", "mathlib.live", "numpy")


class SourceLine(NamedTuple):
    """A line of source: the function it stands in, and its text."""

    function: str
    code: str


@contextmanager
def noting_source_lines() -> Iterator[dict[Node, SourceLine]]:
    """Note, for every node made inside this context, the line that made it, in order."""
    noted: dict[Node, SourceLine] = {}
    with watching(lambda node: noted.setdefault(node, _line())):
        yield noted


def _line() -> SourceLine:
    """Return the innermost line that stands outside the recorder and NumPy."""
    frame = sys._getframe(1)
    while frame.f_back and _is_between(frame.f_globals.get("__name__", "")):
        frame = frame.f_back
    code = linecache.getline(frame.f_code.co_filename, frame.f_lineno, frame.f_globals)
    return SourceLine(frame.f_code.co_qualname.split(".<locals>")[0], code.strip())


def _is_between(module: str) -> bool:
    return module.startswith(_BETWEEN)
