"""How NumPy's functions of matrices, `numpy.linalg`, are written in the graph.

Five decompositions are operations; the rest is written with them. Singular matrices, which
NumPy refuses, give nan: an input may pass through one. The signs of eigenvectors and singular
vectors are free, and the page may choose other ones than LAPACK: who shows them must fix a sign,
with ``v * np.where(v[0] < 0, -1, 1)``.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np

from mathlib.graph.recorded import Recorded, RecordingError, elements_of, record

from .arguments import Rule, array_of, axes_of, floats_of


# ---------------------------------------------------------------- matrices
def _matrix(name: str, a: Any, square: bool = True) -> Any:
    a = floats_of(array_of(a))
    if a.ndim != 2 or (square and a.shape[0] != a.shape[1]):
        kind = "one square matrix" if square else "one matrix (a 2-D array)"
        raise RecordingError(f"np.linalg.{name} is recorded for {kind}, not shape {a.shape}.")
    return a


def _of_square(name: str) -> Rule:
    return lambda a: record(name, _matrix(name, a))


def _solve(a, b):
    if np.ndim(b) not in (1, 2):
        raise RecordingError("np.linalg.solve is recorded for a vector or a matrix b.")
    return record("solve", _matrix("solve", a), floats_of(array_of(b)))


#: NumPy's named tuples.
_EIGH = type(np.linalg.eigh(np.eye(1)))
_SVD = type(np.linalg.svd(np.eye(1)))


def _eigh(a, UPLO="L", name="eigh"):  # noqa: N803 (NumPy's name)
    if UPLO != "L":
        raise RecordingError(f"np.linalg.{name} is recorded for UPLO='L', its default.")
    return _EIGH(*elements_of(record("eigh", _matrix(name, a))))


def _thin_svd(a: Any, name: str) -> Any:
    return _SVD(*elements_of(record("svd", _matrix(name, a, square=False))))


def _svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    result = _thin_svd(a, "svd")
    if not compute_uv:
        return result.S
    if hermitian or (full_matrices and np.shape(a)[0] != np.shape(a)[1]):
        raise RecordingError("np.linalg.svd is recorded as svd(a, full_matrices=False).")
    return result


def _pinv(a, rcond=None, hermitian=False, *, rtol=None):
    if hermitian:
        raise RecordingError("np.linalg.pinv is recorded without hermitian=True.")
    rcond = 1e-15 if rcond is None and rtol is None else rtol if rcond is None else rcond
    u, s, vh = _thin_svd(a, "pinv")
    large = s > rcond * np.max(s)
    inverse = np.where(large, 1 / np.where(large, s, 1.0), 0.0)
    return np.matmul(np.transpose(vh), inverse[:, None] * np.transpose(u))


def _matrix_rank(A):  # noqa: N803 (NumPy's name)
    s = _thin_svd(A, "matrix_rank").S
    return np.sum(s > np.max(s) * (max(np.shape(A)) * np.finfo(float).eps))


def _cond(x, p=None):
    if p not in (None, 2):
        raise RecordingError("np.linalg.cond is recorded for the 2-norm.")
    s = _thin_svd(x, "cond").S
    ratio = s[0] / s[-1]
    return np.where(np.isnan(ratio) & ~np.any(np.isnan(x)), np.inf, ratio)


def _matrix_power(a, n):
    if isinstance(n, Recorded) or not isinstance(n, int | np.integer):
        raise RecordingError("np.linalg.matrix_power needs a plain whole number n.")
    base = a if n >= 0 else np.linalg.inv(a)
    if n == 0:
        return np.eye(len(a)) + 0 * a
    return reduce(np.matmul, [base] * abs(int(n)))


# ---------------------------------------------------------------- norms
def _vector_norm(x, ord, axis, keepdims):
    if ord is None or ord == 2:
        return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))
    size = np.abs(x)
    if ord in (np.inf, -np.inf):
        return (np.max if ord > 0 else np.min)(size, axis=axis, keepdims=keepdims)
    if ord == 0:
        return np.sum(np.not_equal(x, 0) * 1.0, axis=axis, keepdims=keepdims)
    total = np.sum(size if ord == 1 else size**ord, axis=axis, keepdims=keepdims)
    return total if ord == 1 else total ** (1 / ord)


def _matrix_norm(x, ord, axis, keepdims):
    rows, columns = (i % x.ndim for i in axis)
    if ord in (None, "fro", "f"):
        return _vector_norm(x, None, axis, keepdims)
    if ord in (1, -1, np.inf, -np.inf):
        first, second = (rows, columns) if abs(ord) == 1 else (columns, rows)
        totals = np.sum(np.abs(x), axis=first, keepdims=True)
        result = (np.max if ord > 0 else np.min)(totals, axis=second, keepdims=True)
    elif x.ndim == 2 and ord in (2, -2, "nuc"):
        choose = {2: np.max, -2: np.min, "nuc": np.sum}[ord]
        result = np.reshape(choose(np.linalg.svdvals(x)), (1, 1))
    else:
        raise RecordingError(f"np.linalg.norm is not recorded for a matrix norm {ord!r} here.")
    return result if keepdims else np.squeeze(result, axis=(rows, columns))


def _norm(x, ord=None, axis=None, keepdims=False):
    x = floats_of(array_of(x))
    if ord is None or (axis is None and x.ndim == 1):
        return _vector_norm(x, ord, axis, keepdims)
    axes = axes_of(x, None) if axis is None else np.atleast_1d(axis).tolist()
    if len(axes) == 1:
        return _vector_norm(x, ord, axes[0], keepdims)
    if len(axes) == 2:
        return _matrix_norm(x, ord, axes, keepdims)
    raise ValueError("a norm of this order is defined for vectors and matrices.")


def _vector_norm_of(x, /, *, axis=None, keepdims=False, ord=2):
    return _vector_norm(floats_of(x), ord, axis, keepdims)


def _matrix_norm_of(x, /, *, keepdims=False, ord="fro"):
    return _matrix_norm(floats_of(x), ord, (-2, -1), keepdims)


RULES: dict[Any, Rule] = {
    np.linalg.inv: _of_square("inv"),
    np.linalg.det: _of_square("det"),
    np.linalg.solve: _solve,
    np.linalg.eigh: lambda a, UPLO="L": _eigh(a, UPLO),
    np.linalg.eigvalsh: lambda a, UPLO="L": _eigh(a, UPLO, "eigvalsh").eigenvalues,
    np.linalg.svd: _svd,
    np.linalg.svdvals: lambda x, /: _thin_svd(x, "svdvals").S,
    np.linalg.pinv: _pinv,
    np.linalg.matrix_rank: _matrix_rank,
    np.linalg.cond: _cond,
    np.linalg.matrix_power: _matrix_power,
    np.linalg.norm: _norm,
    np.linalg.vector_norm: _vector_norm_of,
    np.linalg.matrix_norm: _matrix_norm_of,
}
