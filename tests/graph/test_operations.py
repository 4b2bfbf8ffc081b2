"""Tests of mathlib.graph.operations."""

import numpy as np
import pytest

from mathlib.graph.operations import ELEMENTWISE, OPERATIONS


def test_elementwise_rows_bear_the_name_of_their_numpy_function():
    assert {name: f.__name__ for name, f in ELEMENTWISE.items()} == {n: n for n in ELEMENTWISE}


@pytest.mark.parametrize("axis", [(), (0,), (1,), (2,), (0, 2), (0, 1, 2)])
@pytest.mark.parametrize("keepdims", [False, True])
def test_the_sum_does_not_depend_on_how_the_array_lies_in_memory(axis, keepdims):
    array = np.random.default_rng(0).standard_normal((7, 30, 40)) * 10.0 ** np.arange(40)
    expected = np.sum(array, axis=axis, keepdims=keepdims)
    np.testing.assert_array_equal(OPERATIONS["sum"](array, axis, keepdims), expected)
    turned = np.asfortranarray(array)
    np.testing.assert_array_equal(OPERATIONS["sum"](turned, axis, keepdims), expected)


def test_gather_counts_positions_through_all_its_inputs():
    picked = OPERATIONS["gather"](
        np.array([[1.0, 2], [3, 4]]), np.array(5.0), indices=np.array([[4, 0], [3, 3]])
    )
    np.testing.assert_array_equal(picked, [[5, 1], [4, 4]])


@pytest.mark.parametrize("axis", [0, 1])
def test_take_picks_as_numpy_does_inside_the_array(axis):
    array = np.arange(12.0).reshape(3, 4)
    index = np.array([[2, -1], [-3, 0]])
    np.testing.assert_array_equal(
        OPERATIONS["take"](array, index, axis), np.take(array, index, axis)
    )


@pytest.mark.parametrize("index", [3, -4, np.nan, np.inf, 1.5])
def test_take_gives_nan_for_what_is_no_place_of_the_array(index):
    array = np.arange(6.0).reshape(3, 2)
    taken = OPERATIONS["take"](array, np.array([index, 1, -1]), 0)
    np.testing.assert_array_equal(taken, [[np.nan, np.nan], [2, 3], [4, 5]])


def test_take_from_an_empty_array_gives_nan():
    np.testing.assert_array_equal(
        OPERATIONS["take"](np.empty((2, 0)), np.array(0), 1), [np.nan, np.nan]
    )
