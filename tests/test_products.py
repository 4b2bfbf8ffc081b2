"""Tests of mathlib.products."""

import doctest
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import linalg

from mathlib import products
from mathlib.autodiff import check_gradient, grad
from mathlib.graph import Recorded, new_input
from mathlib.products import (
    angle,
    dot,
    layer,
    length,
    matmul,
    projection,
    transpose,
    weighted_sum,
)

HUGE = np.finfo(float).max
moderate = st.floats(-100, 100, allow_subnormal=False)
whole = st.integers(-1000, 1000)
sizes = st.integers(1, 6)
pairs = sizes.flatmap(lambda d: st.tuples(*[arrays(float, d, elements=moderate)] * 2))
directions = arrays(float, 3, elements=moderate).filter(lambda v: np.max(np.abs(v)) > 1e-3)


def exactly(a, b):
    """Return the dot product of whole numbers, without any rounding."""
    return float(sum(Fraction(x) * Fraction(y) for x, y in zip(a, b, strict=True)))


# ---------------------------------------------------------------- two vectors
@given(sizes.flatmap(lambda d: st.tuples(*[st.lists(whole, min_size=d, max_size=d)] * 2)))
def test_the_dot_product_of_whole_numbers_is_exact(both):
    assert dot(*both) == exactly(*both)


@given(pairs, st.integers(-8, 8))
def test_a_dot_product_does_not_mind_the_order_and_scales_with_either(both, factor):
    a, b = both
    assert dot(a, b) == dot(b, a)
    assert dot(factor * a, b) == pytest.approx(factor * dot(a, b), rel=1e-12, abs=1e-9)


@given(pairs, moderate)
def test_the_bias_shifts_a_weighted_sum_and_nothing_else(both, bias):
    assert weighted_sum(*both, bias) == dot(*both) + bias


def test_tables_of_vectors_are_multiplied_row_by_row():
    a, b = np.arange(6.0).reshape(2, 3), np.ones((2, 3))
    np.testing.assert_array_equal(dot(a, b), [3, 12])
    np.testing.assert_array_equal(length(a), [length(a[0]), length(a[1])])
    np.testing.assert_array_equal(projection(a, b)[1], projection(a[1], b[1]))


@given(arrays(float, 4, elements=st.floats(-1e150, 1e150)))
def test_lengths_agree_with_scipy(v):
    assert length(v) == pytest.approx(linalg.norm(v), rel=1e-15, abs=5e-324)


@pytest.mark.parametrize("unit", [1e-320, 1e-200, 1.0, 1e200, 1e307])
def test_a_length_neither_overflows_nor_vanishes_in_between(unit):
    assert length([3 * unit, 4 * unit]) == pytest.approx(5 * unit, rel=1e-3 if unit < 1e-300 else 0)


def test_a_length_of_0_of_infinity_of_nan_and_of_no_elements():
    assert (length([0.0, 0.0]), length([]), length([-np.inf, 1.0])) == (0, 0, np.inf)
    assert np.isnan(length([np.nan, 1.0]))
    assert length([HUGE, HUGE]) == np.inf
    with pytest.raises(ValueError, match="size of a single number is np.abs"):
        length(3.0)


@given(pairs)
def test_no_dot_product_is_above_the_product_of_the_lengths(both):
    a, b = both
    assert abs(dot(a, b)) <= length(a) * length(b) * (1 + 1e-14)


# ---------------------------------------------------------------- angles
@given(directions, directions)
def test_the_cosine_of_the_angle_is_the_dot_product_over_the_lengths(a, b):
    cosine = dot(a, b) / (length(a) * length(b))
    assert np.cos(angle(a, b)) == pytest.approx(cosine, abs=1e-14)
    assert 0 <= angle(a, b) <= np.pi
    assert angle(a, b) == angle(b, a)


@pytest.mark.parametrize("exponent", range(-300, 1, 20))
def test_a_small_angle_keeps_its_digits_where_the_textbook_s_formula_has_lost_them(exponent):
    tiny = 10.0**exponent
    a, b = np.array([1.0, 0.0]), np.array([1.0, tiny])
    assert angle(a, b) == pytest.approx(np.arctan(tiny), rel=1e-14, abs=0)
    assert angle(a, -b) == pytest.approx(np.pi - np.arctan(tiny), rel=1e-15)
    textbook = np.arccos(np.clip(dot(a, b) / (length(a) * length(b)), -1, 1))
    assert (textbook == 0) == (exponent < -7)


