"""Tests of mathlib.derivatives."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from protocol_stand_in import StandIn
from scipy import optimize

from mathlib.derivatives import central_difference, numerical_gradient
from mathlib.landscapes import himmelblau, rosenbrock, two_valleys

moderate = st.floats(-3, 3)


@pytest.mark.parametrize(
    ("function", "derivative"),
    [
        (np.sin, np.cos),
        (np.exp, np.exp),
        (np.tanh, lambda x: 1 - np.tanh(x) ** 2),
        (lambda x: x**3, lambda x: 3 * x**2),
    ],
)
@given(x=arrays(float, array_shapes(min_dims=0), elements=moderate))
def test_the_slope_agrees_with_the_formula(function, derivative, x):
    slope = central_difference(function, x)
    assert slope.shape == x.shape
    np.testing.assert_allclose(slope, derivative(x), rtol=1e-9, atol=1e-9)


@given(moderate, st.floats(-2, 2), st.floats(1e-3, 1))
def test_the_slope_of_a_parabola_is_exact_for_every_h(x, a, h):
    slope = central_difference(lambda t: a * t**2 + t, x, h)
    assert slope == pytest.approx(2 * a * x + 1, abs=1e-10)


def test_halving_h_divides_the_error_by_four():
    errors = central_difference(np.exp, 1.0, np.array([0.1, 0.05, 0.025])) - np.e
    np.testing.assert_allclose(errors[:-1] / errors[1:], 4, rtol=1e-2)
    np.testing.assert_allclose(errors[-1], 0.025**2 * np.e / 6, rtol=1e-3)


def test_rounding_spoils_a_very_small_h():
    errors = np.abs(central_difference(np.sin, 1.0, np.array([1e-5, 1e-13])) - np.cos(1.0))
    assert errors[0] < 1e-10 < 1e-5 < errors[1]


def test_an_h_too_small_to_move_x_gives_nan_and_not_0():
    assert np.isnan(central_difference(np.sin, 1e12, 1e-6))
    assert central_difference(lambda x: x**2, 1e12, 6e6) == pytest.approx(2e12)


@pytest.mark.parametrize("x", [np.inf, -np.inf, np.nan, 1e308, -1e308])
def test_extreme_places_give_nan_without_a_warning(x):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(central_difference(lambda x: x, x))
        assert np.isnan(numerical_gradient(lambda w: w[0])([x])).all()


def test_no_places_have_no_slopes():
    assert central_difference(np.sin, []).shape == (0,)


@pytest.mark.parametrize(
    "landscape", [himmelblau, rosenbrock, two_valleys], ids=lambda landscape: landscape.name
)
@given(w=arrays(float, (2, 3), elements=moderate))
def test_the_gradient_agrees_with_the_formula(landscape, w):
    numerical = numerical_gradient(landscape)(w)
    np.testing.assert_allclose(numerical, landscape.gradient(w), rtol=1e-7, atol=1e-6)


def test_the_gradient_check_catches_a_gradient_wrong_by_a_thousandth():
    w = np.array([0.5, 2.0])
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(
            numerical_gradient(himmelblau)(w), 1.001 * himmelblau.gradient(w), rtol=1e-7, atol=1e-6
        )


@given(arrays(float, 5, elements=moderate))
def test_the_gradient_agrees_with_scipy(w):
    def loss(w):
        return np.sum(np.cos(w)) + np.sum(w) ** 2

    expected = optimize.approx_fprime(w, loss, 1e-7)
    np.testing.assert_allclose(numerical_gradient(loss)(w), expected, atol=1e-4)


def test_the_slope_of_one_weight_has_the_shape_of_a_number():
    slope = numerical_gradient(np.sin)(0.0)
    assert np.shape(slope) == ()
    assert slope == pytest.approx(1)


def test_weights_are_neither_changed_nor_kept():
    w = np.array([1.0, 2.0])
    numerical_gradient(himmelblau)(w)
    np.testing.assert_array_equal(w, [1, 2])


def test_a_loss_that_does_not_sum_is_refused_with_both_shapes():
    message = r"weights of shape \(3,\) the loss must have shape \(\), .* has shape \(3,\)"
    with pytest.raises(ValueError, match=message):
        numerical_gradient(np.sin)(np.ones(3))


def test_a_loss_that_sums_over_the_points_too_is_refused():
    with pytest.raises(ValueError, match=r"must have shape \(4,\), but it has shape \(\)"):
        numerical_gradient(np.sum)(np.ones((2, 4)))


def test_values_that_answer_only_the_protocols_give_the_same_numbers():
    x = np.array([0.5, -1.0])
    np.testing.assert_array_equal(
        central_difference(np.sin, StandIn(x)).value, central_difference(np.sin, x)
    )
    np.testing.assert_array_equal(
        central_difference(np.sin, 1.0, StandIn([1e-3, 1e-6])).value,
        central_difference(np.sin, 1.0, np.array([1e-3, 1e-6])),
    )
    for w in (0.5, [0.5, -1.0], [[0.5, 1.0], [2.0, 3.0]]):
        loss = himmelblau if np.ndim(w) else np.tanh
        gradient = numerical_gradient(loss)
        np.testing.assert_array_equal(gradient(StandIn(w)).value, gradient(w))
