"""Tests of mathlib.costs."""

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import metrics
from sklearn._loss import HalfBinomialLoss
from support.extremes import TABLES, WHOLE, passed

from mathlib import costs
from mathlib.activations import sigmoid, sigmoid_slope, softmax
from mathlib.autodiff import grad
from mathlib.costs import (
    binary_cross_entropy,
    cross_entropy,
    cross_entropy_slope,
    hinge_loss,
    hinge_slope,
    logistic_loss,
    logistic_slope,
    mean_squared_error,
    squared_error,
    times,
)
from mathlib.derivatives import central_difference, numerical_gradient

OURS = [name for name, table in TABLES.items() if table.function in vars(costs).values()]
labels = st.sampled_from([0.0, 1.0])
pairs = [squared_error, mean_squared_error, logistic_loss, logistic_slope, binary_cross_entropy]
pairs += [hinge_loss, hinge_slope]


@pytest.mark.parametrize("name", [*OURS, "p log q (test_basic.py, test_xlogy)"])
def test_every_row_of_a_published_table_of_extreme_values_holds(name):
    function, arguments, expected, rtol, atol = TABLES[name]
    with np.errstate(divide="ignore"):  # the logarithm of 0 in the table's own p log q
        rows = passed(function(*arguments), expected, rtol, atol)
    assert rows.all(), f"{rows.sum()} of {rows.size} rows"


def test_of_scikit_learn_s_19_rows_the_textbook_formula_passes_5_and_ours_all():
    y, z, *expected = WHOLE.T
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-z))
        textbook = -(y * np.log(p) + (1 - y) * np.log(1 - p)), p - y, p * (1 - p)
    ours = logistic_loss(z, y), logistic_slope(z, y), sigmoid_slope(z)
    counts = [
        np.all([passed(*both, 1e-15, 1e-15) for both in zip(three, expected, strict=True)], axis=0)
        for three in (textbook, ours)
    ]
    assert [rows.sum() for rows in counts] == [5, 19]


def elementwise_slope(function):
    return lambda z: grad(lambda t: np.sum(function(t)))(z)


@pytest.mark.parametrize(
    "loss", [logistic_loss, lambda z, y: np.logaddexp(0, z) - y * z], ids=["ours", "logaddexp"]
)
def test_automatic_gradient_and_curvature_hold_the_19_rows(loss):
    y, z, _, gradient, curvature = WHOLE.T
    first = elementwise_slope(lambda t: loss(t, y))
    assert passed(first(z), gradient, 1e-15, 1e-15).all()
    assert passed(elementwise_slope(first)(z), curvature, 1e-15, 1e-15).all()


def test_the_curvature_of_a_right_answer_is_known_to_every_digit_and_not_only_to_1e_15():
    z = np.array([40.0, 232.8, 700.0])
    first = elementwise_slope(lambda t: logistic_loss(t, 1))
    np.testing.assert_allclose(first(z), -np.exp(-z), rtol=1e-14)
    np.testing.assert_allclose(elementwise_slope(first)(z), np.exp(-z), rtol=1e-14)


@pytest.mark.parametrize("z", [[0.0, 0.0, 0.0], [1e4, 0.0, 7e-7], [-1e20, 1e20, 0.0]])
def test_automatic_gradients_of_the_cross_entropy_agree_with_the_formula(z):
    for label in range(3):
        found = grad(lambda w: cross_entropy(w, label))(z)  # noqa: B023
        np.testing.assert_allclose(found, cross_entropy_slope(z, label), rtol=1e-15, atol=1e-16)


def test_at_its_corner_the_hinge_s_automatic_slope_is_that_of_the_formula():
    s = np.array([-1.0, 0.5, 1.0, 2.0])
    found = elementwise_slope(lambda t: hinge_loss(t, 1))(s)
    np.testing.assert_array_equal(found, hinge_slope(s, 1))


