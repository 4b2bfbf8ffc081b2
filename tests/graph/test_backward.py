"""Tests of mathlib.graph.backward; what each operation hands back is in test_derivatives."""

import numpy as np
import pytest
from support.compositions import CHOSEN, flat
from support.gradients import differences

from mathlib.autodiff import grad
from mathlib.graph import Exported, Program, Recorded, new_input
from mathlib.graph.backward import Backward, gradients
from mathlib.graph.node import topological_order
from mathlib.iteration import iterate


def test_every_node_is_asked_once_however_many_ways_lead_to_it():
    x = y = new_input(1.5)
    for _ in range(60):  # 2**60 ways
        y = y * 0.5 + y * 0.5
    (g,) = Backward([y.node], [x.node]).run(np.ones(()))
    assert g == 1.0


def test_several_results_are_differentiated_together():
    x = new_input([1.0, 2.0])
    a, b = np.sum(x**2), x * 3
    way = Backward([a.node, b.node], [x.node])
    for _ in range(2):
        (g,) = way.run(np.array(10.0), np.array([1.0, 2.0]))
        np.testing.assert_array_equal(g.node.value, [23, 46])


def test_what_inputs_cannot_change_is_no_part_of_the_recorded_gradient():
    x = new_input(2.0)
    (g,) = Backward([(x**3.0 + np.exp(1.0)).node], [x.node]).run(np.ones(()))
    constants = [n.value for n in topological_order([g.node]) if n.operation == "constant"]
    assert {float(value) for value in constants} <= {1.0, 2.0, 3.0}


def test_nothing_flows_to_what_the_result_does_not_depend_on():
    x, y = new_input(2.0), new_input(3.0)
    assert Backward([(x * 2).node], [y.node]).run(np.ones(())) == [None]
    assert Backward([(np.floor(x)).node], [x.node]).run(np.ones(())) == [None]


# ---------------------------------------------------------------- under the hood
def test_gradients_of_every_node_are_recorded_and_follow_the_inputs():
    w, x = new_input(3.0), new_input(2.0)
    p = w * x
    e = p - 5.0
    cost = e**2
    found = gradients(cost.node)
    assert found.keys() >= {n.node for n in (w, x, p, e, cost)}
    program = Program([w.node, x.node], [found[n.node].node for n in (w, x, p, e, cost)])
    assert program.run(3.0, 2.0) == (4, 6, 2, 2, 1)
    assert program.run(1.0, 4.0) == (-8, -2, -2, -2, 1)


def test_gradients_reach_the_start_of_a_loop_and_what_it_captures():
    rate, start = new_input(0.1), new_input([1.0, 2.0])
    path = iterate(lambda w, k: w - rate * w, start, 3)
    found = gradients(np.sum(path[-1]).node)
    program = Program([rate.node, start.node], [found[n.node].node for n in (rate, start)])
    by_rate, by_start = program.run(0.5, [1.0, 1.0])
    np.testing.assert_allclose(by_rate, -3 * 0.5**2 * 2)
    np.testing.assert_allclose(by_start, [0.125, 0.125])


@pytest.mark.parametrize("name", CHOSEN)
def test_every_gradient_of_a_figure_can_be_written_for_the_page(name):
    inputs = [new_input(v) for v in (0.3, [0.5, -1.0], 2)]
    nodes = {str(i): value.node for i, value in enumerate(inputs)}
    with np.errstate(all="ignore"):
        results = flat(CHOSEN[name](*inputs))
    for result in results:
        if isinstance(result, Recorded) and result.dtype == np.float64:
            found = gradients(np.sum(result).node)
            rows = Exported(nodes, [g.node for g in found.values()]).nodes
            assert all("name" in row for row in rows if row["op"] == "input")


# ---------------------------------------------------------------- loops
def descent(w, rate):
    return iterate(lambda v, k: v - rate * np.stack([v[0] ** 3, v[1] * k]), w, 6)


def momentum(w, rate):
    path, speed = iterate(
        lambda s, k: (s[0] + s[1], 0.9 * s[1] - rate * np.sin(s[0])), (w, np.zeros(2)), 7
    )
    return path * 2 + speed


