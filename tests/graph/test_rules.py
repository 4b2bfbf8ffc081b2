"""Tests of mathlib.graph.rules; that the rules compute what NumPy does is also in test_program."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from support.calls import ALL_CALLS, A
from support.compositions import flat

from mathlib.graph import Recorded, RecordingError, new_input
from mathlib.graph.rules import RULES

#: Whose results depend on the order in which a library adds, or on a formula that rounds more.
ROUNDED = {f for f in RULES if getattr(f, "__module__", "") == "numpy.linalg"} | {
    *(np.matmul, np.dot, np.vdot, np.inner, np.einsum, np.tensordot, np.matvec, np.vecmat),
    *(np.vecdot, np.cov, np.corrcoef, np.convolve, np.interp, np.polyval),
}


def test_every_rule_is_called_here():
    assert set(RULES) <= set(ALL_CALLS)


@pytest.mark.filterwarnings("ignore:Mean of empty slice:RuntimeWarning")
@pytest.mark.filterwarnings("ignore:All-NaN slice:RuntimeWarning")
@pytest.mark.parametrize(
    ("function", "call"),
    [(f, call) for f, calls in ALL_CALLS.items() for call in calls],
    ids=lambda x: x if isinstance(x, str) else x.__name__.strip("<>"),
)
def test_a_recorded_call_gives_numpys_value_shape_and_kind(function, call):
    with np.errstate(all="ignore"):
        expected = call(A)
        found = call(new_input(A))
    assert type(found) in (Recorded, type(expected))
    assert len(flat(found)) == len(flat(expected))
    for one, other in zip(flat(found), flat(expected), strict=True):
        value = one.node.value if isinstance(one, Recorded) else one
        assert np.shape(value) == np.shape(other)
        assert np.asarray(value).dtype == np.asarray(other).dtype
        rounded = 1e-12 if function in ROUNDED else 0
        np.testing.assert_allclose(value, other, rtol=max(rounded, 1e-15), atol=rounded)


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
        (lambda a, k: np.ravel(a, order="K"), r"np\.ravel .* order='C' and order='F'"),
        (lambda a, k: a.T.reshape(6, order="A"), r"np\.reshape .* memory"),
        (lambda a, k: a.flatten(order="K"), r"np\.ravel .* memory"),
        (lambda a, k: np.pad(a, 1, mode="linear_ramp"), r"np\.pad .* constant, edge"),
        (lambda a, k: np.pad(a, 1, constant_values=[0, 1]), r"np\.pad .* one number"),
        (lambda a, k: np.compress(k > 0, a), r"np\.compress .* np\.where"),
        (lambda a, k: np.reciprocal(k), r"np\.reciprocal .* x \* 1\.0"),
        (lambda a, k: np.round(k, -1), r"np\.round .* decimals of 0"),
        (lambda a, k: np.choose(k, [1, 2], mode="clip"), r"np\.choose .* mode='raise'"),
        (lambda a, k: np.digitize(1.0, a[0]), r"np\.digitize .* fixed bins"),
        (lambda a, k: np.quantile(a, 0.5, method="lower"), r"np\.quantile .*method='linear'"),
        (lambda a, k: np.histogram(a), r"np\.histogram .* range=\(0, 1\)"),
        (lambda a, k: np.average(a, axis=(0, 1), weights=[1, 2]), r"np\.average .* weights"),
        (lambda a, k: np.full_like(k, 0.5), r"np\.full_like .* own kind"),
        (lambda a, k: np.gradient(a, edge_order=2), r"np\.gradient .* edge_order=1"),
        (lambda a, k: np.cross(a[:, :2], a[:, :2]), r"np\.cross .* three numbers"),
        (lambda a, k: np.einsum("...i", a), r"np\.einsum .* ellipsis"),
        (lambda a, k: np.einsum(a, [0, 1]), r"np\.einsum .* string"),
        (lambda a, k: np.linalg.inv(a), r"linalg\.inv .* square matrix, not shape \(2, 3\)"),
        (lambda a, k: np.linalg.det(np.stack([a, a])), r"linalg\.det .* \(2, 2, 3\)"),
        (lambda a, k: np.linalg.solve(a[:, :2], a[None]), r"linalg\.solve .* vector or a matrix"),
        (lambda a, k: np.linalg.eigh(a[:, :2], "U"), r"linalg\.eigh .* UPLO='L'"),
        (lambda a, k: np.linalg.svd(a), r"linalg\.svd .* full_matrices=False"),
        (lambda a, k: np.linalg.cond(a, 1), r"linalg\.cond .* 2-norm"),
        (lambda a, k: np.linalg.matrix_power(a[:, :2], k), r"matrix_power .* plain whole"),
        (lambda a, k: np.linalg.norm(a[None], "nuc", (1, 2)), r"linalg\.norm .* 'nuc'"),
        (lambda a, k: a[a > 0], r"recorded condition.*np\.where"),
        (lambda a, k: a[[0, k]], r"np\.stack"),
        (lambda a, k: a[a[0, 0]], r"whole number.*not 3\.0"),
        (lambda a, k: a[k > 0], r"whole number.*not 3\.0"),
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
