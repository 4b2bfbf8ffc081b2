"""Live text: what an f-string writes where a recorded value stands.

Formatting a recorded value yields a mark instead of digits; `template` reads the marks
back, so that the page can write the number anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np

from mathlib.graph import Node, Recorded, RecordingError
from mathlib.graph.recorded import writing_with

#: Format specifications that the page can write: [sign][,] and [.digits]type, d, or none.
#: Up to 20 digits, because JavaScript shows 100, too few to tell a tie of a longer text.
SPEC = re.compile(r"[+ ]?,?((\.(1?[0-9]|20))?[efg%]|d)?")
_NEGATIVE_ZERO = re.compile(r"-[0.,]+(e\+00)?%?")
_MARK = re.compile("\u2983(\\d+)\u2984")

_marks: ContextVar[list[LiveNumber | LiveWords] | None] = ContextVar("marks", default=None)


@dataclass(frozen=True)
class LiveNumber:
    """A number in a text: which node holds it and how Python would format it."""

    node: Node
    spec: str

    def text(self, value: Any) -> str:
        """Return the text for this value of the node."""
        number = np.asarray(value).item()
        if self.spec.endswith("d") and isinstance(number, float):
            # A whole number that a control has no value for, or that came as a float.
            number = int(number) if math.isfinite(number) else number
        spec = self.spec if isinstance(number, int) else self.spec.replace("d", "f")
        return typeset(format(number, spec))


@dataclass(frozen=True)
class LiveWords:
    """Words in a text, chosen by a whole number."""

    node: Node
    options: tuple[str, ...]

    def text(self, value: Any) -> str:
        """Return the words for this value of the node."""
        return words(np.asarray(value).item(), self.options)


def typeset(number: str) -> str:
    """Write a number as matplotlib writes it on an axis: with a true minus, none on a zero."""
    bare = number[1:] if _NEGATIVE_ZERO.fullmatch(number) else number
    return bare.replace("-", "\N{MINUS SIGN}")


@contextmanager
def collecting_text() -> Iterator[None]:
    """Keep the live numbers and words that are formatted inside this context."""
    token = _marks.set([])
    try:
        with writing_with(number):
            yield
    finally:
        _marks.reset(token)


def _mark(piece: LiveNumber | LiveWords) -> str:
    marks = _marks.get()
    if marks is None:
        raise RecordingError(
            "words are chosen by a recorded number only inside a live figure's function."
        )
    marks.append(piece)
    return f"\u2983{len(marks) - 1}\u2984"


def number(value: Recorded, spec: str) -> str:
    """Return the mark that stands for a recorded number in a text.

    Raises
    ------
    RecordingError
        If the value is not a single number, or the page cannot write the format.
    """
    if value.shape != ():
        raise RecordingError(
            f"only a single number can be written in a text, not an array of shape "
            f"{value.shape}; pick an element first: value[0]."
        )
    kind = value.dtype.kind
    if not SPEC.fullmatch(spec) or (spec.endswith("d") and kind == "f"):
        raise RecordingError(
            f"live text cannot be formatted with {spec!r}; use a precision and one of "
            f"e, f, g, %, for example .2f, .3g, +.1e or .0f; whole numbers also with d or ,d."
        )
    if kind == "b" and spec == "":
        return words(value, ("False", "True"))
    if kind == "i" and not spec.endswith(("e", "f", "g", "%")):
        spec = spec.removesuffix("d") + "d"
    return _mark(LiveNumber(value.node, spec))


def words(index: Any, options: Sequence[str]) -> str:
    """Return ``options[index]``, also when the index is recorded.

    Parameters
    ----------
    index : int, or Recorded of one whole number
        Which of the options; True counts as 1. Anything else, nan included, gives "".
    options : sequence of str
        The words to choose from.
    """
    if isinstance(index, Recorded):
        if index.shape != ():
            raise RecordingError(
                f"words are chosen by a single number, not by an array of shape {index.shape}."
            )
        return _mark(LiveWords(index.node, tuple(options)))
    index = np.asarray(index).item()
    return options[int(index)] if index in range(len(options)) else ""


def template(text: str) -> list[str | LiveNumber | LiveWords]:
    """Split a text into plain pieces and live ones."""
    if not _MARK.search(text):
        return [text] if text else []
    marks = _marks.get()
    pieces = _MARK.split(text)
    live = [marks[int(piece)] if i % 2 else piece for i, piece in enumerate(pieces)]
    return [piece for piece in live if piece != ""]


def is_live(text: Any) -> bool:
    """Tell whether a text holds a recorded value."""
    return isinstance(text, str) and bool(_MARK.search(text))


def concrete(text: str) -> str:
    """Return the text with the values that its nodes were recorded with."""
    return joined(template(text), lambda node: node.value)


def joined(pieces: Iterable[str | LiveNumber | LiveWords], value: Callable[[Node], Any]) -> str:
    """Return the text of a template, given a function that knows each node's value."""
    return "".join(p if isinstance(p, str) else p.text(value(p.node)) for p in pieces)
