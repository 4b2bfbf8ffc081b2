"""The derivative table's row for loops: the gradient of a loop is a loop, run backwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .backward import Backward
from .loops import Body, record_iteration
from .recorded import Recorded, as_node, new_input
from .replay import Program


def iterate(g, histories, *inputs, wanted, count, body):
    """Step back through the states that the loop went through, from the last to the first.

    The gradient of a state is what its own row of the history is handed, and what the step
    after it pulls back. Each step adds to the gradients of what the loop captured.
    """
    own = len(inputs) - len(body.captured)
    captured = inputs[own:]
    back = _Pullback(body, own, tuple(wanted[own:]))
    recorded = any(isinstance(value, Recorded) for value in [*g.values(), *histories, *captured])
    if recorded:  # The step's number is recorded too, and picks from recorded values only.
        g = {i: Recorded(as_node(rows)) for i, rows in g.items()}
        histories = [Recorded(as_node(rows)) for rows in histories]

    def step(state, j):
        k = (count - 1) - j
        after, totals = state[:own], state[own:]
        pulled, shares = back.run([*(rows[k] for rows in histories), k, *captured, *after])
        before = [p + g[i][k] if i in g else p + 0.0 for i, p in enumerate(pulled)]
        return (*before, *(t + s for t, s in zip(totals, shares, strict=True)))

    last = [g[i][-1] if i in g else np.zeros(rows.shape[1:]) for i, rows in enumerate(histories)]
    start = (*last, *(np.zeros(captured[i].shape) for i in back.sharing))
    end = _last_of_recorded(step, start, count) if recorded else _last(step, start, count)
    shares = dict(zip(back.sharing, end[own:], strict=True))
    return [*end[:own], *(shares.get(i) for i in range(len(captured)))]


def _last(step: Callable[..., Any], state: Any, count: int) -> Any:
    for j in range(count):
        state = step(state, j)
    return state


def _last_of_recorded(step: Callable[..., Any], state: Any, count: int) -> Any:
    return [history[-1] for history in record_iteration(step, state, count)]


class _Pullback:
    """One step of a loop, differentiated: recorded once for each body.

    Attributes
    ----------
    sharing : list of int
        The captured values, by number, to which a gradient flows.
    """

    def __init__(self, body: Body, own: int, wanted: tuple[bool, ...]) -> None:
        given, results = body.program.inputs, body.program.outputs
        states = given[:own]
        numbers = [i for i, needs in enumerate(wanted) if needs]
        after = [new_input(np.zeros(node.value.shape)) for node in results]
        way = Backward(results, [*states, *(given[own + 1 + i] for i in numbers)], given)
        found = way.run(*after)
        self._flows = [g is not None for g in found[:own]]
        self.sharing = [i for i, g in zip(numbers, found[own:], strict=True) if g is not None]
        self._shapes = [node.value.shape for node in states]
        self._program = Program(
            [*given, *(a.node for a in after)], [as_node(g) for g in found if g is not None]
        )

    def run(self, values: list[Any]) -> tuple[list[Any], list[Any]]:
        """Return the gradients for the states and the shares of the captured values."""
        found = list(self._program.replay(*values))
        pulled = [
            found.pop(0) if flows else np.zeros(shape)
            for flows, shape in zip(self._flows, self._shapes, strict=True)
        ]
        return pulled, found
