"""Tests of mathlib.distributions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import special, stats
from support.extremes import TABLES, passed

from mathlib import costs, distributions
from mathlib.activations import softmax
from mathlib.autodiff import grad
from mathlib.costs import binary_cross_entropy, mean_squared_error
from mathlib.derivatives import numerical_gradient
from mathlib.distributions import (
    area,
    bernoulli,
    categorical,
    cross_entropy,
    divergence_terms,
    draw_categorical,
    entropy,
    entropy_terms,
    gaussian,
    gaussian_kl,
    gaussian_log,
    kl_divergence,
    multinomial,
)
from mathlib.graph import new_input

OURS = [name for name, table in TABLES.items() if table.function in vars(distributions).values()]
logits = arrays(float, (3, 5), elements=st.floats(-30, 30))


@pytest.mark.parametrize("name", OURS)
def test_every_row_of_a_published_table_of_extreme_values_holds(name):
    function, arguments, expected, rtol, atol = TABLES[name]
    rows = passed(function(*arguments), expected, rtol, atol)
    assert rows.all(), f"{rows.sum()} of {rows.size} rows"


@given(logits, logits)
def test_entropies_agree_with_scipy(a, b):
    p, q = softmax(a), softmax(b)
    np.testing.assert_allclose(entropy(p), stats.entropy(p, axis=-1), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(
        kl_divergence(p, q), stats.entropy(p, q, axis=-1), rtol=1e-10, atol=1e-15
    )
    np.testing.assert_allclose(
        cross_entropy(p, q), entropy(p) + kl_divergence(p, q), rtol=1e-12, atol=1e-14
    )


@given(logits, logits)
def test_a_divergence_is_never_below_0_and_is_0_from_a_distribution_to_itself(a, b):
    p, q = softmax(a), softmax(b)
    assert (kl_divergence(p, q) >= -1e-15).all()
    np.testing.assert_array_equal(kl_divergence(p, p), [0, 0, 0])


def test_what_has_the_probability_0_adds_nothing_and_what_is_ruled_out_costs_infinity():
    never, fair = [0.0, 1.0], [0.5, 0.5]
    assert entropy(never) == 0
    assert kl_divergence(never, fair) == cross_entropy(never, fair) == np.log(2)
    assert kl_divergence(fair, never) == cross_entropy(fair, never) == np.inf
    assert kl_divergence(never, never) == cross_entropy(never, never) == 0
    assert np.isnan(entropy([np.nan, 1.0]))


def test_a_fair_coin_has_one_bit_and_eight_equal_outcomes_three():
    assert entropy([0.5, 0.5]) / np.log(2) == 1
    assert entropy(np.full(8, 1 / 8)) / np.log(2) == pytest.approx(3, rel=1e-15)


def test_the_negative_logarithm_of_a_coin_s_probability_is_the_binary_cross_entropy():
    p = np.linspace(0.01, 0.99, 99)
    for outcome in (0, 1):
        np.testing.assert_allclose(
            -np.log(bernoulli(outcome, p)), binary_cross_entropy(p, outcome), rtol=1e-14
        )


def test_probabilities_agree_with_scipy():
    p = np.array([0.2, 0.5, 0.3])
    np.testing.assert_allclose(
        bernoulli([0, 1, 2, 0.5], 0.3), stats.bernoulli.pmf([0, 1, 2, 3], 0.3)
    )
    np.testing.assert_array_equal(categorical([2, 0, 1, 3, -1, 0.5], p), [0.3, 0.2, 0.5, 0, 0, 0])
    for counts in ([3, 0, 2], [0, 0, 0], [40, 50, 60]):
        expected = stats.multinomial.pmf(counts, sum(counts), p)
        assert multinomial(counts, p) == pytest.approx(expected, rel=1e-11)
    many = np.stack([p, p[::-1]])
    expected = stats.multinomial.pmf([3, 0, 2], 5, many)
    np.testing.assert_allclose(multinomial([3, 0, 2], many), expected, rtol=1e-12)


@given(arrays(float, 4, elements=st.floats(-5, 5)))
def test_a_draw_falls_into_the_piece_of_the_line_that_is_its_outcome_s(z):
    p = softmax(z)
    uniform = np.linspace(0, 1, 4001)[:-1]
    drawn = draw_categorical(uniform, p)
    np.testing.assert_array_equal(np.sort(drawn), drawn)
    np.testing.assert_allclose(np.bincount(drawn, minlength=4) / 4000, p, atol=1 / 4000)
    law = stats.rv_discrete(values=(range(4), p))  # an independent inverse
    inner = np.abs(uniform[:, None] - np.cumsum(p)).min(axis=1) > 1e-9
    np.testing.assert_array_equal(drawn[inner], law.ppf(uniform[inner] + 1e-12))


def test_an_outcome_that_is_impossible_is_never_drawn_and_a_single_one_always():
    uniform = np.append(np.random.default_rng(0).random(1000), 0.0)
    assert set(draw_categorical(uniform, [0.0, 0.4, 0.0, 0.6])) == {1, 3}
    assert not draw_categorical(uniform, [1.0]).any()
    assert draw_categorical(0.5, [0.5, 0.5]) == 1


def test_recorded_probabilities_give_the_same_draws_entropies_and_densities():
    p, q = np.array([0.2, 0.5, 0.3]), np.array([0.6, 0.0, 0.4])
    uniform = np.random.default_rng(1).random(50)
    for function, arguments in (
        (lambda p: draw_categorical(uniform, p), [p]),
        (entropy, [q]),
        (cross_entropy, [p, q]),
        (kl_divergence, [q, p]),
        (gaussian, [p]),
    ):
        recorded = function(*map(new_input, arguments))
        np.testing.assert_array_equal(recorded.node.value, function(*arguments))


def test_the_gradient_of_the_cross_entropy_over_the_logits_is_q_minus_p():
    p, z = np.array([0.2, 0.5, 0.3]), np.array([1.0, -2.0, 0.5])
    by_graph = grad(lambda z: cross_entropy(p, softmax(z)))(z)
    np.testing.assert_allclose(by_graph, softmax(z) - p, rtol=1e-12)
    nudged = numerical_gradient(lambda z: cross_entropy(p, softmax(z)))(z)
    np.testing.assert_allclose(nudged, softmax(z) - p, rtol=1e-8)


def test_of_probabilities_or_of_logits_the_cross_entropy_is_the_same():
    label, z = np.array([0.0, 1.0, 0.0]), np.array([2.0, 1.0, 0.1])
    assert cross_entropy(label, softmax(z)) == pytest.approx(costs.cross_entropy(z, 1), rel=1e-14)


@given(arrays(float, 6, elements=st.floats(-9, 9)), st.floats(0.1, 9), st.floats(-9, 9))
def test_the_log_likelihood_of_a_gaussian_is_a_constant_minus_the_squared_error(x, s, mean):
    constant = -len(x) * (np.log(s) + 0.5 * np.log(2 * np.pi))
    expected = constant - len(x) / (2 * s**2) * mean_squared_error(np.full(6, mean), x)
    assert np.sum(gaussian_log(x, mean, s)) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_a_term_of_a_divergence_agrees_with_scipy_where_a_number_is_missing():
    p, q = np.array([np.nan, 0.3, np.nan, 0.0]), np.array([0.2, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(divergence_terms(p, q), special.rel_entr(p, q))
    np.testing.assert_array_equal(entropy_terms(p), special.entr(p))


places = st.floats(-20, 20)
widths = st.floats(0.01, 100)


@given(places, places, widths)
def test_the_gaussian_agrees_with_scipy(x, mean, deviation):
    expected = stats.norm.logpdf(x, mean, deviation)
    assert gaussian_log(x, mean, deviation) == pytest.approx(expected, rel=1e-12, abs=1e-13)
    assert gaussian(x, mean, deviation) == pytest.approx(np.exp(expected), rel=1e-9, abs=1e-300)


def test_far_out_the_density_is_0_but_its_logarithm_is_not():
    assert gaussian(1e3) == 0
    assert gaussian_log(1e3) == pytest.approx(-500000.9189385332, rel=1e-15)
    assert gaussian_log(1e200) == gaussian_log(np.inf) == -np.inf
    assert np.isnan(gaussian_log(np.nan))


@given(places, st.floats(0, 20), places, st.floats(1, 10))
def test_an_area_under_the_density_is_the_probability_to_land_there(low, width, mean, deviation):
    law = stats.norm(mean, deviation)
    found = area(lambda x: gaussian(x, mean, deviation), low, low + width)
    assert found == pytest.approx(law.cdf(low + width) - law.cdf(low), abs=1e-9)


def test_areas_of_several_intervals_are_found_at_once():
    ends = np.array([1.0, 2.0, 10.0])
    np.testing.assert_allclose(
        area(gaussian, -ends, ends), [0.6826894921, 0.9544997361, 1], atol=1e-9
    )


def test_the_area_of_a_cubic_is_exact():
    assert area(lambda x: x**3, 0, 2, pieces=1) == pytest.approx(4, rel=1e-15)


@given(places, widths, places, widths)
def test_the_divergence_of_two_gaussians_is_the_textbook_s(mean, deviation, other, wide):
    expected = np.log(wide / deviation) + (deviation**2 + (mean - other) ** 2) / (2 * wide**2) - 0.5
    assert gaussian_kl(mean, deviation, other, wide) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert gaussian_kl(mean, deviation, mean, deviation) == 0


def test_the_divergence_of_two_gaussians_is_the_mean_of_the_difference_of_their_logarithms():
    def weighted(x):
        difference = gaussian_log(x, 0.5, 0.8) - gaussian_log(x, -0.3, 1.4)
        return gaussian(x, 0.5, 0.8) * difference

    assert gaussian_kl(0.5, 0.8, -0.3, 1.4) == pytest.approx(area(weighted, -9, 10), rel=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: kl_divergence([0.5, 0.5], [1.0]), r"p has shape \(2,\) and q has shape \(1,\)"),
        (lambda: cross_entropy([[1.0]], [1.0]), r"p has shape \(1, 1\) and q has shape \(1,\)"),
        (lambda: categorical(0, [[0.5, 0.5]]), r"shape \(k,\), .* have shape \(1, 2\)"),
        (lambda: draw_categorical(0.1, 0.5), r"shape \(k,\), .* have shape \(\)"),
        (lambda: categorical(0, [0.5, 0.6]), "add up to 1.1, not to 1. Divide them"),
        (lambda: draw_categorical(0.1, [0.5, 0.4]), "add up to 0.9, not to 1"),
        (lambda: multinomial([1, 1], [[0.5, 0.5], [0.7, 0.7]]), "add up to 1.4, not to 1"),
        (lambda: entropy([[0.5, 0.5], [1.0, 1.0]]), "add up to 2, not to 1"),
        (lambda: entropy([]), "add up to 0, not to 1"),
        (lambda: entropy(0.5), r"\[p, 1 - p\] for a coin, not one number"),
        (lambda: cross_entropy([0.5, 0.5], [np.inf, 0.0]), "add up to inf, not to 1"),
        (lambda: kl_divergence([1.5, -0.5], [0.5, 0.5]), "never negative, but there is -0.5"),
        (lambda: kl_divergence([0.5, 0.5], [0.9, 0.9]), "add up to 1.8, not to 1"),
        (lambda: multinomial([1, 2], [0.2, 0.3, 0.5]), r"counts have shape \(2,\) .* \(3,\)"),
        (lambda: multinomial([1, -2], [0.5, 0.5]), "whole numbers, 0 or more"),
        (lambda: multinomial([1, 0.5], [0.5, 0.5]), "whole numbers, 0 or more"),
    ],
)
def test_shapes_and_counts_that_do_not_fit_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
