"""What a reader moves in the picture itself: a point, and the direction of a view."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from .base import Control, ControlError, plain


@dataclass(frozen=True)
class InPicture(Control):
    """Two numbers that are moved in the picture itself, in one of its axes.

    The function receives them as an array of shape (2,).
    """

    def numbers(self, value: tuple[float, float]) -> np.ndarray:
        """Return the two numbers as an array."""
        return np.array(value)

    def _two(self, value: Any, names: str) -> tuple[float, float]:
        try:
            first, second = (float(number) for number in value)
        except (TypeError, ValueError):
            raise ControlError(
                f"{self.who()} takes two numbers ({names}), not {value!r}."
            ) from None
        return first, second

    def _check_range(self, name: str, bounds: tuple[float, float]) -> None:
        if not (np.shape(bounds) == (2,) and np.isfinite(bounds).all() and bounds[0] <= bounds[1]):
            raise ControlError(
                f"{self.who()}'s {name} needs two finite ends, the low one first, but is {bounds}."
            )


@dataclass(frozen=True)
class Handle(InPicture):
    """A point that the reader drags in the axes, or moves with the arrow keys.

    The function receives an array of shape (2,): the point's x and y.

    Parameters
    ----------
    x, y : float
        Where the point stands when the figure opens.
    axes : int
        In which of the figure's axes it lives, counted from 0.
    x_range, y_range : tuple of float, optional
        How far it can go; the limits of its axes when left out. A range of no length,
        such as ``(0, 0)``, keeps it on a line.
    step : float, optional
        The reader moves it to whole multiples of the step only, such as the pixels of a
        picture; when left out, as finely as a hand can.
    label
        As for every `Control`; the label is what a screen reader calls the point.

    Raises
    ------
    ControlError
        If the start is not finite, a range is not in order, the start is outside it, or
        the start is no multiple of the step.

    Examples
    --------
    >>> start = Handle(-1.5, 1.0, label="starting point")
    >>> pixel = Handle(9, 6, x_range=(1, 18), y_range=(1, 12), step=1, label="pixel")
    """

    x: float
    y: float
    axes: int = 0
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    step: float | None = None

    kind: ClassVar[str] = "handle"
    noun: ClassVar[str] = "handle"

    def __post_init__(self) -> None:
        if not np.isfinite([self.x, self.y]).all():
            raise ControlError(f"a Handle cannot start at ({self.x}, {self.y}).")
        for name, bounds in (("x_range", self.x_range), ("y_range", self.y_range)):
            if bounds:
                self._check_range(name, bounds)
        self.check((self.x, self.y))
        if self.step is not None:
            self._check_step(self.step)

    def _check_step(self, step: float) -> None:
        if not (math.isfinite(step) and step > 0):
            raise ControlError(f"{self.who()}'s step must be a number above 0, not {step}.")
        places = np.array([self.x, self.y]) / step
        if not np.allclose(places, places.round(), rtol=0, atol=1e-9):
            raise ControlError(
                f"{self.who()} moves to whole multiples of {plain(step)}, so it cannot start at "
                f"({plain(self.x)}, {plain(self.y)})."
            )

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
        x, y = self._two(value, "x, y")
        for number, bounds in ((x, self.x_range), (y, self.y_range)):
            if bounds and math.isfinite(number) and not bounds[0] <= number <= bounds[1]:
                raise ControlError(
                    f"{self.who()} cannot go to ({plain(x)}, {plain(y)}): "
                    f"{plain(number)} lies outside {bounds}."
                )
        return (x, y)

    def described(self) -> dict[str, Any]:
        """Return the handle as plain data for the page."""
        ranges = {"x_range": self.x_range, "y_range": self.y_range}
        step = {} if self.step is None else {"step": self.step}
        return super().described() | {"axes": self.axes} | ranges | step


@dataclass(frozen=True)
class Orbit(InPicture):
    """Turns a 3-D view: the reader drags across its axes, or uses the arrow keys.

    The function receives an array of shape (2,): the azimuth and the elevation from which
    the scene is seen, in degrees, as in matplotlib's ``view_init``. It projects the scene
    itself, with plain NumPy, so that the projection is recorded like all else.

    Parameters
    ----------
    azimuth : float
        The angle around the upright axis from which the figure is first seen; it is brought
        between -180 and 180.
    elevation : float
        The angle above the ground.
    axes : int
        Across which of the figure's axes the reader drags, counted from 0.
    elevation_range : tuple of float
        How far the view tilts; ``(-90, 90)`` lets the reader look from below.
    label
        As for every `Control`; the label is what a screen reader calls the view.

    Raises
    ------
    ControlError
        If an angle is not finite, the range is not in order or goes beyond the poles, or the
        elevation lies outside it.

    Examples
    --------
    >>> view = Orbit(azimuth=-60, elevation=30, label="the surface")
    """

    azimuth: float = -60.0
    elevation: float = 30.0
    axes: int = 0
    elevation_range: tuple[float, float] = (0.0, 90.0)

    kind: ClassVar[str] = "orbit"
    noun: ClassVar[str] = "view"

    def __post_init__(self) -> None:
        if not np.isfinite([self.azimuth, self.elevation]).all():
            raise ControlError(
                f"an Orbit cannot start at azimuth {self.azimuth}, elevation {self.elevation}."
            )
        self._check_range("elevation_range", self.elevation_range)
        if max(map(abs, self.elevation_range)) > 90:
            raise ControlError(
                f"an Orbit's elevation_range stays between the poles, -90 and 90; "
                f"{self.elevation_range} does not."
            )
        self.check((self.azimuth, self.elevation))

    @property
    def start_value(self) -> tuple[float, float]:
        """The azimuth and the elevation from which the figure is first seen."""
        return self.check((self.azimuth, self.elevation))

    def check(self, value: Any) -> tuple[float, float]:
        """Return azimuth and elevation, the azimuth above -180 and up to 180.

        Raises
        ------
        ControlError
            If it is not two numbers, or the elevation lies outside its range.
        """
        azimuth, elevation = self._two(value, "azimuth, elevation")
        low, high = self.elevation_range
        if math.isfinite(elevation) and not low <= elevation <= high:
            raise ControlError(
                f"{self.who()} tilts from {plain(low)}° to {plain(high)}°; "
                f"{plain(elevation)}° lies outside."
            )
        if math.isfinite(azimuth):
            azimuth -= 360.0 * math.ceil((azimuth - 180.0) / 360.0)
        return (azimuth, elevation)

    def described(self) -> dict[str, Any]:
        """Return the view as plain data for the page."""
        return super().described() | {"axes": self.axes, "elevations": list(self.elevation_range)}
