"""Controls: what a reader can move, as plain descriptions.

A control knows its range, its start and its label, checks a value, and says what the
figure's function receives for it. It knows no page and no widget. Imports NumPy only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


class ControlError(ValueError):
    """A control was declared, or set, with a value it cannot have."""


def _plain(value: float) -> str:
    return f"{value:.12g}"


class Control:
    """What all controls share: a label for the reader, a start, and a check.

    Attributes
    ----------
    label : str
        What the reader sees beside the control.
    """

    label: str

    @property
    def start_value(self) -> Any:
        """The value the figure opens with."""
        raise NotImplementedError

    def check(self, value: Any) -> Any:
        """Return a value this control can have, or raise `ControlError`."""
        raise NotImplementedError


@dataclass(frozen=True)
class Slider(Control):
    """A number between two ends.

    Parameters
    ----------
    low, high : float
        The ends of the range, both included.
    start : float, optional
        The value the figure opens with; the low end when left out.
    step : float, optional
        The distance between two neighbouring values; a hundredth of the range when left
        out. With whole `low`, `high` and `step` the function receives a whole number.
    label : str
        What the reader sees beside the slider.

    Raises
    ------
    ControlError
        If the ends are not finite and in order, the step is not positive, or the start
        lies outside the range.
    """

    low: float
    high: float
    start: float | None = None
    step: float | None = None
    label: str = ""

    def __post_init__(self) -> None:
        if not (np.isfinite([self.low, self.high]).all() and self.low < self.high):
            raise ControlError(
                f"a Slider needs two finite ends, the low one first, but was given "
                f"low={self.low} and high={self.high}."
            )
        if self.step is None:
            object.__setattr__(self, "step", float(f"{self.span / 100:.1g}"))
        if not 0 < self.step <= self.span * (1 + 1e-9):
            raise ControlError(
                f"a Slider's step must be above 0 and no longer than its range, "
                f"{_plain(self.span)}, but is {self.step}."
            )
        if self.start is None:
            object.__setattr__(self, "start", self.low)
        if not self.low <= self.start <= self.high:
            raise ControlError(
                f"a Slider from {_plain(self.low)} to {_plain(self.high)} cannot start "
                f"at {self.start}; choose a start within its range."
            )
        self._check_on_a_stop()

    def _check_on_a_stop(self) -> None:
        """Refuse a start between two stops: a browser would move the slider off it."""
        stops = (self.start - self.low) / self.step
        if abs(stops - round(stops)) > 1e-6:
            below = self.low + math.floor(stops) * self.step
            raise ControlError(
                f"a Slider from {_plain(self.low)} in steps of {_plain(self.step)} does not "
                f"stop at {self.start}; the nearest are {_plain(below)} and "
                f"{_plain(below + self.step)}."
            )

    @property
    def span(self) -> float:
        """The length of the range."""
        return self.high - self.low

    @property
    def whole(self) -> bool:
        """Whether every value is a whole number."""
        return all(isinstance(n, int) for n in (self.low, self.high, self.step))

    @property
    def start_value(self) -> float | int:
        """The number the figure opens with."""
        return int(self.start) if self.whole else float(self.start)

    def check(self, value: Any) -> float | int:
        """Return the value as the function receives it.

        A value that is not finite passes: the picture answers it with a gap.

        Raises
        ------
        ControlError
            If the value is no number, lies outside the range, or is not whole where
            the slider is.
        """
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise ControlError(f"{self._who()} takes a number, not {value!r}.") from None
        if not math.isfinite(number):
            return number
        if not self.low <= number <= self.high:
            raise ControlError(
                f"{self._who()} goes from {_plain(self.low)} to {_plain(self.high)}; "
                f"{_plain(number)} lies outside."
            )
        if self.whole and not number.is_integer():
            raise ControlError(f"{self._who()} takes whole numbers, not {_plain(number)}.")
        return int(number) if self.whole else number

    def _who(self) -> str:
        return f"the slider “{self.label}”" if self.label else "the slider"


@dataclass(frozen=True)
class Play(Slider):
    """A slider with a button that plays it from one end to the other.

    Parameters
    ----------
    low, high, start, step, label
        As for `Slider`.
    seconds : float
        How long the whole range takes to play.
    """

    seconds: float = 8.0

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (math.isfinite(self.seconds) and self.seconds > 0):
            raise ControlError(f"Play needs a positive number of seconds, not {self.seconds}.")


class Choice(Control):
    """One of several things, chosen by name.

    The function receives the thing itself, a plain Python value: a number, a string, a
    landscape. It may do anything with it, `if` included, because the figure is recorded
    once for every option.

    Parameters
    ----------
    options : sequence of str, or mapping of str to anything
        The names the reader chooses from, and what each stands for.
    start : str, optional
        The name the figure opens with; the first when left out.
    label : str
        What the reader sees beside the choice.

    Raises
    ------
    ControlError
        If there are no options, a name is not text, or the start is none of them.
    """

    def __init__(
        self,
        options: Sequence[str] | Mapping[str, Any],
        start: str | None = None,
        label: str = "",
    ) -> None:
        named = options if isinstance(options, Mapping) else {o: o for o in options}
        if not named or not all(isinstance(name, str) for name in named):
            raise ControlError(
                "a Choice needs at least one option, each with a name that is text: "
                'Choice(["a", "b"]) or Choice({"a": 1, "b": 2}).'
            )
        self.options = dict(named)
        self.label = label
        self.start = self.check(next(iter(named)) if start is None else start)

    @property
    def start_value(self) -> str:
        """The name the figure opens with."""
        return self.start

    def check(self, value: Any) -> str:
        """Return the value if it names an option.

        Raises
        ------
        ControlError
            If it does not.
        """
        if not (isinstance(value, str) and value in self.options):
            raise ControlError(
                f"the choice “{self.label}” has the options "
                f"{', '.join(map(repr, self.options))}; {value!r} is none of them."
            )
        return value


@dataclass(frozen=True)
class Handle(Control):
    """A point that the reader drags in the axes, or moves with the arrow keys.

    The function receives an array of shape (2,): the point's x and y.

    Parameters
    ----------
    x, y : float
        Where the point stands when the figure opens.
    label : str
        What a screen reader calls it.
    axes : int
        In which of the figure's axes it lives, counted from 0.
    x_range, y_range : tuple of float, optional
        How far it can go; the limits of its axes when left out. A range of no length,
        such as ``(0, 0)``, keeps it on a line.

    Raises
    ------
    ControlError
        If the start is not finite, a range is not in order, or the start is outside it.
    """

    x: float
    y: float
    label: str = ""
    axes: int = 0
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if not np.isfinite([self.x, self.y]).all():
            raise ControlError(f"a Handle cannot start at ({self.x}, {self.y}).")
        for name, bounds in (("x_range", self.x_range), ("y_range", self.y_range)):
            if bounds and not (np.isfinite(bounds).all() and bounds[0] <= bounds[1]):
                raise ControlError(
                    f"a Handle's {name} needs two finite ends, the low one first, but is {bounds}."
                )
        self.check((self.x, self.y))

    @property
    def start_value(self) -> tuple[float, float]:
        """Where the point stands when the figure opens."""
        return (float(self.x), float(self.y))

    def check(self, value: Any) -> tuple[float, float]:
        """Return the point as two numbers; numbers that are not finite pass.

        Raises
        ------
        ControlError
            If it is not two numbers, or lies outside a range that was given.
        """
        try:
            x, y = (float(number) for number in value)
        except (TypeError, ValueError):
            raise ControlError(
                f"the handle “{self.label}” takes two numbers (x, y), not {value!r}."
            ) from None
        for number, bounds in ((x, self.x_range), (y, self.y_range)):
            if bounds and math.isfinite(number) and not bounds[0] <= number <= bounds[1]:
                raise ControlError(
                    f"the handle “{self.label}” cannot go to ({_plain(x)}, {_plain(y)}): "
                    f"{_plain(number)} lies outside {bounds}."
                )
        return (x, y)
