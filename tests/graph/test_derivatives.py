"""Tests of mathlib.graph.derivatives; the calls and the answers are in gradients.py."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit
from support.gradients import CASES, first, second

from mathlib.autodiff import grad
from mathlib.graph import new_input
from mathlib.graph.derivatives import DERIVATIVES
from mathlib.graph.operations import OPERATIONS
from mathlib.graph.recorded import record

#: Operations without a slope, each called on floats.
STEPS = {
    **{f.__name__: f for f in (np.sign, np.floor, np.ceil, np.trunc, np.rint, np.isfinite)},
    **{
        f.__name__: lambda x, f=f: f(x, 0.5)
        for f in (np.less, np.less_equal, np.equal, np.not_equal, np.floor_divide)
    },
    **{
        f.__name__: lambda x, f=f: f(x > 0, x > 1) if f.nin == 2 else f(x > 0)
        for f in (np.logical_and, np.logical_or, np.logical_not)
    },
    **{f.__name__: f for f in (np.argmax, np.argmin, np.argsort)},
}
#: What needs no case here: they are tested with loops, and within eigh and svd.
ELSEWHERE = {"iterate", "element"}


def test_every_operation_has_a_row_and_is_called_here():
    assert set(DERIVATIVES) == set(OPERATIONS) == {*CASES, *STEPS, *ELSEWHERE}


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=200)
@given(st.data())
def test_gradients_and_their_gradients_agree_with_an_independent_answer(name, data):
    case = data.draw(st.sampled_from(CASES[name]))
    arrays = data.draw(case.points)
    assert first(case, arrays) <= 1
    assert second(case, arrays) <= 1


@pytest.mark.parametrize("name", CASES)
def test_every_case_records_the_operation_it_is_named_for(name):
    for case in CASES[name]:
        made = record_once(case.function, first_example(case))
        assert name in made


def record_once(function, arrays):
    from mathlib.graph.node import topological_order

    return {n.operation for n in topological_order([function(*map(new_input, arrays)).node])}


def first_example(case):
    found = []

    @settings(max_examples=1, database=None, derandomize=True)
    @given(case.points)
    def draw(arrays):
        found.append(arrays)

    draw()
    return found[0]


@pytest.mark.parametrize("name", STEPS)
def test_steps_have_no_slope(name):
    gradient = grad(lambda x: np.sum(STEPS[name](x) * 1.0))([-1.3, 0.5, 2.2])
    np.testing.assert_array_equal(gradient, np.zeros(3))


# ---------------------------------------------------------------- where there is no derivative
@pytest.mark.parametrize(
    ("function", "x", "expected"),
    [
        (np.abs, 0.0, 0.0),
        (lambda x: np.maximum(0, x), 0.0, 0.5),
        (lambda x: np.minimum(x, 0), 0.0, 0.5),
        (np.max, [3.0, 1.0, 3.0], [0.5, 0, 0.5]),
        (np.min, [3.0, 1.0, 1.0], [0, 0.5, 0.5]),
        (np.sqrt, 0.0, np.inf),
        (lambda x: x**2, 0.0, 0.0),
        (lambda x: x**1, 0.0, 1.0),
        (lambda x: x**0, 0.0, 0.0),
        (lambda x: x**3, -2.0, 12.0),
        (lambda x: x**-1, -2.0, -0.25),
        (lambda x: 0.0**x, 2.0, 0.0),
        (lambda x: np.prod(x), [0.0, 2.0, 3.0], [6.0, 0, 0]),
        (lambda x: np.prod(x), [0.0, 2.0, 0.0], [0.0, 0, 0]),
    ],
)
def test_where_a_formula_divides_by_zero_the_chosen_slope_is_returned(function, x, expected):
    np.testing.assert_array_equal(grad(function)(x), expected)


@pytest.mark.parametrize("x", [0.0, -1.0, 2.0])
def test_a_fixed_exponent_never_asks_for_the_logarithm_of_a_negative_number(x):
    assert grad(grad(lambda x: x**3))(x) == 6 * x
    assert grad(grad(grad(lambda x: x**2)))(x) == 0


def test_a_branch_that_is_not_taken_is_kept_harmless_by_a_second_where():
    def logarithm(x):
        return np.where(x > 0, np.log(np.where(x > 0, x, 1.0)), 0.0)

    assert grad(logarithm)(-1.0) == 0
    assert grad(logarithm)(2.0) == 0.5


# ---------------------------------------------------------------- digits where others have none
@pytest.mark.parametrize("z", [-1e3, -700.0, -40.0, -1.0, 0.0, 1.0, 40.0, 700.0, 1e3])
def test_the_slopes_of_softplus_keep_their_digits_at_every_size(z):
    def softplus(z):
        return np.logaddexp(0, z)

    np.testing.assert_allclose(grad(softplus)(z), expit(z), rtol=2e-13)
    np.testing.assert_allclose(grad(grad(softplus))(z), expit(z) * expit(-z), rtol=2e-13)


@pytest.mark.parametrize("x", [0.0, 5.0, 20.0, 300.0, -20.0, 1e4])
def test_the_slope_of_tanh_keeps_its_digits_where_tanh_rounds_to_one(x):
    expected = 4 / (np.exp(min(abs(x), 700)) + np.exp(-abs(x))) ** 2 if abs(x) < 350 else 0
    np.testing.assert_allclose(grad(np.tanh)(x), expected, rtol=1e-14)
    recorded = grad(np.tanh)(new_input(x))  # as a figure records it
    np.testing.assert_allclose(recorded.node.value, expected, rtol=1e-14)


@pytest.mark.parametrize("x", [0.0, 1e-300, -1e-9, 0.5, -5.0, 20.0, 300.0, 360.0, 1e4, np.inf])
def test_the_second_slope_of_tanh_keeps_its_digits_too(x):
    with localcontext(prec=700):
        e = (-2 * Decimal(x)).exp() if x < np.inf else Decimal(0)
        expected = float(-8 * e * (1 - e) / (1 + e) ** 3)
    np.testing.assert_allclose(grad(grad(np.tanh))(x), expected, rtol=1e-15, atol=1e-322)


@pytest.mark.parametrize("x", [0.0, 1e-9, 1.0, 1e3])
def test_the_second_slope_of_arcsinh_agrees_with_the_formula(x):
    expected = -x / (1 + x * x) ** 1.5
    np.testing.assert_allclose(grad(grad(np.arcsinh))(x), expected, rtol=1e-14)


# ---------------------------------------------------------------- linear algebra
def test_the_slope_of_an_eigenvalue_of_a_symmetric_matrix_is_the_square_of_its_vector():
    a = np.array([[2.0, 0.5, 0.1], [0.5, 1.0, 0.3], [0.1, 0.3, -1.0]])
    vector = np.linalg.eigh(a).eigenvectors[:, -1]
    gradient = grad(lambda a: np.linalg.eigvalsh((a + a.T) / 2)[-1])(a)
    np.testing.assert_allclose(gradient, np.outer(vector, vector), rtol=1e-14)


def test_equal_eigenvalues_do_not_spoil_what_does_not_part_them():
    np.testing.assert_array_equal(
        grad(lambda a: np.sum(np.linalg.eigvalsh(a)))(np.eye(3)), np.eye(3)
    )
    np.testing.assert_allclose(
        grad(lambda a: np.sum(np.linalg.svdvals(a)))(np.eye(2)), np.eye(2), atol=1e-15
    )


def test_no_gradient_flows_to_a_position_that_is_picked():
    table = np.array([1.0, 4.0, 9.0])
    gradient = grad(lambda a, k: record("gather_at", a, k))(table, np.array(1))
    np.testing.assert_array_equal(gradient, [0, 1, 0])
