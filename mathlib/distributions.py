"""Probability distributions, and how far one is from another.

Logarithms are natural, so entropies are in nats; divide by ``np.log(2)`` for bits. What has the
probability 0 adds nothing: 0 log 0 counts as 0. An impossible, negative probability gives an
infinite answer, as in ``scipy.special.entr`` and ``rel_entr``.
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial, pi, prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.activations import Axis
from mathlib.costs import times
from mathlib.iteration import as_floats


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
    """
    outcome, probabilities = as_floats(outcome), as_floats(probabilities)
    if np.ndim(probabilities) != 1:
        raise ValueError(
            "probabilities must have shape (k,), one for each outcome, but these have shape "
            f"{np.shape(probabilities)}."
        )
    chosen = np.expand_dims(outcome, -1) == np.arange(np.size(probabilities))
    return np.sum(np.where(chosen, probabilities, 0.0), axis=-1)


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
    """
    counts, probabilities = np.asarray(counts), as_floats(probabilities)
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
    """Return the normal density exp(-((x - μ)/σ)²/2) / (σ √2π).

    A density is no probability and may be above 1; its area over an interval is one. Source:
    C. F. Gauss, Theoria motus corporum coelestium, 1809, section 177.

    Parameters
    ----------
    x : array_like
        Where; any shape that broadcasts with the others.
    mean, deviation : array_like
        μ and σ; σ above 0.
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
    """
    return np.sum(_surprise(as_floats(p)), axis=axis)


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
    """
    p, q = _two(p, q)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sum(times(p, -np.log(q)), axis=axis)


def kl_divergence(p: ArrayLike, q: ArrayLike, axis: Axis = -1) -> Any:
    """Return KL(p‖q) = Σ pᵢ log(pᵢ/qᵢ) = H(p, q) - H(p): 0 where p = q, else above.

    It is not a distance: KL(p‖q) and KL(q‖p) differ. Source: S. Kullback and R. Leibler, "On
    information and sufficiency", Annals of Mathematical Statistics 22 (1951), 79-86. Shapes as
    in ``cross_entropy``.
    """
    p, q = _two(p, q)
    return np.sum(_relative_surprise(p, q), axis=axis)


def gaussian_kl(
    mean: ArrayLike,
    deviation: ArrayLike,
    other_mean: ArrayLike = 0.0,
    other_deviation: ArrayLike = 1.0,
) -> Any:
    """Return KL between two normal distributions, log(σ₂/σ₁) + (σ₁² + (μ₁ - μ₂)²)/(2σ₂²) - ½.

    With the standard normal as the other it is the term that keeps a variational autoencoder's
    codes together. Source: D. Kingma and M. Welling, "Auto-encoding variational Bayes", ICLR
    2014, appendix B. All of any shapes that broadcast; deviations above 0.
    """
    mean, deviation = as_floats(mean), as_floats(deviation)
    other_mean, other_deviation = as_floats(other_mean), as_floats(other_deviation)
    with np.errstate(all="ignore"):
        apart = (mean - other_mean) / other_deviation
        wider = (deviation - other_deviation) / other_deviation  # σ₁/σ₂ - 1
        return 0.5 * apart * apart + (wider * (wider + 2) / 2 - np.log1p(wider))


def _surprise(p: Any) -> Any:
    """Return -p log p."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p < 0, -np.inf, times(p, -np.log(p)))


def _relative_surprise(p: Any, q: Any) -> Any:
    """Return p log(p/q); where the two are near each other, from their exact difference."""
    with np.errstate(all="ignore"):
        apart = (p - q) / q
        near = np.abs(apart) < 0.5
        log_ratio = np.where(near, np.log1p(np.where(near, apart, 0.0)), np.log(p) - np.log(q))
        happens = (p > 0) & (q > 0)
        possible = np.where((p == 0) & (q >= 0), 0.0, np.inf)
        return np.where(happens, p * np.where(happens, log_ratio, 0.0), possible)


def _two(p: ArrayLike, q: ArrayLike) -> Any:
    p, q = as_floats(p), as_floats(q)
    if np.shape(p) != np.shape(q):
        raise ValueError(
            f"p has shape {np.shape(p)} and q has shape {np.shape(q)}. Both must have the same "
            "shape: two probabilities for each outcome."
        )
    return p, q
