"""Tests of mathlib.landscapes."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import optimize
from support.protocol_stand_in import StandIn

from mathlib import landscapes
from mathlib.landscapes import Landscape, from_formulas, least_squares_landscape, two_valleys

line_through_data = least_squares_landscape([0.0, 1.0, 2.5, 4.0], [1.0, -1.0, 2.0, 3.0])
NAMES = ["bowl", "ravine", "saddle", "rosenbrock", "himmelblau", "two_valleys"]
ALL = [getattr(landscapes, name) for name in NAMES] + [line_through_data]
every_landscape = pytest.mark.parametrize("landscape", ALL, ids=lambda landscape: landscape.name)
points = arrays(float, 2, elements=st.floats(-5, 5))


@every_landscape
@given(w=points)
def test_the_gradient_agrees_with_the_complex_step(landscape, w):
    h = 1e-30
    slopes = [landscape(w + 1j * h * unit).imag / h for unit in np.eye(2)]
    np.testing.assert_allclose(landscape.gradient(w), slopes, rtol=1e-12, atol=1e-11)


def test_the_complex_step_would_catch_a_gradient_wrong_by_a_thousandth():
    w, h = np.array([1.0, 2.0]), 1e-30
    slopes = [two_valleys(w + 1j * h * unit).imag / h for unit in np.eye(2)]
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(1.001 * two_valleys.gradient(w), slopes, rtol=1e-12, atol=1e-11)


@every_landscape
def test_a_grid_and_a_path_are_answered_point_by_point(landscape):
    grid = np.random.default_rng(7).normal(size=(2, 3, 4))
    assert landscape(grid).shape == (3, 4)
    assert landscape.gradient(grid).shape == (2, 3, 4)
    for i, j in np.ndindex(3, 4):
        point = grid[:, i, j]
        np.testing.assert_allclose(landscape(grid)[i, j], landscape(point), rtol=1e-14)
        slopes = landscape.gradient(grid)[:, i, j]
        np.testing.assert_allclose(slopes, landscape.gradient(point), rtol=1e-14)
    assert np.shape(landscape(grid[:, 0, 0])) == ()


@every_landscape
def test_the_gradient_vanishes_at_every_minimum_and_no_point_nearby_is_lower(landscape):
    around = 1e-3 * np.stack([np.cos(np.arange(12)), np.sin(np.arange(12))])
    for minimum in landscape.minima:
        np.testing.assert_allclose(landscape.gradient(minimum), 0, atol=2e-14)
        assert (landscape(minimum[:, np.newaxis] + around) > landscape(minimum)).all()


@every_landscape
def test_the_view_holds_every_minimum_and_the_origin(landscape):
    low, high = np.transpose(landscape.view)
    for point in [*landscape.minima, np.zeros(2)]:
        assert (low < point).all() and (point < high).all()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "saddle"])
def test_scipy_finds_the_known_minima_and_no_lower_place(name):
    landscape = getattr(landscapes, name)
    starts = np.random.default_rng(3).uniform(*np.transpose(landscape.view), size=(40, 2))
    how = {"jac": landscape.gradient, "tol": 1e-10}
    ends = [optimize.minimize(landscape, start, **how) for start in starts]
    lowest = min(end.fun for end in ends)
    assert lowest >= landscape(landscape.minima.T).min() - 1e-15
    found = [end.x for end in ends if end.fun < lowest + 1e-6]
    distances = np.linalg.norm(np.array(found)[:, np.newaxis] - landscape.minima, axis=-1)
    assert distances.min(axis=1).max() < 1e-5, "SciPy found a global minimum that is not listed"
    assert distances.min(axis=0).max() < 1e-5, "a listed minimum was never found"


def test_himmelblau_has_its_four_published_minima():
    published = [(3, 2), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)]
    np.testing.assert_allclose(landscapes.himmelblau.minima, published, atol=1e-6)
    assert landscapes.himmelblau(landscapes.himmelblau.minima.T).max() < 1e-29


def test_himmelblau_has_its_published_local_maximum():
    assert landscapes.himmelblau([-0.270845, -0.923039]) == pytest.approx(181.617, abs=1e-3)


def test_the_saddle_is_flat_at_the_origin_and_falls_on_both_sides_along_y():
    assert landscapes.saddle.minima.shape == (0, 2)
    np.testing.assert_array_equal(landscapes.saddle.gradient([0, 0]), [0, 0])
    assert landscapes.saddle([0, 1]) == landscapes.saddle([0, -1]) == -0.5
    assert landscapes.saddle([1, 0]) == 0.5


def test_the_ravine_has_the_curvatures_1_and_10():
    np.testing.assert_array_equal(landscapes.ravine.gradient(np.eye(2)), [[1, 0], [0, 10]])


def test_the_two_valleys_have_the_depths_and_the_pass_of_their_description():
    flat = np.array([(-1, 0), (1, 0), (0.25, 0)]).T
    np.testing.assert_array_equal(two_valleys.gradient(flat), np.zeros((2, 3)))
    np.testing.assert_allclose(two_valleys(flat), [0, 1 / 3, 1375 / 3072], rtol=1e-15)
    around = 1e-3 * np.stack([np.cos(np.arange(12)), np.sin(np.arange(12))])
    assert (two_valleys(around + [[1], [0]]) > two_valleys([1, 0])).all()
    assert two_valleys([0.25 + 1e-3, 0]) < two_valleys([0.25, 0]) < two_valleys([0.25, 1e-3])


@every_landscape
@pytest.mark.parametrize("shape", [(), (1,), (3,), (60, 2), (0,)])
def test_weights_of_another_shape_are_answered_with_the_shape_and_the_rule(landscape, shape):
    for function in (landscape, landscape.gradient):
        with pytest.raises(ValueError) as error:
            function(np.ones(shape))
        assert "shape (2, ...)" in str(error.value)
        assert f"these have shape {shape}" in str(error.value)


@every_landscape
@pytest.mark.parametrize("far", [1e308, -1e308, 1e200, np.inf, -np.inf, np.nan])
def test_far_away_there_is_no_warning_and_no_error(landscape, far):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for w in ([far, 1.0], [1.0, far], [far, far]):
            assert np.shape(landscape(w)) == ()
            assert landscape.gradient(w).shape == (2,)


def test_far_away_the_loss_of_a_bowl_is_infinite():
    assert landscapes.bowl([1e308, 1.0]) == np.inf


@every_landscape
def test_no_points_have_no_losses(landscape):
    assert landscape(np.empty((2, 0))).shape == (0,)


@every_landscape
@pytest.mark.parametrize("w", [[0.5, -1.5], [[0.5, 1, 2], [-1.5, 3, 4]]])
def test_values_that_answer_only_the_protocols_give_the_same_numbers(landscape, w):
    np.testing.assert_array_equal(landscape(StandIn(w)).value, landscape(w))
    np.testing.assert_array_equal(landscape.gradient(StandIn(w)).value, landscape.gradient(w))


@every_landscape
def test_the_two_weights_may_be_recorded_one_by_one(landscape):
    np.testing.assert_array_equal(landscape((StandIn(0.5), 2)).value, landscape([0.5, 2.0]))


def test_integers_are_not_squared_as_integers():
    assert landscapes.bowl([10**10, 0]) == 5e19


def test_a_landscape_cannot_be_changed():
    with pytest.raises(AttributeError):
        landscapes.bowl.name = "cup"
    with pytest.raises(ValueError, match="read-only"):
        landscapes.bowl.minima[0, 0] = 1


def test_a_learners_own_loss_makes_a_landscape():
    def gradient(w):
        return np.stack([4 * w[0] ** 3, 2 * w[1]])

    mine = Landscape("mine", lambda w: w[0] ** 4 + w[1] ** 2, gradient)
    assert mine(np.array([2.0, 1.0])) == 17
    assert mine.minima.shape == (0, 2)
    same = from_formulas("same", lambda x, y: x**4 + y**2, lambda x, y: (4 * x**3, 2 * y), [(0, 0)])
    np.testing.assert_array_equal(same.gradient([2, 1]), mine.gradient(np.array([2.0, 1.0])))


# The cost of a line

data = st.integers(2, 30).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(-1000, 1000), min_size=n, max_size=n, unique=True),
        arrays(float, n, elements=st.floats(-100, 100)),
    )
)


@given(data)
def test_the_minimum_is_the_line_of_lstsq(xy):
    x, y = np.array(xy[0]) / 100, xy[1]
    matrix = np.stack([x, np.ones_like(x)], axis=1)
    expected, *_ = np.linalg.lstsq(matrix, y)
    room = 1e-12 * np.linalg.cond(matrix) ** 2 * (1 + np.abs(expected).max())
    np.testing.assert_allclose(least_squares_landscape(x, y).minima, [expected], atol=room)


@given(data, points)
def test_the_cost_is_the_mean_of_the_squared_errors(xy, w):
    x, y = np.array(xy[0]) / 100, xy[1]
    expected = sum((w[0] * a + w[1] - b) ** 2 for a, b in zip(x, y, strict=True)) / len(x)
    assert least_squares_landscape(x, y)(w) == pytest.approx(expected, rel=1e-12)


def test_three_points_give_the_line_worked_out_on_paper():
    landscape = least_squares_landscape([0, 1, 2], [1, 3, 8])  # x̄ = 1, ȳ = 4, M = 7/2, B = 4 - 7/2
    np.testing.assert_allclose(landscape.minima, [[3.5, 0.5]], rtol=1e-15)
    assert landscape([3.5, 0.5]) == 0.5
    np.testing.assert_allclose(landscape.gradient([0, 0]), [-2 * 19 / 3, -2 * 12 / 3], rtol=1e-15)


def test_the_view_of_a_line_without_noise_holds_the_origin_too():
    (left, right), (bottom, top) = least_squares_landscape([1, 2, 3], [-201, -202, -203]).view
    assert left < -1 < 0 < right
    assert bottom < -200 < 0 < top


def test_data_that_lie_on_a_level_line_still_have_a_view():
    landscape = least_squares_landscape([0, 1], [0, 0])
    assert landscape.view == ((-1, 1), (-1, 1))


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        ([1, 2, 3], [1, 2], r"x has shape \(3,\) and y has shape \(2,\)"),
        ([[1, 2]], [[1, 2]], r"x has shape \(1, 2\)"),
        (1.0, 2.0, r"x has shape \(\)"),
        ([], [], "but the 0 given have 0"),
        ([1], [2], "but the 1 given have 1"),
        ([2, 2, 2], [1, 2, 3], "but the 3 given have 1"),
        ([1, np.nan], [1, 2], "must be finite"),
        ([1, 2], [1, -np.inf], "must be finite"),
        ([-1e308, 1e308], [1, 2], "Standardize"),
        ([0, 1e-200], [1, 2], "Standardize"),
        ([0, 1], [-1e200, 1e200], "Standardize"),
    ],
)
def test_data_without_a_line_are_refused(x, y, message):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ValueError, match=message):
            least_squares_landscape(x, y)
