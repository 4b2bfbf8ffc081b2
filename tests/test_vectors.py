"""Tests of mathlib.vectors."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mathlib.autodiff import grad
from mathlib.graph import new_input
from mathlib.vectors import (
    add,
    add_to_rows,
    broadcast_shape,
    cartesian_product,
    element,
    flatten,
    index_at,
    position,
    scale,
    unflatten,
)

shapes = array_shapes(max_dims=4, max_side=5)
tensors = arrays(np.int64, shapes, elements=st.integers(-99, 99))
finite = st.floats(-1e6, 1e6)


# ---------------------------------------------------------------- where an element stands
@given(tensors)
def test_every_element_is_the_one_numpy_finds_counting_from_0(tensor):
    for index in np.ndindex(tensor.shape):
        assert element(tensor, [number + 1 for number in index]) == tensor[index]


@given(shapes)
def test_places_are_one_more_than_numpy_s_and_lead_back_to_the_index(shape):
    for index in np.ndindex(shape):
        from_1 = tuple(number + 1 for number in index)
        place = position(from_1, shape)
        assert place == np.ravel_multi_index(index, shape) + 1
        assert index_at(place, shape) == from_1


def test_a_place_in_a_colour_picture_worked_out_on_paper():
    assert position((3, 4, 2), (12, 18, 3)) == 2 * 54 + 3 * 3 + 2 == 119
    assert index_at(119, (12, 18, 3)) == (3, 4, 2)


@given(tensors)
def test_flattening_is_undone_by_folding_into_the_same_shape(tensor):
    vector = flatten(tensor)
    assert vector.shape == (tensor.size,) and vector.dtype == tensor.dtype
    assert vector.tolist() == list(tensor.flat)
    np.testing.assert_array_equal(unflatten(vector, tensor.shape), tensor)


def test_a_flattened_or_folded_array_shares_no_memory_with_its_source():
    matrix = np.arange(6).reshape(2, 3)
    assert not np.shares_memory(flatten(matrix), matrix)
    assert not np.shares_memory(unflatten(matrix, (3, 2)), matrix)


def test_nothing_folds_into_an_empty_tensor_and_one_number_into_no_axes():
    assert flatten([]).shape == (0,)
    assert unflatten([], (0, 3)).shape == (0, 3)
    assert unflatten([7], ()) == 7 and flatten(7).tolist() == [7]


@pytest.mark.parametrize(
    ("index", "error", "message"),
    [
        ((0, 1), IndexError, r"axis 1 of shape \(2, 3\) has length 2, .* no 0"),
        ((3, 1), IndexError, r"axis 1 .* no 3"),
        ((1, 4), IndexError, r"axis 2 .* has length 3, .* from 1 to 3; there is no 4"),
        ((-1, 1), IndexError, "no -1"),
        ((2,), IndexError, r"has 2 axes, but the index \(2,\) has 1 numbers"),
        ((1, 1, 1), IndexError, "has 2 axes, but .* has 3"),
        ((1.5, 1), TypeError, "whole number such as 2, not 1.5"),
        ((np.nan, 1), TypeError, "whole number such as 2, not nan"),
    ],
)
def test_an_index_that_is_not_there_is_refused_with_its_axis(index, error, message):
    with pytest.raises(error, match=message):
        element([[1, 2, 3], [4, 5, 6]], index)


@pytest.mark.parametrize("place", [0, 7, -1])
def test_a_place_beyond_the_vector_is_refused(place):
    with pytest.raises(IndexError, match=f"length 6, .* no {place}"):
        index_at(place, (2, 3))


def test_folding_into_a_shape_of_another_size_is_refused_with_both_numbers():
    with pytest.raises(ValueError, match=r"8 elements .* \(2, 3\), .* 2 × 3 = 6"):
        unflatten(np.arange(8), (2, 3))


def test_recorded_indices_pick_what_plain_ones_pick():
    tensor, shape = np.arange(24, dtype=np.uint8).reshape(2, 3, 4), (2, 3, 4)
    for place in (1, 14, 24):
        index = [new_input(number) for number in index_at(place, shape)]
        assert element(tensor, index).node.value == place - 1
        assert position(index, shape).node.value == place
        back = index_at(new_input(place), shape)
        assert tuple(number.node.value for number in back) == index_at(place, shape)


def test_recorded_tensors_are_flattened_and_folded_and_picked_from():
    matrix = np.array([[1.0, -2.0, 3.0], [0.5, np.inf, -1e308]])
    recorded = new_input(matrix)
    np.testing.assert_array_equal(flatten(recorded).node.value, matrix.ravel())
    np.testing.assert_array_equal(unflatten(recorded, (3, 2)).node.value, matrix.reshape(3, 2))
    assert element(recorded, (2, 3)).node.value == -1e308


# ---------------------------------------------------------------- sets
@given(st.lists(st.sets(st.integers(0, 9), max_size=4), max_size=4))
def test_the_product_is_that_of_itertools_and_its_size_the_product_of_the_sizes(sets):
    tuples = cartesian_product(*sets)
    assert tuples == list(product(*sets))
    assert len(tuples) == np.prod([len(members) for members in sets], dtype=int)


def test_a_member_that_is_repeated_makes_no_set():
    with pytest.raises(ValueError, match=r"each member once, but \[1, 2, 1\]"):
        cartesian_product(["a"], [1, 2, 1])


# ---------------------------------------------------------------- element by element
@given(arrays(float, (2, 3), elements=finite), arrays(float, (2, 3), elements=finite), finite)
def test_adding_and_scaling_reach_every_element_on_its_own(a, b, w):
    total, scaled = add(a, b), scale(w, a)
    for i, j in product((1, 2), (1, 2, 3)):
        assert element(total, (i, j)) == element(a, (i, j)) + element(b, (i, j))
        assert element(scaled, (i, j)) == w * element(a, (i, j))


@given(*[arrays(np.int64, (4,), elements=st.integers(-99, 99))] * 3, st.integers(-99, 99))
def test_the_laws_of_a_vector_space_hold(a, b, c, w):
    np.testing.assert_array_equal(add(a, b), add(b, a))
    np.testing.assert_array_equal(add(add(a, b), c), add(a, add(b, c)))
    np.testing.assert_array_equal(scale(w, add(a, b)), add(scale(w, a), scale(w, b)))
    np.testing.assert_array_equal(add(a, scale(-1, a)), np.zeros(4))


def test_bytes_of_a_picture_do_not_overflow():
    dark, light = np.array([200], np.uint8), np.array([100], np.uint8)
    assert (dark + light).tolist() == [44]
    assert add(dark, light).tolist() == [300] and scale(2, dark).tolist() == [400]


def test_extreme_numbers_go_the_way_of_floats():
    a = np.array([1e308, -1e308, np.inf, np.nan])
    with np.errstate(over="ignore", invalid="ignore"):  # NumPy warns, as in any sum
        np.testing.assert_array_equal(add(a, a), [np.inf, -np.inf, np.inf, np.nan])
        np.testing.assert_array_equal(add(a, -a), [0, 0, np.nan, np.nan])
    np.testing.assert_array_equal(scale(-1, a), [-1e308, 1e308, -np.inf, np.nan])


@given(arrays(float, (5, 3), elements=finite), arrays(float, 3, elements=finite))
def test_the_vector_arrives_in_every_row(matrix, vector):
    total = add_to_rows(matrix, vector)
    for row, before in zip(total, matrix, strict=True):
        np.testing.assert_array_equal(row, add(before, vector))


@pytest.mark.parametrize("b", [(2, 3, 1), (3, 2), (3,), (1, 3), ()])
def test_only_equal_shapes_are_added(b):
    with pytest.raises(ValueError, match=r"shapes \(2, 3\) and \(.*add_to_rows"):
        add(np.zeros((2, 3)), np.zeros(b))


@pytest.mark.parametrize(
    ("matrix", "vector"), [((3, 2), (3,)), ((3, 2), (3, 1)), ((3, 2), (1, 2)), ((2,), (2,))]
)
def test_a_vector_that_does_not_match_the_columns_is_refused_with_both_shapes(matrix, vector):
    with pytest.raises(ValueError, match="one number for each column") as refusal:
        add_to_rows(np.zeros(matrix), np.zeros(vector))
    assert f"not {matrix} and {vector}" in str(refusal.value)


def test_an_array_is_not_scaled_by_an_array():
    with pytest.raises(ValueError, match=r"one number, not by shape \(2,\)"):
        scale([1, 2], [3, 4])


side = st.integers(0, 3)


@given(st.lists(side, max_size=4).map(tuple), st.lists(side, max_size=4).map(tuple))
def test_shapes_are_broadcast_or_refused_as_numpy_does(first, second):
    try:
        expected = np.broadcast_shapes(first, second)
    except ValueError:
        with pytest.raises(ValueError, match="do not fit: counted from the right, axis"):
            broadcast_shape(first, second)
    else:
        assert broadcast_shape(first, second) == expected


def test_sums_work_recorded_and_have_their_gradients():
    A, b, w = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.array([0.5, -1.0]), 3.0
    for function, arguments in ((add, (A, A)), (scale, (w, A)), (add_to_rows, (A, b))):
        recorded = function(*map(new_input, arguments))
        np.testing.assert_array_equal(recorded.node.value, function(*arguments))
    by_b = grad(lambda b: np.sum(add_to_rows(A, b)))(b)
    np.testing.assert_array_equal(by_b, [3, 3])  # b moves three rows
    assert grad(lambda w: np.sum(scale(w, A)))(w) == A.sum()