@pytest.mark.parametrize("unit", [5e-324, 1e-160, 1e160, HUGE])
def test_an_angle_and_a_shadow_do_not_depend_on_the_size_of_the_vectors(unit):
    a, b = [unit, unit], [0, unit]
    assert angle(a, b) == pytest.approx(np.pi / 4, rel=1e-15)
    np.testing.assert_allclose(projection(a, b), [0, unit], rtol=1e-15)
    np.testing.assert_allclose(projection(a, [0, 1]), [0, unit], rtol=1e-15)


@pytest.mark.parametrize("nowhere", [[0.0, 0.0], [np.inf, 1.0], [np.nan, 1.0]])
def test_what_has_no_direction_has_no_angle_and_casts_no_shadow(nowhere):
    assert np.isnan(angle(nowhere, [1.0, 1.0])) and np.isnan(angle([1.0, 1.0], nowhere))
    assert np.isnan(projection([1.0, 1.0], nowhere)).all()


@given(directions, directions)
def test_what_the_projection_leaves_is_perpendicular_and_no_point_of_the_line_is_closer(a, onto):
    shadow = projection(a, onto)
    size = length(a)
    assert dot(a - shadow, onto) == pytest.approx(0, abs=1e-13 * size * length(onto) + 1e-300)
    for factor in (-1e-3, 1e-3):
        beside = shadow + factor * onto / length(onto)
        assert length(a - shadow) <= length(a - beside) + 1e-15 * size
    np.testing.assert_allclose(projection(shadow, onto), shadow, atol=1e-14 * size)


@pytest.mark.parametrize("function", [dot, angle, projection])
@pytest.mark.parametrize("shapes", [((2,), (3,)), ((2,), (2, 1)), ((), ()), ((2, 3), (3,))])
def test_vectors_that_do_not_match_are_refused_with_both_shapes(function, shapes):
    with pytest.raises(ValueError) as caught:
        function(*map(np.ones, shapes))
    assert f"shapes {shapes[0]} and {shapes[1]}" in str(caught.value)


# ---------------------------------------------------------------- matrices
matrices = st.tuples(sizes, sizes).flatmap(lambda shape: arrays(float, shape, elements=moderate))


@given(matrices)
def test_transposing_puts_each_element_in_its_mirror_place_and_twice_restores(matrix):
    mirrored = transpose(matrix)
    assert all(mirrored[j, i] == matrix[i, j] for i, j in np.ndindex(matrix.shape))
    np.testing.assert_array_equal(transpose(mirrored), matrix)


@given(st.tuples(sizes, sizes, sizes).flatmap(
    lambda s: st.tuples(*[arrays(float, shape, elements=whole) for shape in (s[:2], s[1:])])
))  # fmt: skip
def test_every_element_of_a_product_is_the_dot_product_of_a_row_and_a_column(both):
    a, b = both
    c = matmul(a, b)
    assert c.shape == (len(a), b.shape[1])
    assert all(c[i, j] == exactly(a[i], b[:, j]) for i, j in np.ndindex(c.shape))
    np.testing.assert_array_equal(transpose(c), matmul(transpose(b), transpose(a)))


def test_vectors_are_a_row_in_front_and_a_column_behind():
    a = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    np.testing.assert_array_equal(matmul(a, [1, 10]), [21, 43, 65])
    np.testing.assert_array_equal(matmul([1, 0, 1], a), [6, 8])
    assert matmul([1, 2], [3, 4]) == dot([1, 2], [3, 4])


@pytest.mark.parametrize(
    ("shapes", "way_out"),
    [
        (((2, 3), (2, 4)), "With transpose(A) the shapes fit"),
        (((2, 3), (4, 3)), "With transpose(B) the shapes fit"),
        (((2, 3), (2, 3)), "With transpose(A) or transpose(B) the shapes fit"),
        (((2, 3), (4, 5)), "No transpose makes them fit"),
        (((3,), (2, 4)), "No transpose makes them fit"),
        (((3,), (2, 3)), "With transpose(B) the shapes fit"),
    ],
)
def test_a_mismatch_says_both_shapes_the_rule_and_which_transpose_would_fit(shapes, way_out):
    with pytest.raises(ValueError) as caught:
        matmul(*map(np.ones, shapes))
    for part in (
        f"A has shape {shapes[0]} and B has shape {shapes[1]}",
        f"the columns of A ({shapes[0][-1]}) must be as many as the rows of B ({shapes[1][0]})",
        way_out,
    ):
        assert part in str(caught.value)


@pytest.mark.parametrize("shapes", [((), (2, 2)), ((2, 2), ()), ((2, 2, 2), (2, 2))])
def test_a_product_is_of_matrices_and_vectors_only(shapes):
    with pytest.raises(ValueError, match="matrices and vectors, with 1 or 2 axes"):
        matmul(*map(np.ones, shapes))


