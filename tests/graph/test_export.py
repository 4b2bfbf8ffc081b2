"""Tests of mathlib.graph.export."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from mathlib.graph import Exported, new_input
from mathlib.graph.export import constant
from mathlib.graph.recorded import record
from mathlib.iteration import iterate


def exported(function, *values):
    inputs = {str(i): new_input(value) for i, value in enumerate(values)}
    results = function(*inputs.values())
    return Exported({n: v.node for n, v in inputs.items()}, [r.node for r in results])


def operations(graph):
    return [row["op"] for row in graph.nodes]


def listed(row):
    """Read a constant back, as the page does."""
    once = row.get("once", row["shape"])
    return np.broadcast_to(np.reshape(written(row, math.prod(once)), once), row["shape"])


def written(row, size):
    if "values" in row:
        names = {"NaN": np.nan, "Infinity": np.inf, "-Infinity": -np.inf}
        return np.array([names.get(value, value) for value in row["values"]], dtype=float)
    step = (row["stop"] - row["start"]) / (size - 1)
    return np.array([*(i * step + row["start"] for i in range(size - 1)), row["stop"]], dtype=float)


def read_back(array):
    return listed(json.loads(json.dumps({"shape": array.shape} | constant(array), allow_nan=False)))


numbers = st.floats() | st.integers(-3, 3).map(float)
few = st.sampled_from([0.0, -0.0, 1.0, np.inf, np.nan])


@given(arrays(float, array_shapes(min_dims=0, min_side=0, max_side=6), elements=numbers | few))
def test_constants_survive_json_bit_for_bit(array):
    bits = np.where(np.isnan(array), np.nan, array)  # one nan is as good as another
    assert read_back(array).tobytes() == bits.tobytes()


@given(st.data())
def test_what_repeats_along_axes_is_written_once(data):
    shape = data.draw(array_shapes(min_dims=1, max_dims=4, min_side=3, max_side=9))
    own = tuple(n if data.draw(st.booleans()) else 1 for n in shape)
    once = data.draw(arrays(float, own, elements=numbers))
    array = np.where(np.isnan(once), np.nan, once) * np.ones(shape)
    row = constant(array)
    assert len(row.get("values", [])) <= once.size
    assert len(json.dumps(row)) <= len(json.dumps(constant(once))) + len(json.dumps({"once": own}))
    assert read_back(array).tobytes() == array.tobytes()


def test_only_what_is_the_same_bit_for_bit_counts_as_repeated():
    assert constant(np.array([[0.0, 1.0], [-0.0, 1.0]])) == {"values": [0, 1, -0.0, 1]}
    assert constant(np.full((2, 3), np.nan)) == {"values": ["NaN"], "once": [1, 1]}
    assert constant(np.tile([5.0, 0.5, 7.0], (4, 1))) == {"values": [5, 0.5, 7], "once": [1, 3]}
    assert constant(np.tile(np.arange(9.0), (4, 1))) == {"start": 0, "stop": 8, "once": [1, 9]}


def test_a_few_equal_numbers_are_listed():
    assert constant(np.array([7.0, 7.0])) == {"values": [7, 7]}
    assert constant(np.array([[0.5]])) == {"values": [0.5]}


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(3, 300))
def test_evenly_spaced_constants_are_written_as_their_ends(start, stop, size):
    row = constant(np.linspace(start, stop, size))
    assert {"start", "stop"} == set(row) or (stop - start) / (size - 1) == 0
    array = listed(json.loads(json.dumps({"shape": [size]} | row)))
    assert array.tobytes() == np.linspace(start, stop, size).tobytes()


def test_whole_numbers_are_written_without_a_point_and_negative_zero_with_its_sign():
    assert json.dumps(constant(np.array([3.0, -0.0, 0.5, 2.0**60]))) == (
        '{"values": [3, -0.0, 0.5, 1.152921504606847e+18]}'
    )


def test_a_node_reads_earlier_nodes_only():
    graph = exported(lambda a, b: [np.sin(a) * b + a, np.cos(b)], 1.0, 2.0)
    assert all(
        read < number for number, row in enumerate(graph.nodes) for read in row.get("in", [])
    )


def test_what_two_drawings_have_in_common_is_written_once():
    def draw(rate, w):
        x = np.linspace(0, 1, 50)
        path = iterate(lambda v, k: v - rate * 10 * v + np.sum(x), w, 30)
        return [np.sin(rate * x + 2), path, np.stack([rate, 2 * rate]), np.sum(path, axis=0)]

    once = exported(draw, 0.1, [1.0, 2.0])
    twice = exported(lambda rate, w: draw(rate, w) + draw(rate, w), 0.1, [1.0, 2.0])
    assert twice.nodes == once.nodes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lambda x: np.sum(x, 0), lambda x: np.sum(x, 1)),
        (lambda x: np.sum(x, 0), lambda x: np.sum(x, 0, keepdims=True)),
        (lambda x: x[0], lambda x: x[1]),
        (lambda x: x + 0.0, lambda x: x + -0.0),
        (lambda x: x - 1, lambda x: 1 - x),
        (lambda x: iterate(lambda w, k: w + x, x, 3), lambda x: iterate(lambda w, k: w + x, x, 4)),
        (lambda x: iterate(lambda w, k: w + x, x, 3), lambda x: iterate(lambda w, k: w - x, x, 3)),
        (lambda x: iterate(lambda w, k: w * 2, x, 3), lambda x: iterate(lambda w, k: w * 3, x, 3)),
        (
            lambda x: iterate(lambda s, k: (s[1], s[0]), (x, -x), 3)[0],
            lambda x: iterate(lambda s, k: (s[0], s[1]), (x, -x), 3)[0],
        ),
    ],
)
def test_nodes_that_differ_are_both_written(one, other):
    x = new_input(np.ones((2, 2)))
    a, b = one(x).node, other(x).node
    graph = Exported({"x": x.node}, [a, b])
    assert graph.number(a) != graph.number(b)


def test_a_body_captures_a_value_once_however_often_it_reads_it():
    graph = exported(lambda x: [iterate(lambda w, k: w * 2 + k / 2 - 2 * x, x, 3)], 1.0)
    loop = next(row for row in graph.nodes if row["op"] == "iterate")
    assert len(set(loop["in"])) == len(loop["in"]) == 1 + 2
    assert operations(graph).count("constant") == 1
    inputs = [row["name"] for row in loop["body"] if row["op"] == "input"]
    assert inputs == ["0", "1", "2", "3"]


def test_positions_in_steps_are_written_as_a_start_and_strides():
    graph = exported(lambda x: [x[::-1, 1], x.T, x[[0, 1, 1]]], np.ones((4, 3)))
    column, turned, picked = [row for row in graph.nodes if row["op"] == "gather"]
    assert (column["start"], column["strides"]) == (10, [-3])
    assert (turned["start"], turned["strides"]) == (0, [1, 3])
    assert picked["indices"] == [0, 1, 2, 3, 4, 5, 3, 4, 5]


def test_a_graph_is_plain_json_even_with_10_000_additions():
    def chain(x):
        y = x
        for _ in range(10_000):
            y = y + x
        return [y]

    graph = exported(chain, 1.0)
    assert len(json.loads(json.dumps(graph.nodes, allow_nan=False))) == 10_001


def test_a_square_is_written_as_a_product_and_its_exponent_not_at_all():
    graph = exported(lambda x: [x**2, np.power(x, 2.0)], np.ones(3))
    assert graph.nodes[1:] == [{"op": "multiply", "in": [0, 0], "shape": [3]}]
    powers = exported(lambda x: [x**3, x ** np.full(3, 2.0), 2**x], np.ones(3))
    assert [op for op in operations(powers) if op != "constant"] == ["input", *["power"] * 3]


# ---------------------------------------------------------------- transposed matrices
@pytest.mark.parametrize(
    ("function", "turned"),
    [
        (lambda x, w: x @ w.T, [False, True]),
        (lambda x, w: w.T @ x, [True, False]),
        (lambda x, w: x.T @ w.T, [True, True]),
        (lambda x, w: np.matmul(x, np.swapaxes(w, 0, 1)), [False, True]),
        (lambda x, w: np.einsum("ij,kj->ik", x, w), [False, True]),
        (lambda x, w: np.stack([x, w]) @ np.swapaxes(np.stack([w, x]), 1, 2), [False, True]),
    ],
)
def test_a_transposed_matrix_is_multiplied_where_it_stands(function, turned):
    graph = exported(lambda x, w: [function(x, w)], np.eye(3), np.ones((3, 3)))
    product = next(row for row in graph.nodes if row["op"] == "matmul")
    assert product["turned"] == turned
    moved = [row for row in graph.nodes if row["op"] == "gather" and len(row["in"]) == 1]
    assert moved == []


@pytest.mark.parametrize(
    "function",
    [
        lambda x, w: x @ np.flip(w.T),
        lambda x, w: x @ np.reshape(w, (3, 4)),
        lambda x, w: x @ np.transpose(np.stack([w, w, w]), (1, 2, 0)),
        lambda x, w: x @ w[0],
    ],
)
def test_what_is_no_transposition_is_moved_before_it_is_multiplied(function):
    graph = exported(lambda x, w: [function(x, w)], np.ones((2, 3)), np.ones((4, 3)))
    product = next(row for row in graph.nodes if row["op"] == "matmul")
    moved = graph.nodes[product["in"][1]]
    assert moved["op"] == "gather"


def test_a_transposed_matrix_is_written_if_something_else_needs_it():
    for other in (lambda turned: [turned], lambda turned: [np.sin(turned)]):
        graph = exported(lambda x, w, other=other: [x @ w.T, *other(w.T)], np.eye(3), np.eye(3))
        assert operations(graph).count("gather") == 1
        assert next(row for row in graph.nodes if row["op"] == "matmul")["in"] == [0, 1]


def test_what_was_passed_by_can_be_written_later():
    x, w = new_input(np.eye(2)), new_input(np.eye(2))
    turned = w.T
    graph = Exported({"x": x.node, "w": w.node}, [(x @ turned).node])
    assert turned.node not in graph
    more = graph.copy()
    more.add([turned.node, (turned @ x).node])
    assert [more.nodes[i]["op"] for i in (more.number(turned.node), -1)] == ["gather", "matmul"]
    assert turned.node not in graph


def test_a_loop_reads_a_captured_transposition_as_it_is_given():
    def function(x, w):
        turned = w.T
        return [iterate(lambda v, k: v.T @ turned, x, 3)]

    graph = exported(function, np.eye(2), np.ones((2, 2)))
    loop = next(row for row in graph.nodes if row["op"] == "iterate")
    assert operations(graph).count("gather") == 1
    assert [row["op"] for row in loop["body"]] == ["input", "input", "input", "matmul"]
    assert (loop["body"][-1]["in"], loop["body"][-1]["turned"]) == ([0, 2], [True, False])


def test_a_copy_is_not_written():
    graph = exported(lambda x: [np.sin(record("copy", x)), np.sin(x)], 1.0)
    assert operations(graph) == ["input", "sin"]


def test_an_operation_of_several_results_has_no_shape_and_its_parts_have():
    graph = exported(lambda x: [*np.linalg.svd(x, full_matrices=False)], np.ones((3, 2)))
    assert operations(graph) == ["input", "svd", "element", "element", "element"]
    assert "shape" not in graph.nodes[1]
    assert [row["shape"] for row in graph.nodes[2:]] == [[3, 2], [2], [2, 2]]


def test_axes_and_positions_are_written_in_the_terms_of_json():
    indices = np.array([[0, 2], [2, 1]])

    def function(x):
        scattered = record("scatter", x, indices=indices, shape=(3,))
        return [np.max(x, axis=0), np.argmax(x, axis=1), np.cumsum(x, axis=1), scattered]

    graph = exported(function, np.ones((2, 2)))
    settings = {
        row["op"]: {k: v for k, v in row.items() if k not in ("op", "in", "shape")}
        for row in json.loads(json.dumps(graph.nodes[1:]))
    }
    assert settings == {
        "max": {"axis": [0]},
        "argmax": {"axis": 1},
        "cumsum": {"axis": 1},
        "scatter": {"indices": [0, 2, 2, 1]},
    }
