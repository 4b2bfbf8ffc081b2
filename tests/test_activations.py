"""Tests of mathlib.activations."""

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import special
from support.extremes import TABLES, passed

from mathlib import activations
from mathlib.activations import (
    binary_step,
    leaky_relu,
    leaky_relu_slope,
    log_sigmoid,
    log_softmax,
    log_sum_exp,
    logit,
    relu,
    relu_slope,
    sigmoid,
    sigmoid_slope,
    softmax,
    softplus,
    tanh,
    tanh_slope,
)
from mathlib.autodiff import grad
from mathlib.derivatives import central_difference, numerical_gradient
from mathlib.graph import new_input

OURS = [name for name, table in TABLES.items() if table.function in vars(activations).values()]
any_float = st.floats(width=64)
of_one = [sigmoid, sigmoid_slope, softplus, log_sigmoid, tanh, tanh_slope, relu, relu_slope]
of_one += [leaky_relu, leaky_relu_slope, binary_step]
each = pytest.mark.parametrize("function", of_one, ids=lambda f: f.__name__)
of_several = pytest.mark.parametrize(
    "function", [softmax, log_softmax, log_sum_exp], ids=lambda f: f.__name__
)


@pytest.mark.parametrize("name", OURS)
def test_every_row_of_a_published_table_of_extreme_values_holds(name):
    function, arguments, expected, rtol, atol = TABLES[name]
    rows = passed(function(*arguments), expected, rtol, atol)
    assert rows.all(), f"{rows.sum()} of {rows.size} rows"


def test_the_textbook_s_softplus_and_softmax_fail_rows_of_these_tables():
    def textbook(z):
        return np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True)

    for name, function in [
        ("softplus (test_basic.py, TestSoftplus)", lambda z: np.log(1 + np.exp(z))),
        ("softmax far apart (test_logsumexp.py, test_softmax_multi_axes)", textbook),
        ("log sigmoid (test_logit.py, test_basic_float64)", lambda z: np.log(1 / (1 + np.exp(-z)))),
        ("logit (test_logit.py, test_float64)", lambda p: np.log(p / (1 - p))),
    ]:
        _, arguments, expected, rtol, atol = TABLES[name]
        with np.errstate(all="ignore"):
            assert not passed(function(*arguments), expected, rtol, atol).all(), name


@each
@given(z=arrays(float, array_shapes(min_dims=0, min_side=0), elements=any_float))
def test_any_number_has_a_value_without_a_warning_and_only_nan_gives_nan(function, z):
    found = np.asarray(function(z))
    assert found.shape == z.shape
    np.testing.assert_array_equal(np.isnan(found), np.isnan(z))


# From -709 down SciPy's sigmoid is 0; ours goes on to the smallest number there is.
@given(arrays(float, 20, elements=st.floats(-709, 745)))
def test_values_agree_with_scipy_in_every_digit_but_the_last(z):
    for ours, theirs in [(sigmoid, special.expit), (log_sigmoid, special.log_expit)]:
        np.testing.assert_allclose(ours(z), theirs(z), rtol=1e-15, atol=1e-320)
    np.testing.assert_allclose(softplus(z), special.softplus(z), rtol=2e-15, atol=1e-320)


def test_the_sigmoid_falls_to_the_smallest_number_there_is():
    z = np.array([-710.0, -725.0, -745.0])
    np.testing.assert_array_equal(sigmoid(z), np.exp(z))


@given(st.floats(1e-300, 1 - 1e-16))
def test_the_logit_agrees_with_scipy_and_the_sigmoid_takes_it_back(p):
    assert logit(p) == pytest.approx(special.logit(p), rel=4e-15, abs=1e-300)
    # A logit of 700 is itself known to 1e-13 only: e to it can be no better.
    assert sigmoid(logit(p)) == pytest.approx(p, rel=2e-13)


