"""Sliders: a number between two ends, in even steps or in even ratios."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from .base import Control, ControlError, plain

#: More stops than this are finer than any hand, and only make the page heavier.
MOST_STOPS = 1000


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
        The distance between two neighbouring stops or, on a log scale, the factor between
        them; a hundredth of the range when left out.
    scale : {"linear", "log"}
        Whether the stops are a step or a factor apart. The stops of a log slider are round
        numbers, of three significant digits where these tell them apart; its ends and its
        start are stops whatever they are.
    label
        As for every `Control`.

    Raises
    ------
    ControlError
        If the ends are not finite and in order (and above 0 on a log scale), the step does
        not fit between them, or the start lies outside the range or between two stops.

    Notes
    -----
    An integer slider is one whose ``low``, ``high`` and ``step`` are whole:
    ``Slider(1, 10, step=1)``, or ``Slider(1, 1024, step=2, scale="log")`` for the powers of
    two. Its function receives a whole number, and it takes no other from a cell or a link.

    Examples
    --------
    >>> rate = Slider(0.01, 0.21, start=0.05, label="learning rate α")
    >>> layers = Slider(1, 8, step=1, label="layers")
    >>> penalty = Slider(1e-4, 10.0, start=0.1, scale="log", label="penalty λ")
    """

    low: float
    high: float
    start: float | None = None
    step: float | None = None
    scale: str = "linear"

    kind: ClassVar[str] = "slider"
    noun: ClassVar[str] = "slider"

    def __post_init__(self) -> None:
        if self.scale not in ("linear", "log"):
            raise ControlError(f"a Slider's scale is 'linear' or 'log', not {self.scale!r}.")
        if not (np.isfinite([self.low, self.high]).all() and self.low < self.high):
            raise ControlError(
                f"a Slider needs two finite ends, the low one first, but was given "
                f"low={self.low} and high={self.high}."
            )
        if self.is_log and self.low <= 0:
            raise ControlError(
                f"a log Slider needs a low end above 0, not {plain(self.low)}: its stops are "
                f"a factor apart, and no factor leads away from 0. Start at 0.001, say."
            )
        self._set_step()
        if self.start is None:
            object.__setattr__(self, "start", self.low)
        if not self.low <= self.start <= self.high:
            raise ControlError(
                f"a Slider from {plain(self.low)} to {plain(self.high)} cannot start "
                f"at {self.start}; choose a start within its range."
            )
        if not self.is_log:
            self._check_on_a_stop()

    def _set_step(self) -> None:
        even = float(f"{self.span / 100:.1g}")
        if self.step is None:
            ratio = (self.high / self.low) ** 0.01 if self.is_log else even
            object.__setattr__(self, "step", ratio)
        if self.is_log:
            self._check_factor()
        elif not 0 < self.step <= self.span * (1 + 1e-9):
            raise ControlError(
                f"a Slider's step must be above 0 and no longer than its range, "
                f"{plain(self.span)}, but is {self.step}."
            )

    def _check_factor(self) -> None:
        whole_range = self.high / self.low
        least = whole_range ** (1 / MOST_STOPS)
        if not least <= self.step <= whole_range * (1 + 1e-9):
            raise ControlError(
                f"a log Slider's step is the factor between two stops: from {least:.4g}, which "
                f"makes {MOST_STOPS} stops, to {plain(whole_range)}; but it is {self.step}."
            )

    def _check_on_a_stop(self) -> None:
        """Refuse a start between two stops: a browser would move the slider off it."""
        stops = (self.start - self.low) / self.step
        if abs(stops - round(stops)) > 1e-6:
            below = self.low + math.floor(stops) * self.step
            raise ControlError(
                f"a Slider from {plain(self.low)} in steps of {plain(self.step)} does not "
                f"stop at {self.start}; the nearest are {plain(below)} and "
                f"{plain(below + self.step)}."
            )

    @property
    def is_log(self) -> bool:
        """Whether the stops are a factor apart."""
        return self.scale == "log"

    @property
    def span(self) -> float:
        """The length of the range."""
        return self.high - self.low

    @property
    def whole(self) -> bool:
        """Whether every value is a whole number."""
        return all(isinstance(n, int) for n in (self.low, self.high, self.step))

    @property
    def digits(self) -> int:
        """How many digits tell neighbours apart: after the point, or significant ones if log."""
        if self.is_log:
            return 16 if self.whole else max(3, 1 + math.ceil(-math.log10(self.step - 1)))
        return next(d for d in range(16) if math.isclose(round(self.step, d), self.step))

    @property
    def stops(self) -> list[float]:
        """Where a log slider stops, from the low end to the high one."""
        steps = math.log(self.high / self.low) / math.log(self.step)
        powers = (self.low * self.step**k for k in range(1, math.ceil(steps - 1e-9)))
        rounded = {n if self.whole else float(f"{n:.{self.digits}g}") for n in powers}
        between = {n for n in rounded if self.low < n < self.high}
        return sorted({self.low, self.start, self.high} | between)

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
            raise ControlError(f"{self.who()} takes a number, not {value!r}.") from None
        if not math.isfinite(number):
            return number
        if not self.low <= number <= self.high:
            raise ControlError(
                f"{self.who()} goes from {plain(self.low)} to {plain(self.high)}; "
                f"{plain(number)} lies outside."
            )
        if self.whole and not number.is_integer():
            raise ControlError(f"{self.who()} takes whole numbers, not {plain(number)}.")
        return int(number) if self.whole else number

    def text(self, value: float) -> str:
        """Return how the readout beside the slider writes a value."""
        written = _brief(value, self.digits) if self.is_log else f"{value:.{self.digits}f}"
        return written.replace("-", "\N{MINUS SIGN}")

    def described(self) -> dict[str, Any]:
        """Return the slider as plain data for the page."""
        row = {name: getattr(self, name) for name in ("low", "high", "whole", "digits")}
        return super().described() | row | ({"stops": self.stops} if self.is_log else {})


def _brief(value: float, digits: int) -> str:
    """Write a number as the page does, with a few significant digits."""
    number = float(f"{value:.{digits}g}")
    if 1e-6 <= abs(number) < 1e21:
        return np.format_float_positional(number, trim="-")
    return np.format_float_scientific(number, trim="-", exp_digits=1)


@dataclass(frozen=True)
class Play(Slider):
    """A slider with a button that plays it from one end to the other.

    Parameters
    ----------
    low, high, start, step, scale, label
        As for `Slider`.
    seconds : float
        How long the whole range takes to play.

    Raises
    ------
    ControlError
        As for `Slider`, and if the time is not positive.

    Examples
    --------
    >>> step = Play(0, 60, step=1, seconds=6, label="step")
    """

    seconds: float = 8.0

    kind: ClassVar[str] = "play"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (math.isfinite(self.seconds) and self.seconds > 0):
            raise ControlError(f"Play needs a positive number of seconds, not {self.seconds}.")

    def described(self) -> dict[str, Any]:
        """Return the slider as plain data for the page."""
        return super().described() | {"seconds": self.seconds}
