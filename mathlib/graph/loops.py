"""Loops: records `mathlib.iteration.iterate` as one node that holds its body.

The body is recorded once, on stand-ins for the state and the step's number. Whatever it
reads from outside becomes an input of the loop, so what does not change from step to step
is computed once, before it.
"""

from __future__ import annotations

from collections.abc import Callable
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
    results = [_as_float(r) for r in _same_kind(result, several)]
    _check_shapes(starts, results)
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


def _as_float(value: Any) -> Node:
    """Return the node of a state: floats always, as in `mathlib.iteration.iterate`."""
    if isinstance(value, list):
        value = np.stack(value)
    node = as_node(value)
    if node.value.dtype == np.float64:
        return node
    if node.operation == "constant":
        return as_node(node.value.astype(float))
    return (Recorded(node) * 1.0).node


def _same_kind(result: Any, several: bool) -> tuple[Any, ...]:
    if isinstance(result, tuple) != several:
        kinds = ("a tuple of arrays", "one array")
        given, returned = kinds if several else reversed(kinds)
        raise RecordingError(
            f"a step must return the kind of state it was given: it was given {given} and "
            f"returned {returned}."
        )
    return result if several else (result,)


def _check_shapes(starts: list[Node], results: list[Node]) -> None:
    before = [node.value.shape for node in starts]
    after = [node.value.shape for node in results]
    if before != after:
        raise RecordingError(
            f"a step must return a state of the shape it was given: it was given "
            f"{before} and returned {after}."
        )
