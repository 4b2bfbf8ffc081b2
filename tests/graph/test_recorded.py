"""Tests of mathlib.graph.recorded."""

import inspect
import math

import numpy as np
import pytest

from mathlib.graph import Program, Recorded, RecordingError, new_input
from mathlib.graph.recorded import as_node


def number():
    return new_input(1.5)


def vector():
    return new_input([1.0, 2.0, 3.0])


def assign(x):
    x[0] = 1.0


REFUSALS = {
    "np.array": (lambda x: np.array(x), "plain array", "np.stack"),
    "np.asarray": (lambda x: np.asarray(x), "plain array", "np.stack"),
    "array of a list": (lambda x: np.array([x, 1.0]), "plain array", "np.stack"),
    "function of a list": (lambda x: np.sum([x, 1.0]), "plain array", "np.stack"),
    "ufunc of a list": (lambda x: np.add([x, 1.0], 2.0), "plain array", "np.stack"),
    "np.float64": (lambda x: np.float64(x), "recorded", "NumPy"),
    "np.full": (lambda x: np.full(3, x), "plain array", r"np\.zeros\(shape\) \+ value"),
    "np.arange": (lambda x: np.arange(x), "plain array", "np.stack"),
    "if": (lambda x: 1 if x > 0 else 2, "if, while", "np.where"),
    "and": (lambda x: x > 0 and x < 1, "and", "np.logical_and"),
    "not": (lambda x: not x, "not", "np.where"),
    "max": (lambda x: max(x, 2.0), "if, while", "np.where"),
    "sorted": (lambda x: sorted([x, 2.0]), "if, while", "np.where"),
    "float": (lambda x: float(x), r"float\(\)", "NumPy's function"),
    "int": (lambda x: int(x), r"int\(\)", "np.floor"),
    "complex": (lambda x: complex(x), r"complex\(\)", "real numbers"),
    "math.sin": (lambda x: math.sin(x), "math module", "NumPy's function"),
    "percent": (lambda x: "%.2f" % x, "% formatting", r"\.2f"),  # noqa: UP031
    "range": (lambda x: range(x), r"range\(\)", "iterate"),
    "list index": (lambda x: [1, 2][x], "count", r"at\(array, k\)"),
    "array index": (lambda x: np.arange(3)[x], "plain array", r"at\(array, k\)"),
    "slice end": (lambda x: vector()[:x], "count", r"at\(array, k\)"),
    "list in an index": (lambda x: vector()[[x, 0]], "plain array", "np.stack"),
    "round": (lambda x: round(x), r"round\(\)", r"\.2f"),
    "round to digits": (lambda x: round(x, 2), r"round\(\)", r"\.2f"),
    "random": (lambda x: np.random.default_rng(0).normal(x), "recorded", "NumPy"),
    "assignment": (lambda x: assign(vector()), "Assigning", r"np\.where"),
    "in": (lambda x: 1.0 in vector(), "in would", "np.equal"),
    "in a list": (lambda x: x in [1.0, 2.0], "if, while", "np.where"),
    "unknown ufunc": (lambda x: np.spacing(x), r"np\.spacing", "functions that can"),
    "unknown function": (lambda x: np.unique(x), r"np\.unique", r"np\.sort\(a\)"),
    "near function": (lambda x: np.i0(x), r"np\.i0", r"rules\.RULES"),
    "unknown operator": (lambda x: x << 2, r"np\.left_shift", "functions that can"),
    "unknown reduction": (
        lambda x: np.subtract.reduce(vector()),
        r"np\.subtract\.reduce",
        "functions that can",
    ),
    "reduceat": (lambda x: np.add.reduceat(vector(), [0]), r"np\.add\.reduceat", "np.add.reduce"),
    "dtype of a ufunc": (lambda x: np.add(x, 1, dtype=float), r"np\.add\(x1, x2", "'dtype'"),
    "dtype of a function": (lambda x: np.sum(x, dtype=float), r"np\.sum\(a, axis", "'dtype'"),
    "where of a ufunc": (lambda x: np.add(x, 1, where=True), r"np\.add\(x1, x2", "'where'"),
    "where of a function": (lambda x: np.sum(x, where=[True]), r"np\.sum\(a, axis", "'where'"),
    "out of a ufunc": (lambda x: np.add(x, 1, out=np.zeros(())), r"np\.add .*out=", "x = x"),
    "out of a function": (lambda x: np.sum(x, out=np.zeros(())), r"np\.sum .*out=", "x = x"),
    "+= on an array": (lambda x: vector().__iadd__(1), r"np\.add .*\+=", r"x = x \+"),
    "+= on a plain array": (lambda x: np.zeros(2).__iadd__(x), r"np\.add .*\+=", r"x = x \+"),
    "object array": (lambda x: np.add(x, np.array([None])), "object", "dtype=float"),
    "complex number": (lambda x: x * 1j, "complex", "float64"),
    "float32": (lambda x: x * np.float32(2), "float32", "dtype=float"),
    "text": (lambda x: x + "1", "str", "float64"),
    "half precision": (lambda x: np.exp(x > 0), "float16", "astype"),
    "condition ** condition": (lambda x: (x > 0) ** (x > 1), "int8", "astype"),
    "whole ** whole": (lambda x: 2 ** new_input(3), r"np\.power", r"2\.0 \*\* n"),
    "big constant": (lambda x: x + 2**60, r"2\*\*53", "floats"),
    "most negative constant": (lambda x: x + np.int64(-(2**63)), r"2\*\*53", "floats"),
    "big product": (lambda x: new_input(2**40) * 2**40, r"2\*\*53", "floats"),
    "big power": (lambda x: new_input(10) ** 20, r"2\*\*53", "floats"),
}


