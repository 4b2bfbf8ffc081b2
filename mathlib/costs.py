"""Cost functions: how wrong a prediction is, in one number, and the slope that training needs.

A loss is for one example, the cost is the mean over all: ``np.mean(loss)``. The classification
losses take logits, not probabilities. A probability that has been rounded to 0 or 1 has lost the
digits that its logarithm needs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.activations import log_softmax, relu, sigmoid, softmax, softplus
from mathlib.arrays import Axis, as_floats, is_plain, times


def squared_error(prediction: ArrayLike, target: ArrayLike) -> Any:
    """Return (ŷ - y)², the squared error of each prediction.

    Parameters
    ----------
    prediction : array_like
        ŷ, shape (..., *shape of ``target``).
    target : array_like
        y, what was measured. One number serves every prediction.

    Returns
    -------
    array of the shape of ``prediction``

    Raises
    ------
    ValueError
        If the shape of ``target`` is not how the shape of ``prediction`` ends.
    """
    prediction, target = _pair(prediction=prediction, target=target)
    return (prediction - target) ** 2


def mean_squared_error(prediction: ArrayLike, target: ArrayLike, axis: Axis = None) -> Any:
    """Return (1/n) Σ (ŷᵢ - yᵢ)², the mean over ``axis``; None means all.

    Source: A.-M. Legendre, Nouvelles méthodes pour la détermination des orbites des comètes,
    1805, appendix. Shapes as in ``squared_error``.
    """
    return np.mean(squared_error(prediction, target), axis=axis)


# ---------------------------------------------------------------- two classes
def logistic_loss(logit: ArrayLike, label: ArrayLike) -> Any:
    """Return -y log σ(z) - (1 - y) log(1 - σ(z)): binary cross-entropy, from the logit z.

    With -log σ(z) = softplus(-z) and -log(1 - σ(z)) = softplus(z) no logarithm meets a rounded
    probability. Source: D. Cox, "The regression analysis of binary sequences", Journal of the
    Royal Statistical Society B 20 (1958), 215-242.

    Parameters
    ----------
    logit : array_like
        z, shape (..., *shape of ``label``).
    label : array_like
        y, the class 0 or 1, or a probability between them.

    Returns
    -------
    array of the shape of ``logit``
        One loss for each example, 0 or more.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a label is outside 0 to 1.

    Examples
    --------
    >>> logistic_loss([-800.0, 0.0, 800.0], 1).round(4)
    array([8.000e+02, 6.931e-01, 0.000e+00])
    """
    z, y = _pair(logit=logit, label=label)
    _check_labels(y, lambda y: (y >= 0) & (y <= 1), "0 or 1, or a probability between them")
    return times(y, softplus(-z)) + times(1 - y, softplus(z))


def logistic_slope(logit: ArrayLike, label: ArrayLike) -> Any:
    """Return σ(z) - y, the slope of the logistic loss in the logit.

    Written as (1 - y) σ(z) - y σ(-z), which is the same, and keeps its digits where σ(z) is
    nearly y. Shapes as in ``logistic_loss``. The curvature is ``sigmoid_slope(z)``.
    """
    z, y = _pair(logit=logit, label=label)
    return (1 - y) * sigmoid(z) - y * sigmoid(-z)


def binary_cross_entropy(probability: ArrayLike, label: ArrayLike) -> Any:
    """Return -y log p - (1 - y) log(1 - p), where p is the probability of class 1.

    ``inf`` where p is 0 and the label 1, or the other way round. To train a network, use
    ``logistic_loss`` on its logit. Shapes and labels as there.
    """
    p, y = _pair(probability=probability, label=label)
    _check_labels(y, lambda y: (y >= 0) & (y <= 1), "0 or 1, or a probability between them")
    with np.errstate(divide="ignore", invalid="ignore"):
        return times(y, -np.log(p)) + times(1 - y, -np.log1p(-p))


def hinge_loss(score: ArrayLike, label: ArrayLike) -> Any:
    """Return max(0, 1 - t z): no loss for a score on the right side of the margin.

    Source: C. Cortes and V. Vapnik, "Support-vector networks", Machine Learning 20 (1995),
    273-297.

    Parameters
    ----------
    score : array_like
        z, shape (..., *shape of ``label``).
    label : array_like
        t, the class -1 or 1.

    Returns
    -------
    array of the shape of ``score``

    Raises
    ------
    ValueError
        If the shapes do not fit, or a label is not -1 or 1.
    """
    z, t = _pair(score=score, label=label)
    _check_labels(t, lambda t: np.abs(t) == 1, "-1 or 1; for classes 0 and 1 pass 2 * label - 1")
    return relu(1 - t * z)


def hinge_slope(score: ArrayLike, label: ArrayLike) -> Any:
    """Return the slope of the hinge loss in the score: -t inside the margin, 0 from it on."""
    z, t = _pair(score=score, label=label)
    return np.where(t * z < 1, -t, 0 * t)


# ---------------------------------------------------------------- many classes
def cross_entropy(logits: ArrayLike, label: ArrayLike) -> Any:
    """Return -Σ yⱼ log softmax(z)ⱼ over the classes, the cross-entropy of softmax with a label.

    Parameters
    ----------
    logits : array_like of shape (..., classes)
        One logit for each class.
    label : array_like
        Shape (..., classes): one-hot rows, or probabilities. Shape (...): the number of the
        class, counted from 0.

    Returns
    -------
    array of shape (...)
        One loss for each example, 0 or more.

    Raises
    ------
    ValueError
        If the shapes do not fit, or there is no class of that number.
    """
    logits = as_floats(logits)
    return np.sum(times(_one_hot(label, logits), -log_softmax(logits)), axis=-1)


def cross_entropy_slope(logits: ArrayLike, label: ArrayLike) -> Any:
    """Return softmax(z) - y, the gradient of the cross-entropy in the logits; their shape."""
    logits = as_floats(logits)
    return softmax(logits) - _one_hot(label, logits)


def _one_hot(label: ArrayLike, logits: Any) -> Any:
    """Return the label in the shape of the logits: 1 at the right class, 0 elsewhere."""
    label = as_floats(label)
    if np.shape(label) == np.shape(logits):
        return label
    if np.shape(label) != np.shape(logits)[:-1]:
        raise ValueError(
            f"for logits of shape {np.shape(logits)} the label must have the same shape (one-hot) "
            f"or shape {np.shape(logits)[:-1]} (class numbers), but it has shape {np.shape(label)}."
        )
    classes = np.arange(np.shape(logits)[-1])
    _check_labels(label, lambda y: np.isin(y, classes), f"a class number, 0 to {classes[-1]}")
    return (np.expand_dims(label, -1) == classes) * 1.0


# ---------------------------------------------------------------- what they share
def _pair(**two: ArrayLike) -> Any:
    """Return both arrays as floats, if the second's shape is how the first's ends.

    NumPy would broadcast (n,) and (n, 1) to an n × n table, and the mean of that is a number
    like any other: no error, and no learning.
    """
    (name, values), (other, targets) = ((name, as_floats(a)) for name, a in two.items())
    shape, end = np.shape(values), np.shape(targets)
    if shape[len(shape) - len(end) :] != end or len(end) > len(shape):
        raise ValueError(
            f"{name} has shape {shape} and {other} has shape {end}. Both must have the same "
            f"shape, but for axes in front that only {name} has: (..., n) and (n,), or (...) "
            f"and one number."
        )
    return values, targets


def _check_labels(label: Any, allowed: Any, rule: str) -> None:
    """Refuse plain labels that break the rule; a recorded label is not known yet."""
    if is_plain(label) and not np.all(allowed(label)):
        wrong = label[~allowed(label)].flat[0]
        raise ValueError(f"a label must be {rule}, but there is {wrong:g}.")
