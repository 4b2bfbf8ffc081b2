import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mathlib.live.controls.base import ControlError
from mathlib.live.controls.state import State


def stay(state):
    return state


shaped = array_shapes(min_dims=0, max_dims=3, max_side=4).flatmap(
    lambda shape: arrays(float, shape, elements=st.floats(-1e9, 1e9))
)


@given(shaped)
def test_one_array_goes_to_the_page_and_back(array):
    state = State(array, stay)
    sent = json.loads(json.dumps(state.packed(state.start_value)))
    assert all(isinstance(number, float) for number in sent)
    np.testing.assert_array_equal(state.check(state.unpacked(sent)), array)
    assert state.argument_for(array).shape == array.shape


@given(st.lists(shaped, min_size=1, max_size=4))
def test_a_tuple_of_arrays_goes_to_the_page_and_back(several):
    state = State(tuple(several), stay)
    sent = json.loads(json.dumps(state.packed(state.start_value)))
    for back in (state.check(state.unpacked(sent)), state.argument_for(tuple(several))):
        assert isinstance(back, tuple)
        for one, other in zip(back, several, strict=True):
            assert one.shape == other.shape
            np.testing.assert_array_equal(one, other)


def test_numbers_that_are_not_finite_reach_the_page_as_text_and_come_back():
    state = State(np.zeros(3), stay)
    packed = state.packed(np.array([math.nan, math.inf, -1.0]))
    assert packed == ["nan", "inf", -1.0]
    np.testing.assert_array_equal(state.unpacked(packed), [math.nan, math.inf, -1.0])


def test_a_state_keeps_its_start_whatever_becomes_of_the_array_it_was_given():
    weights = np.zeros(2)
    state = State(weights, stay)
    weights += 1
    assert state.start_value.tolist() == [0.0, 0.0]
    with pytest.raises(ValueError, match="read-only"):
        state.start_value[0] = 1


@pytest.mark.parametrize(
    ("state", "value", "message"),
    [
        (State(np.zeros(3), stay, label="Training"), np.zeros(2), r"“Training” has shapes"),
        (State(np.zeros(3), stay), "abc", "arrays of numbers"),
        (State((np.zeros(3), 0.0), stay), np.zeros(3), "tuple of 2 arrays"),
        (State((np.zeros(3), 0.0), stay), (np.zeros(3),), r"has shapes \[\(3,\), \(\)\]"),
    ],
)
def test_a_state_takes_arrays_of_its_shapes_and_nothing_else(state, value, message):
    with pytest.raises(ControlError, match=message):
        state.check(value)


def test_a_page_that_says_too_little_is_refused():
    with pytest.raises(ControlError, match="holds 4 numbers"):
        State((np.zeros(3), 0.0), stay).unpacked([1.0, 2.0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"start": np.zeros(2), "step": 3}, r"step\(state\), not 3"),
        ({"start": np.zeros(2), "step": stay, "rate": 0}, "steps a second, not rate=0"),
        ({"start": np.zeros(2), "step": stay, "rate": math.inf}, "rate=inf"),
        ({"start": np.zeros(0), "step": stay}, "none of them empty"),
        ({"start": (), "step": stay}, "at least one array"),
        ({"start": [1.0, math.nan], "step": stay}, "finite numbers"),
        ({"start": ["a"], "step": stay}, "arrays of numbers"),
    ],
)
def test_a_state_declared_wrongly_is_refused(arguments, message):
    with pytest.raises(ControlError, match=message):
        State(**arguments)
