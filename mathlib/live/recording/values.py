"""Recorded values among arguments: found, made into arrays, checked, or refused."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathlib.arrays import is_plain
from mathlib.graph import Node, Recorded, RecordingError
from mathlib.graph.recorded import as_node

from .text import is_live

Data = dict[str, Node]


def is_recorded(value: Any) -> bool:
    """Tell whether a value, or anything in a list or dict of them, is recorded."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return any(map(is_recorded, value))
    return is_live(value) or not is_plain(value)


def present(value: Any) -> Any:
    """Return a value with the numbers that it now has in place of recorded ones."""
    if isinstance(value, Recorded):
        return value.node.value
    if is_recorded(value) and isinstance(value, list | tuple):
        return type(value)(present(item) for item in value)
    return value


def array(value: Any) -> Any:
    """Return data as an array, recorded or plain."""
    if isinstance(value, list | tuple) and is_recorded(value):
        return np.stack([array(item) for item in value])
    return value if isinstance(value, Recorded) else np.asarray(value)


def row(value: Any, who: str) -> Any:
    """Return data as a 1-D array."""
    values = array(value)
    if np.ndim(values) > 1:
        raise RecordingError(
            f"{who} needs 1-D arrays, not one of shape {np.shape(values)}; draw one column "
            f"at a time: path[:, 0]."
        )
    return values if np.ndim(values) else np.atleast_1d(values)


def rows(who: str, **values: Any) -> list[Any]:
    """Return data as 1-D arrays of one length; a single number stands for all."""
    arrays = [row(value, who) for value in values.values()]
    size = max((np.size(a) for a in arrays), default=0)
    if any(np.size(a) == 0 for a in arrays):
        size = 0
    if any(np.size(a) not in (1, size) for a in arrays):
        shapes = ", ".join(
            f"{k} has shape {np.shape(a)}" for k, a in zip(values, arrays, strict=True)
        )
        raise RecordingError(f"{who} needs its arrays of one length, but {shapes}.")
    return [a if np.size(a) == size else np.broadcast_to(a, (size,)) for a in arrays]


def flat(who: str, x: Any, y: Any, **others: Any) -> Data:
    """Return points of any arrangement as rows; one number stands for all of the others."""
    points = {name: np.ravel(array(value)) for name, value in {"x": x, "y": y, **others}.items()}
    if np.size(points["x"]) != np.size(points["y"]):
        raise RecordingError(
            f"{who} needs as many x as y, but x has shape {np.shape(array(x))} and y has "
            f"shape {np.shape(array(y))}."
        )
    return nodes(**dict(zip(points, rows(who, **points), strict=True)))


def nodes(**arrays: Any) -> Data:
    """Return the nodes that hold arrays."""
    return {name: as_node(array) for name, array in arrays.items()}


def refuse(who: str, way_out: str, **given: Any) -> None:
    """Refuse arguments that the page could not follow."""
    if named := [name for name, value in given.items() if value is not None]:
        raise RecordingError(f"a live {who}() knows no {', '.join(named)}; {way_out}")


def check_range(
    who: str, low: Any, high: Any, norm: Any = None, how: str = "vmin=… and vmax=…"
) -> None:
    """Make sure that live colours have a fixed scale; else each picture would have its own."""
    refuse(who, f"give it {how}, and take logarithms with NumPy.", norm=norm)
    if low is None or high is None or is_recorded([low, high]):
        raise RecordingError(
            f"{who}() colours live values, so it needs a fixed scale: give it plain numbers, "
            f"{how}; matplotlib would fit the colours to the first picture only."
        )


def number(value: Any, who: str) -> Any:
    """Return a single number as it is."""
    if np.ndim(value):
        raise RecordingError(f"{who}() draws one line at one number; this is an array.")
    return value
