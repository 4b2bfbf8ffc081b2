"""Tests of mathlib.data."""

import warnings

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from sklearn.datasets import (
    load_breast_cancer,
    load_diabetes,
    load_digits,
    load_iris,
    load_sample_image,
)
from sklearn.preprocessing import StandardScaler
from support.protocol_stand_in import StandIn

from mathlib.data import (
    breast_tumours,
    diabetes_bmi,
    digits,
    iris_flowers,
    photograph,
    setosa_petals,
    standardize,
)


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


def test_the_tumours_are_those_of_scikit_learn_with_malignant_as_1():
    X, y = breast_tumours()
    theirs = load_breast_cancer()
    np.testing.assert_array_equal(
        X[:, 0], theirs.data[:, theirs.feature_names == "mean radius"].T[0]
    )
    np.testing.assert_array_equal(
        X[:, 1], theirs.data[:, theirs.feature_names == "mean texture"].T[0]
    )
    np.testing.assert_array_equal(y, theirs.target_names[theirs.target] == "malignant")


def test_the_tumours_are_212_malignant_and_357_benign_in_their_published_ranges():
    X, y = breast_tumours()
    assert (X.shape, y.sum(), (1 - y).sum()) == ((569, 2), 212, 357)
    assert (X.min(axis=0).tolist(), X.max(axis=0).tolist()) == ([6.981, 9.71], [28.11, 39.28])


def test_the_petals_are_those_of_the_50_setosas_in_scikit_learn_s_table():
    petals = setosa_petals()
    np.testing.assert_array_equal(petals, load_iris().data[:50, 2])
    assert (petals.size, petals.min(), petals.max()) == (50, 1.0, 1.9)
    assert petals.mean() == pytest.approx(1.462)  # as Fisher printed it in 1936


def test_the_digits_are_scikit_learn_s_pictures_row_by_row():
    X, y = digits()
    np.testing.assert_array_equal(16 * X.reshape(-1, 8, 8), load_digits().images)
    np.testing.assert_array_equal(np.bincount(y), np.bincount(load_digits().target))
    assert (X.shape, X.min(), X.max()) == ((1797, 64), 0, 1)


def test_the_photograph_is_scikit_learn_s_averaged_in_blocks():
    picture, whole = photograph(), load_sample_image("flower.jpg")
    assert (picture.shape, picture.dtype) == ((12, 18, 3), np.uint8)
    for row, column in ((0, 0), (5, 9), (11, 17)):
        block = whole[35 * row : 35 * row + 35, 35 * column : 35 * column + 35]
        np.testing.assert_array_equal(picture[row, column], block.mean(axis=(0, 1)).round())


def test_in_the_middle_of_the_photograph_red_leads_and_at_its_edges_it_does_not():
    picture = photograph().astype(float)
    assert (picture[5, 9, 0] > 2 * picture[5, 9, 1:]).all()
    assert (picture[:, [0, -1], 0] < 100).all()


def test_the_irises_have_the_mean_lengths_that_fisher_published():
    X, species = iris_flowers()
    means = [X[species == kind].mean(axis=0).round(3).tolist() for kind in range(3)]
    assert means == [
        [5.006, 3.428, 1.462, 0.246],
        [5.936, 2.77, 4.26, 1.326],
        [6.588, 2.974, 5.552, 2.026],
    ]


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
