"""Tests of mathlib.graph.operations."""

import numpy as np
import pytest
from support.operation_errors import slope_errors

from mathlib.graph.operations import OPERATIONS


@pytest.mark.parametrize("axis", [(), (0,), (1,), (2,), (0, 2), (0, 1, 2)])
@pytest.mark.parametrize("keepdims", [False, True])
def test_the_sum_does_not_depend_on_how_the_array_lies_in_memory(axis, keepdims):
    array = np.random.default_rng(0).standard_normal((7, 30, 40)) * 10.0 ** np.arange(40)
    expected = np.sum(array, axis=axis, keepdims=keepdims)
    np.testing.assert_array_equal(OPERATIONS["sum"](array, axis, keepdims), expected)
    turned = np.asfortranarray(array)
    np.testing.assert_array_equal(OPERATIONS["sum"](turned, axis, keepdims), expected)


def test_the_slope_of_tanh_keeps_its_digits_at_every_size():
    x = np.concatenate([np.linspace(-22, 22, 3001), np.geomspace(1e-300, 350, 1001), [-1e-300]])
    assert slope_errors(OPERATIONS["tanh_slope"](x), x).max() <= 3.5
    x = np.array([0.0, 370.0, -370.0, 710.0, np.inf, -np.inf, np.nan])
    expected = [1.0, 4 * np.exp(-740.0), 4 * np.exp(-740.0), 0.0, 0.0, 0.0, np.nan]
    np.testing.assert_array_equal(OPERATIONS["tanh_slope"](x), expected)


def test_gather_counts_positions_through_all_its_inputs():
    picked = OPERATIONS["gather"](
        np.array([[1.0, 2], [3, 4]]), np.array(5.0), indices=np.array([[4, 0], [3, 3]])
    )
    np.testing.assert_array_equal(picked, [[5, 1], [4, 4]])


PLACES = np.array([[2.0, -1.0, 0.0], [6.0, np.nan, 1.5], [5.0, np.inf, 2.0]])


def test_gather_at_reads_by_position_and_gives_nan_for_what_is_no_place():
    picked = OPERATIONS["gather_at"](np.arange(10.0, 16.0).reshape(2, 3), PLACES)
    gap = np.nan
    np.testing.assert_array_equal(picked, [[12, gap, 10], [gap, gap, gap], [15, gap, 12]])
    np.testing.assert_array_equal(OPERATIONS["gather_at"](np.empty(0), np.array(0)), np.nan)


def test_gather_at_of_whole_numbers_that_are_all_there_gives_whole_numbers():
    assert OPERATIONS["gather_at"](np.arange(3), np.array([2, 0])).dtype == np.int64


def test_scatter_at_adds_by_position_and_drops_what_has_no_place():
    placed = OPERATIONS["scatter_at"](np.arange(1.0, 10.0).reshape(3, 3), PLACES, (2, 3))
    np.testing.assert_array_equal(placed, [[3, 0, 1 + 9], [0, 0, 7]])


def test_scatter_adds_one_after_another_as_the_ufunc_at_does():
    g, indices = np.array([1e16, 1.0, 1.0, -1e16]), np.array([1, 1, 1, 1])
    expected = np.zeros(3)
    np.add.at(expected, indices, g)
    np.testing.assert_array_equal(OPERATIONS["scatter"](g, indices, (3,)), expected)


@pytest.mark.parametrize("name", ["inv", "det", "solve", "eigh", "svd"])
@pytest.mark.parametrize("spoilt", [np.nan, np.inf])
def test_a_matrix_that_is_not_finite_gives_nan_everywhere(name, spoilt):
    a = np.array([[1.0, 0.0], [0.0, spoilt]])
    results = OPERATIONS[name](a, *[np.ones(2)] * (name == "solve"))
    for result in results if isinstance(results, tuple) else (results,):
        assert np.isnan(result).all()


def test_a_singular_matrix_has_no_inverse_and_a_determinant_of_0():
    a = np.ones((3, 3))
    assert np.isnan(OPERATIONS["inv"](a)).all()
    assert OPERATIONS["inv"](a).shape == (3, 3)
    assert np.isnan(OPERATIONS["solve"](a, np.ones(3))).all()
    assert OPERATIONS["det"](a) == 0
