"""Calls of every NumPy function that is recorded: what the tests record, replay and run."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from mathlib.graph.rules import RULES

A = np.array([[1.5, -2.0, 0.0], [np.inf, np.nan, -0.0]])
V = A[0]


def index(a):
    """Return whole numbers, 0 and 1, that follow the array."""
    return np.sum(np.stack([a > 0, a < -9]), axis=0)


def whole(a):
    """Return whole numbers, -1 to 2, that follow the array."""
    return index(a) * 3 - 1


def finite(a):
    """Return a finite array of the same shape, without equal columns."""
    return np.clip(np.nan_to_num(a), -3, 3) + np.array([[1.0, 0.0, 2.0], [0.5, 3.0, -1.0]])


def symmetric(a):
    """Return a symmetric matrix that has an inverse."""
    f = finite(a)
    return f @ f.T + np.eye(2)


#: One or more calls of every function that is recorded but those of one element, on an array
#: of shape (2, 3).
CALLS = {
    np.where: [lambda a: np.where(a > 0, a, -1.0), lambda a: np.where(a, 1.0, a)],
    np.sum: [
        lambda a: np.sum(a, axis=-1),
        lambda a: a.sum(0),
        lambda a: np.sum(a, (0, 1), keepdims=True),
    ],
    "np.add.reduce": [
        lambda a: np.add.reduce(a),
        lambda a: np.add.reduce(a, axis=1, keepdims=True),
    ],
    np.take: [
        lambda a: np.take(a, [2, 0], axis=1),
        lambda a: a.take(4),
        lambda a: np.take(a, [[0, 5]]),
    ],
    np.reshape: [
        lambda a: np.reshape(a, (3, 2)),
        lambda a: a.reshape(3, -1),
        lambda a: a.reshape(6, order="F"),
    ],
    np.ravel: [lambda a: np.ravel(a), lambda a: a.flatten(), lambda a: a.T.ravel()],
    np.transpose: [
        lambda a: a.T,
        lambda a: a.transpose(),
        lambda a: a.transpose(1, 0),
        lambda a: a.transpose((0, 1)),
    ],
    np.flip: [lambda a: np.flip(a), lambda a: np.flip(a, 0)],
    np.roll: [lambda a: np.roll(a, 1), lambda a: np.roll(a, -1, axis=1)],
    np.repeat: [lambda a: np.repeat(a, 2), lambda a: a.repeat([1, 0, 2], axis=1)],
    np.tile: [lambda a: np.tile(a, (2, 1))],
    np.squeeze: [lambda a: np.squeeze(a[:1]), lambda a: a[:, None].squeeze(1)],
    np.expand_dims: [lambda a: np.expand_dims(a, (0, 2))],
    np.broadcast_to: [lambda a: np.broadcast_to(a, (2, 2, 3))],
    np.atleast_1d: [lambda a: np.atleast_1d(a[0, 0])],
    np.stack: [lambda a: np.stack([a, np.ones((2, 3))], axis=-1), lambda a: np.stack(a)],
    np.concatenate: [
        lambda a: np.concatenate([a, a[:1]]),
        lambda a: np.concatenate((a, a), axis=None),
    ],
    np.power: [
        lambda a: a**2,
        lambda a: a**a,
        lambda a: np.ones((2, 3)) ** a,
        lambda a: 2 ** (a > 0),
    ],
    np.positive: [lambda a: +a],
    np.square: [np.square],
    np.greater: [lambda a: a > 0, lambda a: np.greater(0, a)],
    np.greater_equal: [lambda a: a >= 0],
    np.isnan: [np.isnan],
    np.bitwise_and: [lambda a: (a > 0) & (a < 2)],
    np.bitwise_or: [lambda a: (a > 0) | (a < -1)],
    np.invert: [lambda a: ~(a > 0)],
    np.mean: [
        lambda a: np.mean(a),
        lambda a: a.mean(axis=1),
        lambda a: np.mean(a > 0, axis=0, keepdims=True),
    ],
    np.clip: [
        lambda a: np.clip(a, -1, 1),
        lambda a: a.clip(-1, None),
        lambda a: np.clip(1.0, a, 2.0),
    ],
    np.shape: [np.shape],
    np.ndim: [np.ndim],
    np.size: [np.size, lambda a: np.size(a, 1)],
    np.zeros_like: [np.zeros_like, lambda a: np.zeros_like(a > 0)],
    np.ones_like: [np.ones_like],
    "indices": [
        lambda a: a[1],
        lambda a: a[-1, 0],
        lambda a: a[:, 1:],
        lambda a: a[..., None],
        lambda a: a[[1, 0, 1]],
        lambda a: a[::-1, ::2],
        lambda a: a[A > 0],
        lambda a: a[()],
        lambda a: a[[0, 1], [2, 0]],
        lambda a: a[:0],
    ],
    # Elements.
    np.reciprocal: [np.reciprocal],
    np.remainder: [
        lambda a: a % 1.5,
        lambda a: 7.0 % a,
        lambda a: whole(a) % 3,
        lambda a: 5 % whole(a),
    ],
    np.floor_divide: [lambda a: a // 0.7, lambda a: whole(a) // 2, lambda a: -5 // whole(a)],
    np.fix: [np.fix],
    np.round: [
        lambda a: np.round(a, 1),
        np.round,
        lambda a: np.round(a * 99, -1),
        lambda a: a.round(),
    ],
    np.around: [np.around, lambda a: np.around(whole(a), 2)],
    np.isposinf: [np.isposinf],
    np.isneginf: [np.isneginf],
    np.nan_to_num: [np.nan_to_num, lambda a: np.nan_to_num(a, nan=1.0, posinf=2.0, neginf=3.0)],
    np.astype: [
        lambda a: np.astype(a, bool),
        lambda a: (a > 0).astype(float),
        lambda a: a.astype(float),
    ],
    np.sinc: [np.sinc],
    np.real: [np.real, lambda a: a.real],
    np.bitwise_xor: [lambda a: (a > 0) ^ (a < 1)],
    np.select: [
        lambda a: np.select([a > 1, a < 0], [a, 2.0], 9.0),
        lambda a: np.select([a > 1], [a]),
    ],
    np.isclose: [lambda a: np.isclose(a, V), lambda a: np.isclose(a, a, equal_nan=True)],
    np.allclose: [lambda a: np.allclose(a, A), lambda a: np.allclose(a[0], V, 0, 0)],
    np.array_equal: [
        lambda a: np.array_equal(a, V),
        lambda a: np.array_equal(a[0], V),
        lambda a: np.array_equal(a, A, equal_nan=True),
    ],
    np.array_equiv: [lambda a: np.array_equiv(a, V), lambda a: np.array_equiv(a, [1, 2])],
    # Movements.
    np.swapaxes: [lambda a: np.swapaxes(a, 0, 1), lambda a: a.swapaxes(0, 1)],
    np.moveaxis: [lambda a: np.moveaxis(a, 0, 1)],
    np.rollaxis: [lambda a: np.rollaxis(a, 1)],
    np.matrix_transpose: [np.matrix_transpose, lambda a: a.mT],
    np.linalg.matrix_transpose: [np.linalg.matrix_transpose],
    np.fliplr: [np.fliplr],
    np.flipud: [np.flipud],
    np.rot90: [np.rot90, lambda a: np.rot90(a, -1)],
    np.resize: [lambda a: np.resize(a, (3, 4))],
    np.diagonal: [np.diagonal, lambda a: a.diagonal(1)],
    np.linalg.diagonal: [lambda a: np.linalg.diagonal(a, offset=1)],
    np.delete: [lambda a: np.delete(a, 1, axis=1)],
    sliding_window_view: [lambda a: sliding_window_view(a, 2, axis=1)],
    np.split: [lambda a: np.split(a, 3, axis=1), lambda a: np.split(a, [1], axis=1)],
    np.array_split: [lambda a: np.array_split(a, 2, axis=1)],
    np.hsplit: [lambda a: np.hsplit(a, 3)],
    np.vsplit: [lambda a: np.vsplit(a, 2)],
    np.dsplit: [lambda a: np.dsplit(a[None], 3)],
    np.unstack: [lambda a: np.unstack(a, axis=1)],
    np.hstack: [lambda a: np.hstack([a, a]), lambda a: np.hstack([a[0], 1.0])],
    np.vstack: [lambda a: np.vstack([a, V])],
    np.dstack: [lambda a: np.dstack([a, A])],
    np.column_stack: [lambda a: np.column_stack([a[0], V, a.T])],
    np.atleast_2d: [lambda a: np.atleast_2d(a[0]), lambda a: np.atleast_2d(a[0, 0], V)],
    np.atleast_3d: [np.atleast_3d],
    np.broadcast_arrays: [lambda a: np.broadcast_arrays(a, V, 1.0)],
    np.meshgrid: [
        lambda a: np.meshgrid(a[0], V),
        lambda a: np.meshgrid(V[:2], a[0], indexing="ij", sparse=True),
    ],
    np.diag: [np.diag, lambda a: np.diag(a[0], 1), lambda a: np.diag(whole(a[0]))],
    np.diagflat: [np.diagflat],
    np.tril: [np.tril, lambda a: np.tril(a, 1)],
    np.triu: [lambda a: np.triu(a > 0)],
    np.append: [lambda a: np.append(a, V), lambda a: np.append(a, a, axis=0)],
    np.insert: [lambda a: np.insert(a, 1, V, axis=0), lambda a: np.insert(V, 1, a[0, 0])],
    np.pad: [
        lambda a: np.pad(a, 1),
        lambda a: np.pad(a, ((0, 1), (2, 0)), constant_values=7.5),
        lambda a: (
            np.pad(V, 1, constant_values=a[0, 0])
            if isinstance(a, np.ndarray)
            else np.pad(a[0] * 0 + V, 1, constant_values=a[0, 0])
        ),
        lambda a: np.pad(a, 2, mode="edge"),
        lambda a: np.pad(a, 1, mode="wrap"),
    ],
    np.copy: [np.copy, lambda a: a.copy()],
    np.compress: [
        lambda a: np.compress([True, False, True], a, axis=1),
        lambda a: a.compress([0, 1], 0),
    ],
    # By index and in order.
    np.take_along_axis: [
        lambda a: np.take_along_axis(a, np.argsort(a, axis=1, kind="stable"), 1),
        lambda a: np.take_along_axis(a, index(a)[:, :1], 1),
        lambda a: np.take_along_axis(A, index(a)[:, :2] * -1, 1),
        lambda a: np.take_along_axis(a, np.array([4, -1]), None),
    ],
    np.choose: [
        lambda a: np.choose(index(a)[0, 1], V),
        lambda a: np.choose(index(a), [a, 5.0]),
        lambda a: np.choose(index(a)[0], [a, A, V]),
        lambda a: np.choose([1, 0, 1], [a[0], V]),
        lambda a: np.choose(index(a)[1, 2], A),
        lambda a: index(a).choose([1.0, 2.0]),
    ],
    np.argmax: [
        np.argmax,
        lambda a: a.argmax(1),
        lambda a: np.argmax(a, axis=0, keepdims=True),
        lambda a: np.argmax(a, keepdims=True),
    ],
    np.argmin: [np.argmin, lambda a: a.argmin(axis=-1)],
    np.argsort: [
        lambda a: np.argsort(a, kind="stable"),
        lambda a: a.argsort(0),
        lambda a: np.argsort(a, None),
    ],
    np.sort: [
        np.sort,
        lambda a: np.sort(a, axis=0),
        lambda a: np.sort(a, axis=None),
        lambda a: np.sort(index(a)),
    ],
    np.searchsorted: [
        lambda a: np.searchsorted([-1.0, 0.0, 2.0], a),
        lambda a: np.searchsorted([-1.0, 0.0, 2.0], a, side="right"),
        lambda a: np.searchsorted(np.sort(a[0]), 0.0),
        lambda a: np.searchsorted(a[0], V, sorter=[1, 2, 0]),
    ],
    np.digitize: [
        lambda a: np.digitize(a, [-1.0, 0.0, 2.0]),
        lambda a: np.digitize(a, [2.0, 0.0, -1.0], right=True),
    ],
    np.interp: [
        lambda a: np.interp(a, [-1.0, 0.0, 2.0], [3.0, 5.0, -1.0]),
        lambda a: np.interp([-5.0, 0.3, 5.0], np.sort(a[0]), a[0], left=7.0, right=8.0),
        lambda a: np.interp(a, [0.5], [2.0]),
    ],
    np.median: [
        np.median,
        lambda a: np.median(a, axis=0),
        lambda a: np.median(a[0], keepdims=True),
    ],
    np.quantile: [
        lambda a: np.quantile(a[0], 0.3),
        lambda a: np.quantile(a, [0.0, 0.7, 1.0], axis=1, keepdims=True),
        lambda a: np.quantile(V, np.abs(a[0, 1]) / 4),
    ],
    np.percentile: [lambda a: np.percentile(a[0], 40), lambda a: np.percentile(a[0], [10, 90])],
    # Sums, extremes, statistics.
    np.prod: [np.prod, lambda a: a.prod(axis=1, keepdims=True), lambda a: np.prod(whole(a), 0)],
    np.max: [
        np.max,
        lambda a: a.max(axis=0),
        lambda a: np.max(whole(a), 1),
        lambda a: (a > 0).max(),
    ],
    np.min: [np.min, lambda a: a.min(1, keepdims=True)],
    np.amax: [np.amax],
    np.amin: [np.amin],
    "np.multiply.reduce": [lambda a: np.multiply.reduce(a)],
    "np.maximum.reduce": [lambda a: np.maximum.reduce(a, axis=1)],
    "np.minimum.reduce": [lambda a: np.minimum.reduce(a)],
    "np.logical_and.reduce": [lambda a: np.logical_and.reduce(a)],
    "np.logical_or.reduce": [lambda a: np.logical_or.reduce(a, axis=1)],
    "np.add.accumulate": [lambda a: np.add.accumulate(a)],
    "np.multiply.accumulate": [lambda a: np.multiply.accumulate(a, axis=1)],
    np.any: [np.any, lambda a: a.any(1), lambda a: np.any(a > 5)],
    np.all: [np.all, lambda a: a.all(axis=0, keepdims=True)],
    np.count_nonzero: [np.count_nonzero, lambda a: np.count_nonzero(a, axis=1)],
    np.cumsum: [np.cumsum, lambda a: a.cumsum(1), lambda a: np.cumsum(a > 0)],
    np.cumprod: [np.cumprod, lambda a: a.cumprod(axis=0), lambda a: np.cumprod(whole(a))],
    np.cumulative_sum: [
        lambda a: np.cumulative_sum(a[0]),
        lambda a: np.cumulative_sum(a, axis=1, include_initial=True),
    ],
    np.cumulative_prod: [lambda a: np.cumulative_prod(a, axis=0, include_initial=True)],
    np.var: [
        np.var,
        lambda a: a.var(axis=1, ddof=1),
        lambda a: np.var(a[0], correction=1, keepdims=True),
    ],
    np.std: [np.std, lambda a: a.std(0), lambda a: np.std(whole(a))],
    np.ptp: [np.ptp, lambda a: np.ptp(a, axis=1)],
    np.average: [
        np.average,
        lambda a: np.average(a, axis=1, weights=[1.0, 2.0, 3.0]),
        lambda a: np.average(a[0], weights=np.abs(a[0])),
    ],
    np.nansum: [np.nansum, lambda a: np.nansum(a, axis=0)],
    np.nanprod: [lambda a: np.nanprod(a, axis=1)],
    np.nanmean: [lambda a: np.nanmean(a, axis=1, keepdims=True)],
    np.nanmax: [lambda a: np.nanmax(a, axis=0), np.nanmax],
    np.nanmin: [lambda a: np.nanmin(a, axis=1)],
    np.cov: [np.cov, lambda a: np.cov(a[0], V), lambda a: np.cov(a.T, rowvar=False, bias=True)],
    np.corrcoef: [lambda a: np.corrcoef(a[0], [1.0, 2.0, 4.0]), np.corrcoef],
    np.histogram: [
        lambda a: np.histogram(a[0], [-3.0, -2.0, 0.0, 1.5]),
        lambda a: np.histogram(a[0], 4, range=(-3, 3), density=True),
    ],
    # Products and matrices.
    np.matmul: [
        lambda a: a @ A.T,
        lambda a: V @ a.T,
        lambda a: a[0] @ V,
        lambda a: np.ones((4, 2, 2)) @ a,
        lambda a: (a > 0) @ (A.T > 0),
        lambda a: whole(a) @ whole(a).T,
    ],
    np.linalg.matmul: [lambda a: np.linalg.matmul(a, A.T)],
    np.dot: [
        lambda a: np.dot(a[0], V),
        lambda a: np.dot(V, a[0]),
        lambda a: np.dot(a, 2.0),
        lambda a: np.dot(a, np.ones((2, 3, 4))),
        lambda a: a.dot(A.T),
    ],
    np.vdot: [lambda a: np.vdot(a, A)],
    np.inner: [lambda a: np.inner(a, A), lambda a: np.inner(a, 2.0)],
    np.outer: [lambda a: np.outer(a, V)],
    np.linalg.outer: [lambda a: np.linalg.outer(a[0], V)],
    np.tensordot: [
        lambda a: np.tensordot(a, A.T, 1),
        lambda a: np.tensordot(a, A, ([0, 1], [0, 1])),
        lambda a: np.tensordot(a, V, 0),
    ],
    np.linalg.tensordot: [lambda a: np.linalg.tensordot(a, A, axes=2)],
    np.einsum: [
        lambda a: np.einsum("ij,kj->ik", a, A),
        lambda a: np.einsum("ij->j", a),
        lambda a: np.einsum("ii", a[:, :2]),
        lambda a: np.einsum("ij,j", a, V),
        lambda a: np.einsum("i,j->ji", V, a[0]),
        lambda a: np.einsum("bi,bj,j->bi", a, A, V),
        lambda a: np.einsum("bij,bjk->bik", a[None], A.T[None]),
        lambda a: np.einsum("ij,ij->", a, a),
    ],
    np.trace: [np.trace, lambda a: a.trace(1)],
    np.linalg.trace: [lambda a: np.linalg.trace(a, offset=1)],
    np.matvec: [lambda a: np.matvec(a, V)],
    np.vecmat: [lambda a: np.vecmat(V, a.T)],
    np.vecdot: [lambda a: np.vecdot(a, V), lambda a: np.vecdot(a, A, axis=0)],
    np.linalg.vecdot: [lambda a: np.linalg.vecdot(a, V)],
    np.kron: [lambda a: np.kron(a, V), lambda a: np.kron(np.eye(2), a)],
    np.cross: [lambda a: np.cross(a, V), lambda a: np.cross(a.T, A.T, axis=0)],
    np.linalg.cross: [lambda a: np.linalg.cross(a, V)],
    np.linalg.multi_dot: [lambda a: np.linalg.multi_dot([a, A.T, a])],
    np.linalg.inv: [lambda a: np.linalg.inv(symmetric(a))],
    np.linalg.det: [lambda a: np.linalg.det(symmetric(a))],
    np.linalg.solve: [
        lambda a: np.linalg.solve(symmetric(a), [1, 2]),
        lambda a: np.linalg.solve([[1.0, 2.0], [3.0, 5.0]], finite(a)),
    ],
    np.linalg.eigh: [
        lambda a: np.linalg.eigh(symmetric(a)),
        lambda a: (
            np.linalg.eigh(symmetric(a) > 0) if 0 else np.linalg.eigh(symmetric(a)).eigenvalues
        ),
    ],
    np.linalg.eigvalsh: [lambda a: np.linalg.eigvalsh(symmetric(a))],
    np.linalg.svd: [
        lambda a: np.linalg.svd(finite(a), full_matrices=False),
        lambda a: np.linalg.svd(finite(a), compute_uv=False),
        lambda a: np.linalg.svd(symmetric(a)),
    ],
    np.linalg.svdvals: [lambda a: np.linalg.svdvals(finite(a))],
    np.linalg.pinv: [
        lambda a: np.linalg.pinv(finite(a)),
        lambda a: np.linalg.pinv(finite(a).T @ finite(a), rtol=1e-9),
    ],
    np.linalg.matrix_rank: [lambda a: np.linalg.matrix_rank(finite(a))],
    np.linalg.cond: [lambda a: np.linalg.cond(symmetric(a))],
    np.linalg.matrix_power: [
        lambda a: np.linalg.matrix_power(symmetric(a), 3),
        lambda a: np.linalg.matrix_power(symmetric(a), -1),
        lambda a: np.linalg.matrix_power(symmetric(a), 0),
    ],
    np.linalg.norm: [
        lambda a: np.linalg.norm(a),
        lambda a: np.linalg.norm(a, axis=0, keepdims=True),
        *((lambda a, p=p: np.linalg.norm(a[0], p)) for p in (1, 2, 3, 0, np.inf, -np.inf)),
        *(
            (lambda a, p=p: np.linalg.norm(finite(a), p))
            for p in (1, -1, 2, -2, "fro", "nuc", np.inf)
        ),
        lambda a: np.linalg.norm(a, 1, axis=1),
        lambda a: np.linalg.norm(finite(a), 1, keepdims=True),
    ],
    np.linalg.vector_norm: [
        lambda a: np.linalg.vector_norm(a),
        lambda a: np.linalg.vector_norm(a, axis=1, ord=1),
    ],
    np.linalg.matrix_norm: [
        lambda a: np.linalg.matrix_norm(finite(a)),
        lambda a: np.linalg.matrix_norm(finite(a), ord=1),
    ],
    # Sequences.
    np.linspace: [
        lambda a: np.linspace(a[0, 0], 3, 7),
        lambda a: np.linspace(finite(a), 2.0, 4, axis=1),
        lambda a: np.linspace(0, a[0, 0], 5, endpoint=False),
        lambda a: np.linspace(a[0, 0], 1.0, 1),
    ],
    np.logspace: [
        lambda a: np.logspace(0, a[0, 0], 5),
        lambda a: np.logspace(a[0, 0], 1, 4, base=2.0),
    ],
    np.full_like: [
        lambda a: np.full_like(a, 7.5),
        lambda a: np.full_like(a, 2),
        lambda a: np.full_like(a > 0, True),
    ],
    np.diff: [
        np.diff,
        lambda a: np.diff(a, axis=0),
        lambda a: np.diff(a, 2),
        lambda a: np.diff(a > 0),
        lambda a: np.diff(a, prepend=0.0, append=[[1.0], [2.0]]),
    ],
    np.gradient: [
        lambda a: np.gradient(a, axis=1),
        lambda a: np.gradient(finite(a), 0.5),
        lambda a: np.gradient(a[0], 0.1),
    ],
    np.trapezoid: [
        lambda a: np.trapezoid(a, axis=0),
        lambda a: np.trapezoid(a, [0, 1, 3]),
        lambda a: np.trapezoid(V, a[0]),
    ],
    np.convolve: [
        lambda a: np.convolve(a[0], [1.0, 2.0]),
        lambda a: np.convolve([1.0, 2.0], a[0], "same"),
        lambda a: np.convolve(a[0], V[:2], "valid"),
    ],
    np.polyval: [lambda a: np.polyval([1.0, -2.0, 3.0], a), lambda a: np.polyval(a[0], 2.0)],
    np.vander: [lambda a: np.vander(a[0]), lambda a: np.vander(a[0], 2, increasing=True)],
    # Answers.
    np.empty_like: [lambda a: np.empty_like(a) * 0],
    np.iscomplexobj: [np.iscomplexobj],
    np.isrealobj: [np.isrealobj],
    np.tril_indices_from: [np.tril_indices_from],
    np.triu_indices_from: [np.triu_indices_from],
    np.diag_indices_from: [lambda a: np.diag_indices_from(a[:, :2])],
    "an index that is recorded": [
        lambda a: a[index(a)[1, 0]],
        lambda a: a[:, index(a)[0, 2]],
        lambda a: a[..., index(a)[0]],
        lambda a: a[index(a), 1],
        lambda a: a[index(a)[0], index(a)[1]],
        lambda a: a[None, index(a)[:1, :2], :, None],
        lambda a: a[-index(a)[0], ::-1],
        lambda a: a[[1, 0, 1], index(a)[0]],
        lambda a: a[[True, False], index(a)[0, 1]],
        lambda a: a[index(a)[:, :1], [[0, 2]]],
        lambda a: np.stack([a, a])[index(a)[0], :, index(a)[1]],
        lambda a: np.stack([a, a])[:, index(a)[0], index(a)[1]],
        lambda a: np.take(a, index(a)),
        lambda a: np.take(a, index(a) + 5, axis=0, mode="clip"),
        lambda a: a.take(-index(a) * 3, 1, mode="wrap"),
    ],
}

#: Calls of the functions of one element, and of their outer products.
ELEMENTWISE = {
    function: [
        (lambda a, f=function: f(a)) if function.nin == 1 else (lambda a, f=function: f(a, V)),
        *([] if function.nin == 1 else [lambda a, f=function: f(2.5, a)]),
    ]
    for function in RULES
    if isinstance(function, np.ufunc) and function not in CALLS
} | {
    f"np.{f.__name__}.outer": [lambda a, f=f: f.outer(a, V), lambda a, f=f: f.outer(V, a)]
    for f in RULES
    if f"np.{getattr(f, '__name__', '')}.outer" in RULES
}
ALL_CALLS = CALLS | ELEMENTWISE
