"""Activation functions and their slopes: what a neuron does with its weighted sum.

Every function takes numbers of any size: the textbook's 1 / (1 + e⁻ᶻ) overflows at z = -710,
but written as here, no exponential is ever above 1. Where a function has a corner, as ReLU has
at 0, its slope there is that of the left side.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.arrays import Axis, as_floats, is_plain


def _falling(z: Any) -> Any:
    """Return exp(-|z|), at most 1. Not with np.abs, which has no slope at z = 0."""
    return np.exp(np.where(z < 0, z, -z))


def sigmoid(z: ArrayLike) -> Any:
    """Return σ(z) = 1 / (1 + e⁻ᶻ), a number between 0 and 1; σ(0) = ½.

    For negative z both sides of the fraction are multiplied by eᶻ. Source: P.-F. Verhulst,
    Correspondance mathématique et physique 10, 1838, pp. 113-121.

    Parameters
    ----------
    z : array_like
        Any shape.

    Returns
    -------
    array of the shape of ``z``

    Examples
    --------
    >>> sigmoid([-1000.0, 0.0, 1000.0])
    array([0. , 0.5, 1. ])
    """
    z = as_floats(z)
    falling = _falling(z)
    return np.where(z < 0, falling, 1.0) / (1.0 + falling)


def sigmoid_slope(z: ArrayLike) -> Any:
    """Return σ′(z) = σ(z) (1 - σ(z)), any shape; ¼ at its highest, at z = 0.

    1 - σ(z) is σ(-z), which keeps its digits where σ(z) is nearly 1.
    """
    z = as_floats(z)
    return sigmoid(z) * sigmoid(-z)


def logit(p: ArrayLike) -> Any:
    """Return log(p / (1 - p)), the z for which σ(z) = p.

    Near p = ½, log p and log(1 - p) nearly cancel. There the same number is computed from
    s = 2p - 1, which is exact, as log(1 + s) - log(1 - s). Elsewhere s is 0 and adds nothing.

    Parameters
    ----------
    p : array_like
        Probabilities, any shape.

    Returns
    -------
    array of the shape of ``p``
        ``-inf`` at 0, ``inf`` at 1, ``nan`` outside.
    """
    p = as_floats(p)
    near_half = np.abs(p - 0.5) < 0.25
    s, p = np.where(near_half, 2.0 * p - 1.0, 0.0), np.where(near_half, 0.5, p)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log1p(s) - np.log1p(-s) + (np.log(p) - np.log1p(-p))


def softplus(z: ArrayLike) -> Any:
    """Return log(1 + eᶻ), a smooth ReLU, any shape; its slope is σ(z).

    Where z is positive, eᶻ is taken out of the logarithm: z + log(1 + e⁻ᶻ). Source: M. Mächler,
    "Accurately computing log(1 - exp(-|a|)), assessed by the Rmpfr package", 2012.
    """
    z = as_floats(z)
    return np.where(z < 0, 0.0, z) + np.log1p(_falling(z))


def log_sigmoid(z: ArrayLike) -> Any:
    """Return log σ(z) = -softplus(-z), any shape: finite where log(sigmoid(z)) is -inf."""
    return -softplus(-as_floats(z))


def tanh(z: ArrayLike) -> Any:
    """Return tanh z = 2σ(2z) - 1, a number between -1 and 1, any shape."""
    return np.tanh(as_floats(z))


def tanh_slope(z: ArrayLike) -> Any:
    """Return 1 - tanh² z, any shape, as 4σ′(2z): the difference loses its digits at large z."""
    with np.errstate(over="ignore"):
        return 4.0 * sigmoid_slope(2.0 * as_floats(z))


def relu(z: ArrayLike) -> Any:
    """Return max(0, z), any shape: the rectified linear unit.

    Source: V. Nair and G. Hinton, "Rectified linear units improve restricted Boltzmann
    machines", ICML 2010.
    """
    z = as_floats(z)
    return np.where(z <= 0, 0.0, z)


def relu_slope(z: ArrayLike) -> Any:
    """Return the slope of ReLU, any shape: 0 up to z = 0, 1 above; nan stays nan."""
    return leaky_relu_slope(z, leak=0.0)


def leaky_relu(z: ArrayLike, leak: ArrayLike = 0.01) -> Any:
    """Return z where it is positive and ``leak`` times z elsewhere, any shape.

    Source: A. Maas, A. Hannun and A. Ng, "Rectifier nonlinearities improve neural network
    acoustic models", 2013.
    """
    z = as_floats(z)
    return np.where(z > 0, 1.0, leak) * z


def leaky_relu_slope(z: ArrayLike, leak: ArrayLike = 0.01) -> Any:
    """Return the slope of the leaky ReLU, any shape: ``leak`` up to z = 0, 1 above."""
    z = as_floats(z)
    return np.where(z > 0, 1.0, np.where(z <= 0, leak, z))


def binary_step(z: ArrayLike) -> Any:
    """Return 0 below z = 0 and 1 from there on, any shape; nan stays nan.

    Its slope is 0 wherever it has one, so gradient descent cannot train it. Source: W. McCulloch
    and W. Pitts, "A logical calculus of the ideas immanent in nervous activity", 1943.
    """
    z = as_floats(z)
    return np.where(z >= 0, 1.0, np.where(z < 0, 0.0, z))


# ---------------------------------------------------------------- several logits at once
def _below_the_top(logits: Any, axis: Axis) -> tuple[Any, Any]:
    """Return each logit's distance to the highest along ``axis``, and that highest.

    Where the highest is infinite nothing is subtracted, as ∞ - ∞ has no value.
    """
    top = np.max(logits, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    return logits - top, top


def _log_sum(below: Any, axis: Axis) -> Any:
    """Return log Σ e^below, where the highest is 0.

    The highest's share of the sum, e⁰ = 1, is taken out and log1p puts it back. So what the
    others add is not rounded away: log(1 + 4e-18) is 0, but log1p(4e-18) is 4e-18. Equals at
    the top bear equal parts of that 1.
    """
    highest = below == np.max(below, axis=axis, keepdims=True)
    part = highest / np.sum(highest, axis=axis, keepdims=True)
    return np.log1p(np.sum(np.exp(below) - part, axis=axis, keepdims=True))


def log_sum_exp(logits: ArrayLike, axis: Axis = -1) -> Any:
    """Return log Σ eᶻ along an axis: a smooth maximum, whose slope is the softmax.

    Source: P. Blanchard, D. Higham and N. Higham, "Accurately computing the log-sum-exp and
    softmax functions", IMA Journal of Numerical Analysis 41 (2021), 2311-2330.

    Parameters
    ----------
    logits : array_like
        Any shape with at least one axis.
    axis : int, tuple of int, or None
        What to sum over; None means all.

    Returns
    -------
    array
        The shape of ``logits`` without ``axis``. ``-inf`` where there is nothing to sum.
    """
    logits = _with_axis(logits)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if np.size(logits) == 0:
            return np.log(np.sum(logits, axis=axis))
        below, top = _below_the_top(logits, axis)
        return np.squeeze(top + _log_sum(below, axis), axis=axis)


def softmax(logits: ArrayLike, axis: Axis = -1, temperature: ArrayLike = 1.0) -> Any:
    """Return probabilities in proportion to e^(z / T): positive numbers that add up to 1.

    Source: J. Bridle, "Probabilistic interpretation of feedforward classification network outputs,
    with relationships to statistical pattern recognition", Neurocomputing, Springer, 1990. A high
    temperature T makes them alike, a low one leaves all to the highest logit: G. Hinton,
    O. Vinyals and J. Dean, "Distilling the knowledge in a neural network", 2015, equation (1).

    Parameters
    ----------
    logits : array_like
        Any shape with at least one axis.
    axis : int, tuple of int, or None
        Along which the probabilities add up to 1; None means all.
    temperature : float
        T, above 0.

    Returns
    -------
    array of the shape of ``logits``

    Raises
    ------
    ValueError
        If the logits have no axis, or the temperature is not above 0.

    Examples
    --------
    >>> softmax([1000.0, 1000.0, 0.0])
    array([0.5, 0.5, 0. ])
    """
    temperature = _above_zero(temperature)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        below, _ = _below_the_top(_with_axis(logits) / temperature, axis)
        shares = np.exp(below)
        return shares / np.sum(shares, axis=axis, keepdims=True)


def log_softmax(logits: ArrayLike, axis: Axis = -1) -> Any:
    """Return log softmax(z) = z - log Σ eᶻ, the shape of ``logits``.

    Finite where the softmax itself has become 0. ``logits`` and ``axis`` as in ``softmax``.

    Raises
    ------
    ValueError
        If the logits have no axis.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        below, _ = _below_the_top(_with_axis(logits), axis)
        return below - _log_sum(below, axis)


def _with_axis(logits: ArrayLike) -> Any:
    logits = as_floats(logits)
    if np.ndim(logits) == 0:
        raise ValueError(
            "logits must have at least one axis, one logit for each class, but these have shape "
            "(). Pass a list: [z1, z2, z3]."
        )
    return logits


def _above_zero(temperature: ArrayLike) -> Any:
    """Refuse a plain temperature that is not above 0; a recorded one is not known yet."""
    temperature = as_floats(temperature)
    if is_plain(temperature) and not np.all(temperature > 0):
        wrong = temperature[~(temperature > 0)].flat[0]
        raise ValueError(
            f"a temperature must be above 0, but there is {wrong:g}. For a winner that takes all, "
            f"use np.argmax."
        )
    return temperature
