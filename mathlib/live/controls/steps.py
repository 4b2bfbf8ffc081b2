"""Steps: what takes a `State` on, checked against the other controls, and taken."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from .base import Control, ControlError
from .state import State


def check_steps(controls: Mapping[str, Control]) -> None:
    """Check that each step asks for controls that there are.

    Raises
    ------
    ControlError
        If a step has no parameter for the state, or a further one is no other control.
    """
    for name, state in controls.items():
        if isinstance(state, State):
            others = [n for n, c in controls.items() if not isinstance(c, State)]
            _check_parameters(name, state, others)


def _check_parameters(name: str, state: State, others: list[str]) -> None:
    parameters = _parameters(state)
    if not parameters:
        raise ControlError(f"the step of {name!r} needs a parameter for the state: step(state).")
    for parameter in parameters[1:]:
        if parameter.name not in others and parameter.default is parameter.empty:
            raise ControlError(
                f"the step of {name!r} asks for {parameter.name!r}, which is none of the "
                f"figure's other controls ({', '.join(others) or 'there are none'}). Declare it "
                f"as a control, or give the parameter a default."
            )


def _parameters(state: State) -> list[inspect.Parameter]:
    parameters = inspect.signature(state.step).parameters.values()
    return [p for p in parameters if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]


def take_step(state: State, value: Any, controls: Mapping[str, Any]) -> Any:
    """Return the state after one more step.

    Parameters
    ----------
    state : State
        The control.
    value : array, Recorded, or tuple of them
        The state before the step.
    controls : mapping of str to any
        What the figure's function receives for its controls; the step takes what it names.
    """
    names = [parameter.name for parameter in _parameters(state)[1:]]
    return state.step(value, **{n: controls[n] for n in names if n in controls})
