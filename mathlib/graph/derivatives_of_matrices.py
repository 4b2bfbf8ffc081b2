"""The derivative table's rows for products and decompositions of matrices.

Every rule is as `mathlib.graph.derivatives` says. Where singular or eigenvalues are equal, the
vectors are not determined and have no derivative; what the two vectors do not part still has.
`eigh` reads the lower triangle alone, so to it alone a gradient goes: of a symmetric matrix,
write ``np.linalg.eigh((a + a.T) / 2)``. The gradient of `det` at a singular matrix is nan.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def _turned(a):
    return a.T if a.ndim == 2 else np.swapaxes(a, -1, -2)


def _matmul_left(g, out, a, b):
    if a.ndim == 1 and b.ndim > 1:
        return np.matmul(b, g[..., None])[..., 0]
    if b.ndim == 1:
        return g[..., None] * b
    return np.matmul(g, _turned(b))


def _matmul_right(g, out, a, b):
    if a.ndim == 1:
        return g * a if b.ndim == 1 else a[:, None] * g[..., None, :]
    if b.ndim == 1:
        return np.matmul(g, a) if a.ndim == 2 else np.matmul(g[..., None, :], a)[..., 0, :]
    return np.matmul(_turned(a), g)


def _inv(g, out, a):
    return -(out.T @ g @ out.T)


def _solve_matrix(g, out, a, b):
    pulled = np.linalg.solve(a.T, g)
    return -(pulled[:, None] * out) if out.ndim == 1 else -(pulled @ out.T)


def _inverse_gaps(values):
    """Return 1 / (λⱼ - λᵢ), and 0 between equals.

    Eigenvectors of equal eigenvalues are not determined, and have no derivative. What depends
    on the space they span alone still has the right one.
    """
    gaps = values[None, :] - values[:, None]
    same = np.equal(gaps, 0)
    return np.where(same, 0.0, 1 / np.where(same, 1.0, gaps))


def _eigh(g, out, a):
    """M. Giles, "An extended collection of matrix derivative results", NA-08/01, 2008, 3.1."""
    values, vectors = out
    inner = np.zeros(a.shape)
    if 0 in g:
        inner = inner + np.eye(len(a)) * g[0]
    if 1 in g:
        inner = inner + _inverse_gaps(values) * (vectors.T @ g[1])
    whole = vectors @ inner @ vectors.T
    # The lower triangle is read alone, and stands for both.
    return np.tril(whole) + np.tril(whole.T, -1)


def _svd(g, out, a):
    """J. Townsend, "Differentiating the singular value decomposition", 2016."""
    u, s, vh = out
    gaps = _inverse_gaps(s * s)
    inner, total = np.zeros((s.size, s.size)), np.zeros(a.shape)
    if 1 in g:
        inner = inner + np.eye(s.size) * g[1]
    if 0 in g:
        by_u = u.T @ g[0]
        inner = inner + gaps * (by_u - by_u.T) * s
        total = total + ((g[0] - u @ by_u) / s) @ vh
    if 2 in g:
        by_v = vh @ g[2].T
        inner = inner + s[:, None] * (gaps * (by_v - by_v.T))
        total = total + (u / s) @ (g[2] - by_v.T @ vh)
    return u @ inner @ vh + total


MATRICES: dict[str, tuple[Callable[..., Any], ...]] = {
    "matmul": (_matmul_left, _matmul_right),
    "inv": (_inv,),
    "det": (lambda g, out, a: g * out * np.linalg.inv(a).T,),
    "solve": (_solve_matrix, lambda g, out, a, b: np.linalg.solve(a.T, g)),
    "eigh": (_eigh,),
    "svd": (_svd,),
}
