"""How NumPy's products of arrays are written in the graph.

`matmul` is an operation; the rest is written with it, or as a sum of products.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from math import prod
from string import ascii_letters
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from mathlib.graph.recorded import RecordingError, record

from .arguments import Rule, array_of, kinds
from .rearranging import move


# ---------------------------------------------------------------- products
def _matmul(x1, x2, /):
    if kinds(x1, x2) == "bb":  # any of the pairs, not how many
        return np.matmul(x1 * 1, x2 * 1) > 0
    return record("matmul", x1, x2)


def _dot(a, b):
    a, b = array_of(a), array_of(b)
    if a.ndim == 0 or b.ndim == 0:
        return np.multiply(a, b)
    return np.matmul(a, b) if b.ndim <= 2 else np.tensordot(a, b, (-1, -2))


def _inner(a, b, /):
    a, b = array_of(a), array_of(b)
    return np.multiply(a, b) if a.ndim == 0 or b.ndim == 0 else np.tensordot(a, b, (-1, -1))


def _outer(a, b):
    return np.ravel(a)[:, None] * np.ravel(b)[None, :]


def _linalg_outer(x1, x2, /):
    if np.ndim(x1) != 1 or np.ndim(x2) != 1:
        raise ValueError("np.linalg.outer takes two vectors (1-D arrays).")
    return np.outer(x1, x2)


def _tensordot(a, b, axes=2):
    a, b = array_of(a), array_of(b)
    pairs = (range(-axes, 0), range(axes)) if isinstance(axes, int) else axes
    axes_a, axes_b = (np.atleast_1d(np.asarray(list_of(p), int)).tolist() for p in pairs)
    axes_a, axes_b = normalize_axis_tuple(axes_a, a.ndim), normalize_axis_tuple(axes_b, b.ndim)
    if [a.shape[i] for i in axes_a] != [b.shape[i] for i in axes_b]:
        raise ValueError(
            f"shape-mismatch for sum: axes {axes_a} of {a.shape}, axes {axes_b} of {b.shape}"
        )
    of_a = list(ascii_letters[: a.ndim])
    of_b = list(ascii_letters[a.ndim : a.ndim + b.ndim])
    for i, j in zip(axes_a, axes_b, strict=True):
        of_b[j] = of_a[i]
    free = [c for c in of_a + of_b if (c in of_a) != (c in of_b)]
    return np.einsum(f"{''.join(of_a)},{''.join(of_b)}->{''.join(free)}", a, b)


def list_of(value: Any) -> Any:
    """Return a range or a tuple as a list, and a number as it is."""
    return list(value) if isinstance(value, Iterable) else value


def _trace(a, offset=0, axis1=0, axis2=1):
    return np.sum(np.diagonal(a, offset, axis1, axis2), axis=-1)


def _matvec(x1, x2, /):
    return np.matmul(x1, array_of(x2)[..., None])[..., 0]


def _vecmat(x1, x2, /):
    return np.matmul(array_of(x1)[..., None, :], x2)[..., 0, :]


def _vecdot(x1, x2, /, *, axis=-1):
    x1, x2 = (np.moveaxis(x, axis, -1) for x in (array_of(x1), array_of(x2)))
    if x1.shape[-1:] != x2.shape[-1:]:
        raise ValueError(f"vecdot of vectors of unlike lengths: {x1.shape} and {x2.shape}")
    return np.sum(x1 * x2, axis=-1)


def _kron(a, b):
    a, b = array_of(a), array_of(b)
    ndim = max(a.ndim, b.ndim)
    a, b = (np.reshape(x, (1,) * (ndim - x.ndim) + x.shape) for x in (a, b))
    product = np.expand_dims(a, tuple(range(1, 2 * ndim, 2))) * np.expand_dims(
        b, tuple(range(0, 2 * ndim, 2))
    )
    return np.reshape(product, [m * n for m, n in zip(a.shape, b.shape, strict=True)])


def _cross(a, b, *, axis=-1):
    a, b = (np.moveaxis(x, axis, -1) for x in (array_of(a), array_of(b)))
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise RecordingError("np.cross is recorded for vectors of three numbers.")
    (a0, a1, a2), (b0, b1, b2) = ([x[..., i] for i in range(3)] for x in (a, b))
    parts = [a1 * b2 - a2 * b1, a2 * b0 - a0 * b2, a0 * b1 - a1 * b0]
    return np.moveaxis(np.stack(parts, axis=-1), -1, axis)


# ---------------------------------------------------------------- einsum
def _einsum(subscripts, /, *operands, optimize=False):
    if not isinstance(subscripts, str) or "." in subscripts:
        raise RecordingError(
            "np.einsum is recorded for subscripts in a string, without an ellipsis: "
            "np.einsum('ij,jk->ik', a, b)."
        )
    arrays = [array_of(operand) for operand in operands]
    np.einsum_path(subscripts, *(np.broadcast_to(0.0, a.shape) for a in arrays))  # checks them
    left, arrow, out = subscripts.replace(" ", "").partition("->")
    if not arrow:
        out = "".join(sorted(c for c in set(left) - {","} if left.count(c) == 1))
    terms = [_without_repeats(a, term) for a, term in zip(arrays, left.split(","), strict=True)]
    while len(terms) > 1:
        (a, of_a), (b, of_b), *rest = terms
        wanted = set(out).union(*(labels for _, labels in rest))
        terms = [_contracted(a, of_a, b, of_b, wanted), *rest]
    array, labels = _summed(*terms[0], set(out))
    return np.transpose(array, [labels.index(c) for c in out])


def _without_repeats(a: Any, term: str) -> tuple[Any, str]:
    """Return the diagonal that a repeated label means: 'ii' becomes 'i'."""
    labels = "".join(dict.fromkeys(term))
    if labels == term:
        return a, term
    return move([a], lambda p: np.einsum(f"{term}->{labels}", p[0])), labels


def _summed(a: Any, labels: str, wanted: set[str]) -> tuple[Any, str]:
    """Sum over the labels that nothing else wants."""
    alone = tuple(i for i, c in enumerate(labels) if c not in wanted)
    return (np.sum(a, axis=alone) if alone else a), "".join(c for c in labels if c in wanted)


def _contracted(a: Any, of_a: str, b: Any, of_b: str, wanted: set[str]) -> tuple[Any, str]:
    """Multiply two terms, and sum over what both have and nothing else wants: one matmul."""
    a, of_a = _summed(a, of_a, wanted | set(of_b))
    b, of_b = _summed(b, of_b, wanted | set(of_a))
    sizes = dict.fromkeys(of_a + of_b, 1)
    for labels, array in ((of_a, a), (of_b, b)):
        sizes |= {c: n for c, n in zip(labels, array.shape, strict=True) if n != 1}
    both = [c for c in of_a if c in of_b]
    groups = {
        "batch": [c for c in both if c in wanted],
        "sum": [c for c in both if c not in wanted],
        "a": [c for c in of_a if c not in of_b],
        "b": [c for c in of_b if c not in of_a],
    }

    def laid_out(array, labels, first, second):
        order = [*groups["batch"], *groups[first], *groups[second]]
        array = np.transpose(array, [labels.index(c) for c in order])
        array = np.broadcast_to(array, [sizes[c] for c in order])
        flat = [prod(sizes[c] for c in groups[name]) for name in (first, second)]
        return np.reshape(array, [*(sizes[c] for c in groups["batch"]), *flat])

    product = np.matmul(laid_out(a, of_a, "a", "sum"), laid_out(b, of_b, "sum", "b"))
    labels = [*groups["batch"], *groups["a"], *groups["b"]]
    return np.reshape(product, [sizes[c] for c in labels]), "".join(labels)


RULES: dict[Any, Rule] = {
    np.matmul: _matmul,
    np.linalg.matmul: _matmul,
    np.dot: _dot,
    np.vdot: lambda a, b, /: np.dot(np.ravel(a), np.ravel(b)),
    np.inner: _inner,
    np.outer: _outer,
    np.linalg.outer: _linalg_outer,
    np.tensordot: _tensordot,
    np.linalg.tensordot: lambda x1, x2, /, *, axes=2: _tensordot(x1, x2, axes),
    np.einsum: _einsum,
    np.trace: _trace,
    np.linalg.trace: lambda x, /, *, offset=0: _trace(x, offset, -2, -1),
    np.matvec: _matvec,
    np.vecmat: _vecmat,
    np.vecdot: _vecdot,
    np.linalg.vecdot: _vecdot,
    np.kron: _kron,
    np.cross: _cross,
    np.linalg.cross: lambda x1, x2, /, *, axis=-1: _cross(x1, x2, axis=axis),
    np.linalg.multi_dot: lambda arrays: reduce(np.dot, arrays),
}
