"""Vectors, matrices and tensors: where an element stands, and arithmetic element by element.

Indices and places are counted from 1, as formulas count them; NumPy's square brackets count
from 0. A tensor here is an array of numbers, however many axes it has. Results never share
memory with what they were made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from math import prod
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.arrays import as_floats, at, is_plain

Shape = tuple[int, ...]


# ---------------------------------------------------------------- where an element stands
def element(tensor: ArrayLike, index: Sequence[int]) -> Any:
    """Return one element of a tensor: x₁, A_ij or A_ijk, with indices counted from 1.

    Parameters
    ----------
    tensor : array_like
        Any shape with at least one axis.
    index : sequence of int
        One number for each axis: (i, j) for row i and column j.

    Raises
    ------
    IndexError
        If the index has too few or too many numbers, or one is not on its axis.
    TypeError
        If one of them is not a whole number.

    Examples
    --------
    >>> element([[1, 2, 3], [4, 5, 6]], (2, 3)).item()
    6
    """
    place = position(index, np.shape(tensor))
    return at(flatten(tensor), place - 1)


def position(index: Sequence[int], shape: Shape) -> Any:
    """Return the place of an element in the flattened tensor, counted from 1.

    In a matrix with c columns, A_ij comes after i - 1 whole rows and j - 1 elements of its own
    row: (i - 1) c + j. With each further axis the same happens again (W. G. Horner's scheme):
    all that was counted so far is multiplied by the length of that axis.

    Takes an index as `element` does, and the tensor's shape; raises what `element` raises.
    """
    _check_index(index, shape)
    before: Any = 0
    for number, length in zip(index, shape, strict=True):
        before = before * length + (number - 1)
    return before + 1


def index_at(place: int, shape: Shape) -> tuple[Any, ...]:
    """Return the index of the element at a place of the flattened tensor; both count from 1.

    Undoes `position`: the rest of dividing by an axis' length tells where on that axis.

    Raises
    ------
    IndexError
        If a tensor of this shape has no such place.
    TypeError
        If the place is not a whole number.
    """
    _check_on_axis(f"the flattened tensor of shape {shape}", prod(shape), place)
    before, index = place - 1, []
    for length in reversed(shape):
        index.append(before % length + 1)
        before = before // length
    return tuple(reversed(index))


def flatten(tensor: ArrayLike) -> Any:
    """Return all elements in one vector, row after row; shape (elements,), a copy."""
    return np.copy(np.reshape(tensor, -1))


def unflatten(vector: ArrayLike, shape: Shape) -> Any:
    """Return a vector folded into a tensor, row after row; undoes `flatten`.

    Raises
    ------
    ValueError
        If the shape has room for more or fewer elements than there are.
    """
    if (size := np.size(vector)) != (room := prod(shape)):
        raise ValueError(
            f"{size} elements cannot be folded into shape {tuple(shape)}, which has room for "
            f"{' × '.join(map(str, shape))} = {room}. The lengths multiplied must give {size}."
        )
    return np.copy(np.reshape(vector, shape))


def _check_index(index: Sequence[int], shape: Shape) -> None:
    if len(index) != len(shape):
        raise IndexError(
            f"a tensor of shape {shape} has {len(shape)} axes, but the index {tuple(index)} has "
            f"{len(index)} numbers. Give one number for each axis."
        )
    for axis, (number, length) in enumerate(zip(index, shape, strict=True), start=1):
        _check_on_axis(f"axis {axis} of shape {shape}", length, number)


def _check_on_axis(what: str, length: int, number: Any) -> None:
    if not is_plain(number):  # it cannot be asked yet
        return
    if not isinstance(number, Integral):
        raise TypeError(f"an index is a whole number such as 2, not {number}.")
    if not 1 <= number <= length:
        raise IndexError(
            f"{what} has length {length}, so its indices go from 1 to {length}; there is no "
            f"{number}."
        )


# ---------------------------------------------------------------- sets
def cartesian_product(*sets: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Return S × U × …: all tuples whose first member is from S, the second from U, and so on.

    {(s, u, …) : s ∈ S, u ∈ U, …}. There are as many as the sizes of the sets multiplied.

    Parameters
    ----------
    *sets : iterable
        The members of each set, each once, in the order in which they are to be taken.

    Raises
    ------
    ValueError
        If a member is given twice: a set either has it or not.

    Examples
    --------
    >>> cartesian_product(["a", "b"], [1, 2])
    [('a', 1), ('a', 2), ('b', 1), ('b', 2)]
    """
    tuples: list[tuple[Any, ...]] = [()]
    for members in map(list, sets):
        if len(set(members)) < len(members):
            raise ValueError(f"a set holds each member once, but {members} repeats one.")
        tuples = [(*chosen, member) for chosen in tuples for member in members]
    return tuples


# ---------------------------------------------------------------- element by element
def add(a: ArrayLike, b: ArrayLike) -> Any:
    """Return A + B, element by element: C_ij = A_ij + B_ij.

    The sums are floats, so the small whole numbers of a picture cannot overflow.

    Parameters
    ----------
    a, b : array_like
        Of one shape, any.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    if np.shape(a) != np.shape(b):
        raise ValueError(
            f"only arrays of one shape are added element by element, but these have shapes "
            f"{np.shape(a)} and {np.shape(b)}. To add a vector to every row of a matrix, use "
            f"add_to_rows(matrix, vector)."
        )
    return as_floats(a) + as_floats(b)


def scale(number: float, array: ArrayLike) -> Any:
    """Return w A, every element multiplied by the same number: C_ij = w A_ij.

    Raises
    ------
    ValueError
        If ``number`` is not a single number.
    """
    if np.shape(number) != ():
        raise ValueError(f"an array is scaled by one number, not by shape {np.shape(number)}.")
    return as_floats(number) * as_floats(array)


def add_to_rows(matrix: ArrayLike, vector: ArrayLike) -> Any:
    """Return A + b, the vector added to every row of the matrix: C_ij = A_ij + b_j.

    Source: I. Goodfellow, Y. Bengio, A. Courville, "Deep Learning", 2016, section 2.1.

    Parameters
    ----------
    matrix : array_like of shape (rows, columns)
    vector : array_like of shape (columns,)

    Raises
    ------
    ValueError
        If the vector has not one number for each column.
    """
    rows_and_columns, numbers = np.shape(matrix), np.shape(vector)
    if len(rows_and_columns) != 2 or numbers != rows_and_columns[1:]:
        raise ValueError(
            f"a vector that is added to the rows of a matrix needs one number for each column: "
            f"shapes (rows, columns) and (columns,), not {rows_and_columns} and {numbers}."
        )
    return as_floats(matrix) + as_floats(vector)


def broadcast_shape(first: Shape, second: Shape) -> Shape:
    """Return the shape of A + B as NumPy forms it, where the shapes may differ.

    The shapes are laid on each other at their right ends. On each axis the lengths must be
    equal, or one of them 1 or missing; that one is then repeated to the length of the other.
    Source: C. R. Harris and others, "Array programming with NumPy", Nature 585 (2020).

    Raises
    ------
    ValueError
        If two lengths differ and neither is 1.

    Examples
    --------
    >>> broadcast_shape((3, 1), (4,))
    (3, 4)
    """
    shape: list[int] = []
    for one, other in zip_longest(reversed(first), reversed(second), fillvalue=1):
        if one != other and 1 not in (one, other):
            raise ValueError(
                f"shapes {first} and {second} do not fit: counted from the right, axis "
                f"{len(shape) + 1} has length {one} in one and {other} in the other, and "
                f"only a length of 1 can be repeated."
            )
        shape.append(other if one == 1 else one)
    return tuple(reversed(shape))
