"""What all modules ask of numbers: their kind, as floats, one of them picked, a safe product.

Numbers come plain, or as values that answer NumPy's functions themselves (NEP 18): such a value
records what is done to it, and has no number yet that could be looked at.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

#: What NumPy's functions take for an axis: one, several, or all.
Axis = int | tuple[int, ...] | None


def is_plain(values: Any) -> bool:
    """Tell whether values are numbers to look at: no recorded value, and none in a list of them.

    What may be recorded cannot be checked, branched on or made into an array.
    """
    if isinstance(values, (list, tuple)):
        return all(map(is_plain, values))
    return isinstance(values, np.ndarray) or not hasattr(type(values), "__array_function__")


def as_floats(values: ArrayLike) -> Any:
    """Return numbers and lists as an array of floats.

    Values that answer NumPy's functions themselves are returned as they are, so a value that
    records what is done to it stays one. A list that holds such values is stacked by them.

    Parameters
    ----------
    values : array_like
        A number, an array, or a list of either. Any shape.

    Returns
    -------
    numpy.ndarray or the type of ``values``
        The same shape. Integers become floats; complex numbers stay complex.
    """
    if not is_plain(values):
        return np.stack(values) if isinstance(values, (list, tuple)) else values
    return np.asarray(values, dtype=complex if np.iscomplexobj(values) else float)


def at(array: Any, index: Any) -> Any:
    """Return ``array[index]``, where either may be recorded, or both, or neither.

    A plain array cannot be indexed by a number that is not known yet. As `iterate` does with a
    loop, this hands the work to the index: if its type has a static method ``__at__``, the
    result is ``type(index).__at__(array, index)``.

    Parameters
    ----------
    array : array_like of shape (n, ...)
        What to pick from.
    index : int, array of int, or tuple of them
        Which element or row, counted from 0; below 0 from the end. A tuple picks along one
        axis after another, as in ``array[i, j]``.

    Returns
    -------
    array, or one number
        The element or row. Where a recorded index is no place of the array: nan.

    Raises
    ------
    IndexError
        If a plain index is no place of the array, or no whole number.

    Examples
    --------
    >>> at([10.0, 20.0, 30.0], 1).item()
    20.0
    """
    for number in index if isinstance(index, tuple) else (index,):
        if (picks := getattr(type(number), "__at__", None)) is not None:
            return picks(array, index)
    return (np.asarray(array) if is_plain(array) else array)[index]


def times(weight: Any, value: Any) -> Any:
    """Return weight · value, where 0 times infinity counts as 0: what never happens is free.

    This is the limit of p log p for p → 0. Any two shapes that broadcast.
    """
    never = (weight == 0) & (np.abs(value) == np.inf)
    return weight * np.where(never, 0.0, value)
