"""Tests of mathlib.neurons."""

import doctest
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.neural_network import MLPClassifier

from mathlib import neurons
from mathlib.activations import relu, relu_slope, sigmoid, sigmoid_slope, tanh, tanh_slope
from mathlib.autodiff import check_gradient, grad
from mathlib.data import breast_tumours, standardize
from mathlib.graph import new_input
from mathlib.neurons import (
    accuracy,
    backward,
    collapse,
    confusion,
    decide,
    forward,
    predict_probability,
)

finite = st.floats(-100, 100)


def identity(z):
    return z


def a_network(draw, widths):
    """Return the weights and the biases of a network with layers of these widths."""
    W = [draw(arrays(float, pair, elements=finite)) for pair in pairwise(widths)]
    return W, [draw(arrays(float, (width,), elements=finite)) for width in widths[1:]]


# ---------------------------------------------------------------- one neuron
def test_the_probabilities_are_those_of_scikit_learn_s_logistic_regression():
    X, y = breast_tumours()
    X = standardize(X)
    theirs = LogisticRegression().fit(X, y)
    ours = predict_probability(X, theirs.coef_[0], theirs.intercept_[0])
    np.testing.assert_allclose(ours, theirs.predict_proba(X)[:, 1], rtol=1e-13)
    np.testing.assert_array_equal(decide(ours), theirs.predict(X))
    assert accuracy(decide(ours), y) == pytest.approx(theirs.score(X, y), rel=1e-15)


def test_one_example_many_and_a_grid_of_them_get_the_same_probabilities():
    grid = np.arange(12.0).reshape(2, 3, 2) - 5
    w = np.array([0.5, -0.25])
    found = predict_probability(grid, w, 0.1)
    assert found.shape == (2, 3)
    np.testing.assert_array_equal(found[1], predict_probability(grid[1], w, 0.1))
    assert found[1, 2] == pytest.approx(predict_probability(grid[1, 2], w, 0.1), rel=1e-15)
    assert predict_probability(np.empty((0, 2)), w, 0.1).shape == (0,)


@pytest.mark.parametrize(
    ("x", "probability"),
    [(1e308, 1), (-1e308, 0), (np.inf, 1), (-np.inf, 0), (np.nan, np.nan), (0.0, 0.5)],
)
def test_inputs_of_any_size_have_a_probability(x, probability):
    np.testing.assert_equal(float(predict_probability([[x]], [10.0], 0.0)[0]), probability)


@pytest.mark.parametrize(
    ("X", "weights"),
    [(np.ones((5, 3)), np.ones(2)), (np.ones((5, 2)), np.ones((2, 1))), (1.0, np.ones(1))],
)
def test_x_without_a_column_for_each_weight_is_refused_with_both_shapes(X, weights):
    shapes = rf"{np.shape(X)} and the weights have shape {np.shape(weights)}"
    with pytest.raises(ValueError, match=shapes.replace("(", r"\(").replace(")", r"\)")):
        predict_probability(X, weights, 0.0)


def test_the_gradient_of_a_probability_in_the_weights_is_that_of_small_differences():
    X = np.array([[1.0, -2.0], [0.5, 3.0]])

    def mean(w):
        return np.mean(predict_probability(X, w, 0.3), axis=0)

    assert check_gradient(mean, grad(mean), np.array([0.2, -0.4]))


# ---------------------------------------------------------------- decisions
def test_a_probability_that_is_the_threshold_is_a_yes_and_nan_decides_nothing():
    decided = decide([0.0, 0.3, 0.30000001, 1.0, np.nan], threshold=0.3)
    np.testing.assert_array_equal(decided, [0, 1, 1, 1, np.nan])


yes_or_no = arrays(float, st.integers(1, 30), elements=st.sampled_from([0.0, 1.0]))


@given(yes_or_no, st.data())
def test_the_counts_are_those_of_scikit_learn(label, data):
    decision = data.draw(arrays(float, label.shape, elements=st.sampled_from([0.0, 1.0])))
    counts = confusion_matrix(label, decision, labels=[0, 1])
    np.testing.assert_array_equal(confusion(decision, label), counts)
    assert accuracy(decision, label) == pytest.approx(accuracy_score(label, decision))
    assert accuracy(decision, label) == pytest.approx(np.trace(counts) / label.size)


