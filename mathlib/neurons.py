"""Neurons at work: the probability that one gives, its decision, and a network's two passes.

A layer keeps its weights in a matrix with one column for each neuron, shape (inputs, neurons).
With one example a row, its weighted sums are then XW + b; for a single example x, written as
a column, the same numbers are Wᵀx + b.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.activations import sigmoid, sigmoid_slope
from mathlib.arrays import as_floats
from mathlib.products import layer, matmul, transpose

Activation = Callable[[Any], Any]


def predict_probability(X: ArrayLike, weights: ArrayLike, bias: ArrayLike) -> Any:
    """Return ŷ = σ(Xw + b), the probability of "yes": logistic regression.

    Source: D. Cox, "The regression analysis of binary sequences", Journal of the Royal
    Statistical Society B 20 (1958), 215-242.

    Parameters
    ----------
    X : array_like
        One example a row, shape (n, inputs), or a single example, shape (inputs,). More axes
        in front, as those of a picture, stay.
    weights : array_like of shape (inputs,)
    bias : float

    Returns
    -------
    array of the shape of X without its last axis

    Raises
    ------
    ValueError
        If X does not have one column for each weight.

    Examples
    --------
    >>> predict_probability([[2.0], [4.0]], weights=[0.5], bias=-1.0).round(3)
    array([0.5  , 0.731])
    """
    X, weights = as_floats(X), as_floats(weights)
    if np.ndim(weights) != 1 or np.ndim(X) == 0 or np.shape(X)[-1] != np.shape(weights)[0]:
        raise ValueError(
            f"X has shape {np.shape(X)} and the weights have shape {np.shape(weights)}. Give X "
            f"one column for each weight: shapes (n, inputs) and (inputs,)."
        )
    with np.errstate(over="ignore", invalid="ignore"):
        return sigmoid(np.matmul(X, weights) + bias)


# ---------------------------------------------------------------- decisions
def decide(probability: ArrayLike, threshold: ArrayLike = 0.5) -> Any:
    """Return 1 where the probability reaches the threshold and 0 below; nan stays nan.

    ``probability`` has any shape; the threshold's must broadcast with it.
    """
    probability = as_floats(probability)
    reached = np.where(probability >= threshold, 1.0, 0.0)
    return np.where(np.isnan(probability), np.nan, reached)


def accuracy(decision: ArrayLike, label: ArrayLike) -> Any:
    """Return the share of decisions that are the label; two arrays of one shape.

    Raises
    ------
    ValueError
        If the two do not have the same shape.
    """
    decision, label = _pair(decision, label)
    return np.mean(np.where(decision == label, 1.0, 0.0))


def confusion(decision: ArrayLike, label: ArrayLike) -> Any:
    """Count the decisions, 0 or 1, for each label.

    Parameters
    ----------
    decision, label : array_like of shape (n,)
        0 for no, 1 for yes.

    Returns
    -------
    array of shape (2, 2)
        Row: the label. Column: the decision. So the first row holds the correct noes and the
        false alarms, the second the missed and the found.

    Raises
    ------
    ValueError
        If the two do not have the same shape.

    Examples
    --------
    >>> confusion([0, 0, 1, 1], label=[0, 0, 0, 1])
    array([[2., 1.],
           [0., 1.]])
    """
    decision, label = _pair(decision, label)
    counts = [
        np.sum(np.where((label == truth) & (decision == said), 1.0, 0.0))
        for truth in (0, 1)
        for said in (0, 1)
    ]
    return np.reshape(np.stack(counts), (2, 2))


def _pair(decision: ArrayLike, label: ArrayLike) -> tuple[Any, Any]:
    decision, label = as_floats(decision), as_floats(label)
    if np.shape(decision) != np.shape(label):
        raise ValueError(
            f"there are decisions of shape {np.shape(decision)} and labels of shape "
            f"{np.shape(label)}. Give one label for each decision."
        )
    return decision, label


# ---------------------------------------------------------------- layers in a row
def forward(
    W: Sequence[ArrayLike],
    b: Sequence[ArrayLike],
    x: ArrayLike,
    hidden: Activation = sigmoid,
    output: Activation = sigmoid,
) -> list[Any]:
    """Pass an example, or a batch of them, through the layers of a network.

    Parameters
    ----------
    W : sequence of array_like
        For each layer its weights, shape (inputs, neurons): one column for each neuron.
    b : sequence of array_like
        For each layer its biases, shape (neurons,).
    x : array_like of shape (inputs,) or (n, inputs)
        One example, or one a row.
    hidden, output : callable
        The activation of all layers but the last, and that of the last.

    Returns
    -------
    list of arrays
        The activations of every layer. The first is ``x``, the last the prediction.

    Raises
    ------
    ValueError
        If W and b are not equally many, or a layer's shapes do not fit what it is given.

    Examples
    --------
    >>> a = forward([[[1.0], [-1.0]]], [[0.0]], [3.0, 3.0])
    >>> a[-1]
    array([0.5])
    """
    _check_layers(W, b)
    a = [as_floats(x)]
    for weights, bias in zip(W[:-1], b[:-1], strict=True):
        a.append(hidden(layer(a[-1], weights, bias)))
    return [*a, output(layer(a[-1], W[-1], b[-1]))]


def backward(
    W: Sequence[ArrayLike],
    b: Sequence[ArrayLike],
    a: Sequence[ArrayLike],
    delta: ArrayLike,
    slope: Activation = sigmoid_slope,
) -> list[tuple[Any, Any]]:
    """Carry the error signal of the output back through the layers: back propagation.

    Source: D. Rumelhart, G. Hinton and R. Williams, "Learning representations by
    back-propagating errors", Nature 323 (1986), 533-536.

    Parameters
    ----------
    W, b : sequence of array_like
        The weights and biases, as for `forward`.
    a : sequence of array_like
        What `forward` returned.
    delta : array_like of the shape of ``a[-1]``
        The error signal of the output, ∂C/∂z of the last layer. Where the cost is a mean over
        n examples, each row holds its share, 1/n.
    slope : callable
        The slope of the hidden layers' activation, as a function of the sums z.

    Returns
    -------
    list of pairs of arrays
        For each layer the gradient of its weights and that of its biases, of their shapes, each
        added up over the examples.

    Raises
    ------
    ValueError
        If there are not as many layers in W, b and a, or the signal does not fit the output.

    Examples
    --------
    >>> W, b = [[[2.0], [1.0]]], [[0.0]]
    >>> a = forward(W, b, [1.0, 3.0], output=lambda z: z)
    >>> backward(W, b, a, delta=a[-1] - 4.0)
    [(array([[1.],
           [3.]]), array([1.]))]
    """
    _check_passes(W, b, a, delta)
    delta, gradients = as_floats(delta), []
    for k in reversed(range(len(W))):
        inputs, signals = np.atleast_2d(a[k]), np.atleast_2d(delta)
        gradients.insert(0, (inputs.T @ signals, np.sum(signals, axis=0)))
        if k > 0:  # back through the weights, then the activation
            reaches = delta @ transpose(W[k])
            delta = reaches * slope(layer(a[k - 1], W[k - 1], b[k - 1]))
    return gradients


def collapse(W: Sequence[ArrayLike], b: Sequence[ArrayLike]) -> tuple[Any, Any]:
    """Return the one layer that does what several do when none has an activation.

    (XW₁ + b₁)W₂ + b₂ = X(W₁W₂) + (b₁W₂ + b₂). Parameters and errors as for ``forward``.

    Returns
    -------
    weights : array of shape (inputs, neurons of the last layer)
    bias : array of shape (neurons of the last layer,)
    """
    _check_layers(W, b)
    weights, bias = as_floats(W[0]), layer(np.zeros(len(W[0])), W[0], b[0])
    for W_next, b_next in zip(W[1:], b[1:], strict=True):
        weights, bias = matmul(weights, W_next), layer(bias, W_next, b_next)
    return weights, bias


def _check_layers(W: Sequence[ArrayLike], b: Sequence[ArrayLike]) -> None:
    if len(W) != len(b) or not len(W):
        raise ValueError(
            f"there are weights for {len(W)} layers and biases for {len(b)}. Give both as lists "
            f"with one array for each layer."
        )


def _check_passes(W: Any, b: Any, a: Any, delta: Any) -> None:
    _check_layers(W, b)
    if len(a) != len(W) + 1:
        raise ValueError(
            f"there are {len(W)} layers and {len(a)} arrays of activations. Give what forward "
            f"returned: the input, and then one array for each layer."
        )
    if np.shape(delta) != np.shape(a[-1]):
        raise ValueError(
            f"the error signal has shape {np.shape(delta)} and the output {np.shape(a[-1])}. Give "
            f"one number for each output of each example."
        )
