"""Tests of mathlib.graph.loops; that loops compute what NumPy does is tested in test_program."""

import numpy as np
import pytest

from mathlib.graph import Recorded, RecordingError, new_input
from mathlib.graph.node import topological_order
from mathlib.iteration import iterate


def operations(*values):
    return [node.operation for node in topological_order([value.node for value in values])]


def test_a_loop_is_one_node_however_many_steps_it_takes():
    rate = new_input(0.1)
    few, many = (iterate(lambda w, k: w - rate * w, rate, count) for count in (2, 2000))
    assert operations(few) == operations(many)
    assert operations(many).count("iterate") == 1


def test_the_step_is_called_once_with_stand_ins():
    calls = []
    iterate(lambda w, k: calls.append((w, k)) or w + k, new_input(1.0), 50)
    assert len(calls) == 1
    assert all(isinstance(value, Recorded) for value in calls[0])


def test_what_does_not_change_with_the_loop_is_computed_before_it():
    rate = new_input(0.1)
    path = iterate(lambda w, k: w - np.exp(np.sin(rate)) * w, new_input(1.0), 5)
    (loop,) = path.node.inputs
    body = loop.settings["body"]
    inside = topological_order(body.program.outputs, leaves=body.program.inputs)
    inside = [node.operation for node in inside if node not in body.program.inputs]
    assert inside == ["multiply", "subtract"]
    assert [node.operation for node in body.captured] == ["exp"]


def test_a_loop_of_no_steps_never_calls_the_step():
    assert iterate(None, new_input([1.0, 2.0]), 0).shape == (1, 2)


def test_all_states_come_back_in_the_form_of_the_start():
    w, v = iterate(lambda s, k: s, (new_input([1.0, 2.0]), 0.5), 3)
    assert (w.shape, v.shape) == ((4, 2), (4,))
    assert iterate(lambda w, k: w, new_input(1), 3).dtype == np.float64


def test_a_step_that_changes_the_shape_is_refused_with_both_shapes():
    with pytest.raises(RecordingError, match=r"\[\(2,\)\] and returned \[\(\)\]"):
        iterate(lambda w, k: w[0], new_input([1.0, 2.0]), 3)


def test_a_step_that_returns_another_number_of_arrays_is_refused():
    with pytest.raises(RecordingError, match=r"\[\(\), \(\)\] and returned \[\(\)\]"):
        iterate(lambda s, k: (s[0],), (new_input(1.0), 2.0), 3)


def test_a_tuple_for_an_array_and_an_array_for_a_tuple_are_refused():
    with pytest.raises(RecordingError, match="given one array and returned a tuple of arrays"):
        iterate(lambda w, k: (w[0], w[1]), new_input([1.0, 2.0]), 3)
    with pytest.raises(RecordingError, match="given a tuple of arrays and returned one array"):
        iterate(lambda s, k: s[0], (new_input(1.0), 2.0), 3)


def test_a_step_that_asks_if_is_refused_with_the_way_out():
    with pytest.raises(RecordingError, match=r"np\.where"):
        iterate(lambda w, k: w if k > 1 else -w, new_input(1.0), 3)


def test_a_step_cannot_write_into_its_state_as_in_plain_numpy():
    def step(w, k):
        w -= 0.5
        return w

    with pytest.raises(RecordingError, match=r"x = x \+ change"):
        iterate(step, new_input([1.0, 2.0]), 3)
