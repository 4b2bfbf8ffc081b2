"""Tests of mathlib.descent."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from protocol_stand_in import LoopTaker, StandIn
from scipy import optimize

from mathlib.data import diabetes_bmi, standardize
from mathlib.derivatives import numerical_gradient
from mathlib.descent import descend_until, error_factor, gradient_descent, largest_stable_rate
from mathlib.landscapes import (
    bowl,
    himmelblau,
    least_squares_landscape,
    ravine,
    rosenbrock,
    saddle,
    two_valleys,
)

places = st.floats(-10, 10)


@given(places, places, st.floats(0.01, 10), st.floats(0, 2.5), st.integers(0, 30))
def test_on_a_parabola_the_distance_shrinks_by_the_error_factor_in_every_step(
    start, middle, curvature, share, steps
):
    rate = share / curvature
    path = gradient_descent(lambda w: curvature * (w - middle), start, rate, steps)
    expected = (start - middle) * error_factor(rate, curvature) ** np.arange(steps + 1.0)
    np.testing.assert_allclose(path - middle, expected, rtol=1e-9, atol=1e-12 * 2.5**steps)


@given(arrays(float, array_shapes(min_dims=0, max_dims=3), elements=places), st.integers(0, 5))
def test_the_path_has_one_row_a_step_after_the_start(start, steps):
    path = gradient_descent(lambda w: 2 * w, start, 0.1, steps)
    assert path.shape == (steps + 1, *start.shape)
    np.testing.assert_array_equal(path[0], start)


@given(arrays(float, 2, elements=st.floats(-2, 2)))
def test_with_a_small_rate_the_loss_never_rises(start):
    losses = himmelblau(gradient_descent(himmelblau.gradient, start, 0.005, 60).T)
    assert (np.diff(losses) <= 1e-12).all()


@given(arrays(float, 2, elements=st.floats(-5, 5)))
def test_every_step_is_the_rate_times_the_gradient_downhill(start):
    path = gradient_descent(two_valleys.gradient, start, 0.01, 5)
    downhill = -two_valleys.gradient(path[:-1].T).T
    np.testing.assert_allclose(np.diff(path, axis=0), 0.01 * downhill, rtol=1e-9, atol=1e-12)


def test_a_worked_step_on_the_ravine():
    path = gradient_descent(ravine.gradient, (-1.5, 1.0), 0.05, 1)
    np.testing.assert_allclose(path, [[-1.5, 1.0], [-1.425, 0.5]], rtol=1e-15)


@pytest.mark.parametrize(("rate", "settles"), [(0.199, True), (0.201, False)])
def test_the_ravine_settles_just_below_its_largest_stable_rate_and_not_above(rate, settles):
    path = gradient_descent(ravine.gradient, [-1.5, 1.0], rate, 4000)
    assert (ravine(path[-1]) < 1e-20) == settles
    assert largest_stable_rate(10) == 0.2


def test_at_the_largest_stable_rate_the_descent_swings_for_ever():
    path = gradient_descent(lambda w: 10 * w, 1.0, largest_stable_rate(10), 5)
    np.testing.assert_array_equal(path, [1, -1, 1, -1, 1, -1])


def test_the_start_decides_which_valley_is_found():
    for start, valley in [([0.24, 0.5], [-1, 0]), ([0.26, 0.5], [1, 0])]:
        path = gradient_descent(two_valleys.gradient, start, 0.2, 300)
        assert path[-1] == pytest.approx(valley, abs=1e-9)


def test_a_tuple_a_list_and_an_array_are_the_same_start():
    starts = [(1, 2), [1, 2], np.array([1, 2])]
    paths = [gradient_descent(bowl.gradient, start, 0.1, 3) for start in starts]
    np.testing.assert_array_equal(paths[0], paths[1])
    np.testing.assert_array_equal(paths[0], paths[2])


def test_many_starts_descend_side_by_side():
    starts = np.random.default_rng(0).uniform(-4, 4, size=(2, 6))
    together = gradient_descent(himmelblau.gradient, starts, 0.01, 30)
    alone = gradient_descent(himmelblau.gradient, starts[:, 4], 0.01, 30)
    np.testing.assert_allclose(together[:, :, 4], alone, rtol=1e-12)


def test_a_numerical_gradient_gives_the_same_path():
    exact = gradient_descent(himmelblau.gradient, [0.0, 0.0], 0.01, 40)
    numerical = gradient_descent(numerical_gradient(himmelblau), [0.0, 0.0], 0.01, 40)
    np.testing.assert_allclose(numerical, exact, atol=1e-7)


def test_a_line_learned_from_real_data_is_the_line_of_lstsq():
    bmi, progression = diabetes_bmi()
    x = standardize(bmi)
    cost = least_squares_landscape(x, progression)
    expected, *_ = np.linalg.lstsq(np.stack([x, np.ones_like(x)], axis=1), progression)
    for rate, steps in [(0.1, 200), (0.5, 1)]:
        path = gradient_descent(cost.gradient, (0, 0), rate, steps)
        np.testing.assert_allclose(path[-1], expected, rtol=1e-12)


@pytest.mark.parametrize("start", [[1e308, -1e308], [np.inf, 0], [np.nan, 1], [3.0, 3.0]])
def test_divergence_gives_values_that_are_not_finite_and_no_warning(start):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        path = gradient_descent(rosenbrock.gradient, start, 10.0, 50)
    assert path.shape == (51, 2)
    assert not np.isfinite(path[-1]).all()


def test_a_landscape_in_place_of_its_gradient_is_refused_with_the_way_out():
    message = r"weights, \(2,\), but it returned \(\).* Pass ravine.gradient, not ravine"
    with pytest.raises(ValueError, match=message):
        gradient_descent(ravine, [1.0, 2.0], 0.1, 3)
    with pytest.raises(ValueError, match=r"Pass ravine.gradient, not ravine"):
        descend_until(ravine, [1.0, 2.0], 0.1)


def test_a_gradient_that_was_already_called_is_refused():
    with pytest.raises(TypeError, match="function of the weights, but it is a ndarray"):
        gradient_descent(ravine.gradient([1.0, 2.0]), [1.0, 2.0], 0.1, 3)


def test_steps_that_are_no_whole_number_are_refused():
    with pytest.raises(TypeError, match="whole number"):
        gradient_descent(ravine.gradient, [1.0, 2.0], 0.1, 3.5)


def test_a_start_with_the_wrong_number_of_weights_is_refused_with_its_shape():
    with pytest.raises(ValueError, match=r"shape \(3,\)"):
        gradient_descent(ravine.gradient, [1.0, 2.0, 3.0], 0.1, 3)


@pytest.mark.parametrize("kind", [StandIn, LoopTaker])
def test_values_that_answer_only_the_protocols_give_the_same_path(kind):
    expected = gradient_descent(ravine.gradient, [-1.5, 1.0], 0.05, 20)
    for start, rate in [
        (kind([-1.5, 1.0]), 0.05),
        ([-1.5, 1.0], kind(0.05)),
        ((kind(-1.5), 1.0), kind(0.05)),
    ]:
        path = gradient_descent(ravine.gradient, start, rate, 20)
        assert type(path) is kind
        np.testing.assert_array_equal(path.value, expected)
    np.testing.assert_array_equal(error_factor(kind(0.1), 10.0).value, 0.0)
    np.testing.assert_array_equal(largest_stable_rate(kind(10.0)).value, 0.2)


# Stopping rules


@given(arrays(float, 2, elements=places), st.floats(0.01, 0.19))
def test_on_the_ravine_the_descent_stops_at_the_first_flat_place(start, rate):
    path, reason = descend_until(ravine.gradient, start, rate, tolerance=1e-6)
    lengths = np.linalg.norm(ravine.gradient(path.T), axis=0)
    assert reason == "gradient"
    assert lengths[-1] <= 1e-6
    assert (lengths[:-1] > 1e-6).all()
    same = gradient_descent(ravine.gradient, start, rate, len(path) - 1)
    np.testing.assert_array_equal(path, same)


def test_it_ends_where_scipy_ends():
    start, limits = [-1.0, 1.0], {"tolerance": 1e-8, "max_steps": 100_000}
    path, reason = descend_until(rosenbrock.gradient, start, 1e-3, **limits)
    assert reason == "gradient"
    expected = optimize.minimize(rosenbrock, start, tol=1e-9).x
    np.testing.assert_allclose(path[-1], expected, atol=1e-4)


@pytest.mark.parametrize("max_steps", [0, 1, 7])
def test_it_stops_after_the_most_steps_allowed(max_steps):
    path, reason = descend_until(bowl.gradient, [1.0, 1.0], 0.01, max_steps=max_steps)
    assert reason == "max_steps"
    assert path.shape == (max_steps + 1, 2)


def test_a_start_at_the_minimum_takes_no_step():
    path, reason = descend_until(bowl.gradient, [0.0, 0.0], 0.1, tolerance=0, max_steps=0)
    assert (path.shape, reason) == ((1, 2), "gradient")


def test_a_saddle_point_counts_as_converged_although_it_is_no_minimum():
    path, reason = descend_until(saddle.gradient, [1.0, 0.0], 0.1)
    assert reason == "gradient"
    assert path[-1] == pytest.approx([0, 0], abs=1e-6)


@pytest.mark.parametrize(
    ("gradient", "start", "rate"),
    [
        (ravine.gradient, [1.0, 1.0], 0.3),
        (rosenbrock.gradient, [3.0, 3.0], 1.0),
        (bowl.gradient, [np.nan, 0.0], 0.1),
        (bowl.gradient, [np.inf, 0.0], 0.1),
        (bowl.gradient, [1.0, 1.0], np.nan),
        (np.sign, 1e308, -1e308),
    ],
)
def test_it_says_when_it_diverged_and_does_not_warn(gradient, start, rate):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        path, reason = descend_until(gradient, start, rate)
    assert reason == "diverged"
    assert np.isfinite(path[:-1]).all()


def test_a_number_may_be_the_only_weight():
    path, reason = descend_until(lambda w: 2 * (w - 3), 0, 0.25)
    assert reason == "gradient"
    assert path.ndim == 1
    assert path[-1] == pytest.approx(3, abs=1e-6)


@pytest.mark.parametrize("limits", [{"tolerance": -1}, {"tolerance": np.nan}, {"max_steps": -1}])
def test_limits_that_make_no_sense_are_refused(limits):
    with pytest.raises(ValueError, match="0 or more"):
        descend_until(bowl.gradient, [1.0, 1.0], 0.1, **limits)


@given(st.floats(1e-3, 1e3))
def test_the_largest_stable_rate_is_where_the_error_factor_is_minus_one(curvature):
    rate = largest_stable_rate(curvature)
    assert error_factor(rate, curvature) == pytest.approx(-1)
    assert abs(error_factor(0.99 * rate, curvature)) < 1 < abs(error_factor(1.01 * rate, curvature))
