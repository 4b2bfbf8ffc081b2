"""Tests of mathlib.autodiff; each operation's own gradient is tested in graph/test_derivatives."""

import warnings
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from support.gradients import differences

from mathlib.autodiff import grad, hessian, jacobian, value_and_grad
from mathlib.graph import Program, Recorded, RecordingError, new_input
from mathlib.graph.node import topological_order
from mathlib.iteration import iterate
from mathlib.landscapes import himmelblau, ravine, rosenbrock, two_valleys

moderate = st.floats(-3, 3)


# ---------------------------------------------------------------- gradients
@pytest.mark.parametrize("landscape", [ravine, rosenbrock, himmelblau, two_valleys])
@given(w=arrays(float, 2, elements=moderate))
def test_the_gradient_of_a_landscape_agrees_with_its_formula(landscape, w):
    expected = landscape.gradient(w)
    scale = np.max(np.abs(w)) + 1
    np.testing.assert_allclose(grad(landscape)(w), expected, rtol=1e-12, atol=1e-12 * scale**4)


def network(parameters, x, y):
    w1, b1, w2, b2 = (parameters[name] for name in ("w1", "b1", "w2", "b2"))
    hidden = np.tanh(x @ w1 + b1)
    guess = 1 / (1 + np.exp(-(hidden @ w2 + b2)))
    return -np.mean(y * np.log(guess) + (1 - y) * np.log(1 - guess))


def backpropagation(parameters, x, y):
    """Return the network's gradient, by hand."""
    w1, b1, w2, b2 = (parameters[name] for name in ("w1", "b1", "w2", "b2"))
    hidden = np.tanh(x @ w1 + b1)
    off = (1 / (1 + np.exp(-(hidden @ w2 + b2))) - y) / y.size
    inside = off @ w2.T * (1 - hidden**2)
    slopes = x.T @ inside, inside.sum(axis=0), hidden.T @ off, off.sum(axis=0)
    return dict(zip(("w1", "b1", "w2", "b2"), slopes, strict=True))


def a_network(seed=0):
    rng = np.random.default_rng(seed)
    shapes = {"w1": (2, 8), "b1": (8,), "w2": (8, 1), "b2": (1,)}
    parameters = {name: rng.standard_normal(shape) for name, shape in shapes.items()}
    x = rng.standard_normal((50, 2))
    return parameters, x, (x[:, :1] * x[:, 1:] > 0) * 1.0


@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_of_a_network_is_that_of_backpropagation_by_hand(seed):
    given = a_network(seed)
    value, gradient = value_and_grad(network)(*given)
    assert value == network(*given)
    expected = backpropagation(*given)
    assert list(gradient) == list(expected)
    for name, slopes in expected.items():
        np.testing.assert_allclose(gradient[name], slopes, rtol=1e-11, atol=1e-15)


def test_gradients_are_nested_to_any_order():
    slope = np.sin
    for derivative in (np.cos, lambda x: -np.sin(x), lambda x: -np.cos(x), np.sin, np.cos):
        slope = grad(slope)
        for x in (0.3, -2.0):
            np.testing.assert_allclose(slope(x), derivative(x), rtol=1e-14)


def test_an_inner_variable_is_not_mistaken_for_the_outer_one():
    assert grad(lambda x: x * grad(lambda y: x * y)(x))(3.0) == 6.0
    assert grad(lambda x: x * grad(lambda y: x + y)(1.0))(3.0) == 1.0
    assert grad(lambda x: grad(lambda y: x**2 * y**3)(2.0))(3.0) == 72.0


def test_a_variable_given_twice_is_two_variables():
    assert grad(lambda x, y: x**2 * y)(3.0, 3.0) == 18
    assert grad(lambda x, y: x**2 * y, (0, 1))(3.0, 3.0) == (18, 9)


@given(arrays(float, array_shapes(min_dims=0, max_dims=3, max_side=3), elements=moderate))
def test_the_gradient_has_the_shape_of_the_variable(x):
    gradient = grad(lambda x: np.sum(np.sin(x) * 2))(x)
    assert np.shape(gradient) == x.shape
    np.testing.assert_allclose(gradient, 2 * np.cos(x), rtol=1e-14)


def test_a_result_that_does_not_depend_on_the_variable_has_gradient_zero():
    x = np.ones((2, 3))
    for f in (lambda x: 3.0, lambda x: np.sum(np.floor(x)), lambda x: np.sum(x > 0)):
        np.testing.assert_array_equal(grad(f)(x), np.zeros((2, 3)))
    assert grad(lambda x: x.shape[0])(x).shape == (2, 3)
    assert jacobian(lambda x: np.arange(4.0))(x).shape == (4, 2, 3)


