"""Checks that a figure's controls fit its function and its axes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes

from .base import Control, ControlError
from .points import Handle, InPicture


def check_parameters(function: Callable, controls: Mapping[str, Any]) -> None:
    """Check that the function has one parameter for each control, after the figure.

    Raises
    ------
    ControlError
        If it lacks one, has one too many, or a control is none.
    """
    parameters = list(inspect.signature(function).parameters)[1:]
    for name, control in controls.items():
        if not isinstance(control, Control):
            raise ControlError(
                f"{name}={control!r} is no control; use Slider, Play, Toggle, Choice, Handle, "
                f"Orbit or State."
            )
        if name not in parameters:
            raise ControlError(
                f"the control {name!r} is no parameter of {function.__name__}, which "
                f"has: figure, {', '.join(parameters)}. Give both the same name."
            )
    missing = [name for name in parameters if name not in controls]
    if missing:
        raise ControlError(
            f"{function.__name__} has no control for {', '.join(missing)}; declare it: "
            f"@live({missing[0]}=Slider(low, high))."
        )


def check_places(controls: Mapping[str, Control], axes: Sequence[Axes]) -> None:
    """Check that what stands in a picture has axes to stand in, and is in sight.

    Raises
    ------
    ControlError
        If the figure has no axes of that number, or a handle starts outside them.
    """
    for name, control in controls.items():
        if not isinstance(control, InPicture):
            continue
        if not 0 <= control.axes < len(axes):
            raise ControlError(
                f"the {control.noun} {name!r} lives in axes {control.axes}, but the figure has "
                f"{len(axes)}, counted from 0."
            )
        if isinstance(control, Handle):
            _check_in_sight(name, control, axes[control.axes])


def _check_in_sight(name: str, handle: Handle, axes: Axes) -> None:
    for value, limits in zip(handle.start_value, (axes.get_xlim(), axes.get_ylim()), strict=True):
        if not min(limits) <= value <= max(limits):
            raise ControlError(
                f"the handle {name!r} starts at {handle.start_value}, outside its axes, "
                f"which go from {limits[0]:g} to {limits[1]:g}."
            )
