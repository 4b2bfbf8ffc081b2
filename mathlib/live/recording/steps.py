"""Records the step of a `State`, as a further result of the figure's graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from mathlib.graph import Node, Recorded, RecordingError
from mathlib.graph.recorded import as_node
from mathlib.graph.refusals import no_refusal_swallowed
from mathlib.live.controls.state import State
from mathlib.live.controls.steps import take_step


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