@pytest.mark.parametrize("name", REFUSALS)
@pytest.mark.parametrize("make", [number, lambda: new_input(1)], ids=["float", "whole"])
def test_what_would_freeze_the_figure_is_refused_by_name_and_with_a_way_out(name, make):
    act, what, way_out = REFUSALS[name]
    with pytest.raises(RecordingError) as refusal:
        act(make())
    assert refusal.match(what)
    assert refusal.match(way_out)


def test_a_plain_array_takes_no_recorded_element():
    with pytest.raises((RecordingError, ValueError)) as refusal:
        np.zeros(2)[0] = number()
    # NumPy speaks of a sequence; the reason stands above it.
    causes = [refusal.value, refusal.value.__cause__, refusal.value.__context__]
    assert any(isinstance(cause, RecordingError) for cause in causes)


@pytest.mark.parametrize("act", [lambda x: "%d" % x, lambda x: np.zeros(x)])  # noqa: UP031
def test_python_itself_refuses_a_recorded_value_where_only_whole_numbers_can_stand(act):
    with pytest.raises(TypeError, match="real number is required|integer"):
        act(number())


# ---------------------------------------------------------------- what is recorded
def test_both_protocols_and_python_numbers_on_either_side_are_recorded():
    x = number()
    for y in (
        x + 1,
        1 + x,
        np.float64(1) + x,
        np.ones(2) + x,
        np.ones(2) - x,
        x**2,
        2**x,
        -x,
        abs(x),
    ):
        assert isinstance(y, Recorded)
    assert sum([x, x]).node.operation == "add"


def test_a_number_changed_in_place_is_a_new_number_of_the_old_name():
    x = y = number()
    x += 1
    x *= 2
    assert isinstance(x, Recorded)
    assert y.node.value == 1.5
    assert Program([y.node], [x.node]).run(3.0) == (8.0,)
    total = 0.0
    total += y
    assert isinstance(total, Recorded)


def test_the_shape_is_known_and_the_length_of_a_number_is_not():
    x = new_input(np.zeros((2, 3)))
    assert (x.shape, x.ndim, x.size, len(x), x.T.shape) == ((2, 3), 2, 6, 2, (3, 2))
    assert x.dtype == np.float64
    assert [row.shape for row in x] == [(3,), (3,)]
    with pytest.raises(TypeError, match="no axes"):
        len(number())


def test_a_recorded_value_cannot_be_a_key():
    with pytest.raises(TypeError, match="unhashable"):
        hash(number())


def test_constants_are_copied_so_that_a_later_change_does_not_reach_the_graph():
    data = np.array([1.0, 2.0])
    total = np.sum(number() * data)
    data[:] = 100.0
    assert total.node.inputs[0].inputs[1].value.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="read-only"):
        total.node.inputs[0].inputs[1].value[0] = 3.0


@pytest.mark.parametrize(
    ("given", "dtype"),
    [(1, np.int64), (np.uint8(3), np.int64), (True, np.bool_), (1.0, np.float64), ([], np.float64)],
)
def test_constants_are_floats_whole_numbers_or_conditions(given, dtype):
    assert as_node(given).value.dtype == dtype


def test_every_refusal_ends_the_act_with_one_kind_of_error():
    assert issubclass(RecordingError, TypeError)
    for name, member in inspect.getmembers(Recorded, inspect.isfunction):
        if name in ("__float__", "__int__", "__bool__", "__index__", "__complex__", "__array__"):
            with pytest.raises(RecordingError):
                member(number())
