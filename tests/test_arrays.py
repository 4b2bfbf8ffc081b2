"""Tests of mathlib.arrays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from support.protocol_stand_in import StandIn

from mathlib.arrays import as_floats, at, is_plain, times
from mathlib.autodiff import grad
from mathlib.graph import Program, RecordingError, new_input


@pytest.mark.parametrize("values", [1, 2.5, True, "a", None, [1, 2], (), np.ones(2), np.float64(1)])
def test_numbers_lists_and_arrays_of_them_are_plain(values):
    assert is_plain(values)


def test_what_answers_numpy_is_not_plain_nor_is_a_list_that_holds_it():
    for value in (StandIn(1.0), new_input(1.0)):
        assert not any(map(is_plain, (value, [1, value], ([value], 2))))


def test_as_floats_stacks_a_list_that_holds_recorded_values():
    stacked = as_floats([StandIn(1.0), 2])
    assert type(stacked) is StandIn
    np.testing.assert_array_equal(stacked.value, [1, 2])


def test_as_floats_returns_a_float_array_itself():
    array = np.ones(3)
    assert as_floats(array) is array


# ---------------------------------------------------------------- at
@st.composite
def places(draw):
    """Draw an array, and an index into it: one number, several, or one for each axis."""
    array = draw(arrays(float, array_shapes(max_dims=3, max_side=4)))
    one = [st.integers(-n, n - 1) for n in array.shape]
    index = st.one_of(one[0], st.lists(one[0], min_size=1).map(np.array), st.tuples(*one))
    return array, draw(index)


@given(places())
def test_at_picks_the_same_of_plain_and_recorded_arrays_by_plain_and_recorded_indices(place):
    array, index = place
    recorded = tuple(map(new_input, index)) if isinstance(index, tuple) else new_input(index)
    expected = array[index]
    for a in (array, array.tolist(), new_input(array)):
        for i in (index, recorded):
            found = at(a, i)
            found = found if is_plain(found) else found.node.value
            np.testing.assert_array_equal(found, expected)


def test_at_follows_a_recorded_index_and_leaves_a_gap_where_there_is_no_place():
    k = new_input(0)
    program = Program([k.node], [at([10.0, 20.0, 30.0], k).node])
    picked = [program.run(n)[0].item() for n in (0, 2, -1, 3, -4, np.nan)]
    np.testing.assert_array_equal(picked, [10, 30, 30, np.nan, np.nan, np.nan])


def test_at_picks_from_a_list_of_recorded_values():
    k = new_input(1)
    assert at([new_input(1.0), k * 5.0], k).node.value == 5


def test_the_gradient_of_at_goes_to_what_was_picked():
    gradient = grad(lambda a, k: at(a, k) ** 2)(np.array([1.0, 2.0, 3.0]), 1)
    np.testing.assert_array_equal(gradient, [0, 4, 0])


@pytest.mark.parametrize("index", [3, -4, 1.0, "a"])
def test_a_plain_index_that_is_no_place_is_refused_as_numpy_does(index):
    with pytest.raises(IndexError):
        at([1.0, 2.0, 3.0], index)


def test_a_recorded_float_is_no_index():
    with pytest.raises(RecordingError, match="whole number"):
        at([1.0, 2.0], new_input(1.0))


# ---------------------------------------------------------------- times
def test_nothing_times_infinity_is_nothing_and_all_else_is_the_product():
    weights, values = np.array([0.0, 0.0, 2.0, 0.0, np.nan]), np.array([np.inf, -np.inf, 3, 5, 1])
    np.testing.assert_array_equal(times(weights, values), [0, 0, 6, 0, np.nan])
    assert np.isnan(times(0.0, np.nan))