def nested(w, rate):
    return iterate(lambda v, k: iterate(lambda u, j: u - rate * v * j, v * 0.9, 3)[-1], w, 4)


def captured_only(w, rate):
    return iterate(lambda v, k: w * rate + k, np.zeros(2), 3)


def captures_a_history(w, rate):
    path = iterate(lambda v, k: v * rate, w, 4)
    return iterate(lambda v, k: v + path[k] * path[-1], w, 4)


def swaps(w, rate):
    a, b = iterate(lambda s, k: (s[1], s[0] * rate), (w, w * 2), 5)
    return a * b


def repeats(w, rate):
    a, b = iterate(lambda s, k: (s[1], s[1]), (w * rate, w), 3)
    return a + b


def no_steps(w, rate):
    return iterate(lambda v, k: v * 2, w * rate, 0)


def plain_start(w, rate):
    return iterate(lambda v, k: v * rate + w, [1.0, -1.0], 4)


LOOPS = [
    *(descent, momentum, nested, captured_only, captures_a_history),
    *(swaps, repeats, no_steps, plain_start),
]


def summed(loop):
    """Every row of the history counts, and each differently."""

    def total(w, rate):
        history = loop(w, rate)
        return np.sum(history * np.linspace(1, 2, history.size).reshape(history.shape))

    return total


@pytest.mark.parametrize("loop", LOOPS)
def test_gradients_of_loops_agree_with_those_of_the_same_loop_written_out(loop, monkeypatch):
    w, rate = np.array([0.7, -1.2]), 0.3
    found = grad(summed(loop), (0, 1))(w, rate)
    second = grad(lambda w, r: np.sum(grad(summed(loop), 0)(w, r) ** 2), (0, 1))(w, rate)
    monkeypatch.setitem(globals(), "iterate", written_out)
    expected = grad(summed(loop), (0, 1))(w, rate)
    expected_second = grad(lambda w, r: np.sum(grad(summed(loop), 0)(w, r) ** 2), (0, 1))(w, rate)
    for a, b in zip((*found, *second), (*expected, *expected_second), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-12)


def written_out(step, start, count):
    several = isinstance(start, tuple)
    states = [start]
    for k in range(count):
        states.append(step(states[-1], k))
    if several:
        return tuple(np.stack(list(history)) for history in zip(*states, strict=True))
    return np.stack(states)


@pytest.mark.parametrize("loop", LOOPS)
def test_gradients_of_loops_agree_with_differences(loop):
    w, rate = np.array([0.7, -1.2]), np.array(0.3)
    by_w, by_rate = grad(summed(loop), (0, 1))(w, rate)
    total = summed(loop)
    for found, expected in (
        (by_w, differences(lambda w: total(w, rate), w)),
        (by_rate, differences(lambda rate: total(w, rate), rate)),
    ):
        np.testing.assert_allclose(np.ravel(found), expected[:, 0], rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("loop", LOOPS)
def test_the_gradient_of_a_loop_is_recorded_as_a_loop_and_replays(loop):
    w, rate = new_input([0.7, -1.2]), new_input(0.3)
    by_w, by_rate = grad(summed(loop), (0, 1))(w, rate)
    recorded = [g if isinstance(g, Recorded) else new_input(g) for g in (by_w, by_rate)]
    program = Program([w.node, rate.node], [g.node for g in recorded])
    for values in (([0.7, -1.2], 0.3), ([-0.1, 0.4], -0.5)):
        expected = grad(summed(loop), (0, 1))(*map(np.asarray, values))
        for found, plain in zip(program.run(*values), expected, strict=True):
            np.testing.assert_allclose(found, plain, rtol=1e-13, atol=1e-13)


def test_the_gradient_of_a_long_loop_is_no_longer_than_that_of_a_short_one():
    def size(count):
        rate = new_input(0.1)
        g = grad(lambda r: iterate(lambda w, k: w - r * np.sin(w), 1.0, count)[-1])(rate)
        return len(topological_order([g.node]))

    assert size(1000) == size(10)