@given(arrays(float, 20, elements=st.floats(0, 1)), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_threshold_never_finds_more(probability, one, other):
    low, high = sorted([one, other])
    assert (decide(probability, high) <= decide(probability, low)).all()


@pytest.mark.parametrize("count", [accuracy, confusion])
def test_decisions_in_a_column_are_refused_not_broadcast(count):
    with pytest.raises(ValueError, match=r"shape \(3, 1\) and labels of shape \(3,\)"):
        count(np.ones((3, 1)), np.ones(3))


# ---------------------------------------------------------------- layers in a row
def test_a_network_worked_out_on_paper():
    W = [np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([[2.0], [-4.0]])]
    b = [np.array([1.0, np.log(3)]), np.array([2.0])]
    a = forward(W, b, [1.0, 2.0])
    for found, expected in zip(a, ([1, 2], [0.5, 0.75], [0.5]), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-15)


def test_a_forward_pass_agrees_with_scikit_learn_s_network():
    X, y = breast_tumours()
    X = standardize(X)
    theirs = MLPClassifier((4, 3), activation="relu", solver="lbfgs", max_iter=2000, random_state=0)
    theirs.fit(X, y)
    a = forward(theirs.coefs_, theirs.intercepts_, X, hidden=relu)
    assert [part.shape for part in a] == [(569, 2), (569, 4), (569, 3), (569, 1)]
    np.testing.assert_allclose(a[-1][:, 0], theirs.predict_proba(X)[:, 1], rtol=1e-10, atol=1e-300)


@given(st.data(), st.lists(st.integers(1, 4), min_size=2, max_size=4), st.integers(0, 3))
def test_a_batch_passes_as_its_examples_do_one_by_one(data, widths, n):
    W, b = a_network(data.draw, widths)
    X = data.draw(arrays(float, (n, widths[0]), elements=finite))
    together = forward(W, b, X)
    for i, x in enumerate(X):
        for layer, alone in zip(together, forward(W, b, x), strict=True):
            np.testing.assert_allclose(layer[i], alone, rtol=1e-9, atol=1e-9)


@given(st.data(), st.lists(st.integers(1, 4), min_size=2, max_size=5))
def test_layers_without_an_activation_are_one_layer(data, widths):
    W, b = a_network(data.draw, widths)
    x = data.draw(arrays(float, (widths[0],), elements=finite))
    weights, bias = collapse(W, b)
    assert (weights.shape, bias.shape) == ((widths[0], widths[-1]), (widths[-1],))
    size = 101.0 ** len(widths) * 4 ** len(widths)
    through = forward(W, b, x, hidden=identity, output=identity)[-1]
    np.testing.assert_allclose(x @ weights + bias, through, rtol=1e-9, atol=1e-14 * size)


def test_with_an_activation_they_are_not():
    W, b = [[[1.0, -1.0]], [[1.0], [1.0]]], [[0.0, 0.0], [0.0]]  # |x|, by two ReLUs
    bent = forward(W, b, [[-2.0], [0.0], [3.0]], hidden=relu, output=identity)[-1]
    np.testing.assert_array_equal(bent, [[2], [0], [3]])
    np.testing.assert_array_equal(collapse(W, b)[0], [[0]])


def test_the_output_s_activation_is_its_own():
    a = forward([[[1.0]], [[1.0]]], [[0.0], [0.0]], [-3.0], hidden=relu, output=sigmoid)
    np.testing.assert_array_equal(np.concatenate(a), [-3, 0, 0.5])


@pytest.mark.parametrize("function", [lambda W, b: forward(W, b, np.ones(2)), collapse])
@pytest.mark.parametrize(
    ("W", "b", "message"),
    [
        ([], [], "0 layers and biases for 0"),
        ([np.ones((2, 1))], [], "1 layers and biases for 0"),
        ([np.ones((2, 3)), np.ones((2, 1))], [np.ones(3), np.ones(1)], r"columns of A \(3\)"),
        ([np.ones((2, 3))], [np.ones(2)], r"b must have shape \(3,\)"),
        ([np.ones((2, 3))], [np.ones((3, 1))], r"b must have shape \(3,\)"),
    ],
)
def test_layers_that_do_not_fit_are_refused(function, W, b, message):
    with pytest.raises(ValueError, match=message):
        function(W, b)


# ---------------------------------------------------------------- back propagation
HIDDEN = {
    "sigmoid": (sigmoid, sigmoid_slope),
    "tanh": (tanh, tanh_slope),
    "ReLU": (relu, relu_slope),
    "none": (identity, np.ones_like),
}


def cost_of(hidden, x, y):
    """Return the mean squared error of a network as a function of its weights and biases."""

    def cost(W, b):
        out = forward(W, b, x, hidden=hidden)[-1]
        return np.sum((out - y) ** 2) / (1 if np.ndim(x) == 1 else len(x))

    return cost


def error_signal(out, y):
    """Return ∂C/∂z of a sigmoid output, for the mean squared error."""
    return 2 * (out - y) * out * (1 - out) / (1 if np.ndim(out) == 1 else len(out))


@pytest.mark.parametrize("name", HIDDEN)
@given(
    st.lists(st.integers(1, 4), min_size=2, max_size=5),
    st.sampled_from([None, 0, 1, 5]),
    st.integers(0, 2**32 - 1),
)
def test_the_gradients_of_any_network_are_those_of_automatic_differentiation(
    name, widths, examples, seed
):
    hidden, slope = HIDDEN[name]
    chance = np.random.default_rng(seed)
    W = [chance.normal(size=pair) for pair in pairwise(widths)]
    b = [chance.normal(size=width) for width in widths[1:]]
    rows = () if examples is None else (examples,)
    x, y = chance.normal(size=(*rows, widths[0])), chance.uniform(size=(*rows, widths[-1]))
    if examples == 0:
        found = backward(W, b, forward(W, b, x, hidden=hidden), y, slope)
        assert all(not np.any(part) for pair in found for part in pair)
        return
    a = forward(W, b, x, hidden=hidden)
    found = backward(W, b, a, error_signal(a[-1], y), slope)
    expected = grad(cost_of(hidden, x, y), argnum=(0, 1))(tuple(W), tuple(b))
    for ours, theirs in zip(zip(*found, strict=True), expected, strict=True):
        for part, other in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(part, other, rtol=1e-11, atol=1e-14)


def test_back_propagation_agrees_with_small_nudges_of_the_weights():
    chance = np.random.default_rng(3)
    shapes = (3, 4), (4, 2)
    parameters = tuple(chance.normal(size=shape) for shape in (*shapes, (4,), (2,)))
    x, y = chance.normal(size=(6, 3)), chance.uniform(size=(6, 2))
    cost = cost_of(sigmoid, x, y)

    def by_hand(parameters):
        W, b = parameters[:2], parameters[2:]
        a = forward(W, b, x)
        return sum(zip(*backward(W, b, a, error_signal(a[-1], y)), strict=True), ())

    assert check_gradient(lambda p: cost(p[:2], p[2:]), by_hand, parameters)


def test_a_batch_has_the_summed_gradients_of_its_examples():
    chance = np.random.default_rng(4)
    W, b = (
        [chance.normal(size=s) for s in ((2, 3), (3, 1))],
        [chance.normal(size=n) for n in (3, 1)],
    )
    x, delta = chance.normal(size=(5, 2)), chance.normal(size=(5, 1))
    a = forward(W, b, x)
    whole = backward(W, b, a, delta)
    each = [backward(W, b, [part[i] for part in a], delta[i]) for i in range(5)]
    for layer_number, (weights, biases) in enumerate(whole):
        totals = [sum(one[layer_number][part] for one in each) for part in (0, 1)]
        np.testing.assert_allclose(weights, totals[0], rtol=1e-12)
        np.testing.assert_allclose(biases, totals[1], rtol=1e-12)


def test_through_a_weight_of_0_nothing_passes_back():
    W, b = [np.ones((2, 2)), np.array([[0.0], [1.0]])], [np.zeros(2), np.zeros(1)]
    (weights, biases), (last, _) = backward(W, b, forward(W, b, [1.0, 2.0]), np.ones(1))
    assert not weights[:, 0].any() and biases[0] == 0 and weights[:, 1].all()
    assert last.all()  # its own gradient is that of the activation


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda a, delta: (a[:-1], delta), "1 layers and 1 arrays"),
        (lambda a, delta: (a, delta[0]), r"signal has shape \(1,\) and the output \(2, 1\)"),
        (lambda a, delta: (a, 0.5), r"shape \(\)"),
    ],
)
def test_a_signal_or_activations_that_do_not_fit_are_refused(change, message):
    W, b = [np.ones((2, 1))], [np.zeros(1)]
    a, delta = change(forward(W, b, np.ones((2, 2))), np.ones((2, 1)))
    with pytest.raises(ValueError, match=message):
        backward(W, b, a, delta)


