"""State: arrays that an update of the author's steps on while the reader watches."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np

from .base import Control, ControlError


@dataclass(frozen=True, eq=False)
class State(Control):
    """An array, or a tuple of arrays, that a recorded update steps on: training in the page.

    The reader starts and pauses it, takes single steps, and starts over; the other controls
    go on working. The function receives the arrays as they are after the steps taken so far.

    Parameters
    ----------
    start : array_like, or tuple of array_like
        The state before the first step; its shapes stay.
    step : callable
        ``step(state, **controls)`` returns the next state. Plain NumPy. By the names of its
        further parameters it receives the figure's other controls: a learning rate, say.
    rate : float
        How many steps are taken in a second while it runs. It may exceed the frames a screen
        shows in a second; then several are taken for each.
    label
        As for every `Control`; the label names what runs.

    Raises
    ------
    ControlError
        If the state holds nothing or numbers that are not finite, the step is no function,
        or the rate is not positive.

    Notes
    -----
    A count of steps, a momentum, a history of losses: what an update needs to remember is
    part of its state. ``State((np.zeros(3), 0.0), step)`` has a step that returns
    ``weights - rate * gradient, count + 1``.

    Examples
    --------
    >>> def halve(state, factor):
    ...     return state * factor
    >>> state = State([8.0, 4.0], halve, rate=2, label="halving")
    """

    start: Any
    step: Callable[..., Any]
    rate: float = 30.0

    kind: ClassVar[str] = "state"
    noun: ClassVar[str] = "state"

    def __post_init__(self) -> None:
        if not callable(self.step):
            raise ControlError(
                f"a State needs a function that takes it one step on, step(state), not "
                f"{self.step!r}."
            )
        if not (math.isfinite(self.rate) and self.rate > 0):
            raise ControlError(
                f"a State needs a positive number of steps a second, not rate={self.rate}."
            )
        parts = self.start if isinstance(self.start, tuple) else (self.start,)
        arrays = tuple(self._array(part) for part in parts)
        if not arrays or not all(array.size for array in arrays):
            raise ControlError("a State needs at least one array, none of them empty.")
        if not all(np.isfinite(array).all() for array in arrays):
            raise ControlError("a State must start with finite numbers.")
        object.__setattr__(self, "start", arrays if isinstance(self.start, tuple) else arrays[0])

    def _array(self, value: Any) -> np.ndarray:
        try:
            array = np.array(value, dtype=float)
        except (TypeError, ValueError):
            raise ControlError(f"{self.who()} holds arrays of numbers, not {value!r}.") from None
        array.flags.writeable = False
        return array

    @property
    def several(self) -> bool:
        """Whether the state is a tuple of arrays."""
        return isinstance(self.start, tuple)

    @property
    def start_value(self) -> Any:
        """The state before the first step."""
        return self.start

    @property
    def shapes(self) -> list[tuple[int, ...]]:
        """The shape of each of its arrays."""
        return [array.shape for array in (self.start if self.several else (self.start,))]

    def check(self, value: Any) -> Any:
        """Return the state as arrays that cannot be written to.

        Raises
        ------
        ControlError
            If it is another number of arrays, or one has another shape.
        """
        if self.several and not isinstance(value, tuple | list):
            raise ControlError(f"{self.who()} is a tuple of {len(self.shapes)} arrays.")
        arrays = tuple(map(self._array, value if self.several else (value,)))
        if (shapes := [array.shape for array in arrays]) != self.shapes:
            raise ControlError(f"{self.who()} has shapes {self.shapes}, not {shapes}.")
        return arrays if self.several else arrays[0]

    def numbers(self, value: Any) -> Any:
        """Return the state as one array: a tuple's arrays stand one behind the other."""
        return np.concatenate([np.ravel(part) for part in value]) if self.several else value

    def received(self, numbers: Any) -> Any:
        """Return the arrays that stand in one."""
        if not self.several:
            return numbers
        ends = np.cumsum([0, *(math.prod(shape) for shape in self.shapes)]).tolist()
        return tuple(
            np.reshape(numbers[a:b], shape)
            for (a, b), shape in zip(pairwise(ends), self.shapes, strict=True)
        )

    def packed(self, value: Any) -> list[Any]:
        """Return the state's numbers in a row, in JSON's terms."""
        return [super(State, self).packed(n) for n in np.ravel(self.numbers(value)).tolist()]

    def unpacked(self, data: Any) -> Any:
        """Return the arrays whose numbers stand in a row."""
        row = self._array(data)
        size = sum(math.prod(shape) for shape in self.shapes)
        if row.shape != (size,):
            raise ControlError(f"{self.who()} holds {size} numbers, not an array {row.shape}.")
        return self.received(row) if self.several else row.reshape(self.shapes[0])

    def described(self) -> dict[str, Any]:
        """Return the state as plain data for the page."""
        return super().described() | {"rate": self.rate}
