"""How NumPy's functions of single elements are written in the graph.

The operations of the table, with what the page's one kind of number needs beside them, and
the functions that are written in terms of others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mathlib.graph.operations import ELEMENTWISE
from mathlib.graph.recorded import Recorded, RecordingError, as_node, record

from .arguments import Rule, array_of, floats_of, kinds, name_of


# ---------------------------------------------------------------- operations
def _elementwise(name: str, function: Callable[..., Any]) -> Rule:
    if getattr(function, "nin", 3) == 1:
        return lambda x, /: record(name, x)
    if getattr(function, "nin", 3) == 2:
        return lambda x1, x2, /: record(name, x1, x2)
    return lambda condition, x, y, /: record(name, condition, x, y)


def _add(x1, x2, /):
    """Adding two conditions is `or` in NumPy: True + True is True."""
    return record("logical_or" if kinds(x1, x2) == "bb" else "add", x1, x2)


def _negative(x, /):
    """Negate; the whole number 0 has no sign, so it is subtracted: 0 - 0 is 0, -0 is -0."""
    return np.subtract(0, x) if kinds(x) == "i" else record("negative", x)


def unsigned_zero(result: Recorded) -> Recorded:
    """Let whole numbers shed the sign of a zero: 0 * -1 is -0 in the page, and -0 + 0 is 0."""
    return result + 0 if kinds(result) == "i" else result


def _multiply(x1, x2, /):
    return unsigned_zero(record("multiply", x1, x2))


def _power(x1, x2, /):
    exponent = as_node(x2)
    if kinds(x1) != "f" and kinds(x2) == "i" and exponent.operation != "constant":
        raise RecordingError(
            "np.power (**) of a whole number is recorded for exponents that are fixed or "
            "floats: NumPy has no whole 2 ** -1. Write a float: 2.0 ** n."
        )
    return record("power", x1, Recorded(exponent))


def _divides(name: str) -> Rule:
    """Record // or %; between whole numbers NumPy gives 0 where the divisor is 0."""

    def rule(x1, x2, /):
        if "f" in kinds(x1, x2):
            return record(name, x1, x2)
        divisor = np.where(np.equal(x2, 0), 1, x2)
        return unsigned_zero(np.where(np.equal(x2, 0), 0, record(name, x1, divisor)))

    return rule


# ---------------------------------------------------------------- in terms of others
def _of_conditions(name: str, function: Callable[..., Any]) -> Rule:
    """Record &, |, ^ and ~, which are `and`, `or`, `unlike` and `not` between conditions."""

    def rule(*operands):
        if set(kinds(*operands)) != {"b"}:
            raise RecordingError(
                f"np.{name} (&, |, ^ or ~) is recorded for conditions, such as (a < b) & (c < d)."
            )
        return function(*operands)

    return rule


def _of_floats(function: Callable[..., Any], rule: Rule) -> Rule:
    def checked(x, /):
        if kinds(x) != "f":
            raise RecordingError(f"{name_of(function)} is recorded for floats: use x * 1.0.")
        return rule(x)

    return checked


def _signbit(x, /):
    negative = np.less(x, 0)
    return negative | (np.equal(x, 0) & (1.0 / x < 0)) if kinds(x) == "f" else negative


def _copysign(x1, x2, /):
    size = floats_of(np.abs(x1))
    return np.where(np.signbit(x2), -size, size)


def _heaviside(x1, x2, /):
    step = np.where(np.less(x1, 0), 0.0, np.where(np.equal(x1, 0), x2, 1.0))
    return np.where(np.isnan(x1), np.nan, step)


def _modf(x, /):
    whole = np.trunc(floats_of(x))
    rest = np.where(np.isinf(x), 0.0, x - whole)
    return np.copysign(rest, x), whole


def _logaddexp2(x1, x2, /):
    apart = np.log1p(np.exp2(-np.abs(np.subtract(x1, x2)))) * (1 / np.log(2.0))
    return np.where(np.equal(x1, x2), np.add(x1, 1.0), np.maximum(x1, x2) + apart)


def _sinc(x, /):
    """NumPy's own formula: sin(y) / y, where y is pi x, and never 0."""
    y = np.pi * np.where(np.equal(x, 0), 1.0e-20, x)
    return np.sin(y) / y


def _round(a, decimals=0):
    if kinds(a) == "i" and decimals >= 0:
        return a
    if kinds(a) != "f":
        raise RecordingError("np.round is recorded for floats, or for decimals of 0 and more.")
    if decimals < 0:
        return np.rint(a / 10.0**-decimals) * 10.0**-decimals
    return np.rint(a * 10.0**decimals) / 10.0**decimals if decimals else np.rint(a)


_ABSENT: Any = object()


def _clip(a, a_min=_ABSENT, a_max=_ABSENT, *, min=_ABSENT, max=_ABSENT):
    low = min if a_min is _ABSENT else a_min
    high = max if a_max is _ABSENT else a_max
    a = a if low is None or low is _ABSENT else np.maximum(a, low)
    return a if high is None or high is _ABSENT else np.minimum(a, high)


