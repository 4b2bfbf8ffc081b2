"""Gradient descent: step against the gradient, again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from mathlib.arrays import as_floats, at, is_plain
from mathlib.iteration import iterate


def gradient_descent(
    gradient: Callable[[Any], Any], start: ArrayLike, learning_rate: ArrayLike, steps: int
) -> Any:
    """Return the path of gradient descent, w ← w - α ∇f(w), over a fixed number of steps.

    With too large a learning rate the path grows without bound, at last to ``inf`` and
    ``nan``. That is an answer, not a fault, so it gives no warning. Source: A. Cauchy,
    "Méthode générale pour la résolution des systèmes d'équations simultanées", Comptes rendus
    25 (1847), 536-538.

    Parameters
    ----------
    gradient : function
        The gradient of the loss: takes weights and returns an array of the same shape.
    start : array_like
        The first weights. Shape () for a curve of one weight, (2,) for a point on a landscape;
        any shape will do.
    learning_rate : float
        α, the factor on the gradient in each step.
    steps : int
        How many steps to take, 0 or more.

    Returns
    -------
    array of shape (steps + 1, *shape of start)
        All weights, one point a row. Row 0 is ``start``.

    Raises
    ------
    TypeError
        If ``gradient`` is not a function, or ``steps`` is not a whole number.
    ValueError
        If the gradient does not have the shape of the weights, or ``steps`` is negative.

    Examples
    --------
    >>> gradient_descent(lambda w: 2 * w, start=1.0, learning_rate=0.25, steps=3)
    array([1.   , 0.5  , 0.25 , 0.125])
    """

    def step(w, k):
        return w - learning_rate * _gradient_at(w, gradient)

    with np.errstate(over="ignore", invalid="ignore"):
        return iterate(step, as_floats(start), steps)


class Descent(NamedTuple):
    """A finished descent: its path, one point a row, and why it stopped."""

    path: np.ndarray
    reason: Literal["gradient", "max_steps", "diverged"]


def descend_until(
    gradient: Callable[[Any], Any],
    start: ArrayLike,
    learning_rate: float,
    tolerance: float = 1e-6,
    max_steps: int = 10_000,
) -> Descent:
    """Repeat gradient descent until it has converged, and say why it stopped.

    Three rules, asked in this order before every step:

    - ``"diverged"``: the weights or their gradient are not finite;
    - ``"gradient"``: the length of the gradient is at most ``tolerance``, so the surface is
      flat here;
    - ``"max_steps"``: that many steps have been taken.

    A flat place is not always a minimum: a saddle point stops the descent as well.
    The number of steps depends on the values met, so this is a plain loop over plain numbers.

    Parameters
    ----------
    gradient, start, learning_rate
        As for ``gradient_descent``.
    tolerance : float
        The length of the gradient that counts as flat, 0 or more.
    max_steps : int
        How many steps to take at most, 0 or more.

    Returns
    -------
    Descent
        ``path`` of shape (steps taken + 1, *shape of start), and ``reason``, one of the three
        words above.

    Raises
    ------
    TypeError
        If ``gradient`` is not a function.
    ValueError
        If the gradient does not have the shape of the weights, or a limit is negative or nan.
    """
    if not (tolerance >= 0 and max_steps >= 0):
        raise ValueError(f"tolerance ({tolerance}) and max_steps ({max_steps}) must be 0 or more.")
    path = [as_floats(start)]
    with np.errstate(over="ignore", invalid="ignore"):
        while True:
            slope = _gradient_at(path[-1], gradient)
            if not np.isfinite([path[-1], slope]).all():
                return Descent(np.stack(path), "diverged")
            if np.sqrt(np.sum(slope**2)) <= tolerance:
                return Descent(np.stack(path), "gradient")
            if len(path) > max_steps:
                return Descent(np.stack(path), "max_steps")
            path.append(path[-1] - learning_rate * slope)


def minibatch_descent(
    gradient_on: Callable[[Any, Any], Any],
    start: ArrayLike,
    learning_rate: ArrayLike,
    batches: ArrayLike,
) -> Any:
    """Return the path of gradient descent that looks at one batch of examples in each step.

    w ← w - α g(w, batch), where g is the gradient of the mean loss over that batch alone. All
    examples in every batch is *batch* gradient descent, one in each is *stochastic* gradient
    descent, and what lies between is called *mini-batch*. Where each example comes equally
    often, g is right on average, but not in a single step: with a constant α the path ends in
    a cloud around the minimum. Source: H. Robbins and S. Monro, "A stochastic approximation
    method", Annals of Mathematical Statistics 22 (1951), 400-407.

    Parameters
    ----------
    gradient_on : function of (w, batch)
        The gradient for one batch: an array of the shape of the weights.
    start, learning_rate
        As for ``gradient_descent``.
    batches : array_like of shape (steps, ...)
        One row for each step, handed to ``gradient_on`` as it is: the numbers of the examples,
        for ``x[batch]``; or the numbers of the steps, for ``batch_shares``.

    Returns
    -------
    array of shape (steps + 1, *shape of start)
        All weights, one point a row. Row 0 is ``start``.

    Raises
    ------
    TypeError
        If ``gradient_on`` is not a function.
    ValueError
        If the gradient does not have the shape of the weights, or the batches do not stand in
        rows of one length.

    Examples
    --------
    >>> y = np.array([1.0, 3.0])
    >>> minibatch_descent(lambda w, i: 2 * np.mean(w - y[i]), 0.0, 0.25, [[0], [1], [0]])
    array([0.   , 0.5  , 1.75 , 1.375])
    """
    rows = _as_rows(batches)
    if not callable(gradient_on):
        raise TypeError(
            "gradient_on must be a function of the weights and one batch, but it is a "
            f"{type(gradient_on).__name__}."
        )

    def step(w, k):
        batch = at(rows, k)
        return w - learning_rate * _gradient_at(w, lambda w: gradient_on(w, batch))

    with np.errstate(over="ignore", invalid="ignore"):
        return iterate(step, as_floats(start), np.shape(rows)[0])


def batch_shares(order: ArrayLike, size: ArrayLike, step: ArrayLike) -> Any:
    """Return how much each example counts in a step, when batches are dealt out in turn.

    The examples are dealt out in the given order, ``size`` in each step, and from the beginning
    again after the last. One that is in the batch counts 1/size, any other 0, so the mean over
    a batch is ``np.sum(shares * losses)``. The shape is the same for every size.

    Parameters
    ----------
    order : array_like of shape (n,)
        The examples' numbers, 0 to n - 1, in the order in which they come.
    size : int
        How many examples are in a batch, from 1 to n.
    step : int, or array of int
        The number of the step, counted from 0; or the numbers of several.

    Returns
    -------
    array of shape (*shape of step, n)
        Each row adds up to 1.

    Raises
    ------
    ValueError
        If ``order`` does not hold each number once, or ``size`` is not whole or out of range.

    Examples
    --------
    >>> batch_shares([2, 0, 1], size=2, step=0)
    array([0.5, 0. , 0.5])
    """
    order = np.asarray(order)
    n = order.size
    if order.ndim != 1 or n == 0 or not np.array_equal(np.sort(order), np.arange(n)):
        raise ValueError(
            f"order must hold each of the numbers 0 to n - 1 once, in shape (n,), but it is "
            f"{order!r}. np.random.default_rng(0).permutation(n) makes one."
        )
    if isinstance(size, (int, float, np.number)) and not (1 <= size <= n and size == int(size)):
        raise ValueError(f"size must be a whole number from 1 to {n}, but it is {size}.")
    before = np.reshape(step, (*np.shape(step), 1)) * size  # how many were dealt out already
    return np.where((np.argsort(order) - before) % n < size, 1 / size, 0.0)


def error_factor(learning_rate: ArrayLike, curvature: ArrayLike) -> Any:
    """Return 1 - αλ: each step multiplies the distance to the minimum of a parabola by it.

    For f(w) = ½λ(w - m)² the gradient is λ(w - m), so w - α∇f(w) - m = (1 - αλ)(w - m).
    Between 0 and 1 the descent closes in from one side, between -1 and 0 it swings from side
    to side, beyond ±1 it diverges.

    Parameters
    ----------
    learning_rate, curvature : float or array
        α and λ. Arrays are broadcast together.
    """
    return 1 - learning_rate * curvature


def largest_stable_rate(curvature: ArrayLike) -> Any:
    """Return 2/λ: with a smaller (positive) learning rate the descent on a parabola converges.

    λ is the parabola's curvature, and 2/λ is the α where ``error_factor`` reaches -1: at 2/λ
    itself the descent swings for ever. On a landscape the largest curvature decides.

    Parameters
    ----------
    curvature : float or array
        λ, above 0. (With λ below 0 the parabola is a hill, and no rate is stable.)
    """
    return 2 / curvature


def _as_rows(batches: Any) -> Any:
    try:
        rows = np.asarray(batches) if is_plain(batches) else batches
    except ValueError:
        rows = np.asarray(0)
    if np.ndim(rows) == 0:
        raise ValueError(
            "batches must have shape (steps, ...): one batch a row, all of one size. "
            "Leave out a last batch that is smaller, or fill it up."
        )
    return rows


def _gradient_at(w: Any, gradient: Callable[[Any], Any]) -> Any:
    if not callable(gradient):
        raise TypeError(
            f"gradient must be a function of the weights, but it is a {type(gradient).__name__}. "
            "Pass the function itself, such as ravine.gradient, and do not call it."
        )
    slope = as_floats(gradient(w))
    if np.shape(slope) != np.shape(w):
        raise ValueError(
            f"gradient must return the shape of the weights, {np.shape(w)}, but it returned "
            f"{np.shape(slope)}. Was it the loss? Pass ravine.gradient, not ravine."
        )
    return slope