def test_whole_numbers_and_lists_become_floats():
    assert grad(lambda x: x**2)(3) == 6.0
    np.testing.assert_array_equal(grad(lambda w: w[0] * w[1])([2, 5]), [5.0, 2.0])


def test_the_gradient_is_the_callers_own_array():
    x = np.ones(3)
    for f in (np.sum, lambda x: np.sum(x + x), lambda x: np.sum(x * x)):
        gradient = grad(f)(x)
        gradient += 1
        np.testing.assert_array_equal(x, np.ones(3))
        np.testing.assert_array_equal(grad(f)(x), gradient - 1)


class Layer(NamedTuple):
    weights: np.ndarray
    bias: float


def test_tuples_and_dicts_of_arrays_come_back_in_their_own_form():
    def total(p):
        return np.sum(p["a"].weights ** 2) * p["a"].bias + p["b"][0] * p["b"][1]

    gradient = grad(total)({"a": Layer(np.array([1.0, 2.0]), 3), "b": (4, 5)})
    assert gradient["b"] == (5.0, 4.0)
    assert isinstance(gradient["a"], Layer)
    np.testing.assert_array_equal(gradient["a"].weights, [6, 12])
    assert gradient["a"].bias == 5


def test_other_arguments_are_passed_as_they_are():
    def f(x, names, *, power):
        assert names == ["a"]
        return x**power

    assert grad(f)(2.0, ["a"], power=3) == 12
    assert grad(lambda a, b: a * b, -1)(2.0, 5.0) == 2
    assert grad(lambda a, b: a * b, (1, 0))(2.0, 5.0) == (2, 5)


# ---------------------------------------------------------------- through loops
def test_the_gradient_through_a_descent_is_that_of_its_closed_form():
    def end(rate):
        return iterate(lambda w, k: w - rate * grad(lambda v: v**2 / 2)(w), 1.0, 20)[-1]

    np.testing.assert_allclose(end(0.1), 0.9**20)
    np.testing.assert_allclose(grad(end)(0.1), -20 * 0.9**19, rtol=1e-13)
    np.testing.assert_allclose(grad(grad(end))(0.1), 380 * 0.9**18, rtol=1e-13)
    np.testing.assert_allclose(grad(grad(grad(end)))(0.1), -6840 * 0.9**17, rtol=1e-13)


def test_a_chain_of_10_000_additions_has_a_gradient():
    def chain(x):
        y = x
        for _ in range(10_000):
            y = y + x
        return y

    assert grad(chain)(1.0) == 10_001
    assert grad(lambda x: chain(x) ** 2)(1.0) == 2 * 10_001**2


# ---------------------------------------------------------------- jacobians and hessians
@given(arrays(float, (2, 3), elements=moderate))
def test_the_jacobian_agrees_with_differences(x):
    def f(x):
        return np.stack([np.sin(x[0]) * x[1], x[0] + x[1] ** 2])

    found = jacobian(f)(x)
    assert found.shape == (2, 3, 2, 3)
    expected = differences(f, x).T.reshape(2, 3, 2, 3)
    np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-8)


def test_the_jacobian_of_a_matrix_product_is_the_matrix():
    A = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(jacobian(lambda x: A @ x)(np.ones(3)), A)
    assert jacobian(lambda x: x**3)(2.0) == 12
    assert jacobian(lambda x: x)(np.zeros((0,))).shape == (0, 0)


@given(arrays(float, 2, elements=moderate))
def test_the_hessian_is_that_of_the_closed_form(w):
    x, y = w
    expected = np.array([[2 - 400 * (y - 3 * x**2), -400 * x], [-400 * x, 200]])
    found = hessian(rosenbrock)(w)
    scale = 400 * (np.abs(y) + 3 * x * x) + 2
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-14 * scale)


def test_the_hessian_of_a_network_is_symmetric():
    parameters, x, y = a_network()

    def loss(flat):
        w1, b1, w2, b2 = np.split(flat, [16, 24, 32])
        layers = {"w1": w1.reshape(2, 8), "b1": b1, "w2": w2.reshape(8, 1), "b2": b2}
        return network(layers, x, y)

    point = np.concatenate([p.ravel() for p in parameters.values()])
    found = hessian(loss)(point)
    np.testing.assert_allclose(found, found.T, atol=1e-15)
    expected = differences(grad(loss), point)
    np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-10)


