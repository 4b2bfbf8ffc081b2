"""Slopes by small differences: move a little to both sides, see how the function changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.iteration import as_floats


def central_difference(function: Callable[[Any], Any], x: ArrayLike, h: ArrayLike = 1e-6) -> Any:
    """Return the slope of ``function`` at ``x``, from one point on each side.

    f'(x) ≈ (f(x + h) - f(x - h)) / 2h. By Taylor's theorem the formula is off by about
    h² |f'''(x)| / 6. Rounding adds about u |f(x)| / h with u = 1.1e-16, so a smaller h is not
    always better: the sum is least near h = 7e-6 for functions of ordinary size.

    The code divides by the distance of the two points as rounded, not by 2h. Then ``h`` too
    small to move ``x`` at all (x = 1e12, h = 1e-6) gives nan, not a false 0: choose h near
    7e-6 |x|. Source: W. H. Press et al., Numerical Recipes, 3rd edition, section 5.7.

    Parameters
    ----------
    function : function
        Acts on each element by itself, as ``np.sin`` does.
    x : array_like
        Where to take the slope, any shape.
    h : float or array_like
        How far to go to each side.

    Returns
    -------
    array of the shape of ``x``
        The slopes. Where the function is not finite nearby, ``inf`` or ``nan``.
    """
    x = as_floats(x)
    left, right = x - h, x + h
    with np.errstate(over="ignore", invalid="ignore"):
        return (function(right) - function(left)) / (right - left)


def numerical_gradient(function: Callable[[Any], Any], h: float = 1e-5) -> Callable[[Any], Any]:
    """Return a function that computes the gradient of ``function`` by central differences.

    Each weight is moved by itself, to both sides. The errors are those of
    ``central_difference``: exact but for rounding where ``function`` is a polynomial of
    degree 2, else about h² times a sixth of the third derivative.

    Parameters
    ----------
    function : function
        A loss: takes weights of shape (n, ...) and returns losses of shape (...). One weight
        of shape () will do.
    h : float
        How far to move each weight.

    Returns
    -------
    function
        Takes weights of shape (n, ...) and returns the gradient, of the same shape.

    Raises
    ------
    ValueError
        By the returned function, if a loss does not have the shape (...).

    Examples
    --------
    >>> numerical_gradient(lambda w: np.sum(w**2, axis=0))([1.0, 2.0]).round(6)
    array([2., 4.])
    """

    def gradient(w: ArrayLike) -> Any:
        w = as_floats(w)
        if np.shape(w) == ():
            return central_difference(function, w, h)
        n, *points = np.shape(w)
        offsets = h * np.eye(n).reshape(n, n, *(1 for _ in points))
        with np.errstate(over="ignore", invalid="ignore"):
            return np.stack([_slope(function, w, offset, i) for i, offset in enumerate(offsets)])

    return gradient


def _slope(function: Callable[[Any], Any], w: Any, offset: np.ndarray, i: int) -> Any:
    """Return the partial derivative for weight ``i``; ``offset`` is h there and 0 elsewhere."""
    left, right = w - offset, w + offset
    rise = function(right) - function(left)
    if np.shape(rise) != np.shape(w)[1:]:
        raise ValueError(
            f"for weights of shape {np.shape(w)} the loss must have shape {np.shape(w)[1:]}, "
            f"but it has shape {np.shape(rise)}. Let it sum over the first axis only."
        )
    return rise / (right[i] - left[i])
