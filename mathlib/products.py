"""Products of vectors and matrices: the weighted sums of a neuron and of a layer.

NumPy broadcasts many a wrong shape to a result that is a number like any other. Here each
function names the rule for its shapes, and refuses what breaks it. What undoes a product is in
`inverses`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.arrays import as_floats


# ---------------------------------------------------------------- two vectors
def dot(a: ArrayLike, b: ArrayLike) -> Any:
    """Return the dot product Σ aₖ bₖ: multiply element by element, then add.

    Source: J. W. Gibbs, Elements of Vector Analysis, 1881, chapter I, for three elements.

    Parameters
    ----------
    a, b : array_like of shape (..., d)
        Two vectors, or two tables of vectors, row by row. Both of one shape.

    Returns
    -------
    array of shape (...)

    Raises
    ------
    ValueError
        If the shapes differ, or there is no axis to add along.

    Examples
    --------
    >>> dot([1, 2, 3], [4, 5, 6])
    np.float64(32.0)
    """
    a, b = _pair(a, b)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.sum(a * b, axis=-1)


def _pair(a: ArrayLike, b: ArrayLike) -> tuple[Any, Any]:
    a, b = as_floats(a), as_floats(b)
    if np.shape(a) != np.shape(b) or np.ndim(a) == 0:
        raise ValueError(
            f"this needs two vectors with equally many elements, but these have shapes "
            f"{np.shape(a)} and {np.shape(b)}. For a matrix and a vector use matmul."
        )
    return a, b


def weighted_sum(weights: ArrayLike, inputs: ArrayLike, bias: ArrayLike) -> Any:
    """Return z = wᵀx + b, what a neuron computes before its activation.

    Source: F. Rosenblatt, "The perceptron", Psychological Review 65 (1958), 386-408.

    Parameters
    ----------
    weights, inputs : array_like of shape (inputs,)
        One weight for each input.
    bias : float
        What is added to the sum, whatever the inputs are.

    Returns
    -------
    array of shape ()

    Raises
    ------
    ValueError
        If there are not as many weights as inputs.
    """
    return dot(weights, inputs) + bias


def _scaled(v: Any) -> tuple[Any, Any]:
    """Return vectors divided by their largest element, and that element: squares then fit."""
    largest = np.max if np.shape(v)[-1] else np.sum  # of no elements, none is the largest
    top = largest(np.abs(v), axis=-1, keepdims=True)
    top = np.where(np.isfinite(top) & (top > 0), top, 1.0)
    return v / top, top


def _direction(v: Any) -> Any:
    """Return vectors of length 1; nan for a vector that points nowhere."""
    v, _ = _scaled(v)
    with np.errstate(divide="ignore", invalid="ignore"):
        return v / length(v)[..., np.newaxis]


def length(v: ArrayLike) -> Any:
    """Return ‖v‖ = √(Σ vₖ²), by the theorem of Pythagoras.

    The largest element is taken out of the root, so that no square overflows or vanishes.

    Parameters
    ----------
    v : array_like of shape (..., d)
        A vector, or a table of them, row by row.

    Returns
    -------
    array of shape (...)

    Raises
    ------
    ValueError
        If it is a single number.
    """
    v = as_floats(v)
    if np.ndim(v) == 0:
        raise ValueError("a length is that of a vector; the size of a single number is np.abs.")
    v, top = _scaled(v)
    with np.errstate(over="ignore"):
        return top[..., 0] * np.sqrt(np.sum(v * v, axis=-1))


def angle(a: ArrayLike, b: ArrayLike) -> Any:
    """Return the angle between two vectors in radians, from 0 to π.

    The textbook's arccos(a·b / ‖a‖‖b‖) loses half the digits of a small angle, because a cosine
    is flat there. With u and v for the directions of both, 2 atan(‖u - v‖ / ‖u + v‖) keeps them.
    Source: W. Kahan, "How futile are mindless assessments of roundoff in floating-point
    computation?", 2006, § 12.

    Parameters
    ----------
    a, b : array_like of shape (..., d)
        Vectors, both of one shape.

    Returns
    -------
    array of shape (...)
        ``nan`` where a vector has no direction: its length is 0, or not finite.

    Examples
    --------
    >>> np.degrees(angle([1, 0], [1, 1])).round(6)
    np.float64(45.0)
    """
    u, v = map(_direction, _pair(a, b))
    return 2 * np.arctan2(length(u - v), length(u + v))


def projection(a: ArrayLike, onto: ArrayLike) -> Any:
    """Return the shadow of ``a`` on the line through ``onto``: (a·v / v·v) v.

    Computed as (a·u) u with the direction u of ``onto``, because v·v may overflow.

    Parameters
    ----------
    a, onto : array_like of shape (..., d)
        Vectors, both of one shape.

    Returns
    -------
    array of shape (..., d)
        The point of that line which is closest to ``a``. ``nan`` where ``onto`` is no direction.
    """
    a, onto = _pair(a, onto)
    (a, top), u = _scaled(a), _direction(onto)
    return top * (dot(a, u)[..., np.newaxis] * u)


# ---------------------------------------------------------------- matrices
def transpose(A: ArrayLike) -> Any:
    """Return Aᵀ, in which rows are columns: (Aᵀ)ᵢⱼ = Aⱼᵢ.

    Source: A. Cayley, "A memoir on the theory of matrices", Philosophical Transactions 148
    (1858), 17-37.

    Parameters
    ----------
    A : array_like of shape (r, c)

    Returns
    -------
    array of shape (c, r)

    Raises
    ------
    ValueError
        If A is no matrix. NumPy would return a vector as it is.
    """
    return np.transpose(as_matrix(A, "transpose()"))


def matmul(A: ArrayLike, B: ArrayLike) -> Any:
    """Return the matrix product AB, a table of dot products: Cᵢⱼ = Σ Aᵢₖ Bₖⱼ.

    Row i of A meets column j of B. Source: Cayley, as for `transpose`.

    Parameters
    ----------
    A : array_like of shape (r, d)
        Or a vector of shape (d,), which is taken as one row.
    B : array_like of shape (d, c)
        Or a vector of shape (d,), which is taken as one column.

    Returns
    -------
    array of shape (r, c)
        Without the axis that a vector does not have.

    Raises
    ------
    ValueError
        If the columns of A are not as many as the rows of B.

    Examples
    --------
    >>> matmul([[1, 2], [3, 4]], [[5, 6], [7, 8]])
    array([[19., 22.],
           [43., 50.]])
    """
    A, B = as_floats(A), as_floats(B)
    first, second = np.shape(A), np.shape(B)
    if not {len(first), len(second)} <= {1, 2}:
        raise ValueError(
            f"a matrix product is made of matrices and vectors, with 1 or 2 axes, but these have "
            f"shapes {first} and {second}. Multiply by a single number with *."
        )
    if first[-1] != second[0]:
        raise ValueError(
            f"A has shape {first} and B has shape {second}: the columns of A ({first[-1]}) must "
            f"be as many as the rows of B ({second[0]}), because each element of AB is the dot "
            f"product of a row of A and a column of B. {_way_out(first, second)}"
        )
    with np.errstate(over="ignore", invalid="ignore"):
        return np.matmul(A, B)


def _way_out(first: tuple[int, ...], second: tuple[int, ...]) -> str:
    """Say which transpose would make two shapes fit, if one does."""
    fits = {
        "transpose(A)": len(first) == 2 and first[0] == second[0],
        "transpose(B)": len(second) == 2 and first[-1] == second[-1],
    }
    found = " or ".join(name for name, does in fits.items() if does)
    if not found:
        return "No transpose makes them fit: look where the two come from."
    return f"With {found} the shapes fit; ask what its rows mean before you use it."


def layer(X: ArrayLike, W: ArrayLike, b: ArrayLike) -> Any:
    """Return Z = XW + b: the weighted sums of all neurons of a layer, for a batch of examples.

    Parameters
    ----------
    X : array_like of shape (n, inputs)
        One example a row; or one example, of shape (inputs,).
    W : array_like of shape (inputs, neurons)
        The weights, one column for each neuron.
    b : array_like of shape (neurons,)
        The biases, added to each row.

    Returns
    -------
    array of shape (n, neurons)
        Or (neurons,) for one example.

    Raises
    ------
    ValueError
        If the shapes do not fit. NumPy would add a column of biases, too, and to the wrong axis.
    """
    W, b = as_matrix(W, "layer()"), as_floats(b)
    if np.shape(b) != np.shape(W)[1:]:
        raise ValueError(
            f"W has shape {np.shape(W)}, (inputs, neurons), so b must have shape "
            f"{np.shape(W)[1:]}, one bias for each neuron, but it has shape {np.shape(b)}."
        )
    return matmul(X, W) + b


def as_matrix(A: ArrayLike, what: str) -> Any:
    """Return A as floats, if it has rows and columns; ``what`` names who asks for it."""
    A = as_floats(A)
    if np.ndim(A) != 2:
        raise ValueError(
            f"{what} needs a matrix, with rows and columns, not an array of shape {np.shape(A)}. "
            f"A vector x becomes one column with x[:, np.newaxis], and one row with x[np.newaxis]."
        )
    return A
