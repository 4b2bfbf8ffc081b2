"""Real data for the book, and the step that makes them easy to learn from."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.iteration import as_floats


def diabetes_bmi() -> tuple[np.ndarray, np.ndarray]:
    """Return the body mass index of 442 diabetes patients and their disease's progression.

    The progression was measured a year after the index. The data come with scikit-learn, so
    nothing is downloaded. They are the unscaled values. Source: B. Efron, T. Hastie,
    I. Johnstone, R. Tibshirani, "Least Angle Regression", Annals of Statistics 32 (2004),
    407-499.

    Returns
    -------
    x : array of shape (442,)
        Body mass index at the start, in kg/m², from 18.0 to 42.2.
    y : array of shape (442,)
        A measure of disease progression one year after the start, from 25 to 346. It has no unit.
    """
    from sklearn.datasets import load_diabetes

    diabetes = load_diabetes(scaled=False)
    return diabetes.data[:, diabetes.feature_names.index("bmi")].copy(), diabetes.target


def standardize(x: ArrayLike) -> Any:
    """Return each feature with mean 0 and standard deviation 1: (x - x̄) / σ.

    σ is the standard deviation of the values given, √((1/n) Σ (xᵢ - x̄)²), with n and not n - 1.
    The result is a pure number: the unit of x cancels.

    Parameters
    ----------
    x : array_like of shape (n,) or (n, features)
        One value, or one row of features, for each observation.

    Returns
    -------
    array of the shape of ``x``
        The standardized values, column by column.

    Raises
    ------
    ValueError
        If there are no values, if a value is not finite, if a feature is constant, or if the
        squares leave the range of floats.
    """
    x = as_floats(x)
    if isinstance(x, np.ndarray):  # a recorded value has no number yet that could be asked
        _check_feature(x)
    centred = x - np.mean(x, axis=0)
    return centred / np.sqrt(np.mean(centred**2, axis=0))


def _check_feature(x: np.ndarray) -> None:
    if x.ndim == 0 or x.size == 0:
        raise ValueError(
            f"there is nothing to standardize in shape {x.shape}. Give two or more values."
        )
    if not np.isfinite(x).all():
        raise ValueError("every value must be finite. Remove those that are nan or inf first.")
    if (x == x[0]).all(axis=0).any():
        raise ValueError("a constant feature has no spread to divide by. Leave it out.")
    with np.errstate(all="ignore"):
        spread = np.std(x, axis=0)
    if not (np.isfinite(spread) & (spread > 0)).all():
        raise ValueError(
            "the values are too large or too small to square. Change their unit first."
        )