@given(st.floats(-700, 700), labels)
def test_loss_and_slope_keep_every_digit_far_beyond_the_table(z, y):
    """For a class label: log(1 + e^-m) and e^-m / (1 + e^-m) of the margin m, by series."""
    margin = z if y == 1 else -z
    tail = np.exp(-margin)
    if margin > 20:
        assert logistic_loss(z, y) == pytest.approx(tail - tail**2 / 2, rel=3e-15, abs=0)
        assert abs(logistic_slope(z, y)) == pytest.approx(tail - tail**2, rel=3e-15, abs=0)
    if margin < -40:
        assert logistic_loss(z, y) == -margin
        assert abs(logistic_slope(z, y)) == 1


@given(st.floats(-30, 30), st.floats(0, 1))
def test_slopes_are_those_of_the_losses(z, y):
    def near(slope):
        return pytest.approx(slope, rel=1e-6, abs=1e-8)

    assert central_difference(lambda t: logistic_loss(t, y), z) == near(logistic_slope(z, y))
    assert logistic_slope(z, y) == pytest.approx(sigmoid(z) - y, abs=2e-16)
    assert central_difference(lambda t: logistic_slope(t, y), z) == near(sigmoid_slope(z))


@pytest.mark.parametrize("label", [-1, 1])
def test_the_hinge_s_slope_is_that_of_the_loss_off_its_corner(label):
    s = np.array([-3.0, -1.5, -0.5, 0.0, 0.5, 1.5, 3.0])
    slope = central_difference(lambda t: hinge_loss(t, label), s)
    np.testing.assert_allclose(hinge_slope(s, label), slope, atol=1e-9)
    assert hinge_loss(float(label), label) == hinge_slope(float(label), label) == 0


scores = arrays(float, 12, elements=st.floats(-30, 30))
classes = arrays(float, 12, elements=labels)


@given(scores, classes)
def test_costs_agree_with_scikit_learn(z, y):
    y[:2] = 0, 1  # scikit-learn's hinge loss counts the classes that it meets
    near = {"rel": 1e-12, "abs": 1e-15}
    half = HalfBinomialLoss()
    # Where the label is right, scikit-learn's loss is a difference of numbers up to 30.
    np.testing.assert_allclose(logistic_loss(z, y), half.loss(y, z), rtol=1e-12, atol=4e-15)
    np.testing.assert_allclose(logistic_slope(z, y), half.gradient(y, z), rtol=1e-12, atol=1e-15)
    p = np.clip(sigmoid(z), 1e-12, 1 - 1e-12)  # it rounds probabilities at the ends
    assert np.mean(binary_cross_entropy(p, y)) == pytest.approx(metrics.log_loss(y, p), **near)
    assert mean_squared_error(z, y) == pytest.approx(metrics.mean_squared_error(y, z), **near)
    assert np.mean(hinge_loss(z, 2 * y - 1)) == pytest.approx(metrics.hinge_loss(y, z), **near)


@given(arrays(float, (6, 4), elements=st.floats(-15, 15)), st.data())
def test_the_cross_entropy_agrees_with_scikit_learn_for_both_kinds_of_label(z, data):
    label = data.draw(arrays(int, 6, elements=st.integers(0, 3)))
    expected = metrics.log_loss(label, softmax(z), labels=range(4))
    for given_label in (label, np.eye(4)[label]):
        losses = cross_entropy(z, given_label)
        assert losses.shape == (6,)
        assert np.mean(losses) == pytest.approx(expected, rel=1e-9, abs=1e-14)
        slopes = numerical_gradient(lambda w: cross_entropy(w.T, given_label))(z.T).T  # noqa: B023
        np.testing.assert_allclose(cross_entropy_slope(z, given_label), slopes, atol=1e-7)


def test_two_classes_of_the_cross_entropy_are_the_logistic_loss():
    z = np.linspace(-50, 50, 101)
    two = np.stack([np.zeros(101), z], axis=-1)
    for label in (0, 1):
        expected = logistic_loss(z, label)
        np.testing.assert_allclose(
            cross_entropy(two, np.full(101, label)), expected, rtol=1e-15, atol=0
        )


