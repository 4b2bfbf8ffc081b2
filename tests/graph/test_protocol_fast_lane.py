"""Tests of mathlib.graph.protocol."""

import operator

import numpy as np
import pytest

from mathlib.graph import Recorded, new_input
from mathlib.graph.node import topological_order
from mathlib.graph.operations import ELEMENTWISE
from mathlib.graph.protocol import record_floats
from mathlib.graph.rules import RULES

UFUNCS = [f for f in (*ELEMENTWISE.values(), np.matmul) if isinstance(f, np.ufunc)]
KINDS = {"floats": [0.25, 0.75], "whole numbers": [1, 2], "conditions": [True, False]}
BESIDE = (0.5, 2, np.array([0.5, 1.0]), np.array([2, 3]), np.float64(0.25))


def written(result):
    """Return a graph in a form that can be compared."""
    order = topological_order([result.node])
    return [
        (n.operation, [order.index(i) for i in n.inputs], n.value.dtype, n.value.tobytes())
        for n in order
    ]


@pytest.mark.parametrize("ufunc", UFUNCS, ids=lambda f: f.__name__)
def test_the_short_way_writes_what_the_gate_writes(ufunc):
    values = [new_input(kind) for kind in KINDS.values()]
    operands = [(v,) for v in values]
    if ufunc.nin == 2:
        others = [*values, *(BESIDE if ufunc is not np.matmul else BESIDE[2:4])]
        operands = [pair for v in values for o in others for pair in ((v, o), (o, v))]
    short = 0
    for given in operands:
        if (result := record_floats(ufunc, given)) is not None:
            assert written(result) == written(RULES[ufunc](*given))
            short += 1
    assert short


def test_what_holds_no_floats_is_left_to_the_gate():
    n, condition = new_input([1, 2]), new_input([True, False])
    assert record_floats(np.add, (condition, condition)) is None
    assert record_floats(np.negative, (n,)) is None
    assert record_floats(np.square, (new_input(1.0),)) is None
    assert record_floats(np.add, (new_input(1.0), [1.0])) is None


@pytest.mark.parametrize(
    "symbol", [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow]
)
@pytest.mark.parametrize("other", [2, 2.5, np.float64(2.5), np.array([2.0, 3.0]), True])
def test_operators_compute_as_numpys_do_on_either_side(symbol, other):
    values = np.array([0.5, 1.5])
    x = new_input(values)
    for found, expected in (
        (symbol(x, other), symbol(values, other)),
        (symbol(other, x), symbol(other, values)),
        (symbol(x, x), symbol(values, values)),
    ):
        assert isinstance(found, Recorded)
        np.testing.assert_allclose(found.node.value, expected, rtol=1e-15)


def test_a_matrix_product_takes_its_sides_in_their_order():
    a, b = np.arange(4.0).reshape(2, 2), np.array([[1.0, 2.0], [0.0, 1.0]])
    for x, y in ((new_input(a), b), (a, new_input(b)), (new_input(a), new_input(b))):
        np.testing.assert_array_equal((x @ y).node.value, a @ b)
