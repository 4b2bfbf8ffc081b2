"""Tests of mathlib.descent."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import optimize
from sklearn.linear_model import SGDRegressor
from support.protocol_stand_in import LoopTaker, StandIn

from mathlib.autodiff import check_gradient, grad
from mathlib.data import diabetes_bmi, standardize
from mathlib.derivatives import numerical_gradient
from mathlib.descent import (
    batch_shares,
    descend_until,
    error_factor,
    gradient_descent,
    largest_stable_rate,
    minibatch_descent,
)
from mathlib.graph import new_input
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


# One batch a step

ORDER = np.random.default_rng(4).permutation(12)
X12, Y12 = np.random.default_rng(5).normal(size=(2, 12))


def line_gradient_on(line, batch):
    """Return the gradient of the mean squared error over the examples of these numbers."""
    off = line[0] * X12[batch] + line[1] - Y12[batch]
    return 2 * np.array([np.mean(off * X12[batch]), np.mean(off)])


def line_gradient_by_shares(line, shares):
    """Return the same gradient, where each example counts its share."""
    off = line[0] * X12 + line[1] - Y12
    return 2 * np.stack([np.sum(shares * off * X12), np.sum(shares * off)])


def test_with_all_examples_in_every_batch_it_is_gradient_descent():
    cost = least_squares_landscape(X12, Y12)
    path = minibatch_descent(line_gradient_on, [1, 2], 0.1, [ORDER] * 20)
    expected = gradient_descent(cost.gradient, [1, 2], 0.1, 20)
    np.testing.assert_allclose(path, expected, rtol=1e-12, atol=1e-14)


@given(st.floats(0.001, 0.3))
def test_with_one_example_a_batch_every_step_is_scikit_learn_s(rate):
    # Its squared error is halved, so its rate is doubled.
    theirs = SGDRegressor(penalty=None, learning_rate="constant", eta0=2 * rate)
    path = minibatch_descent(line_gradient_on, [0, 0], rate, ORDER[:, np.newaxis])
    for line, i in zip(path[1:], ORDER, strict=True):
        theirs.partial_fit(X12[[i], np.newaxis], Y12[[i]])
        np.testing.assert_allclose([*theirs.coef_, *theirs.intercept_], line, rtol=1e-9)


@given(st.integers(1, 12), st.integers(0, 30))
def test_shares_give_the_path_of_the_examples_dealt_out_in_turn(size, steps):
    dealt = np.resize(ORDER, (steps, size))
    by_number = minibatch_descent(line_gradient_on, [1, 2], 0.1, dealt)
    shares = batch_shares(ORDER, size, np.arange(steps))
    by_share = minibatch_descent(line_gradient_by_shares, [1, 2], 0.1, shares)
    assert by_share.shape == (steps + 1, 2)
    np.testing.assert_allclose(by_share, by_number, rtol=1e-9, atol=1e-12)


@given(st.integers(1, 12), st.integers(1, 30))
def test_the_shares_of_a_step_are_equal_and_add_up_to_1(size, steps):
    shares = batch_shares(ORDER, size, np.arange(steps))
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-12)
    assert set(np.unique(shares)) <= {0, 1 / size}


@pytest.mark.parametrize("size", [1, 2, 3, 4, 6, 12])
def test_in_an_epoch_every_example_is_looked_at_once(size):
    shares = batch_shares(ORDER, size, np.arange(12 // size))
    np.testing.assert_array_equal((shares > 0).sum(axis=0), 1)


def test_the_mean_of_the_batches_gradients_is_the_gradient_over_all():
    line = np.array([0.3, -1.2])
    each = [
        line_gradient_by_shares(line, shares) for shares in batch_shares(ORDER, 3, np.arange(4))
    ]
    gradient = least_squares_landscape(X12, Y12).gradient(line)
    np.testing.assert_allclose(np.mean(each, axis=0), gradient, rtol=1e-12)


def test_a_batch_four_times_as_large_leaves_about_a_quarter_of_the_excess():
    # With αλ small the excess over the minimum is about α × variance / (2 × batch size).
    noise = np.random.default_rng(0).normal(size=(40_000, 4))
    excess = []
    for batches in (noise[:, :1], noise):
        path = minibatch_descent(lambda w, z: w - np.mean(z), 0.0, 0.1, batches)
        excess.append(np.mean(path[1000:] ** 2) / 2)
    assert excess == pytest.approx([0.1 / (2 * 1.9), 0.1 / (8 * 1.9)], rel=0.05)


def in_turn(start, rate, size):
    """Return the path of nine steps, each of which works out its own shares."""
    return minibatch_descent(
        lambda line, step: line_gradient_by_shares(line, batch_shares(ORDER, size, step)),
        start,
        rate,
        np.arange(9),
    )


def test_a_recorded_batch_size_gives_the_plain_path():
    for size in (1, 5, 12):
        path = in_turn([1, 2], new_input(0.1), new_input(size))
        np.testing.assert_allclose(path.node.value, in_turn([1, 2], 0.1, size), rtol=1e-12)


def test_the_end_of_a_recorded_path_has_a_gradient_in_the_start_and_the_rate():
    def end(start, rate):
        return np.sum(in_turn(start, rate, 5)[-1] ** 2)

    start = np.array([1.0, 2.0])
    assert check_gradient(lambda w: end(w, 0.1), grad(lambda w: end(w, 0.1)), start)
    assert check_gradient(lambda a: end(start, a), grad(lambda a: end(start, a)), 0.1)


def test_plain_batches_serve_a_recorded_start_too_however_many_they_are():
    batches = batch_shares(ORDER, 5, np.arange(100))
    expected = minibatch_descent(line_gradient_by_shares, [1, 2], 0.1, batches)
    path = minibatch_descent(line_gradient_by_shares, new_input([1.0, 2.0]), 0.1, batches)
    np.testing.assert_allclose(path.node.value, expected, rtol=1e-12)


def test_no_batches_leave_only_the_start():
    path = minibatch_descent(line_gradient_on, [1, 2], 0.1, np.empty((0, 3), dtype=int))
    np.testing.assert_array_equal(path, [[1, 2]])


@pytest.mark.parametrize("rate", [1e308, np.inf, np.nan])
def test_a_mini_batch_descent_that_diverges_does_not_warn(rate):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        path = minibatch_descent(line_gradient_on, [1, 2], rate, [ORDER] * 5)
    assert not np.isfinite(path[-1]).all()


@pytest.mark.parametrize("batches", [[[0, 1], [2]], 3, 0.5])
def test_batches_that_do_not_stand_in_rows_are_refused(batches):
    with pytest.raises(ValueError, match="one batch a row, all of one size"):
        minibatch_descent(line_gradient_on, [1, 2], 0.1, batches)


def test_the_loss_in_place_of_its_gradient_on_a_batch_is_refused():
    with pytest.raises(ValueError, match=r"weights, \(2,\), but it returned \(\)"):
        minibatch_descent(lambda w, batch: np.sum(w), [1, 2], 0.1, [[0]])
    with pytest.raises(TypeError, match="function of the weights and one batch"):
        minibatch_descent(np.zeros(2), [1, 2], 0.1, [[0]])


@pytest.mark.parametrize("order", [[], 3, [1, 2, 3], [0, 0, 1], [0.5, 1], [[0, 1]]])
def test_an_order_that_lacks_an_example_is_refused(order):
    with pytest.raises(ValueError, match="each of the numbers 0 to n - 1 once"):
        batch_shares(order, 1, 3)


@pytest.mark.parametrize("size", [0, 13, -1, 2.5, np.nan, np.inf])
def test_a_batch_size_that_makes_no_sense_is_refused(size):
    with pytest.raises(ValueError, match="whole number from 1 to 12"):
        batch_shares(ORDER, size, 3)


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
