"""How each NumPy function, called on a recorded value, is written in the graph.

One row a function, gathered from the modules beside this one. Four kinds of row: an
operation of the table; a function that only moves elements; a function that is written in
terms of others; and an answer about the shape, which is fixed at recording. A function
without a row is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mathlib.graph.operations import ELEMENTWISE
from mathlib.graph.recorded import as_node

from . import (
    elementwise,
    indexing,
    linear_algebra,
    products,
    rearranging,
    reductions,
    sequences,
    sorting,
)
from .arguments import Rule, array_of, name_of


def _outer(ufunc: Callable[..., Any]) -> Rule:
    """Record ``ufunc.outer(a, b)``: every element of one with every element of the other."""

    def rule(a, b, /):
        b = array_of(b)
        return ufunc(np.expand_dims(a, tuple(range(np.ndim(a), np.ndim(a) + b.ndim))), b)

    return rule


def _answer(function: Callable[..., Any]) -> Rule:
    """Answer from the shape and the kind of number alone."""
    return lambda a, *args, **kwargs: function(as_node(a).value, *args, **kwargs)


ANSWERS: dict[Any, Rule] = {
    **{
        function: _answer(function)
        for function in (
            *(np.shape, np.ndim, np.size, np.zeros_like, np.ones_like, np.iscomplexobj),
            *(np.isrealobj, np.tril_indices_from, np.triu_indices_from, np.diag_indices_from),
        )
    },
    np.empty_like: _answer(np.zeros_like),
}

#: NumPy function -> how a call of it is recorded.
RULES: dict[Any, Rule] = {
    **elementwise.RULES,
    **rearranging.RULES,
    **indexing.RULES,
    **sorting.RULES,
    **reductions.RULES,
    **products.RULES,
    **linear_algebra.RULES,
    **sequences.RULES,
    **{
        f"np.{name}.outer": _outer(function)
        for name, function in ELEMENTWISE.items()
        if getattr(function, "nin", 3) == 2
    },
    **ANSWERS,
}

#: What to write in place of a function that cannot be recorded.
INSTEAD: dict[Any, str] = {
    np.linalg.lstsq: "np.linalg.pinv(a) @ b",
    np.linalg.eig: "np.linalg.eigh(a) of a symmetric matrix",
    np.linalg.eigvals: "np.linalg.eigvalsh(a) of a symmetric matrix",
    np.linalg.slogdet: "np.log(np.abs(np.linalg.det(a)))",
    np.nonzero: "np.where(condition, a, b)",
    np.argwhere: "np.where(condition, a, b)",
    np.flatnonzero: "np.where(condition, a, b)",
    np.extract: "np.where(condition, a, b)",
    np.unique: "np.sort(a)",
    np.partition: "np.sort(a)",
    np.argpartition: "np.argsort(a)",
    np.polyfit: "np.linalg.pinv(np.vander(x, degree + 1)) @ y",
    np.copyto: "np.where(condition, new, old)",
    np.put: "np.where(condition, new, old)",
    np.place: "np.where(condition, new, old)",
    np.putmask: "np.where(condition, new, old)",
    np.piecewise: "np.select(conditions, choices)",
    np.block: "np.concatenate([...])",
    np.apply_along_axis: "the function itself, along an axis",
    np.geomspace: "np.exp(np.linspace(np.log(start), np.log(stop), n))",
    np.array_str: 'an f-string: f"{value:.2f}"',
    np.array_repr: 'an f-string: f"{value:.2f}"',
    np.array2string: 'an f-string: f"{value:.2f}"',
}

__all__ = ["ANSWERS", "INSTEAD", "RULES", "name_of"]
