"""Tests of mathlib.derivatives."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import optimize
from support.protocol_stand_in import StandIn

from mathlib.autodiff import grad, jacobian, value_and_grad
from mathlib.derivatives import (
    central_difference,
    directional_slope,
    numerical_gradient,
    partial_derivative,
    secant_slope,
    tangent_line,
)
from mathlib.landscapes import himmelblau, rosenbrock, two_valleys

moderate = st.floats(-3, 3)
vectors = arrays(float, 3, elements=moderate)


def cube(x):
    return x * x * x


def parcel(point):
    x, y, z = point
    return x**2 * y + 3 * y * z + 5


@given(moderate, st.floats(1e-3, 1) | st.floats(-1, -1e-3))
def test_the_secant_of_a_cube_has_the_slope_that_the_formula_gives(x, h):
    expected = 3 * x**2 + 3 * x * h + h**2
    assert secant_slope(cube, x, h) == pytest.approx(expected, abs=1e-10)


def test_halving_h_halves_the_error_of_the_secant():
    errors = secant_slope(np.exp, 1.0, np.array([0.02, 0.01, 0.005])) - np.e
    np.testing.assert_allclose(errors[:-1] / errors[1:], 2, rtol=1e-2)
    np.testing.assert_allclose(errors[-1], 0.005 * np.e / 2, rtol=1e-2)


def test_both_nudges_are_best_at_the_sizes_that_the_theory_says():
    h, x = 10.0 ** np.arange(-15, 0), np.linspace(1, 2, 51)[:, None]
    one_side, both_sides = (
        np.median(np.abs(found - 3 * x**2), axis=0)  # a single place may be right by chance
        for found in (secant_slope(cube, x, h), central_difference(cube, x, h))
    )
    assert 1e-9 <= h[np.argmin(one_side)] <= 1e-7
    assert 1e-7 <= h[np.argmin(both_sides)] <= 1e-4
    assert both_sides.min() < one_side.min() / 10


@pytest.mark.parametrize("h", [0, 1e-16, -1e-17])
def test_a_secant_through_one_point_is_0_over_0_and_so_nan(h):
    assert np.isnan(secant_slope(cube, 1.3, h))


def test_at_a_corner_the_secants_of_the_two_sides_do_not_meet():
    assert secant_slope(np.abs, 0.0, 1e-9) == 1
    assert secant_slope(np.abs, 0.0, -1e-9) == -1


@given(moderate, vectors)
def test_the_tangent_of_a_parabola_lies_below_it_by_the_square_of_the_distance(a, x):
    gap = x**2 - tangent_line(lambda t: t**2, a, x)
    np.testing.assert_allclose(gap, (x - a) ** 2, atol=1e-7)


@given(moderate, moderate, moderate)
def test_the_partial_derivatives_agree_with_the_formulas(x, y, z):
    found = [partial_derivative(parcel, [x, y, z], k) for k in range(3)]
    np.testing.assert_allclose(found, [2 * x * y, x**2 + 3 * z, 3 * y], atol=1e-8)


@given(vectors)
def test_the_gradient_is_all_partial_derivatives(point):
    found = [partial_derivative(parcel, point, k) for k in range(3)]
    np.testing.assert_array_equal(numerical_gradient(parcel)(point), found)
    assert partial_derivative(parcel, point, -1) == found[-1]


def test_a_partial_derivative_on_a_grid_has_the_shape_of_the_grid():
    grid = np.stack(np.meshgrid([1.0, 2.0, 3.0], [0.5, 1.5]))
    found = partial_derivative(lambda p: p[0] ** 2 * p[1], grid, 0)
    np.testing.assert_allclose(found, 2 * grid[0] * grid[1], rtol=1e-9)


@pytest.mark.parametrize("k", [2, -3])
def test_a_number_that_the_point_does_not_have_is_refused(k):
    with pytest.raises(ValueError, match=rf"shape \(2,\) has no number k = {k}; .* 0 to 1"):
        partial_derivative(himmelblau, [1.0, 2.0], k)


def test_a_partial_derivative_at_a_single_number_is_refused():
    with pytest.raises(ValueError, match=r"point of several numbers.*central_difference"):
        partial_derivative(np.sin, 1.0, 0)


@given(vectors, vectors.filter(lambda u: np.linalg.norm(u) > 1e-3))
def test_the_slope_in_a_direction_is_what_a_nudge_that_way_measures(point, u):
    gradient = np.array([2 * point[0] * point[1], point[0] ** 2 + 3 * point[2], 3 * point[1]])
    unit = u / np.linalg.norm(u)
    measured = central_difference(lambda t: parcel(point + t * unit), 0.0, 1e-5)
    assert directional_slope(gradient, u) == pytest.approx(measured, abs=1e-7)


@given(vectors.filter(np.any), arrays(float, (3, 5), elements=moderate))
def test_no_direction_is_steeper_than_the_gradient(gradient, directions):
    length = math.hypot(*gradient)
    assert directional_slope(gradient, gradient) == pytest.approx(length, rel=1e-12, abs=1e-300)
    assert directional_slope(gradient, -gradient) == pytest.approx(-length, rel=1e-12, abs=1e-300)
    slopes = directional_slope(gradient, directions)
    assert np.all((np.abs(slopes) <= length * (1 + 1e-9) + 1e-300) | np.isnan(slopes))


def test_across_the_gradient_it_is_level():
    assert directional_slope([3.0, 4.0], [-4.0, 3.0]) == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize("size", [1e-308, 1e-160, 1.0, 1e160, 1e308])
def test_only_where_a_direction_points_counts(size):
    assert directional_slope([3.0, 4.0], [size, size]) == pytest.approx(7 / np.sqrt(2))


@pytest.mark.parametrize("u", [[0, 0], [np.nan, 1], [np.inf, 1]])
def test_a_direction_that_points_nowhere_has_no_slope(u):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(directional_slope([3.0, 4.0], u))


@pytest.mark.parametrize(("gradient", "u"), [([1, 2], [1, 2, 3]), (1.0, [1.0]), ([[1, 2]], [1, 2])])
def test_a_gradient_and_a_direction_that_do_not_fit_are_refused_with_both_shapes(gradient, u):
    with pytest.raises(ValueError, match="gradient has shape .* and the direction"):
        directional_slope(gradient, u)


def test_recorded_values_give_the_same_numbers_bit_for_bit():
    recorded = [
        (lambda h: secant_slope(cube, 1.3, h), 1e-9),
        (lambda a: tangent_line(cube, a, 2.0), 0.7),
        (lambda x: partial_derivative(himmelblau, np.stack([x, 2 * x]), 1), 0.7),
        (lambda x: directional_slope(np.stack([x, 2 * x]), [1.0, 1.0]), 0.7),
        (lambda x: directional_slope([3.0, 4.0], np.stack([np.cos(x), np.sin(x)])), 0.7),
    ]
    for function, x in recorded:
        value, _ = value_and_grad(function)(x)
        assert value == function(x)


def test_the_directional_slope_can_itself_be_differentiated():
    turned = grad(lambda t: directional_slope([3.0, 4.0], np.stack([np.cos(t), np.sin(t)])))
    assert turned(0.0) == pytest.approx(4)  # 3 cos t + 4 sin t
    assert turned(np.arctan2(4, 3)) == pytest.approx(0, abs=1e-12)  # steepest along the gradient


def test_the_gradient_agrees_with_automatic_differentiation():
    point = np.array([2.0, 3.0, -1.0])
    np.testing.assert_allclose(numerical_gradient(parcel)(point), grad(parcel)(point), atol=1e-9)
    np.testing.assert_allclose(jacobian(grad(parcel))(point)[0], [6, 4, 0])


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
        assert np.isnan(tangent_line(lambda x: x * x, x, 0.0))


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
