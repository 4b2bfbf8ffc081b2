"""Real data for the book, and the step that makes them easy to learn from."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.arrays import as_floats, is_plain


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


def breast_tumours() -> tuple[np.ndarray, np.ndarray]:
    """Return two measurements of the cells of 569 breast tumours, and which were malignant.

    The data come with scikit-learn, which counts benign as 1; here 1 is what a doctor looks
    for. Source: W. N. Street, W. H. Wolberg, O. L. Mangasarian, "Nuclear feature extraction
    for breast tumor diagnosis", SPIE 1905 (1993), 861-870.

    Returns
    -------
    X : array of shape (569, 2)
        The mean radius of the cells' nuclei, from 6.981 to 28.11, and their mean texture, which
        is how much the grey of their pictures varies, from 9.71 to 39.28.
    y : array of shape (569,)
        1.0 for each of the 212 malignant tumours, 0.0 for the 357 benign ones.
    """
    from sklearn.datasets import load_breast_cancer

    tumours = load_breast_cancer()
    malignant = tumours.target == list(tumours.target_names).index("malignant")
    return tumours.data[:, :2].copy(), malignant.astype(float)


def setosa_petals() -> np.ndarray:
    """Return the lengths of a petal of each of 50 irises of the species setosa.

    Some of `iris_flowers`. Measured by E. Anderson, "The irises of the Gaspe peninsula",
    Bulletin of the American Iris Society 59 (1935), 2-5.

    Returns
    -------
    array of shape (50,)
        Lengths in cm, from 1.0 to 1.9, rounded to a millimetre.
    """
    X, species = iris_flowers()
    return X[species == 0, 2]


def digits() -> tuple[np.ndarray, np.ndarray]:
    """Return 1797 small pictures of handwritten digits, each unrolled into a row.

    The data come with scikit-learn. Source: E. Alpaydin and C. Kaynak, "Optical recognition of
    handwritten digits", UCI Machine Learning Repository, 1998: its test set.

    Returns
    -------
    X : array of shape (1797, 64)
        The brightness of 8 × 8 pixels, row by row, from 0 (paper) to 1 (ink).
    y : array of shape (1797,)
        Which digit it is, a whole number from 0 to 9.
    """
    from sklearn.datasets import load_digits

    pictures = load_digits()
    return pictures.data / 16, pictures.target


def photograph() -> np.ndarray:
    """Return a small colour photograph: an orange dahlia before dark leaves.

    The photograph comes with scikit-learn, in 427 rows and 640 columns. Here each pixel is the
    mean of 35 × 35 of those; 7 rows and 10 columns at the bottom and the right are left out.
    Photograph by vultilion, CC BY 2.0, www.flickr.com/photos/vultilion/6056698931.

    Returns
    -------
    array of shape (12, 18, 3)
        Rows, columns, and red, green and blue, each a byte from 0 to 255.
    """
    from sklearn.datasets import load_sample_image

    size, (rows, columns) = 35, (12, 18)
    whole = load_sample_image("flower.jpg")[: size * rows, : size * columns]
    blocks = whole.reshape(rows, size, columns, size, 3)
    return blocks.mean(axis=(1, 3)).round().astype(np.uint8)


def iris_flowers() -> tuple[np.ndarray, np.ndarray]:
    """Return four lengths of 150 iris flowers, and the species of each.

    The data come with scikit-learn. Source: R. A. Fisher, "The use of multiple measurements in
    taxonomic problems", Annals of Eugenics 7 (1936), 179-188.

    Returns
    -------
    X : array of shape (150, 4)
        Length and width of the sepals and of the petals, in cm.
    species : array of shape (150,)
        0 for setosa, 1 for versicolor, 2 for virginica; 50 of each.
    """
    from sklearn.datasets import load_iris

    flowers = load_iris()
    return flowers.data.copy(), flowers.target.copy()


def standardize(x: ArrayLike) -> Any:
    """Return each feature with mean 0 and standard deviation 1: (x - x̄) / s.

    s is the standard deviation of the values given, √((1/n) Σ (xᵢ - x̄)²), with n and not n - 1.
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
    if is_plain(x):  # a recorded value has no number yet that could be asked
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
