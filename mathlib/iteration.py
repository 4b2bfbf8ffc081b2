"""Repeat one step many times and keep every state.

Gradient descent, power iteration and the training of a network are all the same loop: a
state, and a step that makes the next state from it. ``iterate`` is that loop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mathlib.arrays import as_floats, is_plain


def iterate(step: Callable[[Any, Any], Any], start: Any, count: int) -> Any:
    """Apply ``step`` to a state again and again, and return all states.

    ``state = step(state, k)`` is done for k = 0, 1, …, ``count`` - 1.

    A value that records what is done to it can take the loop over. If the type of ``start``,
    or of any later state, has a static method ``__iterate__``, the result is
    ``type(state).__iterate__(step, start, count)``. Such a type can write the step down once
    instead of ``count`` times. As with NumPy's own protocols (NEP 13 and NEP 18), this module
    need not know the type. A step may then be called more than once for the same k, so it
    must only compute: no printing, no counting, no change of its arguments.

    Parameters
    ----------
    step : function of (state, k)
        Returns the next state, of the same shape.
    start : array_like, or tuple of array_like
        The first state. A list is one array; a tuple is a state of several arrays.
    count : int
        How many steps to take, 0 or more.

    Returns
    -------
    array, or tuple of arrays
        All states, stacked on a new first axis: shape (count + 1, *shape of start). Row 0 is
        ``start``.

    Raises
    ------
    TypeError
        If ``count`` is not a whole number.
    ValueError
        If ``count`` is negative, or if a step changes the shape of the state.

    Examples
    --------
    >>> iterate(lambda money, year: money * 2, start=1.0, count=3)
    array([1., 2., 4., 8.])
    """
    _check_count(count)
    start = _as_state(start)
    states = [start]
    for k in range(count):
        if (recorder := _recorder(states[-1])) is not None:
            return recorder.__iterate__(step, start, count)
        states.append(_as_state(step(states[-1], k)))
        _check_shapes(states[-1], start, k)
    if (recorder := _recorder(states[-1])) is not None:
        return recorder.__iterate__(step, start, count)
    if isinstance(start, tuple):
        return tuple(np.stack(history) for history in zip(*states, strict=True))
    return np.stack(states)


def _as_state(state: Any) -> Any:
    """Return the state as read-only floats, so that no step can rewrite the history."""
    if isinstance(state, tuple):
        return tuple(_as_state(part) for part in state)
    state = as_floats(state)
    if is_plain(state):
        state = state.copy()
        state.flags.writeable = False
    return state


def _recorder(state: Any) -> Any:
    """Return the first type in the state that takes loops over, or None."""
    parts = state if isinstance(state, tuple) else (state,)
    return next((type(part) for part in parts if hasattr(type(part), "__iterate__")), None)


def _check_count(count: Any) -> None:
    if isinstance(count, (bool, np.bool_)) or not isinstance(count, (int, np.integer)):
        raise TypeError(
            f"count must be a whole number such as 60, but it is a {type(count).__name__}. It "
            "fixes how many rows the result has, so it must be known before the loop starts."
        )
    if count < 0:
        raise ValueError(
            f"count must be 0 or more, but it is {count}. Give the number of steps to take."
        )


def _check_shapes(state: Any, start: Any, k: int) -> None:
    if (found := _shapes(state)) != (expected := _shapes(start)):
        raise ValueError(
            f"step {k} changed the shape of the state: it got {expected} and returned {found}. "
            "Let step return the same shape as start."
        )


def _shapes(state: Any) -> Any:
    if isinstance(state, tuple):
        return "arrays of shapes " + ", ".join(str(np.shape(part)) for part in state)
    return f"shape {np.shape(state)}"