@given(st.floats(-1e3, 1e3), st.floats(0, 100))
def test_the_sigmoid_rises_is_symmetric_and_stays_between_0_and_1(z, more):
    assert 0 <= sigmoid(z) <= sigmoid(z + more) <= 1
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1, rel=2e-16)


@pytest.mark.parametrize(
    ("function", "slope"),
    [
        (sigmoid, sigmoid_slope),
        (softplus, sigmoid),
        (log_sigmoid, lambda z: sigmoid(-z)),
        (tanh, tanh_slope),
        (relu, relu_slope),
        (leaky_relu, leaky_relu_slope),
        (lambda z: leaky_relu(z, 0.2), lambda z: leaky_relu_slope(z, 0.2)),
    ],
)
def test_a_slope_is_that_of_its_function(function, slope):
    z = np.concatenate([np.linspace(-6, 6, 61)[:30], np.linspace(0.05, 6, 30)])
    np.testing.assert_allclose(slope(z), central_difference(function, z), rtol=1e-7, atol=1e-9)


def test_slopes_keep_their_digits_far_out_where_one_minus_the_value_has_none():
    z = np.array([20.0, -20.0, 300.0, -300.0])
    np.testing.assert_allclose(sigmoid_slope(z), np.exp(-np.abs(z)), rtol=5e-9)
    np.testing.assert_allclose(tanh_slope(z), 4 * np.exp(-2 * np.abs(z)), rtol=1e-15)
    assert 1 - np.tanh(20.0) ** 2 == 0


def test_at_the_corner_of_relu_the_slope_is_that_of_the_left_side():
    assert relu_slope(0.0) == 0
    assert leaky_relu_slope(0.0, 0.3) == 0.3
    assert (binary_step(0.0), binary_step(-5e-324)) == (1, 0)


def test_the_hyperbolic_tangent_is_a_sigmoid_stretched():
    z = np.linspace(-4, 4, 33)
    np.testing.assert_allclose(tanh(z), 2 * sigmoid(2 * z) - 1, rtol=1e-14, atol=1e-16)


EXTREME = [-np.inf, -1e308, -1e20, -800, -37, -1, -1e-9, 0, 1e-9, 1, 37, 800, 1e20, 1e308, np.inf]


@pytest.mark.parametrize(
    ("function", "slope"),
    [
        (sigmoid, sigmoid_slope),
        (softplus, sigmoid),
        (log_sigmoid, lambda z: sigmoid(-z)),
        (relu, relu_slope),
        (leaky_relu, leaky_relu_slope),
        (binary_step, lambda z: 0 * (z > 0)),
    ],
)
def test_automatic_slopes_are_those_of_the_formulas_at_extreme_numbers_and_corners(function, slope):
    z = np.array(EXTREME, dtype=float)
    found = grad(lambda t: np.sum(function(t)))(z)
    np.testing.assert_allclose(found, slope(z), rtol=5e-16)


@pytest.mark.parametrize("p", [0.0, 1e-300, 0.25, 0.4999999999999, 0.5, 0.75, 1 - 1e-16, 1.0])
def test_the_automatic_slope_of_the_logit_is_one_over_p_times_1_minus_p(p):
    with np.errstate(divide="ignore"):
        expected = 1 / np.float64(p * (1 - p))
    assert grad(logit)(p) == pytest.approx(expected, rel=1e-15)


# ---------------------------------------------------------------- several logits at once
logits = arrays(float, array_shapes(min_dims=1, min_side=1), elements=st.floats(-800, 800))


@given(logits, st.data())
def test_softmax_and_its_logarithm_agree_with_scipy_along_any_axes(z, data):
    axes = st.integers(-z.ndim, z.ndim - 1)
    axis = data.draw(axes | st.none() | st.just(tuple(range(z.ndim))))
    near = {"rtol": 1e-13, "atol": 1e-320}
    np.testing.assert_allclose(softmax(z, axis), special.softmax(z, axis), **near)
    np.testing.assert_allclose(log_sum_exp(z, axis), special.logsumexp(z, axis), rtol=1e-13)
    # SciPy's rounds what is below 1e-16 away.
    expected = special.log_softmax(z, axis)
    np.testing.assert_allclose(log_softmax(z, axis), expected, rtol=1e-13, atol=3e-16)