def _nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    if kinds(x) != "f":
        return x
    large = np.finfo(float).max
    x = np.where(np.equal(x, np.inf), large if posinf is None else posinf, x)
    x = np.where(np.equal(x, -np.inf), -large if neginf is None else neginf, x)
    return np.where(np.isnan(x), nan, x)


def _astype(x, dtype, /, *, copy=True):
    if np.dtype(dtype) == bool:
        return np.not_equal(x, 0)
    if np.dtype(dtype) != np.float64:
        raise RecordingError(
            "np.astype and the array method .astype are recorded for float and bool: "
            ".astype(float). A number becomes whole with np.trunc(x)."
        )
    return floats_of(x)


def _isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    a, b = array_of(a), array_of(b)
    near = np.abs(a - b) <= atol + rtol * np.abs(b)
    close = near & np.isfinite(b) | np.equal(a, b)
    return close | np.isnan(a) & np.isnan(b) if equal_nan else close


def _array_equal(a1, a2, equal_nan=False):
    if np.shape(a1) != np.shape(a2):
        return False
    same = np.equal(a1, a2)
    return np.all(same | np.isnan(a1) & np.isnan(a2) if equal_nan else same)


def _array_equiv(a1, a2):
    try:
        np.broadcast_shapes(np.shape(a1), np.shape(a2))
    except ValueError:
        return False
    return np.all(np.equal(a1, a2))


def _select(condlist, choicelist, default=0):
    if len(condlist) != len(choicelist):
        raise ValueError("np.select needs as many conditions as choices.")
    result = default
    for condition, choice in zip(condlist[::-1], choicelist[::-1], strict=True):
        result = np.where(condition, choice, result)
    return result


RULES: dict[Any, Rule] = {
    **{function: _elementwise(name, function) for name, function in ELEMENTWISE.items()},
    np.add: _add,
    np.negative: _negative,
    np.multiply: _multiply,
    np.power: _power,
    np.remainder: _divides("remainder"),
    np.floor_divide: _divides("floor_divide"),
    # The sign and the size.
    np.positive: lambda x, /: x,
    np.conjugate: lambda x, /: x,
    np.real: lambda val: val,
    np.fabs: lambda x, /: floats_of(np.abs(x)),
    np.square: lambda x, /: x * x,
    np.reciprocal: _of_floats(np.reciprocal, lambda x: 1.0 / x),
    np.signbit: _signbit,
    np.copysign: _copysign,
    np.heaviside: _heaviside,
    np.clip: _clip,
    np.fmin: lambda x1, x2, /: np.where(np.less_equal(x1, x2) | np.isnan(x2), x1, x2),
    np.fmax: lambda x1, x2, /: np.where(np.greater_equal(x1, x2) | np.isnan(x2), x1, x2),
    # Comparisons and conditions.
    np.greater: lambda x1, x2, /: np.less(x2, x1),
    np.greater_equal: lambda x1, x2, /: np.less_equal(x2, x1),
    np.isnan: lambda x, /: np.not_equal(x, x),
    np.isinf: lambda x, /: np.equal(np.abs(x), np.inf),
    np.isposinf: lambda x: np.equal(x, np.inf),
    np.isneginf: lambda x: np.equal(x, -np.inf),
    np.logical_xor: lambda x1, x2, /: np.not_equal(np.not_equal(x1, 0), np.not_equal(x2, 0)),
    np.bitwise_and: _of_conditions("bitwise_and", np.logical_and),
    np.bitwise_or: _of_conditions("bitwise_or", np.logical_or),
    np.bitwise_xor: _of_conditions("bitwise_xor", np.not_equal),
    np.invert: _of_conditions("invert", np.logical_not),
    np.select: _select,
    np.isclose: _isclose,
    np.allclose: lambda a, b, *tolerances, **options: np.all(
        np.isclose(a, b, *tolerances, **options)
    ),
    np.array_equal: _array_equal,
    np.array_equiv: _array_equiv,
    np.nan_to_num: _nan_to_num,
    np.astype: _astype,
    # Whole parts and remainders.
    np.fix: lambda x: np.trunc(x),
    np.round: _round,
    np.around: _round,
    np.fmod: lambda x1, x2, /: np.copysign(np.remainder(np.fabs(x1), np.fabs(x2)), x1),
    np.divmod: lambda x1, x2, /: (np.floor_divide(x1, x2), np.remainder(x1, x2)),
    np.modf: _modf,
    # Angles, powers and logarithms.
    np.degrees: lambda x, /: x * (180.0 / np.pi),
    np.rad2deg: lambda x, /: x * (180.0 / np.pi),
    np.radians: lambda x, /: x * (np.pi / 180.0),
    np.deg2rad: lambda x, /: x * (np.pi / 180.0),
    np.float_power: lambda x1, x2, /: np.power(np.multiply(x1, 1.0), x2),
    np.logaddexp2: _logaddexp2,
    np.sinc: _sinc,
}
