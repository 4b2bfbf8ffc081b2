"""Tests of mathlib.graph.node."""

import numpy as np

from mathlib.graph.node import Node, topological_order


def leaf(name="input"):
    return Node(name, (), np.zeros(()))


def add(*inputs):
    return Node("add", inputs, np.zeros(()))


def test_every_node_comes_after_the_nodes_it_reads():
    a, b = leaf(), leaf()
    c = add(a, b)
    d = add(c, a)
    e = add(d, c)
    order = topological_order([e, c])
    assert sorted(map(id, order)) == sorted(map(id, [a, b, c, d, e]))
    assert all(order.index(read) < order.index(node) for node in order for read in node.inputs)


def test_a_node_that_no_output_needs_is_left_out():
    a, b = leaf(), leaf()
    add(b, b)
    assert topological_order([add(a, a)])[0] is a
    assert b not in topological_order([add(a, a)])


def test_the_walk_stops_at_leaves_and_lists_them():
    a = leaf()
    middle = add(a, a)
    assert topological_order([add(middle, middle)], leaves=[middle])[0] is middle
    assert a not in topological_order([add(middle, middle)], leaves=[middle])


def test_a_chain_of_10_000_additions_needs_no_deep_recursion():
    node = leaf()
    for _ in range(10_000):
        node = add(node, node)
    assert len(topological_order([node])) == 10_001


def test_a_node_says_its_operation_and_shape():
    assert repr(Node("sum", (), np.zeros((2, 3)))) == "Node('sum', shape=(2, 3))"
