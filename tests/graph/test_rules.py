"""Tests of mathlib.graph.rules; that the rules compute what NumPy does is also in test_program."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mathlib.graph import Recorded, RecordingError, new_input
from mathlib.graph.rules import RULES

A = np.array([[1.5, -2.0, 0.0], [np.inf, np.nan, -0.0]])
V = A[0]

#: One or more calls of every function that is recorded, on an array of shape (2, 3).
CALLS = {
    np.where: [lambda a: np.where(a > 0, a, -1.0), lambda a: np.where(a, 1.0, a)],
    np.sum: [
        lambda a: np.sum(a, axis=-1),
        lambda a: a.sum(0),
        lambda a: np.sum(a, (0, 1), keepdims=True),
    ],
    "np.add.reduce": [
        lambda a: np.add.reduce(a),
        lambda a: np.add.reduce(a, axis=1, keepdims=True),
    ],
    np.take: [
        lambda a: np.take(a, [2, 0], axis=1),
        lambda a: a.take(4),
        lambda a: np.take(a, [[0, 5]]),
    ],
    np.reshape: [
        lambda a: np.reshape(a, (3, 2)),
        lambda a: a.reshape(3, -1),
        lambda a: a.reshape(6, order="F"),
    ],
    np.ravel: [lambda a: np.ravel(a), lambda a: a.flatten(), lambda a: a.T.ravel()],
    np.transpose: [
        lambda a: a.T,
        lambda a: a.transpose(),
        lambda a: a.transpose(1, 0),
        lambda a: a.transpose((0, 1)),
    ],
    np.flip: [lambda a: np.flip(a), lambda a: np.flip(a, 0)],
    np.roll: [lambda a: np.roll(a, 1), lambda a: np.roll(a, -1, axis=1)],
    np.repeat: [lambda a: np.repeat(a, 2), lambda a: a.repeat([1, 0, 2], axis=1)],
    np.tile: [lambda a: np.tile(a, (2, 1))],
    np.squeeze: [lambda a: np.squeeze(a[:1]), lambda a: a[:, None].squeeze(1)],
    np.expand_dims: [lambda a: np.expand_dims(a, (0, 2))],
    np.broadcast_to: [lambda a: np.broadcast_to(a, (2, 2, 3))],
    np.atleast_1d: [lambda a: np.atleast_1d(a[0, 0])],
    np.stack: [lambda a: np.stack([a, np.ones((2, 3))], axis=-1), lambda a: np.stack(a)],
    np.concatenate: [
        lambda a: np.concatenate([a, a[:1]]),
        lambda a: np.concatenate((a, a), axis=None),
    ],
    np.power: [
        lambda a: a**2,
        lambda a: a**a,
        lambda a: np.ones((2, 3)) ** a,
        lambda a: 2 ** (a > 0),
    ],
    np.positive: [lambda a: +a],
    np.square: [np.square],
    np.greater: [lambda a: a > 0, lambda a: np.greater(0, a)],
    np.greater_equal: [lambda a: a >= 0],
    np.isnan: [np.isnan],
    np.bitwise_and: [lambda a: (a > 0) & (a < 2)],
    np.bitwise_or: [lambda a: (a > 0) | (a < -1)],
    np.invert: [lambda a: ~(a > 0)],
    np.mean: [
        lambda a: np.mean(a),
        lambda a: a.mean(axis=1),
        lambda a: np.mean(a > 0, axis=0, keepdims=True),
    ],
    np.clip: [
        lambda a: np.clip(a, -1, 1),
        lambda a: a.clip(-1, None),
        lambda a: np.clip(1.0, a, 2.0),
    ],
    np.dot: [lambda a: np.dot(a[0], V), lambda a: np.dot(V, a[0])],
    np.linalg.norm: [
        lambda a: np.linalg.norm(a),
        lambda a: np.linalg.norm(a, axis=0, keepdims=True),
    ],
    np.shape: [np.shape],
    np.ndim: [np.ndim],
    np.size: [np.size, lambda a: np.size(a, 1)],
    np.zeros_like: [np.zeros_like, lambda a: np.zeros_like(a > 0)],
    np.ones_like: [np.ones_like],
    "methods": [lambda a: (a > 0).astype(float), lambda a: a.astype(float), lambda a: a.copy()],
    "indices": [
        lambda a: a[1],
        lambda a: a[-1, 0],
        lambda a: a[:, 1:],
        lambda a: a[..., None],
        lambda a: a[[1, 0, 1]],
        lambda a: a[::-1, ::2],
        lambda a: a[A > 0],
        lambda a: a[()],
        lambda a: a[[0, 1], [2, 0]],
        lambda a: a[:0],
    ],
}
ELEMENTWISE = {
    function: [
        (lambda a, f=function: f(a)) if function.nin == 1 else (lambda a, f=function: f(a, V)),
        *([] if function.nin == 1 else [lambda a, f=function: f(2.5, a)]),
    ]
    for function in RULES
    if isinstance(function, np.ufunc) and function not in CALLS
}


def test_every_rule_is_called_here():
    assert set(RULES) <= set(CALLS | ELEMENTWISE)


@pytest.mark.parametrize(
    "call", [c for calls in (CALLS | ELEMENTWISE).values() for c in calls if c is not None]
)
def test_a_recorded_call_gives_numpys_value_shape_and_kind(call):
    with np.errstate(all="ignore"):
        expected = call(A)
    found = call(new_input(A))
    found = found.node.value if isinstance(found, Recorded) else found
    assert np.shape(found) == np.shape(expected)
    assert np.asarray(found).dtype == np.asarray(expected).dtype
    np.testing.assert_allclose(found, expected, rtol=1e-15, atol=0)


@given(
    arrays(float, array_shapes(max_dims=4, max_side=12), elements=st.floats(-1e9, 1e9)), st.data()
)
def test_sums_and_means_equal_numpys_bit_for_bit(array, data):
    axis = data.draw(st.sets(st.integers(0, array.ndim - 1)).map(tuple) | st.none())
    keepdims = data.draw(st.booleans())
    for function in (np.sum, np.mean) if axis != () else (np.sum,):
        found = function(new_input(array), axis=axis, keepdims=keepdims)
        np.testing.assert_array_equal(
            found.node.value, function(array, axis=axis, keepdims=keepdims)
        )


@pytest.mark.parametrize("axis", [2, -3, (0, 0), 1.5])
@pytest.mark.parametrize("function", [np.sum, np.mean])
def test_an_axis_that_does_not_exist_is_refused_as_numpy_does(function, axis):
    for array in (A, new_input(A)):
        with pytest.raises((ValueError, TypeError)):
            function(array, axis=axis)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda a, k: np.roll(a, k), r"np\.roll needs plain numbers"),
        (lambda a, k: np.reshape(a, shape=(k, 2)), r"np\.reshape needs plain numbers"),
        (lambda a, k: np.dot(a, a), r"np\.dot .* vectors"),
        (lambda a, k: np.dot(a[0], [1.0]), r"np\.dot .* one length"),
        (lambda a, k: np.linalg.norm(a, 1), r"np\.linalg\.norm .* 2-norm"),
        (lambda a, k: a[k, k], "only one index"),
        (lambda a, k: a[[0, 1], k], "only one index"),
        (lambda a, k: a[k, [0, 1]], "only one index"),
        (lambda a, k: a[True, k], "only one index"),
        (lambda a, k: a[a > 0], r"only one index.*np\.where"),
        (lambda a, k: a[a[0, 0]], "whole number.*Slider"),
        (lambda a, k: a[k > 0], "whole number.*Slider"),
        (lambda a, k: a & 1, r"np\.bitwise_and .* conditions"),
        (lambda a, k: ~k, r"np\.invert .* conditions"),
        (lambda a, k: a.astype(int), r"astype .* float"),
        (lambda a, k: np.where(a > 0), r"np\.where\(condition, x, y, /\).* missing"),
    ],
)
def test_a_call_beyond_the_rule_is_refused_with_what_the_rule_can(call, message):
    with pytest.raises(RecordingError, match=message):
        call(new_input(A), new_input(1))


def test_two_conditions_are_added_as_numpy_does():
    x = new_input([1.0, -1.0])
    total = (x > 0) + (x < 2)
    np.testing.assert_array_equal(total.node.value, [True, True])
    assert total.dtype == bool


def test_subtracting_conditions_is_refused_by_numpy_itself():
    with pytest.raises(TypeError, match="boolean subtract"):
        (new_input(1.0) > 0) - (new_input(1.0) > 1)


def test_whole_numbers_have_no_negative_zero_in_the_page():
    n = new_input(0)
    assert (-n).node.operation == "subtract"
    assert (n * -1).node.operation == "add"
