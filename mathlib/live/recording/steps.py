"""Records the step of a `State`, as a further result of the figure's graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mathlib.graph import Node, Recorded
from mathlib.graph.loops import state_nodes
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
    nodes = state_nodes(result, state.several, state.shapes, f"the step of {name!r}")
    parts = tuple(map(Recorded, nodes))
    return as_node(state.numbers(parts if state.several else parts[0]))
