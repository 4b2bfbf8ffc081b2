"""What the rules share: how they read the arguments of a NumPy function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from mathlib.arrays import Axis
from mathlib.graph.recorded import Recorded, as_node

Rule = Callable[..., Any]


def name_of(function: Callable[..., Any] | str) -> str:
    """Return a NumPy function's name as people write it: ``np.linalg.norm``."""
    if isinstance(function, str):
        return function
    module = (getattr(function, "__module__", None) or "numpy").removesuffix("._core")
    return f"{module.replace('numpy', 'np', 1)}.{function.__name__}"


def array_of(value: Any) -> Any:
    """Return a recorded value as it is, and anything else as a plain array."""
    return value if isinstance(value, Recorded) else np.asarray(value)


def kinds(*operands: Any) -> str:
    """Return the kinds of number: f for floats, i for whole numbers, b for conditions."""
    return "".join(as_node(operand).value.dtype.kind for operand in operands)


def floats_of(value: Any) -> Any:
    """Return the value as it is if it holds floats, else made into floats."""
    return value if kinds(value) == "f" else value * 1.0


def axes_of(a: Any, axis: Axis) -> tuple[int, ...]:
    """Return the axes that ``axis`` means, counted from 0 and in order; None means all."""
    ndim = a.ndim if isinstance(a, Recorded) else np.ndim(a)
    return tuple(range(ndim) if axis is None else sorted(normalize_axis_tuple(axis, ndim, "axis")))
