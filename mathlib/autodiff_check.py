"""Checks a gradient against small differences of the function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mathlib.arrays import as_floats
from mathlib.derivatives import numerical_gradient
from mathlib.graph.trees import leaves, mapped

Function = Callable[..., Any]


@dataclass(frozen=True)
class GradientCheck:
    """What a comparison of a gradient with differences found, at the worst place.

    Attributes
    ----------
    error : float
        The largest relative error.
    where : tuple
        The place of it: an index, after the keys if there are several arrays.
    given, expected : float
        The slope there as given, and by differences.
    tolerance : float
        What relative error is allowed. ``check.agrees``, or the check itself, is true within it.
    """

    error: float
    where: tuple
    given: float
    expected: float
    tolerance: float

    @property
    def agrees(self) -> bool:
        """Whether the largest relative error is within the tolerance."""
        return self.error <= self.tolerance

    def __bool__(self) -> bool:
        return self.agrees

    def __str__(self) -> str:
        verdict = "agrees" if self.agrees else "does NOT agree"
        place = f" at {list(self.where)}" if self.where else ""
        return (
            f"the gradient {verdict} with differences: relative error {self.error:.1e}{place}, "
            f"where it is {self.given:.6g} and differences give {self.expected:.6g}"
        )


def check_gradient(
    f: Function, gradient: Function, x: Any, *args: Any, tolerance: float = 1e-5
) -> GradientCheck:
    """Compare a gradient, however it was found, with small differences of the function.

    Every number of ``x`` is moved by itself, by h = 1e-5 and by 2h (times its size, if that
    is more than 1) to both sides. The two answers d(h) and d(2h) also tell how far differences
    can be trusted: not beyond e = |d(h) - d(2h)| + 10 u |f(x)| / h, with u = 1.1e-16. The
    relative error is |given - d(h)| over the larger of the two, but over no less than
    e / ``tolerance``, so that nobody is blamed for what differences cannot tell; slopes below
    1e-10 count as 0.

    Parameters
    ----------
    f : function
        Returns one number.
    gradient : function
        Takes the same arguments, and returns the gradient with respect to the first.
    x : array_like, or tuple or dict of them
        Where to compare.
    *args
        The other arguments.
    tolerance : float
        What relative error is allowed. The default catches a slope that is wrong by 0.1 %.

    Returns
    -------
    GradientCheck
        True if the gradient agrees. Printed, it says where the largest error is.

    Raises
    ------
    ValueError
        If the gradient has not the shape of ``x``.

    Examples
    --------
    >>> bool(check_gradient(lambda x: x**2, lambda x: 2 * x, 3.0))
    True
    >>> bool(check_gradient(lambda x: x**2, lambda x: 2.002 * x, 3.0))
    False
    """
    x = mapped(as_floats, x)
    given = mapped(as_floats, gradient(x, *args))
    if _shapes(given) != _shapes(x):
        raise ValueError(f"the gradient has {_shapes(given)}, but the variable {_shapes(x)}")
    flat, slopes = _flat(x), _flat(given)
    if not flat.size:
        return GradientCheck(0.0, (), 0.0, 0.0, tolerance)

    def moved(values: np.ndarray) -> Any:
        pieces = iter(np.split(values, np.cumsum([np.size(leaf) for leaf in leaves(x)])[:-1]))
        return f(mapped(lambda leaf: next(pieces).reshape(np.shape(leaf))[()], x), *args)

    h = 1e-5 * np.maximum(1.0, np.abs(flat))
    expected, wider = numerical_gradient(moved, h)(flat), numerical_gradient(moved, 2 * h)(flat)
    with np.errstate(invalid="ignore", over="ignore"):
        doubt = np.abs(expected - wider) + 1.1e-15 * np.abs(f(x, *args)) / h
        size = np.maximum(np.abs(slopes), np.abs(expected))
        error = np.abs(slopes - expected) / np.maximum(size, np.maximum(doubt / tolerance, 1e-10))
    error = np.where(np.isfinite(error), error, np.inf)
    worst = int(np.argmax(error))
    numbers = (error[worst], slopes[worst], expected[worst])
    worst_error, slope, difference = map(float, numbers)
    return GradientCheck(worst_error, _places(x)[worst], slope, difference, tolerance)


def _flat(tree: Any) -> np.ndarray:
    return np.concatenate([np.ravel(leaf) for leaf in leaves(tree)])


def _shapes(tree: Any) -> str:
    return f"the shape {mapped(np.shape, tree)}"


def _places(tree: Any, keys: tuple = ()) -> list[tuple]:
    """Return the keys and the index of every number, in the order of `_flat`."""
    if not isinstance(tree, tuple | dict):
        return [(*keys, *index) for index in np.ndindex(np.shape(tree))]
    branches = tree.items() if isinstance(tree, dict) else enumerate(tree)
    return [place for key, branch in branches for place in _places(branch, (*keys, key))]
