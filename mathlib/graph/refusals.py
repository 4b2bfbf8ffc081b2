"""Refusals: what a recorded value says when it is asked for what could not be done again.

Every refusal names what was tried and the way out. Some functions (`np.array_equal` of a
list) turn every error into an answer; `no_refusal_swallowed` brings it back.
"""

from __future__ import annotations

import ast
import linecache
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from types import FrameType
from typing import NoReturn

_refused: ContextVar[list[RecordingError] | None] = ContextVar("refused", default=None)


class RecordingError(TypeError):
    """Something was asked of a recorded value that could not be computed again."""


def refuse(what: str, way_out: str) -> NoReturn:
    """Refuse to become something that does not follow when the value changes.

    Parameters
    ----------
    what : str
        What was tried, as the subject of a sentence.
    way_out : str
        What to write in its place: whole sentences.
    """
    name = next(filter(None, called()), "")
    asked = f" ({name})" if name else ""
    error = RecordingError(
        f"{what}{asked} would freeze a recorded value: what is made of it would not follow when "
        f"the value changes, and would have no derivative. {way_out}"
    )
    if (refused := _refused.get()) is not None:
        refused.append(error)
    raise error


@contextmanager
def no_refusal_swallowed() -> Iterator[None]:
    """Raise, at the end, the first refusal that did not end what runs in this context.

    Raises
    ------
    RecordingError
        If a recorded value refused something, and the error was caught and dropped.
    """
    refused: list[RecordingError] = []
    token = _refused.set(refused)
    try:
        yield
    finally:
        _refused.reset(token)
    if refused:
        raise refused[0]


def called() -> tuple[str, str]:
    """Return which function, mostly NumPy's, is asking a recorded value.

    Returns
    -------
    tuple of str
        The name of the NumPy function, where it is written in Python: its frame knows it.
        And the name that the source line calls it by, which is all there is of one in C.
        Either may be empty.
    """
    frame, name = sys._getframe(1), ""
    while frame.f_back and (room := _room(frame)) != "elsewhere":
        if room != "mathlib.graph":
            name = f"{room}.{frame.f_code.co_name}"
        frame = frame.f_back
    return name, _call_in(frame)


def _room(frame: FrameType) -> str:
    module = frame.f_globals.get("__name__", "")
    if module.startswith("mathlib.graph"):
        return "mathlib.graph"
    if not module.startswith("numpy"):
        return "elsewhere"
    return "np.linalg" if "linalg" in module else "np"


def _call_in(frame: FrameType) -> str:
    """Return the name of the function that is being called in a frame, as it is written."""
    positions = next(islice(frame.f_code.co_positions(), frame.f_lasti // 2, None))
    line, last, start, stop = positions
    if None in positions:
        return ""
    lines = [linecache.getline(frame.f_code.co_filename, i).encode() for i in range(line, last + 1)]
    lines[-1] = lines[-1][:stop]
    lines[0] = lines[0][start:]
    try:
        call = ast.parse(b"".join(lines).strip(), mode="eval").body
    except SyntaxError:
        return ""
    return ast.unparse(call.func) if isinstance(call, ast.Call) else ""