# ---------------------------------------------------------------- recorded
def test_recorded_values_give_the_plain_numbers():
    X, w, y = np.array([[2.0, 1.0], [-1.0, 3.0]]), np.array([0.5, -0.25]), np.array([1.0, 0.0])
    p = predict_probability(X, new_input(w), 0.1)
    np.testing.assert_array_equal(p.node.value, predict_probability(X, w, 0.1))
    said = decide(p, new_input(0.45))
    plain = decide(predict_probability(X, w, 0.1), 0.45)
    np.testing.assert_array_equal(said.node.value, plain)
    np.testing.assert_array_equal(confusion(said, y).node.value, confusion(plain, y))
    np.testing.assert_array_equal(accuracy(said, y).node.value, accuracy(plain, y))


def test_a_recorded_network_gives_the_plain_numbers_and_gradients():
    W, b = [np.ones((2, 3)), np.ones((3, 1))], [np.zeros(3), np.zeros(1)]
    x = np.array([0.5, -0.2])
    recorded = forward(W, b, new_input(x))
    for ours, plain in zip(recorded[1:], forward(W, b, x)[1:], strict=True):
        np.testing.assert_array_equal(ours.node.value, plain)

    def output(x):
        return np.sum(forward(W, b, x)[-1])

    assert check_gradient(output, grad(output), x)


def test_a_recorded_backward_pass_gives_the_plain_numbers():
    W, b = [np.full((2, 3), 0.5), np.ones((3, 1))], [np.ones(3), np.zeros(1)]
    x, delta = np.array([0.5, -0.2]), np.array([0.25])
    W_live = [new_input(weights) for weights in W]
    recorded = backward(W_live, b, forward(W_live, b, new_input(x)), new_input(delta))
    plain = backward(W, b, forward(W, b, x), delta)
    for ours, theirs in zip(recorded, plain, strict=True):
        for part, other in zip(ours, theirs, strict=True):
            np.testing.assert_array_equal(part.node.value, other)


def test_the_examples_in_the_docstrings_are_right():
    assert doctest.testmod(neurons).failed == 0
