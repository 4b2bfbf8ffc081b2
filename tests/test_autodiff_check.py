"""Tests of mathlib.autodiff_check."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathlib.autodiff import check_gradient, grad
from mathlib.landscapes import rosenbrock

moderate = st.floats(-3, 3)

LOSSES = {
    "landscape": (rosenbrock, np.array([0.3, -1.2])),
    "number": (lambda x: np.sin(x), 0.7),
    "matrix": (lambda a: np.sum(np.tanh(a @ a.T)), np.array([[0.1, 0.5], [-0.4, 0.2]])),
    "small": (lambda x: 1e-8 * np.sum(x**3), np.array([1.0, 2.0])),
    "large": (lambda x: 1e8 * np.sum(x**3), np.array([1.0, 2.0])),
    "far away": (lambda x: np.sum(np.sqrt(x)), np.array([1e6, 2e8])),
    "parameters": (lambda p: np.sum(p["w"] ** 2) * p["b"][0], {"w": np.ones(2), "b": (3.0,)}),
}


def wrong_somewhere(gradient, factor):
    """Return a gradient whose last number is multiplied by a factor."""

    def spoil(g):
        if isinstance(g, dict):
            return g | {(key := list(g)[-1]): spoil(g[key])}
        if isinstance(g, tuple):
            return (*g[:-1], spoil(g[-1]))
        spoilt = np.array(g)
        spoilt.reshape(-1)[-1] *= factor
        return spoilt[()]

    return lambda *args: spoil(gradient(*args))


@pytest.mark.parametrize("name", LOSSES)
def test_the_check_passes_a_right_gradient_and_catches_one_wrong_by_a_thousandth(name):
    loss, x = LOSSES[name]
    right = check_gradient(loss, grad(loss), x)
    assert right and right.agrees and "agrees" in str(right)
    for factor in (1.001, 0.999):
        wrong = check_gradient(loss, wrong_somewhere(grad(loss), factor), x)
        assert not wrong and "NOT" in str(wrong)
        assert wrong.error == pytest.approx(0.001, rel=0.02)
        assert wrong.given == pytest.approx(factor * wrong.expected, rel=1e-5)


def test_the_check_says_where_the_gradient_is_wrong():
    loss, x = LOSSES["matrix"]
    wrong = check_gradient(loss, wrong_somewhere(grad(loss), 2.0), x)
    assert wrong.where == (1, 1)
    loss, x = LOSSES["parameters"]
    wrong = check_gradient(loss, wrong_somewhere(grad(loss), 2.0), x)
    assert wrong.where == ("b", 0)
    assert "'b', 0" in str(wrong)


@given(arrays(float, 3, elements=moderate), st.floats(-3, 3))
def test_the_check_blames_nobody_for_the_rounding_of_differences(x, shift):
    def loss(x):
        return np.sum((x - shift) ** 2) + np.sum(x**3 * shift)

    assert check_gradient(loss, grad(loss), x)


def test_the_check_catches_a_gradient_that_is_no_number():
    assert not check_gradient(np.sin, lambda x: np.nan, 1.0)
    assert not check_gradient(np.sin, lambda x: np.inf, 1.0)
    assert not check_gradient(lambda x: np.log(x), grad(np.log), -1.0)


def test_the_check_passes_the_other_arguments_on():
    def loss(w, x, y):
        return np.mean((x @ w - y) ** 2)

    x, y = np.eye(2), np.ones(2)
    assert check_gradient(loss, grad(loss), [0.5, 2.0], x, y)
    assert check_gradient(np.sum, grad(np.sum), [])


def test_a_gradient_of_another_shape_is_refused_with_both_shapes():
    with pytest.raises(ValueError, match=r"\(\).*\(2,\)"):
        check_gradient(np.sum, lambda x: 1.0, [1.0, 2.0])
