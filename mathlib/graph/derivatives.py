"""The derivative table: how each operation hands a gradient back to its inputs.

One row an operation, one rule an input. Let L be the number whose gradient is wanted. A rule
is given g, the gradient of L with respect to the operation's result ``out``, and returns the
gradient with respect to one input. It may come out in the shape of the result: where an input
was broadcast, `mathlib.graph.backward` sums. The rules are plain NumPy. On plain arrays they
compute; on recorded values they record, so gradients can be differentiated again.

Where an operation has no derivative, the rules choose: 0 for |x| at 0; equal shares among
equals for the larger or smaller of several; 0 for steps (`floor`, `sign`, comparisons); ``inf``
for the square root at 0. `where` computes both its branches, and so does its gradient: a branch
that is not taken and has no value there can make the gradient nan. Keep it in range with a
second `where`: ``np.where(x > 0, np.log(np.where(x > 0, x, 1)), 0)``.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from .derivatives_of_matrices import MATRICES
from .operations import OPERATIONS
from .recorded import Recorded, record

Rule = Callable[..., Any]


def _apply(operation: str, *inputs: Any, **settings: Any) -> Any:
    """Do an operation that NumPy has no function for, on plain or on recorded values."""
    if any(isinstance(value, Recorded) for value in inputs):
        return record(operation, *inputs, **settings)
    return OPERATIONS[operation](*inputs, **settings)


def _everywhere(number, shape):
    """Return an array that is one number everywhere, held once.

    `_minus` knows it by its strides of 0 and keeps it so. On 1e6 rows, arrays that need not be
    written are what keeps a gradient at 1.1 times of one written by hand (`make bench`).
    """
    return np.ndarray(
        shape, np.asarray(number).dtype, np.asarray(number), strides=(0,) * len(shape)
    )


# ---------------------------------------------------------------- element by element
def _minus(g, out, x, y):
    if type(g) is np.ndarray and g.size > 1 and not any(g.strides):
        return _everywhere(-g[(0,) * g.ndim], g.shape)
    return -g


def _power_by_base(g, out, x, y):
    # x ** 0 is 1 all around, so its slope at x = 0 is 0, not 0 * 0 ** -1.
    if isinstance(y, Recorded):  # y may be differentiated too, and may pass through 0.
        return g * (y * x ** np.where(np.equal(y, 0) & np.equal(x, 0), 1.0, y - 1.0))
    if y.ndim:
        return g * (y * x ** np.where(y == 0, 1.0, y - 1.0))
    n = y.item()
    return g * (n * (x if n in (0, 2) else x ** (n - 1.0)))


def _power_by_exponent(g, out, x, y):
    return g * (out * np.log(np.where(np.equal(x, 0), 1.0, x)))


def _tanh(g, out, x):
    # 1 - tanh(x)² has lost all its digits where tanh(x) rounds to 1.
    if isinstance(x, Recorded):
        return g * record("tanh_slope", x)
    return g / np.cosh(x) ** 2  # the quickest way in NumPy, and not in the page


def _logaddexp_share(g, own, other):
    # g e^own / (e^own + e^other)
    ahead = other - own
    if not isinstance(ahead, Recorded):
        others = np.exp(ahead)
        others += 1.0  # in place: large arrays cost more to allocate than to add
        return g / others
    # So written, no derivative of any order overflows, or loses digits where it is small.
    return g * np.exp(-np.logaddexp(0.0, ahead))


def _share(wins: Callable[..., Any], ties: Callable[..., Any], number: int) -> Rule:
    """Return the rule of `maximum` or `minimum`: equals get one half each."""

    def rule(g, out, *pair):
        own, other = pair[number], pair[1 - number]
        return g * (wins(own, other) * 0.5 + ties(own, other) * 0.5)

    return rule


# ---------------------------------------------------------------- along axes
def _kept(a, axis, keepdims):
    """Give a reduced array back the axes that were lost."""
    return a if keepdims else np.expand_dims(a, axis)


def _sum(g, out, a, axis, keepdims):
    if out.ndim == 0 and not isinstance(g, Recorded):  # one number, seen everywhere
        return _everywhere(g, a.shape)
    return np.broadcast_to(_kept(g, axis, keepdims), a.shape)


def _prod(g, out, a, axis, keepdims):
    """Multiply all the others: what stands before an element, and what stands after it."""
    last = tuple(range(-len(axis), 0))
    rows = np.moveaxis(a, axis, last)
    flat = np.reshape(rows, (*rows.shape[: a.ndim - len(axis)], -1))
    others = np.reshape(_before(flat) * np.flip(_before(np.flip(flat, -1)), -1), rows.shape)
    return _kept(g, axis, keepdims) * np.moveaxis(others, last, axis)


def _before(a):
    """Return the products of all that stands before each element of the last axis.

    In log₂ n sweeps: each multiplies by what stands twice as far away as the sweep before.
    """
    one, n = np.ones((*a.shape[:-1], 1)), a.shape[-1]
    products, reach = np.concatenate([one, a], axis=-1)[..., :n], 1
    while reach < n:
        farther = np.concatenate([np.repeat(one, reach, -1), products], axis=-1)[..., :n]
        products, reach = products * farther, 2 * reach
    return products


def _extreme(g, out, a, axis, keepdims):
    best = np.equal(a, _kept(out, axis, keepdims)) * 1.0
    return _kept(g, axis, keepdims) * best / np.sum(best, axis=axis, keepdims=True)


def _cumsum(g, out, a, axis):
    return np.flip(np.cumsum(np.flip(g, axis), axis=axis), axis)


# ---------------------------------------------------------------- movements
def _gather(g, out, *inputs, wanted, indices):
    """Bring every element back to where it was taken from, and part the inputs again."""
    if len(inputs) == 1:
        return [_apply("scatter", g, indices=indices, shape=inputs[0].shape)]
    ends = np.cumsum([0, *(a.size for a in inputs)]).tolist()
    flat = _apply("scatter", g, indices=indices, shape=(ends[-1],))
    return [
        np.reshape(flat[start:stop], a.shape) if needs else None
        for needs, a, (start, stop) in zip(wanted, inputs, pairwise(ends), strict=True)
    ]


#: Operations whose result does not change, or only in steps.
_STEPS = (
    *("sign", "floor", "ceil", "trunc", "rint", "floor_divide", "argmax", "argmin", "argsort"),
    *("less", "less_equal", "equal", "not_equal", "isfinite"),
    *("logical_and", "logical_or", "logical_not"),
)

#: operation -> one rule for each input, or one function for all. (`mathlib.graph` adds
#: that of `iterate`, which needs the walk backwards.)
#: A rule is ``rule(g, out, *inputs, **settings)``, or None where no gradient flows. A function
#: for all is given ``wanted``, one bool an input, and returns a list of gradients. For results
#: in several parts, g is a dict from the part's number to its gradient.
DERIVATIVES: dict[str, tuple[Rule | None, ...] | Rule] = {
    **dict.fromkeys(_STEPS, (None, None)),
    "copy": (lambda g, out, x: g,),
    "add": (lambda g, out, x, y: g, lambda g, out, x, y: g),
    "subtract": (lambda g, out, x, y: g, _minus),
    "multiply": (lambda g, out, x, y: g * y, lambda g, out, x, y: g * x),
    "divide": (lambda g, out, x, y: g / y, lambda g, out, x, y: -g * out / y),
    "power": (_power_by_base, _power_by_exponent),
    "remainder": (lambda g, out, x, y: g, lambda g, out, x, y: -g * np.floor_divide(x, y)),
    "negative": (lambda g, out, x: -g,),
    "absolute": (lambda g, out, x: g * np.sign(x),),
    "sqrt": (lambda g, out, x: g * 0.5 / out,),
    "cbrt": (lambda g, out, x: g / (3.0 * out * out),),
    "hypot": (lambda g, out, x, y: g * (x / out), lambda g, out, x, y: g * (y / out)),
    "exp": (lambda g, out, x: g * out,),
    "exp2": (lambda g, out, x: g * out * np.log(2.0),),
    "expm1": (lambda g, out, x: g * (out + 1.0),),
    "log": (lambda g, out, x: g / x,),
    "log2": (lambda g, out, x: g / (x * np.log(2.0)),),
    "log10": (lambda g, out, x: g / (x * np.log(10.0)),),
    "log1p": (lambda g, out, x: g / (1.0 + x),),
    "logaddexp": (
        lambda g, out, x, y: _logaddexp_share(g, x, y),
        lambda g, out, x, y: _logaddexp_share(g, y, x),
    ),
    "sin": (lambda g, out, x: g * np.cos(x),),
    "cos": (lambda g, out, x: -g * np.sin(x),),
    "tan": (lambda g, out, x: g * (1.0 + out * out),),
    "arcsin": (lambda g, out, x: g / np.sqrt(1.0 - x * x),),
    "arccos": (lambda g, out, x: -g / np.sqrt(1.0 - x * x),),
    "arctan": (lambda g, out, x: g / (1.0 + x * x),),
    "arctan2": (
        lambda g, out, y, x: g * x / (x * x + y * y),
        lambda g, out, y, x: -g * y / (x * x + y * y),
    ),
    "sinh": (lambda g, out, x: g * np.cosh(x),),
    "cosh": (lambda g, out, x: g * np.sinh(x),),
    "tanh": (_tanh,),
    "tanh_slope": (lambda g, out, x: g * (-2.0 * np.tanh(x) * out),),
    "arcsinh": (lambda g, out, x: g / np.hypot(x, 1.0),),
    "arccosh": (lambda g, out, x: g / np.sqrt((x - 1.0) * (x + 1.0)),),
    "arctanh": (lambda g, out, x: g / (1.0 - x * x),),
    "minimum": (_share(np.less, np.less_equal, 0), _share(np.less, np.less_equal, 1)),
    "maximum": (_share(np.greater, np.greater_equal, 0), _share(np.greater, np.greater_equal, 1)),
    "where": (
        None,
        lambda g, out, condition, x, y: np.where(condition, g, 0.0),
        lambda g, out, condition, x, y: np.where(condition, 0.0, g),
    ),
    "sum": (_sum,),
    "prod": (_prod,),
    "max": (_extreme,),
    "min": (_extreme,),
    "cumsum": (_cumsum,),
    "gather": _gather,
    "scatter": (lambda g, out, a, indices, shape: _apply("gather", g, indices=indices),),
    "gather_at": (
        lambda g, out, a, positions: _apply("scatter_at", g, positions, shape=a.shape),
        None,
    ),
    "scatter_at": (lambda g, out, a, positions, shape: _apply("gather_at", g, positions), None),
    **MATRICES,
    "element": lambda g, out, arrays, wanted, number: [{number: g}],
}
