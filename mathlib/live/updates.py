"""Updates: records the step of a `State`, as a further result of the figure's graph.

Imports NumPy, `mathlib.graph`, `controls` and `state`.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np

from mathlib.graph import Node, Recorded, RecordingError
from mathlib.graph.recorded import as_node
from mathlib.graph.refusals import no_refusal_swallowed

from .controls import Control, ControlError
from .state import State


def check_updates(controls: Mapping[str, Control]) -> None:
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


def record_step(name: str, state: State, given: Mapping[str, Any]) -> Node:
    """Record one step and return the node that holds the next state's numbers.

    Raises
    ------
    RecordingError
        If the step returns another kind of state than it was given, or other shapes.
    """
    with no_refusal_swallowed():
        result = take_step(state, given[name], {n: v for n, v in given.items() if n != name})
    if isinstance(result, tuple) != state.several:
        kinds = ("a tuple of arrays", "one array")
        was, came = kinds if state.several else reversed(kinds)
        raise RecordingError(f"the step of {name!r} was given {was} and returned {came}.")
    parts = [_as_float(part) for part in (result if state.several else (result,))]
    shapes = [part.shape for part in parts]
    if shapes != state.shapes:
        raise RecordingError(
            f"the step of {name!r} must return a state of the shape it was given: it was given "
            f"{state.shapes} and returned {shapes}."
        )
    return as_node(state.numbers(tuple(parts) if state.several else parts[0]))


def _as_float(value: Any) -> Recorded:
    node = as_node(np.stack(value) if isinstance(value, list) else value)
    return Recorded(node) if node.value.dtype == np.float64 else Recorded(node) * 1.0