@pytest.mark.parametrize("shape", [(), (3,), (2, 2, 2)])
def test_what_has_no_rows_and_columns_has_no_transpose(shape):
    with pytest.raises(ValueError, match=r"needs a matrix.*x\[:, np.newaxis\]"):
        transpose(np.ones(shape))


def test_extreme_elements_pass_without_a_warning():
    extreme = np.array([[1e308, -1e308, np.inf, np.nan]])
    assert dot([1e308], [1e308]) == np.inf
    assert np.isnan(dot([np.inf, 1], [0, 1]))
    assert matmul(extreme, transpose(extreme)).shape == (1, 1)
    np.testing.assert_array_equal(transpose(extreme)[:, 0], extreme[0])
    assert matmul(np.ones((0, 3)), np.ones((3, 2))).shape == (0, 2)
    np.testing.assert_array_equal(matmul(np.ones((2, 0)), np.ones((0, 1))), [[0], [0]])


# ---------------------------------------------------------------- a layer
@given(st.integers(0, 5), sizes, sizes, st.randoms(use_true_random=False))
def test_each_row_of_a_layer_is_what_its_neurons_sum_for_one_example(n, inputs, neurons, random):
    def numbers(*shape):
        return np.array([random.randint(-9, 9) for _ in range(int(np.prod(shape)))]).reshape(shape)

    x, w, b = numbers(n, inputs), numbers(inputs, neurons), numbers(neurons)
    z = layer(x, w, b)
    assert z.shape == (n, neurons)
    for i, j in np.ndindex(z.shape):
        assert z[i, j] == weighted_sum(w[:, j], x[i], b[j])
    for i in range(n):
        np.testing.assert_array_equal(layer(x[i], w, b), z[i])
        np.testing.assert_array_equal(matmul(transpose(w), x[i]) + b, z[i])


@pytest.mark.parametrize("shape", [(), (4,), (3, 1), (1, 3), (5, 3)])
def test_biases_that_numpy_might_broadcast_are_refused(shape):
    with pytest.raises(ValueError) as caught:
        layer(np.ones((5, 4)), np.ones((4, 3)), np.ones(shape))
    assert "W has shape (4, 3)" in str(caught.value)
    assert f"b must have shape (3,), one bias for each neuron, but it has shape {shape}." in str(
        caught.value
    )


def test_a_batch_with_its_examples_in_columns_is_refused():
    with pytest.raises(ValueError, match=r"columns of A \(5\) must be as many as the rows of B"):
        layer(np.ones((4, 5)), np.ones((4, 3)), np.ones(3))


# ---------------------------------------------------------------- recorded
A, B = np.array([[1.0, -2.0, 0.5], [3.0, 1.0, -1.0]]), np.array([[2.0, 1.0], [0.0, -1.0], [4, 3]])
CALLS = {
    "dot": (dot, A[0], A[1]),
    "weighted_sum": (weighted_sum, A[0], A[1], np.array(0.5)),
    "length": (length, A),
    "angle": (angle, A[0], A[1]),
    "projection": (projection, A[0], A[1]),
    "transpose": (transpose, A),
    "matmul": (matmul, A, B),
    "layer": (layer, A, B, np.array([0.5, -1.0])),
}


@pytest.mark.parametrize("name", CALLS)
def test_recorded_values_give_the_same_numbers(name):
    function, *arguments = CALLS[name]
    assert hasattr(products, name)
    recorded = function(*map(new_input, arguments))
    assert isinstance(recorded, Recorded)
    np.testing.assert_array_equal(recorded.node.value, function(*arguments))


@pytest.mark.parametrize("name", CALLS)
def test_automatic_gradients_agree_with_small_nudges(name):
    function, *arguments = CALLS[name]

    def total(all_of_them):
        out = function(*all_of_them)
        return np.sum(np.sin(out) if np.ndim(out) else out)

    assert check_gradient(total, grad(total), tuple(arguments))


def test_the_gradient_of_a_dot_product_is_the_other_vector():
    np.testing.assert_array_equal(grad(lambda w: dot(w, A[1]))(A[0]), A[1])


@given(directions)
def test_the_gradient_of_a_length_is_the_direction(v):
    assume(length(v) > 1)
    np.testing.assert_allclose(grad(length)(v), v / length(v), rtol=1e-12, atol=1e-12)


def test_the_examples_in_the_docstrings_are_right():
    assert doctest.testmod(products).failed == 0
