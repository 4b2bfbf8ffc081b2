"""Tests of mathlib.data."""

import warnings

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from protocol_stand_in import StandIn
from scipy import stats
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import StandardScaler

from mathlib.data import diabetes_bmi, standardize


def test_the_diabetes_data_are_442_patients_in_their_published_ranges():
    bmi, progression = diabetes_bmi()
    assert bmi.shape == progression.shape == (442,)
    assert (bmi.min(), bmi.max()) == (18.0, 42.2)
    assert (progression.min(), progression.max()) == (25, 346)


def test_the_bmi_is_the_same_feature_that_scikit_learn_scales():
    scaled = load_diabetes().data[:, 2]  # mean 0, sum of squares 1
    np.testing.assert_allclose(standardize(diabetes_bmi()[0]), scaled * np.sqrt(442), rtol=1e-9)


def test_the_bmi_correlates_with_progression_as_it_does_for_scipy():
    bmi, progression = diabetes_bmi()
    slope = np.mean(standardize(bmi) * standardize(progression))
    assert slope == pytest.approx(stats.pearsonr(bmi, progression).statistic, rel=1e-12)
    assert slope == pytest.approx(0.5865, abs=5e-5)


def test_every_call_returns_data_of_its_own():
    bmi, _ = diabetes_bmi()
    assert bmi.flags.owndata
    bmi[:] = 0
    assert diabetes_bmi()[0].min() == 18.0


shapes = st.tuples(st.integers(2, 20), st.integers(1, 3))
tables = arrays(float, shapes, elements=st.integers(-1000, 1000))


@given(tables)
def test_standardized_columns_have_mean_0_and_deviation_1(x):
    assume((np.ptp(x, axis=0) > 0).all())
    z = standardize(x)
    np.testing.assert_allclose(z.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(z.std(axis=0), 1, rtol=1e-12)
    np.testing.assert_allclose(z, StandardScaler().fit_transform(x), rtol=1e-9, atol=1e-12)


@given(tables, st.floats(0.5, 100), st.floats(-100, 100))
def test_the_unit_and_the_zero_of_the_scale_do_not_matter(x, unit, zero):
    assume((np.ptp(x, axis=0) > 0).all())
    np.testing.assert_allclose(standardize(unit * x + zero), standardize(x), rtol=1e-8, atol=1e-9)


def test_a_feature_worked_out_on_paper():
    np.testing.assert_allclose(standardize([1, 2, 3]), [-np.sqrt(1.5), 0, np.sqrt(1.5)], rtol=1e-15)


@pytest.mark.parametrize(
    ("x", "message"),
    [
        ([], r"nothing to standardize in shape \(0,\)"),
        (3.0, r"nothing to standardize in shape \(\)"),
        ([4.0], "constant"),
        ([0.1] * 10, "constant"),
        ([[1, 5], [2, 5]], "constant"),
        ([1, np.nan], "finite"),
        ([1, np.inf], "finite"),
        ([-1e308, 1e308], "too large or too small"),
        ([1e308, 1.1e308, 1.2e308], "too large or too small"),
        ([0, 1e-200], "too large or too small"),
    ],
)
def test_values_without_a_spread_are_refused(x, message):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ValueError, match=message):
            standardize(x)


def test_values_that_answer_only_the_protocols_give_the_same_numbers():
    x = np.array([[1.0, 5.0], [2.0, 7.0], [4.0, 1.0]])
    np.testing.assert_array_equal(standardize(StandIn(x)).value, standardize(x))
