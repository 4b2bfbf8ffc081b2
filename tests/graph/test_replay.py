"""Tests of mathlib.graph.replay."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.compositions import CHOSEN, composed, flat

from mathlib.graph import Program, Recorded, RecordingError, new_input

EXAMPLES = [
    (0.3, [0.5, -1.0], 2),
    (-0.0, [0.0, -0.0], 0),
    (1.5, [1e308, np.inf], 6),
    (np.nan, [1.0, np.nan], 1),
]


def replayed(function, recorded_with, values):
    """Record a function with some values; return what the graph computes for others."""
    inputs = [new_input(np.array(value)) for value in recorded_with]
    with np.errstate(all="ignore"):  # for what the function computes of plain numbers alone
        results = flat(function(*inputs))
    nodes = [result.node for result in results if isinstance(result, Recorded)]
    program = Program([value.node for value in inputs], nodes)
    live = iter(program.run(*map(np.asarray, values)))
    return [next(live) if isinstance(r, Recorded) else r for r in results]


def plain(function, values):
    with np.errstate(all="ignore"):
        rate, start, n = values
        return flat(function(np.float64(rate), np.array(start), np.int64(n)))


@pytest.mark.filterwarnings("ignore:Mean of empty slice:RuntimeWarning")
@pytest.mark.parametrize("values", EXAMPLES, ids=str)
@pytest.mark.parametrize("name", CHOSEN)
def test_the_graph_computes_what_plain_numpy_computes(name, values):
    if name == "picked":
        values = (*values[:2], values[2] % 3)  # a plain index beyond the end is an error
    for recorded_with in EXAMPLES[:2]:
        found = replayed(CHOSEN[name], recorded_with, values)
        expected = plain(CHOSEN[name], values)
        assert len(found) == len(expected)
        for a, b in zip(found, expected, strict=True):
            assert np.shape(a) == np.shape(b)
            np.testing.assert_allclose(a, b, rtol=1e-15, atol=0)
            assert_signs_of_zeros_agree(a, b)


def assert_signs_of_zeros_agree(a, b):
    zero = np.asarray(b) == 0
    np.testing.assert_array_equal(np.signbit(a)[zero], np.signbit(b)[zero])


numbers = st.floats(-10, 10) | st.sampled_from([np.inf, -np.inf, np.nan, 0.0, -0.0, 1e308])
values = st.tuples(numbers, st.lists(numbers, min_size=2, max_size=2), st.integers(-3, 5))


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 10**9), values, values)
def test_a_composed_function_replays_as_plain_numpy_bit_for_bit(seed, recorded_with, values):
    try:
        found = replayed(composed(seed), recorded_with, values)
    except RecordingError as error:  # a whole number that grew beyond what a double holds
        assume("2**53" not in str(error))
        raise
    expected = plain(composed(seed), values)
    for a, b in zip(found, expected, strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_chain_of_10_000_additions_is_recorded_and_replayed():
    x = y = new_input(0.0)
    for _ in range(10_000):
        y = y + x
    assert Program([x.node], [y.node]).run(2.0) == (20_002.0,)


def test_an_input_that_is_not_listed_keeps_its_recorded_value():
    x, y = new_input(2.0), new_input(3.0)
    assert Program([x.node], [(x * y).node]).run(5.0) == (15.0,)


def test_an_input_can_be_an_output():
    x = new_input(2.0)
    assert Program([x.node], [x.node, x.node]).run(5.0) == (5.0, 5.0)


def test_a_value_of_another_shape_is_refused_with_both_shapes():
    x = new_input([1.0, 2.0])
    with pytest.raises(ValueError, match=r"shape \(2,\) and cannot take .* shape \(3,\)"):
        Program([x.node], [x.node]).run([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="zip"):
        Program([x.node], [x.node]).run()


def test_whole_numbers_given_for_floats_are_floats():
    x = new_input(2.0)
    assert Program([x.node], [(2**-x).node]).run(1) == (0.5,)


def test_overflow_is_silent():
    x = new_input(1.0)
    with np.errstate(all="raise"):
        assert Program([x.node], [np.exp(x).node]).run(1e4) == (np.inf,)
        assert Recorded(x.node) * 1e308 is not None
