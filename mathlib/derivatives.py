"""Slopes by small nudges: move a number a little, see how the function changes.

A nudge of one input gives a slope, nudges of each input in turn the partial derivatives and
the gradient, and the gradient the slope in any direction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.arrays import as_floats


def secant_slope(function: Callable[[Any], Any], x: ArrayLike, h: ArrayLike) -> Any:
    """Return the slope of the straight line through a curve's points at ``x`` and ``x + h``.

    Rise over run, (f(x + h) - f(x)) / h. By Taylor's theorem it is off from f'(x) by about
    h |f''(x)| / 2, and rounding adds about u |f(x)| / h with u = 1.1e-16. For functions of
    ordinary size the sum is least near h = 1e-8.

    The code divides by the run as rounded, not by h. Then ``h = 0``, and an ``h`` too small to
    move ``x``, are both 0/0 and give nan. Source: W. H. Press et al., Numerical Recipes,
    3rd edition, section 5.7.

    Parameters
    ----------
    function : function
        Acts on each element by itself, as ``np.sin`` does.
    x : array_like
        Where the first point is, any shape.
    h : float or array_like
        How far the second point is to the right of it; below 0, to the left.

    Returns
    -------
    array of the shape of ``x`` and ``h`` together
        The slopes. Where the function is not finite, ``inf`` or ``nan``.
    """
    x = as_floats(x)
    with np.errstate(over="ignore", invalid="ignore"):
        right = x + h
        return (function(right) - function(x)) / (right - x)


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


def tangent_line(function: Callable[[Any], Any], a: ArrayLike, x: ArrayLike) -> Any:
    """Return the heights at ``x`` of the straight line that touches a curve at ``a``.

    f(a) + f'(a) (x - a), with the slope by ``central_difference``: the straight line that is
    closest to the curve near a, by Taylor's theorem off by about (x - a)² |f''(a)| / 2.

    Parameters
    ----------
    function : function
        The curve; acts on each element by itself.
    a : array_like
        Where the line touches, any shape.
    x : array_like
        Where its heights are wanted, of a shape that fits ``a``.

    Returns
    -------
    array of the shape of ``a`` and ``x`` together
        The heights. ``nan`` where the curve has no finite slope at ``a``.
    """
    a = as_floats(a)
    with np.errstate(over="ignore", invalid="ignore"):
        return function(a) + central_difference(function, a) * (as_floats(x) - a)


def partial_derivative(
    function: Callable[[Any], Any], point: ArrayLike, k: int, h: float = 1e-5
) -> Any:
    """Return the slope of ``function`` at a point when only number ``k`` of it moves.

    ∂f/∂xₖ ≈ (f(…, xₖ + h, …) - f(…, xₖ - h, …)) / 2h: ``central_difference``, with all other
    numbers held still.

    Parameters
    ----------
    function : function
        Takes points of shape (n, ...) and returns values of shape (...).
    point : array_like of shape (n, ...)
        Where to take the slope: n numbers, or n arrays of them.
    k : int
        Which of the n numbers moves, counted from 0 as NumPy does; -1 is the last.
    h : float
        How far to move it to each side.

    Returns
    -------
    array of shape (...)
        The slopes.

    Raises
    ------
    ValueError
        If the point is a single number, has no number ``k``, or if a value does not have the
        shape (...).

    Examples
    --------
    >>> float(partial_derivative(lambda p: p[0] ** 2 * p[1], [2.0, 3.0], 0).round(6))
    12.0
    """
    point = as_floats(point)
    if np.shape(point) == ():
        raise ValueError(
            "a partial derivative needs a point of several numbers, shape (n, ...), but this is "
            "a single number. Use central_difference for a function of one number."
        )
    n, *others = np.shape(point)
    if k not in range(-n, n):
        raise ValueError(
            f"a point of shape {np.shape(point)} has no number k = {k}; k is one of 0 to {n - 1}."
        )
    offset = (h * np.eye(n)[k]).reshape(n, *(1 for _ in others))
    with np.errstate(over="ignore", invalid="ignore"):
        left, right = point - offset, point + offset
        rise = function(right) - function(left)
        _check_values(rise, point)
        return rise / (right[k] - left[k])


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
        return np.stack([partial_derivative(function, w, k, h) for k in range(np.shape(w)[0])])

    return gradient


def directional_slope(gradient: ArrayLike, u: ArrayLike) -> Any:
    """Return the slope of a function in a direction, from its gradient at the same point.

    ∇f · u / ‖u‖ = ‖∇f‖ cos θ, where θ is the angle between the two. It is largest, ‖∇f‖, where
    u points along ∇f; 0 across; least, -‖∇f‖, along -∇f. Source: T. M. Apostol, Calculus,
    volume II, 2nd edition, chapter 8.

    Parameters
    ----------
    gradient : array_like of shape (n,)
        All partial derivatives at the point.
    u : array_like of shape (n,) or (n, m)
        The direction, or m directions, one a column. A vector of any length will do: only
        where it points counts.

    Returns
    -------
    array of shape () or (m,)
        The slopes; ``nan`` where u is all zeros and so points nowhere, or not finite.

    Raises
    ------
    ValueError
        If the gradient is no vector, or u has another number of elements.

    Examples
    --------
    >>> float(directional_slope([3.0, 4.0], [0.0, 1.0]))
    4.0
    """
    gradient, u = as_floats(gradient), as_floats(u)
    if np.ndim(gradient) != 1 or np.shape(u)[:1] != np.shape(gradient):
        raise ValueError(
            f"the gradient has shape {np.shape(gradient)} and the direction {np.shape(u)}: give "
            "them shapes (n,) and (n,), as many numbers in one as in the other, or (n,) and "
            "(n, m) for m directions."
        )
    with np.errstate(over="ignore", invalid="ignore"):
        u = u / np.max(np.abs(u), axis=0)  # so that no square is too large or too small
        return gradient @ (u / np.sqrt(np.sum(u**2, axis=0)))


def _check_values(values: Any, points: Any) -> None:
    if np.shape(values) != np.shape(points)[1:]:
        raise ValueError(
            f"for weights of shape {np.shape(points)} the loss must have shape "
            f"{np.shape(points)[1:]}, but it has shape {np.shape(values)}. Let it sum over the "
            "first axis only."
        )
