"""Tests of the stable functions in the page: the tables of `extremes` hold in JavaScript too."""

import numpy as np
import pytest
from support.extremes import TABLES, WHOLE, passed

from mathlib import activations, costs, distributions
from mathlib.activations import log_sum_exp, sigmoid, softmax, softplus
from mathlib.autodiff import grad
from mathlib.costs import cross_entropy, logistic_loss
from mathlib.graph import Exported, new_input

RUN = """(m, { nodes, wanted, values }) => {
  const program = m.prepare(nodes);
  for (const [name, numbers] of Object.entries(values)) program.set(name, numbers);
  program.run(Object.keys(values));
  return wanted.map((i) => program.values[i].values.slice());
}"""


def in_the_page(runtime, function, *arguments):
    """Record a function at ordinary numbers, and return its results in the page for these."""
    inputs = [new_input(np.full(np.shape(a), 0.5)) for a in arguments]
    results = function(*inputs)
    results = results if isinstance(results, tuple) else (results,)
    names = [f"x{i}" for i in range(len(inputs))]
    graph = Exported(
        {n: x.node for n, x in zip(names, inputs, strict=True)}, [r.node for r in results]
    )
    values = {n: np.ravel(a) for n, a in zip(names, arguments, strict=True)}
    wanted = [graph.number(r.node) for r in results]
    found = runtime.call(
        "program.js", RUN, {"nodes": graph.nodes, "wanted": wanted, "values": values}
    )
    return [f.reshape(r.shape) for f, r in zip(found, results, strict=True)]


def slope(function):
    """Return the derivative of a function that acts on each element by itself."""
    return lambda z, *rest: grad(lambda t: np.sum(function(t, *rest)))(z)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_a_published_table_holds_in_the_page(runtime, name):
    function, arguments, expected, rtol, atol = TABLES[name]
    (found,) = in_the_page(runtime, function, *arguments)
    rows = passed(found, expected, rtol, atol)
    assert rows.all(), f"{rows.sum()} of {rows.size} rows: {found}"


def textbook(z, y):
    p = 1 / (1 + np.exp(-z))
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def from_two_exponentials(z, y):
    return np.logaddexp(0, z) - y * z


@pytest.mark.parametrize(
    ("loss", "count"), [(logistic_loss, 19), (from_two_exponentials, 19), (textbook, 5)]
)
def test_loss_gradient_and_curvature_hold_the_19_rows_in_the_page(runtime, loss, count):
    y, z, *expected = WHOLE.T
    three = (loss, slope(loss), slope(slope(loss)))
    found = in_the_page(runtime, lambda z, y: tuple(f(z, y) for f in three), z, y)
    rows = [passed(f, e, 1e-15, 1e-15) for f, e in zip(found, expected, strict=True)]
    assert np.all(rows, axis=0).sum() == count


def test_gradients_keep_their_digits_in_the_page(runtime):
    z = np.array([-np.inf, -1e308, -700.0, -40.0, -1.0, 0.0, 1.0, 40.0, 700.0, 1e308, np.inf])
    found = in_the_page(runtime, lambda z: (slope(softplus)(z), slope(slope(softplus))(z)), z)
    np.testing.assert_allclose(found[0], sigmoid(z), rtol=1e-15)
    np.testing.assert_allclose(found[1], sigmoid(z) * sigmoid(-z), rtol=2e-15)
    for logits in ([0.0, 0.0, 0.0], [1e4, 0.0, 7e-7], [-1e20, 1e20, 0.0], [1000.0, 960.0, 960.0]):
        given = np.array(logits)
        (gradient,) = in_the_page(runtime, grad(log_sum_exp), given)
        np.testing.assert_allclose(gradient, softmax(given), rtol=1e-14)
        (gradient,) = in_the_page(runtime, grad(lambda w: cross_entropy(w, 0)), given)
        np.testing.assert_allclose(gradient, softmax(given) - [1, 0, 0], rtol=1e-14, atol=1e-16)


wide = np.array([-np.inf, -1e308, -3.0, -1.0, -0.0, 0.0, 0.5, 1.0, 2.0, 1e308, np.inf, np.nan])
signs, shares = np.array([-1.0, 1.0] * 6), np.linspace(0, 1, 12)
dice = softmax(np.array([0.3, -1.0, 2.0]))
coins = np.stack([shares, 1 - shares], axis=1)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        *((getattr(activations, name), (wide,)) for name in ("tanh", "tanh_slope", "binary_step")),
        *((getattr(activations, name), (wide,)) for name in ("relu", "relu_slope")),
        *((getattr(activations, f"leaky_relu{end}"), (wide, 0.2)) for end in ("", "_slope")),
        (softmax, (np.stack([wide[2:9], shares[2:9]]), -1, 0.25)),
        (costs.squared_error, (wide[2:9], shares[2:9])),
        (costs.mean_squared_error, (wide[2:9], shares[2:9])),
        (costs.binary_cross_entropy, (shares, shares[::-1])),
        (costs.hinge_loss, (wide, signs)),
        (costs.hinge_slope, (wide, signs)),
        (costs.cross_entropy_slope, (np.eye(3), dice * np.ones((3, 3)))),
        (distributions.bernoulli, (shares.round(), shares)),
        (distributions.categorical, (np.array([0.0, 2.0, 3.0, 0.5]), dice)),
        (distributions.gaussian, (wide, 0.5, 2.0)),
        (distributions.gaussian_log, (wide, 0.5, 2.0)),
        (distributions.gaussian_kl, (wide, shares + 0.1, 0.5, 2.0)),
        (distributions.cross_entropy, (coins, coins[::-1])),
        (distributions.draw_categorical, (shares[:-1], dice)),
        (distributions.divergence_terms, (wide, wide[::-1])),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_function_computes_in_the_page_what_it_does_in_python(runtime, function, arguments):
    live = [a for a in arguments if isinstance(a, np.ndarray)]
    rest = arguments[len(live) :]
    (found,) = in_the_page(runtime, lambda *arrays: function(*arrays, *rest), *live)
    with np.errstate(all="ignore"):
        expected = function(*arguments)
    np.testing.assert_allclose(found, expected, rtol=1e-14, atol=1e-300)


def test_the_ends_of_an_area_and_the_chances_of_counts_may_be_live(runtime):
    def both(ends, p):
        landed = distributions.area(distributions.gaussian, ends[0], ends[1])
        return landed, distributions.multinomial([2, 0, 3], p)

    found = in_the_page(runtime, both, np.array([-1.0, 2.0]), dice)
    expected = both(np.array([-1.0, 2.0]), dice)
    np.testing.assert_allclose(found, expected, rtol=1e-14)