# ---------------------------------------------------------------- inside a recording
def figure(rate, w):
    """What a figure may compute: gradients of functions that read its controls."""
    value, gradient = value_and_grad(lambda v: np.sum(np.sin(v * rate) * v))(w)
    fixed = grad(lambda v: v**2 * rate)(2.0)
    path = iterate(lambda v, k: v - rate * grad(himmelblau)(v), w, 5)
    return value, gradient, fixed, path, hessian(lambda v: rate * v[0] ** 2 * v[1])(w)


def test_gradients_inside_a_recording_are_recorded_and_replay_at_other_inputs():
    rate, w = new_input(0.01), new_input([1.0, -0.5])
    results = figure(rate, w)
    assert all(isinstance(result, Recorded) for result in results)
    program = Program([rate.node, w.node], [result.node for result in results])
    for values in ((0.01, [1.0, -0.5]), (0.005, [-2.0, 1.5])):
        expected = figure(*map(np.asarray, values))
        for found, plain in zip(program.run(*values), expected, strict=True):
            np.testing.assert_allclose(found, plain, rtol=1e-12)


def test_a_plain_variable_is_a_constant_of_the_recording_around_it():
    rate = new_input(2.0)
    slope = grad(lambda v: rate * v**3)(5.0)
    inputs = [n for n in topological_order([slope.node]) if n.operation == "input"]
    assert inputs == [rate.node]


def test_a_recording_keeps_copies_of_large_arrays():
    rate, data = new_input(2.0), np.ones(50_000)
    slope = grad(lambda v: np.sum(rate * v * data))(1.0)
    data[:] = 7.0
    assert Program([rate.node], [slope.node]).run(3.0) == (150_000.0,)


def test_large_arrays_are_locked_while_a_gradient_is_taken_and_free_afterwards():
    base = np.ones(50_000)
    data = base[:]

    def f(x):
        total = np.sum(x * data)
        data[:] = 7.0
        return total

    with pytest.raises(ValueError, match="read-only"):
        grad(f)(2.0)
    data[:] = 3.0
    assert base.flags.writeable
    assert grad(lambda x: np.sum(x * data))(1.0) == 150_000


def test_small_arrays_may_be_changed_while_a_gradient_is_taken():
    data = np.zeros(3)

    def f(x):
        total = 0.0
        for i in range(3):
            data[:] = i
            total = total + np.sum(x * data)
        return total

    assert grad(f)(1.0) == 9


# ---------------------------------------------------------------- extremes
def test_overflow_is_silent():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert grad(lambda x: np.exp(x) * 2)(1e4) == np.inf
        assert np.isnan(grad(np.log)(np.nan))


def test_an_empty_variable_has_an_empty_gradient():
    assert grad(np.sum)(np.zeros((0, 2))).shape == (0, 2)
    assert grad(np.sum)([]).shape == (0,)


# ---------------------------------------------------------------- refusals
@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: grad(np.sin)([1.0, 2.0]), ValueError, r"one number.*shape \(2,\).*jacobian"),
        (lambda: grad(lambda x: x[:1])([1.0]), ValueError, r"shape \(1,\)"),
        (lambda: grad(lambda x: (x, x))(1.0), TypeError, "returned a tuple"),
        (lambda: grad(lambda x: None)(1.0), TypeError, "returned a NoneType"),
        (lambda: grad(lambda x: x)("1.5x"), TypeError, "real numbers.*str"),
        (lambda: grad(lambda x: x)(1j), TypeError, "complex"),
        (lambda: grad(lambda x: x)([[1.0], [1.0, 2.0]]), TypeError, "real numbers.*list"),
        (lambda: grad(lambda x: x, 1)(1.0), TypeError, "argument 1.*1 positional"),
        (lambda: grad(lambda x: x)(x=1.0), TypeError, "argument 0.*0 positional"),
        (lambda: grad(lambda x: x if x > 0 else -x)(1.0), RecordingError, "derivative.*np.where"),
        (lambda: grad(lambda x: float(x))(1.0), RecordingError, r"float\(\).*derivative"),
        (lambda: jacobian(lambda p: p[0])((1.0, 2.0)), TypeError, "one array.*tuple"),
    ],
)
def test_what_has_no_gradient_is_refused_with_what_was_wrong(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_what_the_function_is_called_with_answers_as_an_array_does():
    seen = []

    def f(x):
        seen.extend([x.shape, x.ndim, x.size, len(x), x.dtype, repr(x)])
        return np.sum(x)

    grad(f)([[1.0, 2.0]])
    assert seen == [(1, 2), 2, 2, 1, np.float64, "<recorded [[1. 2.]], shape (1, 2)>"]