@pytest.mark.parametrize("label", [0, 1])
def test_infinite_logits_cost_all_or_nothing(label):
    inf = np.inf
    costly = [inf, 0] if label == 0 else [0, inf]
    np.testing.assert_array_equal(logistic_loss([inf, -inf], label), costly)
    np.testing.assert_array_equal(binary_cross_entropy([1.0, 0.0], label), costly)
    np.testing.assert_array_equal(logistic_slope([inf, -inf], label), [1 - label, -label])
    assert np.isnan(logistic_loss(np.nan, label))
    np.testing.assert_array_equal(cross_entropy([[-inf, 0.0]], [label]), [inf if label == 0 else 0])


def test_what_never_happens_is_free_but_nan_stays_nan():
    found = times(np.array([0.0, 0.0, 0.0, 2.0]), np.array([np.inf, -np.inf, np.nan, np.inf]))
    np.testing.assert_array_equal(found, [0, 0, np.nan, np.inf])


@pytest.mark.parametrize("function", pairs, ids=lambda f: f.__name__)
@pytest.mark.parametrize(("first", "second"), [((3,), (3, 1)), ((3, 1), (3,)), ((), (3,)), (2, 3)])
def test_shapes_that_would_be_broadcast_to_a_table_are_refused_with_both(function, first, second):
    shape, other = np.ones(first).shape, np.ones(second).shape
    with pytest.raises(ValueError) as caught:
        function(np.ones(first), np.ones(second))
    assert f"has shape {shape} and" in str(caught.value)
    assert f"has shape {other}. Both must have the same shape" in str(caught.value)


@pytest.mark.parametrize("function", pairs, ids=lambda f: f.__name__)
def test_one_label_serves_many_predictions_and_one_row_many_rows(function):
    z = np.linspace(0.1, 0.9, 12).reshape(4, 3)
    ones = np.ones((4, 3))
    for label in (1, np.ones(3)):
        np.testing.assert_array_equal(function(z, label), function(z, ones))


def test_the_mean_is_taken_over_the_axis_asked_for():
    z = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(mean_squared_error(z, np.ones(3), axis=-1), [2 / 3, 29 / 3])
    assert mean_squared_error(z, np.ones(3)) == 31 / 6


@pytest.mark.parametrize("function", [cross_entropy, cross_entropy_slope])
@pytest.mark.parametrize("shape", [(), (4,), (3, 3), (2, 4)])
def test_a_label_that_fits_no_logits_is_refused_with_both_shapes(function, shape):
    with pytest.raises(ValueError) as caught:
        function(np.zeros((3, 4)), np.zeros(shape))
    for part in ("(3, 4)", "same shape (one-hot)", "shape (3,) (class numbers)", f"shape {shape}."):
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: logistic_loss([0.1, 0.2], [1, -1]), "0 or 1, .* but there is -1"),
        (lambda: binary_cross_entropy([0.1, 0.2], [1, 2]), "0 or 1, .* but there is 2"),
        (lambda: logistic_loss(0.1, np.nan), "there is nan"),
        (lambda: hinge_loss([0.1, 0.2], [1, 0]), "-1 or 1; .* 2 \\* label - 1, but there is 0"),
        (lambda: cross_entropy(np.zeros((2, 3)), [0, 3]), "number, 0 to 2, but there is 3"),
        (lambda: cross_entropy(np.zeros((2, 3)), [0, -1]), "number, 0 to 2, but there is -1"),
        (lambda: cross_entropy(np.zeros((1, 3)), [0.5]), "number, 0 to 2, but there is 0.5"),
    ],
)
def test_a_label_that_is_no_class_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_no_examples_have_no_losses():
    for function in pairs:
        if function is not mean_squared_error:
            assert function([], []).shape == (0,)
    assert cross_entropy(np.empty((0, 3)), []).shape == (0,)


def test_the_examples_in_the_docstrings_are_right():
    assert doctest.testmod(costs).failed == 0