@given(logits, st.floats(-1e3, 1e3), st.floats(0.01, 100))
def test_a_shift_of_all_logits_changes_no_probability_and_temperature_divides_them(z, shift, t):
    np.testing.assert_allclose(softmax(z + shift), softmax(z), rtol=1e-11, atol=1e-300)
    np.testing.assert_array_equal(softmax(z, temperature=t), softmax(z / t))
    np.testing.assert_allclose(softmax(z).sum(-1), 1, rtol=1e-14)


@pytest.mark.parametrize("temperature", [0.0, -1.0, np.nan, [[1.0], [-0.0]]])
def test_a_temperature_that_is_not_above_0_is_refused(temperature):
    with pytest.raises(ValueError, match="above 0, but there is (0|-0|-1|nan)"):
        softmax([[2.0, 1.0]], temperature=temperature)


def test_a_recorded_temperature_gives_the_plain_numbers():
    recorded = softmax([2.0, 1.0], temperature=new_input(0.5))
    np.testing.assert_array_equal(recorded.node.value, softmax([2.0, 1.0], temperature=0.5))


def test_two_logits_make_a_sigmoid():
    z = np.linspace(-30, 30, 61)
    both = softmax(np.stack([z, 0 * z]), axis=0)
    np.testing.assert_allclose(both[0], sigmoid(z), rtol=1e-15)


def test_what_a_confident_winner_leaves_to_the_others_is_not_rounded_away():
    np.testing.assert_allclose(log_softmax([1000.0, 960.0])[0], -np.exp(-40.0), rtol=1e-15)
    assert special.log_softmax([1000.0, 960.0])[0] == 0


@pytest.mark.parametrize("z", [[0.3, -1.0, 0.5], [0.0, 0.0, 0.0], [2.0, 2.0, -1.0]])
def test_the_gradient_of_log_sum_exp_is_the_softmax_where_logits_are_equal_too(z):
    gradient = numerical_gradient(lambda w: log_sum_exp(w, axis=0))(z)
    np.testing.assert_allclose(gradient, softmax(z), rtol=1e-9)


def test_nothing_to_sum_gives_minus_infinity_and_no_rows_give_no_rows():
    assert log_sum_exp([]) == -np.inf
    np.testing.assert_array_equal(log_sum_exp(np.empty((2, 0))), [-np.inf, -np.inf])
    assert log_sum_exp(np.empty((0, 3))).shape == (0,)
    assert softmax(np.empty((0, 3))).shape == log_softmax(np.empty((0, 3))).shape == (0, 3)


@pytest.mark.parametrize(
    "z", [[0.3, -1.0, 0.5], [0.0, 0.0, 0.0], [2.0, 2.0, -1.0], [1e4, 0.0, 7e-7], [-1e20, 1e20, 0.0]]
)
def test_automatic_derivatives_of_log_sum_exp_are_those_of_the_formula(z):
    p = softmax(z)
    np.testing.assert_allclose(grad(log_sum_exp)(z), p, rtol=1e-15, atol=1e-16)
    curvature = [grad(lambda w, i=i: grad(log_sum_exp)(w)[i])(z) for i in range(3)]
    np.testing.assert_allclose(curvature, np.diag(p) - np.outer(p, p), rtol=1e-14, atol=2e-16)


@of_several
def test_a_single_number_is_refused_with_its_shape_and_the_way_out(function):
    with pytest.raises(ValueError, match=r"at least one axis, .* have shape \(\). Pass a list"):
        function(3.0)


def test_the_examples_in_the_docstrings_are_right():
    assert doctest.testmod(activations).failed == 0
