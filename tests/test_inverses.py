"""Tests of mathlib.inverses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import linalg

from mathlib.autodiff import check_gradient, grad
from mathlib.graph import Recorded, new_input
from mathlib.inverses import condition_number, determinant, inverse, pseudo_inverse

ALL = [determinant, inverse, pseudo_inverse, condition_number]
each = pytest.mark.parametrize("function", ALL, ids=lambda f: f.__name__)
numbers = st.integers(-9, 9)
squares = st.integers(1, 4).flatmap(lambda d: arrays(float, (d, d), elements=numbers))
tables = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: arrays(float, shape, elements=numbers)
)
regular = squares.filter(lambda a: abs(linalg.det(a)) > 0.5)


@given(arrays(float, (2, 2), elements=numbers))
def test_two_rows_have_the_determinant_of_the_textbook(a):
    assert determinant(a) == a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0]
    assert determinant(a) == pytest.approx(linalg.det(a), abs=1e-12)


@given(squares)
def test_a_determinant_is_the_product_of_the_eigenvalues(a):
    assert determinant(a) == pytest.approx(np.prod(linalg.eigvals(a)).real, abs=1e-6, rel=1e-6)


@given(regular)
def test_an_inverse_undoes_on_both_sides_and_its_determinant_is_one_over(a):
    undone, size = np.eye(len(a)), 1e-13 * condition_number(a)
    np.testing.assert_allclose(inverse(a) @ a, undone, atol=size)
    np.testing.assert_allclose(a @ inverse(a), undone, atol=size)
    assert determinant(inverse(a)) == pytest.approx(1 / determinant(a), rel=10 * size)


def test_an_inverse_worked_out_on_paper():
    np.testing.assert_allclose(inverse([[4, 2], [1, 1]]), [[0.5, -1], [-0.5, 2]], rtol=1e-15)


@pytest.mark.parametrize("d", range(2, 9))
def test_the_inverse_of_a_nearly_singular_matrix_is_as_good_as_its_condition_allows(d):
    """SciPy knows the inverse of the Hilbert matrix in whole numbers."""
    error = np.abs(inverse(linalg.hilbert(d)) - linalg.invhilbert(d)).max()
    allowed = np.finfo(float).eps * condition_number(linalg.hilbert(d))
    assert error <= 10 * allowed * linalg.invhilbert(d).max()


SINGULAR = [
    [[1, 2], [2, 4]],
    [[1, 2, 3], [4, 5, 6], [7, 8, 9]],  # NumPy finds an inverse, with elements of 1e15
    [[0.1, 0.3], [0.2, 0.6]],
    [[0.0]],
    linalg.hilbert(13),
]


@pytest.mark.parametrize("a", SINGULAR)
def test_a_matrix_that_flattens_is_refused_and_the_way_out_is_named(a):
    with pytest.raises(ValueError, match=r"singular.*pseudo_inverse\(A\) undoes what can be"):
        inverse(a)


@given(tables)
def test_the_pseudo_inverse_has_penrose_s_four_properties(a):
    plus, size = pseudo_inverse(a), 1e-10 * (1 + np.abs(pseudo_inverse(a)).max())
    np.testing.assert_allclose(a @ plus @ a, a, atol=size)
    np.testing.assert_allclose(plus @ a @ plus, plus, atol=size)
    np.testing.assert_allclose((a @ plus).T, a @ plus, atol=size)
    np.testing.assert_allclose((plus @ a).T, plus @ a, atol=size)


@given(regular)
def test_the_pseudo_inverse_is_the_inverse_where_there_is_one(a):
    np.testing.assert_allclose(pseudo_inverse(a), inverse(a), rtol=1e-9, atol=1e-9)


@given(tables, st.randoms(use_true_random=False))
def test_the_pseudo_inverse_finds_scipy_s_closest_and_shortest_answer(a, random):
    y = np.array([random.uniform(-9, 9) for _ in range(len(a))])
    closest = linalg.lstsq(a, y)[0]
    np.testing.assert_allclose(pseudo_inverse(a) @ y, closest, rtol=1e-8, atol=1e-8)


def test_full_columns_have_the_textbook_s_pseudo_inverse():
    a = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    np.testing.assert_allclose(pseudo_inverse(a), inverse(a.T @ a) @ a.T, atol=1e-14)


def test_what_falls_below_the_cutoff_counts_as_flattened():
    a = np.diag([1.0, 1e-3])
    np.testing.assert_allclose(pseudo_inverse(a), np.diag([1, 1e3]), rtol=1e-12)
    np.testing.assert_allclose(pseudo_inverse(a, cutoff=1e-2), np.diag([1, 0]), atol=1e-15)


@given(st.floats(-3.1, 3.1), st.floats(1, 1e6), st.floats(-3.1, 3.1))
def test_the_condition_is_the_longest_stretch_over_the_shortest(turn, stretch, back):
    def rotation(t):
        return np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])

    a = rotation(turn) @ np.diag([stretch, 1]) @ rotation(back)
    assert condition_number(a) == pytest.approx(stretch, rel=1e-8)


def test_a_singular_matrix_has_no_finite_condition_and_the_identity_has_the_best():
    assert condition_number(np.eye(3)) == 1
    assert condition_number(np.zeros((2, 2))) == np.inf
    assert condition_number([[1, 2], [2, 4]]) > 4.5e15
    assert condition_number(1e300 * np.eye(2)) == condition_number(1e-300 * np.eye(2)) == 1


# ---------------------------------------------------------------- what is refused
@each
@pytest.mark.parametrize("shape", [(), (3,), (2, 2, 2)])
def test_what_is_no_matrix_is_refused_with_its_shape(function, shape):
    with pytest.raises(ValueError) as caught:
        function(np.ones(shape))
    assert f"{function.__name__}() needs a matrix" in str(caught.value)
    assert f"not an array of shape {shape}" in str(caught.value)


@pytest.mark.parametrize("function", [determinant, inverse])
def test_what_is_not_square_is_refused_and_the_way_out_is_named(function):
    with pytest.raises(ValueError) as caught:
        function(np.ones((2, 3)))
    assert f"{function.__name__}() needs as many rows as columns" in str(caught.value)
    assert "(2, 3). What comes closest to undoing A is pseudo_inverse(A)." in str(caught.value)


@pytest.mark.parametrize("function", [inverse, pseudo_inverse, condition_number])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_refused(function, bad):
    with pytest.raises(ValueError, match="every element of A must be finite"):
        function([[1.0, bad], [0.0, 1.0]])


def test_a_determinant_of_extreme_elements_gives_no_warning():
    assert determinant(1e308 * np.eye(2)) == np.inf
    assert determinant(1e-308 * np.eye(2)) == 0
    assert np.isnan(determinant([[np.nan, 0], [0, 1]]))
    assert np.isnan(determinant([[np.inf, np.inf], [1, 1]]))
    assert determinant(1e200 * np.eye(3)) == np.inf


# ---------------------------------------------------------------- recorded
@each
def test_recorded_values_give_the_same_numbers(function):
    a = np.array([[4.0, 2.0, 0.5], [1.0, 1.0, -1.0], [0.0, 2.0, 3.0]])
    recorded = function(new_input(a))
    assert isinstance(recorded, Recorded)
    np.testing.assert_allclose(recorded.node.value, function(a), rtol=1e-14, atol=1e-15)


@each
def test_automatic_gradients_agree_with_small_nudges(function):
    a = np.array([[4.0, 2.0, 0.5], [1.0, 1.0, -1.0], [0.0, 2.0, 3.0]])

    def total(a):
        return np.sum(function(a) ** 2)

    assert check_gradient(total, grad(total), a)


def test_a_recorded_matrix_that_is_singular_has_an_inverse_of_nan_and_a_pseudo_inverse():
    flat = np.array([[1.0, 2.0], [2.0, 4.0]])
    assert np.isnan(inverse(new_input(flat)).node.value).all()
    np.testing.assert_allclose(pseudo_inverse(new_input(flat)).node.value, flat / 25, atol=1e-15)
