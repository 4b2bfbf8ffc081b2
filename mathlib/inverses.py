"""What undoes a matrix: the determinant says whether anything can, the inverse is what does.

A recorded matrix has no number yet that could be refused: where it is singular its inverse is
``nan``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.arrays import is_plain
from mathlib.products import as_matrix


def determinant(A: ArrayLike) -> Any:
    """Return det A, the factor by which A changes areas or volumes; below 0 it mirrors too.

    For two rows it is A₁₁A₂₂ - A₁₂A₂₁, without any rounding where the elements are small whole
    numbers. 0 means that A flattens, and cannot be undone.

    Parameters
    ----------
    A : array_like of shape (d, d)

    Returns
    -------
    array of shape ()

    Raises
    ------
    ValueError
        If A is not square.
    """
    A = _square(A, "determinant()")
    with np.errstate(over="ignore", invalid="ignore"):
        if np.shape(A) == (2, 2):
            return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]
        return np.linalg.det(A)


def inverse(A: ArrayLike) -> Any:
    """Return A⁻¹, the matrix that undoes A: A⁻¹A = AA⁻¹ = I.

    Parameters
    ----------
    A : array_like of shape (d, d)

    Returns
    -------
    array of shape (d, d)
        ``nan`` where a recorded A is singular, as it has no number yet that could be refused.

    Raises
    ------
    ValueError
        If A is not square, holds nan or inf, or is singular to the last digit: its
        `condition_number` is 1/ε = 4.5e15 or more, so that no digit of an inverse would be right.
    """
    A = _square(A, "inverse()")
    if is_plain(A):
        _check_invertible(A)
    return np.linalg.inv(A)


def pseudo_inverse(A: ArrayLike, cutoff: float | None = None) -> Any:
    """Return A⁺, which undoes A as far as that can be done; it is A⁻¹ where there is one.

    x = A⁺y makes ‖Ax - y‖ as small as can be, and of all such x it is the shortest. Source:
    R. Penrose, "A generalized inverse for matrices" and "On best approximate solutions of
    linear matrix equations", Mathematical Proceedings of the Cambridge Philosophical Society 51
    (1955), 406-413, and 52 (1956), 17-19.

    Parameters
    ----------
    A : array_like of shape (r, c)
    cutoff : float, optional
        A direction that A shrinks to less than this share of its largest stretch counts as
        flattened. When left out it is ε · max(r, c), about the rounding of A itself.

    Returns
    -------
    array of shape (c, r)

    Raises
    ------
    ValueError
        If A is no matrix, or holds nan or inf.
    """
    A = as_matrix(A, "pseudo_inverse()")
    _check_finite(A)
    rounding = max(np.shape(A)) * np.finfo(float).eps
    return np.linalg.pinv(A, rtol=rounding if cutoff is None else cutoff)


def condition_number(A: ArrayLike) -> Any:
    """Return how many times more A stretches in one direction than in another; 1 or more.

    So much, at worst, grows the relative error of y when Ax = y is solved for x. Source:
    A. Turing, "Rounding-off errors in matrix processes", Quarterly Journal of Mechanics and
    Applied Mathematics 1 (1948), 287-308.

    Parameters
    ----------
    A : array_like of shape (r, c)

    Returns
    -------
    array of shape ()
        ``inf``, or more than 1/ε = 4.5e15, where A is singular.

    Raises
    ------
    ValueError
        If A is no matrix, or holds nan or inf.
    """
    A = as_matrix(A, "condition_number()")
    _check_finite(A)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.linalg.cond(A)


# ---------------------------------------------------------------- what they share
def _square(A: ArrayLike, what: str) -> Any:
    A = as_matrix(A, what)
    rows, columns = np.shape(A)
    if rows != columns:
        raise ValueError(
            f"{what} needs as many rows as columns, but A has shape {(rows, columns)}. "
            f"What comes closest to undoing A is pseudo_inverse(A)."
        )
    return A


def _check_finite(A: Any) -> None:
    """Refuse plain numbers that are not finite; a recorded matrix has no numbers yet."""
    if is_plain(A) and not np.isfinite(A).all():
        raise ValueError("every element of A must be finite, but there is a nan or an inf.")


def _check_invertible(A: np.ndarray) -> None:
    condition = condition_number(A)
    if not condition < 1 / np.finfo(float).eps:
        raise ValueError(
            f"A is singular: it flattens some direction, so different x have the same Ax, and "
            f"nothing can tell them apart again. (Its condition number is {condition:.2g}; from "
            f"4.5e+15 on, rounding alone decides.) pseudo_inverse(A) undoes what can be undone."
        )
