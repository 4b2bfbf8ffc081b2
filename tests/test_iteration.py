"""Tests of mathlib.iteration."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from support.protocol_stand_in import LoopTaker, StandIn

from mathlib.iteration import iterate

numbers = st.floats(-1e6, 1e6)


@given(arrays(float, array_shapes(min_dims=0, max_dims=3), elements=numbers), st.integers(0, 12))
def test_row_0_is_the_start_and_every_row_is_the_step_of_the_row_above(start, count):
    states = iterate(lambda state, k: state / 2 + k, start, count)
    assert states.shape == (count + 1, *start.shape)
    np.testing.assert_array_equal(states[0], start)
    for k in range(count):
        np.testing.assert_array_equal(states[k + 1], states[k] / 2 + k)


@given(numbers, st.floats(-1, 1), st.integers(0, 40))
def test_a_repeated_factor_gives_its_powers(start, factor, count):
    states = iterate(lambda state, k: factor * state, start, count)
    expected = start * factor ** np.arange(count + 1.0)
    np.testing.assert_allclose(states, expected, rtol=1e-13, atol=1e-300)


def test_the_step_index_counts_from_0():
    np.testing.assert_array_equal(iterate(lambda state, k: state + k, 0, 4), [0, 0, 1, 3, 6])


def test_integers_become_floats_and_a_list_is_one_array():
    states = iterate(lambda w, k: w / 2, [1, 2], np.int64(1))
    assert states.dtype == float
    np.testing.assert_array_equal(states, [[1, 2], [0.5, 1]])


def test_complex_states_stay_complex():
    np.testing.assert_array_equal(iterate(lambda z, k: z * 1j, 1 + 0j, 2), [1, 1j, -1])


def test_a_tuple_is_a_state_of_several_arrays():
    place, speed = iterate(lambda state, k: (state[0] + state[1], state[1]), (0, [1.0, 2.0]), 0)
    assert place.shape == (1,)
    assert speed.shape == (1, 2)
    a, b = iterate(lambda state, k: (state[1], state[0] + state[1]), (0, 1), 5)
    np.testing.assert_array_equal(a, [0, 1, 1, 2, 3, 5])
    np.testing.assert_array_equal(b, [1, 1, 2, 3, 5, 8])


def test_count_0_never_calls_the_step():
    np.testing.assert_array_equal(iterate(None, [3.0], 0), [[3.0]])


@pytest.mark.parametrize("count", [2.0, "2", None, True, np.float64(2), np.array(2), StandIn(2)])
def test_a_count_that_is_no_whole_number_is_refused_by_type(count):
    message = f"whole number such as 60, but it is a {type(count).__name__}"
    with pytest.raises(TypeError, match=message):
        iterate(lambda state, k: state, 0.0, count)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="0 or more, but it is -1"):
        iterate(lambda state, k: state, 0.0, -1)


def test_a_step_that_changes_the_shape_is_refused_with_both_shapes():
    with pytest.raises(ValueError, match=r"step 1 .* got shape \(2,\) and returned shape \(3,\)"):
        iterate(lambda w, k: w if k == 0 else np.ones(3), np.ones(2), 4)


def test_a_tuple_returned_for_an_array_is_refused_with_both_shapes():
    message = r"got shape \(2,\) and returned arrays of shapes \(\), \(\)"
    with pytest.raises(ValueError, match=message):
        iterate(lambda w, k: (w[0], w[1]), np.ones(2), 4)


def test_a_tuple_of_another_length_is_refused():
    message = r"arrays of shapes \(\), \(\) and returned arrays of shapes \(\), \(\), \(\)"
    with pytest.raises(ValueError, match=message):
        iterate(lambda state, k: (*state, 1.0), (0.0, 1.0), 4)


def test_a_step_cannot_rewrite_the_history_in_place():
    def step(w, k):
        w -= 0.5
        return w

    with pytest.raises(ValueError, match="read-only"):
        iterate(step, np.ones(2), 3)


def test_the_start_is_neither_changed_nor_frozen():
    start = np.ones(2)
    states = iterate(lambda w, k: w + 1, start, 2)
    start[0], states[0, 0] = 5, 6
    np.testing.assert_array_equal(start, [5, 1])


def test_states_that_are_not_finite_are_kept():
    states = iterate(lambda x, k: [np.inf, np.nan][k], 1e308, 2)
    np.testing.assert_array_equal(states, [1e308, np.inf, np.nan])


def test_an_empty_state_stays_empty():
    assert iterate(lambda w, k: 2 * w, np.empty((0, 2)), 3).shape == (4, 0, 2)


def test_a_start_that_is_not_numbers_is_refused():
    with pytest.raises((TypeError, ValueError)):
        iterate(lambda w, k: w, ["a", "b"], 1)


def test_values_that_answer_only_the_protocols_are_iterated_as_they_are():
    states = iterate(lambda w, k: w / 2, StandIn([1, 2]), 2)
    assert type(states) is StandIn
    np.testing.assert_array_equal(states.value, [[1, 2], [0.5, 1], [0.25, 0.5]])


def test_a_start_with_iterate_takes_the_loop_over_before_the_first_step():
    seen = []
    LoopTaker.taken = 0
    states = iterate(lambda w, k: seen.append(type(k)) or w + k, LoopTaker([1.0]), 3)
    assert LoopTaker.taken == 1
    assert seen == [LoopTaker] * 3
    np.testing.assert_array_equal(states.value, [[1], [1], [2], [4]])


@pytest.mark.parametrize("first", [0, 2, 3])
def test_a_loop_is_taken_over_as_soon_as_a_step_brings_in_such_a_value(first):
    rate = LoopTaker(0.5)

    def step(w, k):
        return w * rate if type(k) is LoopTaker or k >= first else w * 0.5

    LoopTaker.taken = 0
    states = iterate(step, [8.0], 4)
    assert LoopTaker.taken == 1
    np.testing.assert_array_equal(states.value, [[8], [4], [2], [1], [0.5]])


def test_one_such_value_in_a_tuple_takes_the_loop_over():
    a, b = iterate(lambda s, k: (s[0] + 1, s[1] + s[0]), (0.0, LoopTaker(0.0)), 3)
    np.testing.assert_array_equal(a.value, [0, 1, 2, 3])
    np.testing.assert_array_equal(b.value, [0, 0, 1, 3])
