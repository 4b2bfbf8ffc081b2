"""Probability distributions, and how far one is from another.

Logarithms are natural, so entropies are in nats; divide by ``np.log(2)`` for bits. What has the
probability 0 adds nothing: 0 log 0 counts as 0. Plain probabilities that are negative, or do not
add up to 1, are refused; recorded ones have no numbers yet that could be asked. A standard
deviation is written s, as σ is the sigmoid.
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial, pi, prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.arrays import Axis, as_floats, is_plain, times


# ---------------------------------------------------------------- probability and density
def bernoulli(outcome: ArrayLike, p: ArrayLike) -> Any:
    """Return the probability that a coin gives ``outcome``: p for 1, 1 - p for 0, else 0.

    Both of any shapes that broadcast.
    """
    outcome, p = as_floats(outcome), as_floats(p)
    return np.where(outcome == 1, p, np.where(outcome == 0, 1 - p, 0.0 * p))


def categorical(outcome: ArrayLike, probabilities: ArrayLike) -> Any:
    """Return the probability of each outcome, a number from 0 on; else 0.

    Parameters
    ----------
    outcome : array_like
        Any shape.
    probabilities : array_like of shape (k,)
        One for each outcome.

    Returns
    -------
    array of the shape of ``outcome``

    Raises
    ------
    ValueError
        If the probabilities are not a row, one is negative, or they do not add up to 1.
    """
    outcome, probabilities = as_floats(outcome), _one_row(probabilities)
    chosen = np.expand_dims(outcome, -1) == np.arange(np.size(probabilities))
    return np.sum(np.where(chosen, probabilities, 0.0), axis=-1)


def draw_categorical(uniform: ArrayLike, probabilities: ArrayLike) -> Any:
    """Turn numbers drawn evenly between 0 and 1 into outcomes, counted from 0.

    The probabilities, laid end to end, part the line from 0 to 1; the outcome is the piece that
    the number falls into. A coin with [1 - p, p] gives 1 with probability p.

    Parameters
    ----------
    uniform : array_like
        Any shape; 0 or more and below 1, as ``Generator.random`` draws them.
    probabilities : array_like of shape (k,)

    Raises
    ------
    ValueError
        If the probabilities are not a row, one is negative, or they do not add up to 1.
    """
    uniform, ends = as_floats(uniform), np.cumsum(_one_row(probabilities))
    return np.sum(np.expand_dims(uniform, -1) >= ends[:-1], axis=-1)


def multinomial(counts: ArrayLike, probabilities: ArrayLike) -> Any:
    """Return the probability of these counts in n independent draws: n!/(Π xᵢ!) Π pᵢ^xᵢ.

    Parameters
    ----------
    counts : array_like of shape (k,)
        xᵢ, how often each outcome came: plain whole numbers.
    probabilities : array_like of shape (..., k)
        One for each outcome.

    Returns
    -------
    array of shape (...)

    Raises
    ------
    ValueError
        If the shapes do not fit, a count is not a whole number of 0 or more, or the probabilities
        are negative or do not add up to 1.
    """
    counts, probabilities = np.asarray(counts), _distribution(probabilities)
    if counts.ndim != 1 or np.shape(probabilities)[-1:] != counts.shape:
        raise ValueError(
            f"counts have shape {counts.shape} and probabilities {np.shape(probabilities)}. They "
            "must have the shapes (k,) and (..., k): one of each for every outcome."
        )
    if not np.all((counts >= 0) & (counts == np.floor(counts))):
        raise ValueError(f"counts must be whole numbers, 0 or more, but these are {counts}.")
    whole = counts.astype(int).tolist()
    orders = factorial(sum(whole)) // prod(map(factorial, whole))
    return orders * prod(probabilities[..., i] ** float(n) for i, n in enumerate(whole))


def gaussian(x: ArrayLike, mean: ArrayLike = 0.0, deviation: ArrayLike = 1.0) -> Any:
    """Return the normal density exp(-((x - μ)/s)²/2) / (s √2π).

    A density is no probability and may be above 1; its area over an interval is one. Source:
    C. F. Gauss, Theoria motus corporum coelestium, 1809, section 177.

    Parameters
    ----------
    x : array_like
        Where; any shape that broadcasts with the others.
    mean, deviation : array_like
        μ and s; s above 0.
    """
    return np.exp(gaussian_log(x, mean, deviation))


def gaussian_log(x: ArrayLike, mean: ArrayLike = 0.0, deviation: ArrayLike = 1.0) -> Any:
    """Return the logarithm of ``gaussian``: finite far out, where the density has become 0."""
    x, mean, deviation = as_floats(x), as_floats(mean), as_floats(deviation)
    with np.errstate(all="ignore"):
        score = (x - mean) / deviation
        return -0.5 * score * score - np.log(deviation) - 0.5 * np.log(2 * pi)


def area(density: Callable[[Any], Any], low: ArrayLike, high: ArrayLike, pieces: int = 500) -> Any:
    """Return the area under a density between two places: the probability to land there.

    By Simpson's rule, whose error falls with the fourth power of the pieces' width: for
    ``gaussian`` within 10 deviations it is below 1e-9.

    Parameters
    ----------
    density : function
        Acts on each element of an array of shape (..., points).
    low, high : array_like
        The ends, of one shape.
    pieces : int
        How many pieces, each with a point in its middle.
    """
    low, high = as_floats(low), as_floats(high)
    weights = np.ones(2 * pieces + 1)
    weights[1:-1:2], weights[2:-1:2] = 4.0, 2.0
    x = np.expand_dims(low, -1) + np.expand_dims(high - low, -1) * np.linspace(0, 1, weights.size)
    return (high - low) * np.sum(density(x) * weights, axis=-1) / (6 * pieces)


# ---------------------------------------------------------------- entropies
def entropy(p: ArrayLike, axis: Axis = -1) -> Any:
    """Return H(p) = -Σ pᵢ log pᵢ, the mean surprise, in nats.

    Source: C. Shannon, "A mathematical theory of communication", Bell System Technical Journal
    27 (1948), 379-423.

    Parameters
    ----------
    p : array_like
        Probabilities that add up to 1 along ``axis``.
    axis : int, tuple of int, or None
        What to sum over.

    Returns
    -------
    array
        The shape of ``p`` without ``axis``.

    Raises
    ------
    ValueError
        If a probability is negative, or they do not add up to 1.
    """
    return np.sum(entropy_terms(_distribution(p, axis)), axis=axis)


def cross_entropy(p: ArrayLike, q: ArrayLike, axis: Axis = -1) -> Any:
    """Return H(p, q) = -Σ pᵢ log qᵢ, the mean surprise of one who believes q where p is true.

    ``inf`` where q rules out what p allows. For a label and logits, where q is a softmax, use
    ``mathlib.costs.cross_entropy``.

    Parameters
    ----------
    p, q : array_like
        Probabilities of the same shape, that add up to 1 along ``axis``.
    axis : int, tuple of int, or None
        What to sum over.

    Raises
    ------
    ValueError
        If p and q have different shapes, a probability is negative, or they do not add up to 1.
    """
    p, q = _two(p, q, axis)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sum(times(p, -np.log(q)), axis=axis)


def kl_divergence(p: ArrayLike, q: ArrayLike, axis: Axis = -1) -> Any:
    """Return KL(p‖q) = Σ pᵢ log(pᵢ/qᵢ) = H(p, q) - H(p): 0 where p = q, else above.

    It is not a distance: KL(p‖q) and KL(q‖p) differ. Source: S. Kullback and R. Leibler, "On
    information and sufficiency", Annals of Mathematical Statistics 22 (1951), 79-86. Shapes as
    in ``cross_entropy``.
    """
    p, q = _two(p, q, axis)
    return np.sum(divergence_terms(p, q), axis=axis)


def gaussian_kl(
    mean: ArrayLike,
    deviation: ArrayLike,
    other_mean: ArrayLike = 0.0,
    other_deviation: ArrayLike = 1.0,
) -> Any:
    """Return KL between two normal distributions, log(s₂/s₁) + (s₁² + (μ₁ - μ₂)²)/(2s₂²) - ½.

    With the standard normal as the other it is the term that keeps a variational autoencoder's
    codes together. Source of that term: D. Kingma and M. Welling, "Auto-encoding variational
    Bayes", ICLR 2014, appendix B. All of any shapes that broadcast; deviations above 0.
    """
    mean, deviation = as_floats(mean), as_floats(deviation)
    other_mean, other_deviation = as_floats(other_mean), as_floats(other_deviation)
    with np.errstate(all="ignore"):
        apart = (mean - other_mean) / other_deviation
        wider = (deviation - other_deviation) / other_deviation  # s₁/s₂ - 1
        return 0.5 * apart * apart + (wider * (wider + 2) / 2 - np.log1p(wider))


def entropy_terms(p: ArrayLike) -> Any:
    """Return -p log p of each number, as ``scipy.special.entr`` does: ``-inf`` below 0."""
    p = as_floats(p)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p < 0, -np.inf, times(p, -np.log(p)))


def divergence_terms(p: ArrayLike, q: ArrayLike) -> Any:
    """Return p log(p/q) of each pair, as ``scipy.special.rel_entr`` does: ``inf`` below 0.

    For densities too. Where the two are near each other, from their exact difference.
    """
    p, q = as_floats(p), as_floats(q)
    with np.errstate(all="ignore"):
        apart = (p - q) / q
        near = np.abs(apart) < 0.5
        log_ratio = np.where(near, np.log1p(np.where(near, apart, 0.0)), np.log(p) - np.log(q))
        happens = (p > 0) & (q > 0)
        unknown = np.where(np.isnan(p) | np.isnan(q), np.nan, np.inf)
        possible = np.where((p == 0) & (q >= 0), 0.0, unknown)
        return np.where(happens, p * np.where(happens, log_ratio, 0.0), possible)


# ---------------------------------------------------------------- checks
def _distribution(p: ArrayLike, axis: Axis = -1) -> Any:
    """Return probabilities, none negative, that add up to 1 but for rounding; nan passes."""
    p = as_floats(p)
    if not is_plain(p):
        return p
    if p.ndim == 0:
        raise ValueError("probabilities come in a list: [p, 1 - p] for a coin, not one number.")
    if (p < 0).any():
        raise ValueError(f"a probability is never negative, but there is {p[p < 0][0]:g}.")
    totals = np.ravel(np.sum(p, axis=axis))
    wrong = totals[np.abs(totals - 1) > 1e-6]
    if wrong.size:
        raise ValueError(
            f"the probabilities add up to {wrong[0]:g}, not to 1. Divide them by their sum."
        )
    return p


def _one_row(probabilities: ArrayLike) -> Any:
    probabilities = as_floats(probabilities)
    if np.ndim(probabilities) != 1:
        raise ValueError(
            "probabilities must have shape (k,), one for each outcome, but these have shape "
            f"{np.shape(probabilities)}."
        )
    return _distribution(probabilities)


def _two(p: ArrayLike, q: ArrayLike, axis: Axis) -> Any:
    p, q = as_floats(p), as_floats(q)
    if np.shape(p) != np.shape(q):
        raise ValueError(
            f"p has shape {np.shape(p)} and q has shape {np.shape(q)}. Both must have the same "
            "shape: two probabilities for each outcome."
        )
    return _distribution(p, axis), _distribution(q, axis)
