"""Loops: records `mathlib.iteration.iterate` as one node that holds its body.

The body is recorded once, on stand-ins for the state and the step's number. Whatever it
reads from outside becomes an input of the loop, so what does not change from step to step
is computed once, before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .node import Node, topological_order
from .recorded import Recorded, RecordingError, as_node, elements_of, new_input, record
from .replay import Program


def record_iteration(step: Callable, start: Any, count: int) -> Any:
    """Record ``iterate(step, start, count)``.

    Parameters
    ----------
    step : callable
        ``step(state, k)`` returns the next state; called once, with stand-ins.
    start : Recorded, array_like, or a tuple of them
        The first state.
    count : int
        How many steps; fixed at recording.

    Returns
    -------
    Recorded, or a tuple of them
        All states, shape ``(count + 1, *state.shape)``.

    Raises
    ------
    RecordingError
        If the step changes the number of arrays in the state, or a shape.
    """
    several = isinstance(start, tuple)
    starts = [_as_float(s) for s in (start if several else (start,))]
    if count == 0:  # As in plain Python, a step that is never taken is never called.
        histories = tuple(np.expand_dims(Recorded(node), 0) for node in starts)
        return histories if several else histories[0]
    states = tuple(new_input(node.value) for node in starts)
    number = new_input(0)
    result = step(states if several else states[0], number)
    results = state_nodes(result, several, [node.value.shape for node in starts])
    body = _body([*(s.node for s in states), number.node], results)
    inputs = [*starts, *body.captured]
    settings = {"count": int(count), "body": body}
    parts = elements_of(record("iterate", *map(Recorded, inputs), **settings))
    return parts if several else parts[0]


class Body:
    """What one step of a loop computes.

    Attributes
    ----------
    program : Program
        From the states, the step's number and the captured values to the next states.
    captured : list of Node
        What the step reads from outside the loop.
    """

    def __init__(self, program: Program, captured: list[Node]) -> None:
        self.program = program
        self.captured = captured


def _body(stand_ins: list[Node], results: list[Node]) -> Body:
    """Part the recorded step into what changes with the loop and what it captures."""
    changing = set(stand_ins)
    captured: dict[Node, None] = {}
    for node in topological_order(results):
        if changing.intersection(node.inputs):
            changing.add(node)
            captured.update((n, None) for n in node.inputs if n not in changing)
    captured.update((n, None) for n in results if n not in changing)
    return Body(Program([*stand_ins, *captured], results), list(captured))


def state_nodes(
    state: Any, several: bool, shapes: Sequence[tuple[int, ...]], who: str = "a step"
) -> list[Node]:
    """Return the nodes of the state that a step returned: floats, as in `iterate`.

    Parameters
    ----------
    state : Recorded, array_like, or a tuple of them
        What it returned.
    several : bool
        Whether it was given a tuple.
    shapes : sequence of tuple of int
        The shapes of the arrays that it was given.
    who : str
        What a refusal calls the step.

    Raises
    ------
    RecordingError
        If that is not the kind of state it was given, or of another shape.
    """
    if isinstance(state, tuple) != several:
        kinds = ("a tuple of arrays", "one array")
        given, returned = kinds if several else reversed(kinds)
        raise RecordingError(
            f"{who} must return the kind of state it was given: it was given {given} and "
            f"returned {returned}."
        )
    nodes = [_as_float(part) for part in (state if several else (state,))]
    found = [node.value.shape for node in nodes]
    if found != list(shapes):
        raise RecordingError(
            f"{who} must return a state of the shape it was given: it was given "
            f"{list(shapes)} and returned {found}."
        )
    return nodes


def _as_float(value: Any) -> Node:
    """Return the node of one array of a state, which holds floats always."""
    node = as_node(np.stack(value) if isinstance(value, list) else value)
    if node.value.dtype == np.float64:
        return node
    if node.operation == "constant":
        return as_node(node.value.astype(float))
    return (Recorded(node) * 1.0).node
