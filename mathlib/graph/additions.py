"""Additions: an operation of your own in the tables, for a function that NumPy does not have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from mathlib.arrays import is_plain

from .derivatives import DERIVATIVES, Rule
from .operations import OPERATIONS
from .recorded import RecordingError, record

#: The operations that were added: name -> how the page computes it, if it can.
_ADDED: dict[str, str | None] = {}


def add_operation(
    name: str,
    function: Callable[..., Any],
    slopes: Rule | Sequence[Rule | None],
    javascript: str | None = None,
) -> Callable[..., Any]:
    """Add an operation of single numbers to the tables, and return a function that does it.

    The function works on plain arrays as NumPy's own do, can be differentiated as often as its
    slopes can, and moves in a figure if the page is told how. An operation that was added
    before is replaced, so a cell can be run again.

    Parameters
    ----------
    name : str
        What it is called in the tables: a name as Python's variables have.
    function : callable
        Takes one array for each input and returns their result, element by element.
    slopes : callable, or sequence of them
        For each input a rule, ``rule(g, out, *inputs)``, as in `DERIVATIVES`: given g, the
        gradient with respect to the result ``out``, it returns the gradient with respect to that
        input. None where none flows. Plain NumPy, and functions like this one.
    javascript : str, optional
        The same for single numbers, as an arrow function; without it no figure can hold the
        operation.

    Returns
    -------
    callable
        Takes plain or recorded arrays.

    Raises
    ------
    ValueError
        If the name is none, or belongs to an operation that was there from the start, or the
        JavaScript is no arrow function.
    TypeError
        If the function or a slope cannot be called.

    Examples
    --------
    >>> cube = add_operation(
    ...     "cube", lambda x: x * x * x, lambda g, out, x: g * 3 * x * x, "(x) => x * x * x"
    ... )
    >>> cube(2.0)
    np.float64(8.0)
    """
    rules = tuple(slopes) if isinstance(slopes, Iterable) else (slopes,)
    _check(name, function, rules, javascript)
    OPERATIONS[name], DERIVATIVES[name], _ADDED[name] = function, rules, javascript

    def operation(*inputs: Any) -> Any:
        if len(inputs) != len(rules):
            raise TypeError(f"{name} takes {len(rules)} inputs, one for each slope.")
        if is_plain(inputs):
            return function(*(np.asarray(value)[()] for value in inputs))
        return record(name, *inputs)

    operation.__name__ = name
    return operation


def javascript_of(operations: Iterable[str]) -> dict[str, str]:
    """Return, for those of the operations that were added, how the page computes them.

    Raises
    ------
    RecordingError
        If one was added without saying how.
    """
    found = {name: _ADDED[name] for name in sorted(set(operations) & _ADDED.keys())}
    for name, text in found.items():
        if text is None:
            raise RecordingError(
                f"the operation {name!r} was added without JavaScript, so no page can compute "
                f"it. Add it again with add_operation(..., javascript='(x) => …')."
            )
    return {name: text for name, text in found.items() if text is not None}


def _check(name: Any, function: Any, rules: tuple, javascript: Any) -> None:
    if not isinstance(name, str) or not name.isidentifier():
        raise ValueError(f"an operation needs a name as a variable has, not {name!r}.")
    if name in OPERATIONS and name not in _ADDED:
        raise ValueError(f"{name!r} is in the tables from the start. Choose another name.")
    if not callable(function):
        raise TypeError(f"{name} needs a function of NumPy arrays, not {function!r}.")
    if not rules or not all(rule is None or callable(rule) for rule in rules):
        raise TypeError(
            f"{name} needs a slope for each input, a function such as lambda g, out, x: g * x."
        )
    if javascript is not None and ("=>" not in javascript or "</" in javascript):
        raise ValueError(
            f"the JavaScript of {name} is an arrow function of numbers, such as "
            f"'(x) => x / (1 + Math.exp(-x))', not {javascript!r}."
        )
