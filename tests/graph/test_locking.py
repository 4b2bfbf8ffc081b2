"""Tests of mathlib.graph.locking; what a gradient does with it is in test_autodiff."""

import warnings

import numpy as np
import pytest

from mathlib.graph import new_input
from mathlib.graph.locking import LARGE, current_locks, locking
from mathlib.graph.recorded import as_node


def large():
    return np.ones(LARGE + 1)


def test_large_arrays_are_read_in_place_and_small_ones_are_copied():
    array, small = large(), np.ones(3)
    with locking():
        assert np.shares_memory(as_node(array).value, array)
        assert not np.shares_memory(as_node(small).value, small)
    assert not np.shares_memory(as_node(array).value, array)


def test_an_array_and_what_it_is_a_view_of_are_locked_until_the_outermost_trace_ends():
    base = np.ones(2 * LARGE)
    view = base[2:].reshape(2, -1)
    with locking():
        with locking():
            as_node(view)
        for array in (view, base):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 2.0
    view[0] = 3.0
    base[-1] = 2.0


def test_an_array_that_was_locked_before_stays_so():
    array = large()
    array.flags.writeable = False
    with locking():
        as_node(array)
    assert not array.flags.writeable


def test_arrays_are_free_again_after_an_error():
    array = large()
    with pytest.raises(KeyError), locking():
        as_node(array)
        raise KeyError
    array[0] = 2.0
    assert current_locks() is None


def test_a_recording_that_is_kept_holds_copies():
    array = large()
    with locking() as locks:
        node = as_node(array)
        locks.keep()
    array[:] = 7.0
    assert node.value[0] == 1.0
    assert not node.value.flags.writeable


def test_what_overflows_is_silent_inside_and_as_before_outside():
    x = new_input(1e4)
    with np.errstate(all="raise"):
        with locking():
            np.exp(x)
            np.exp(1e4)
        with pytest.raises(FloatingPointError):
            np.exp(1e4)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.exp(x)
