"""Tests of mathlib.distributions."""

import numpy as np
import pytest
from extremes import TABLES, passed
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from mathlib import distributions
from mathlib.activations import softmax
from mathlib.costs import binary_cross_entropy
from mathlib.distributions import (
    area,
    bernoulli,
    categorical,
    cross_entropy,
    entropy,
    gaussian,
    gaussian_kl,
    gaussian_log,
    kl_divergence,
    multinomial,
)

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
        (lambda: multinomial([1, 2], [0.2, 0.3, 0.5]), r"counts have shape \(2,\) .* \(3,\)"),
        (lambda: multinomial([1, -2], [0.5, 0.5]), "whole numbers, 0 or more"),
        (lambda: multinomial([1, 0.5], [0.5, 0.5]), "whole numbers, 0 or more"),
    ],
)
def test_shapes_and_counts_that_do_not_fit_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
