"""Tests of runtime/program.js: whole graphs, Python's replay against JavaScript's."""

import itertools

import numpy as np
import pytest
from support.calls import ALL_CALLS, A
from support.compositions import CHOSEN, composed, flat

from mathlib.graph import Exported, Program, Recorded, RecordingError, new_input
from mathlib.graph.backward import gradients
from mathlib.iteration import iterate

START = {"rate": np.array(0.3), "start": np.array([0.5, -1.0]), "n": np.array(2)}
SETTINGS = [
    START,
    {"rate": np.array(-0.0), "start": np.array([0.0, -0.0]), "n": np.array(0)},
    {"rate": np.array(1.5), "start": np.array([1e308, np.inf]), "n": np.array(6)},
    {"rate": np.array(np.nan), "start": np.array([1.0, np.nan]), "n": np.array(np.nan)},
    {"rate": np.array(-2.75), "start": np.array([3.0, 1e-300]), "n": np.array(-3)},
]
RUN = """(m, cases) => cases.map(({ nodes, wanted, settings }) => {
  const program = m.prepare(nodes);
  return settings.map((values) => {
    for (const [name, numbers] of Object.entries(values)) program.set(name, numbers);
    program.run(new Set(Object.keys(values)));
    return wanted.map((i) => program.values[i].values.slice());
  });
})"""


class Case:
    """A recorded function, ready to be run by both interpreters."""

    def __init__(self, function, start=START):
        self.inputs = {name: new_input(value) for name, value in start.items()}
        with np.errstate(all="ignore"):
            results = flat(function(*self.inputs.values()))
        self.nodes = [result.node for result in results if isinstance(result, Recorded)]
        graph = Exported({n: v.node for n, v in self.inputs.items()}, self.nodes)
        self.rows, self.wanted = graph.nodes, [graph.number(node) for node in self.nodes]

    def sent(self, settings):
        settings = [{n: np.ravel(v) for n, v in values.items()} for values in settings]
        return {"nodes": self.rows, "wanted": self.wanted, "settings": settings}

    def expected(self, values):
        program = Program([value.node for value in self.inputs.values()], self.nodes)
        return program.run(*values.values())


def check(runtime, cases, settings, rtol=1e-12):
    """Run all cases at all settings in the page; compare with Python's replay."""
    results = runtime.call("program.js", RUN, [case.sent(settings) for case in cases.values()])
    for (name, case), found in zip(cases.items(), results, strict=True):
        for values, arrays in zip(settings, found, strict=True):
            for array, expected in zip(arrays, case.expected(values), strict=True):
                message = f"{name} at {values}"
                expected = np.ravel(expected).astype(float)
                np.testing.assert_allclose(array, expected, rtol=rtol, atol=1e-300, err_msg=message)


@pytest.mark.parametrize("name", CHOSEN)
def test_a_chosen_graph_computes_what_its_replay_does(runtime, name):
    check(runtime, {name: Case(CHOSEN[name])}, SETTINGS)


@pytest.mark.parametrize("name", CHOSEN)
def test_the_gradients_of_a_chosen_graph_compute_what_their_replay_does(runtime, name):
    def slopes(a, w, n):
        results = [r for r in flat(CHOSEN[name](a, w, n)) if isinstance(r, Recorded)]
        totals = [np.sum(r).node for r in results if r.dtype == np.float64]
        return tuple(g for total in totals for g in gradients(total).values())

    check(runtime, {name: Case(slopes)}, SETTINGS)


#: The signs of their vectors are free: what they must do is tested with the operations.
FREE = (np.linalg.eigh, np.linalg.svd)


def test_every_call_of_a_recorded_function_computes_what_its_replay_does(runtime):
    cases = {}
    for function, calls in ALL_CALLS.items():
        for i, call in enumerate(calls if function not in FREE else []):
            case = Case(lambda a, call=call: call(a), {"a": A})
            if case.nodes:
                cases[f"{getattr(function, '__name__', function)} {i}"] = case
    rng = np.random.default_rng(0)
    settings = [{"a": A}] + [{"a": rng.normal(size=(2, 3)) * s} for s in (1, 3)]
    check(runtime, cases, settings, rtol=1e-9)
    assert len(cases) > 450


def test_400_composed_graphs_compute_what_their_replays_do(runtime):
    cases = {}
    for seed in itertools.count():
        try:
            cases[seed] = Case(composed(seed))
        except RecordingError:  # such as a whole number that grows beyond 2**53
            assert seed < 450
        if len(cases) == 400:
            break
    rng = np.random.default_rng(0)
    settings = [
        {"rate": rng.normal(), "start": rng.normal(size=2) * 3, "n": np.array(n)}
        for n in (-2, 0, 3)
    ]
    check(runtime, cases, settings, rtol=1e-9)


def test_sums_and_means_equal_numpys_bit_for_bit(runtime):
    rng = np.random.default_rng(1)
    shapes = [(5,), (300,), (9000,), (7, 300), (300, 7), (20, 1, 20), (1, 300), (300, 1)]
    shapes += [(9, 2, 9, 300), (3, 1, 7, 1, 50), (20, 20, 20), (5, 40, 30), (2, 0, 3), (0,)]
    shapes += [tuple(rng.integers(1, 20, rng.integers(1, 5))) for _ in range(30)]
    cases, expected = [], []
    for shape in shapes:
        array = rng.standard_normal(shape) * 10.0 ** rng.integers(-6, 6, shape)
        x = new_input(array)
        axes = [
            a for r in range(len(shape) + 1) for a in itertools.combinations(range(len(shape)), r)
        ]
        results = [
            function(x, axis=axis, keepdims=keepdims)
            for function, axis, keepdims in itertools.product(
                (np.sum, np.mean), axes, (False, True)
            )
        ]
        graph = Exported({"x": x.node}, [result.node for result in results])
        wanted = [graph.number(result.node) for result in results]
        cases.append({"nodes": graph.nodes, "wanted": wanted, "settings": [{"x": array.ravel()}]})
        expected.append([np.ravel(result.node.value).astype(float) for result in results])
    for (found,), arrays in zip(runtime.call("program.js", RUN, cases), expected, strict=True):
        for a, b in zip(found, arrays, strict=True):
            np.testing.assert_array_equal(a, b)


def turned(matrices):
    return np.swapaxes(matrices, -1, -2)


def random_matrices(rng, turns):
    """Return two batches of matrices that can be multiplied once they are turned as told."""
    m, k, n = (int(i) for i in rng.integers(rng.random() > 0.05, 12, 3))
    batches = [((), ()), ((2,), (2,)), ((), (3,)), ((2, 1), (3,))][rng.integers(4)]
    sides = [
        side[::-1] if turn else side for side, turn in zip([(m, k), (k, n)], turns, strict=True)
    ]
    shapes = [(*batch, *side) for batch, side in zip(batches, sides, strict=True)]
    return [rng.normal(size=shape) * 10.0 ** rng.integers(-3, 4, shape) for shape in shapes]


@pytest.mark.parametrize("turns", [(True, False), (False, True), (True, True)])
def test_a_product_with_transposed_matrices_loses_no_more_digits_than_any_other(runtime, turns):
    def product(*matrices):
        a, b = (turned(x) if turns[i] else x for i, x in enumerate(matrices))
        return a @ b

    rng = np.random.default_rng(2)
    pairs = [random_matrices(rng, turns) for _ in range(200)]
    starts = [{"a": a, "b": b} for a, b in pairs]
    cases = [Case(product, start) for start in starts]
    sent = [case.sent([start]) for case, start in zip(cases, starts, strict=True)]
    found = [run[0] for (run,) in runtime.call("program.js", RUN, sent)]
    for case, pair, numbers in zip(cases, pairs, found, strict=True):
        assert [row["op"] for row in case.rows] == ["input", "input", "matmul"]
        terms = pair[0].shape[-2 if turns[0] else -1]
        unit = terms * 2.0**-53 * product(*map(np.abs, pair))
        assert (np.abs(numbers.reshape(unit.shape) - product(*pair)) <= 2 * unit).all()


@pytest.mark.parametrize(
    "shapes", list(itertools.permutations([(), (1,), (3,), (2, 1), (1, 3), (2, 3), (2, 1, 3)], 2))
)
def test_operands_are_broadcast_as_in_numpy(runtime, shapes):
    rng = np.random.default_rng(0)
    start = {name: rng.normal(size=shape) for name, shape in zip("ab", shapes, strict=True)}
    case = Case(lambda a, b: (a - b, np.where(a > b, a, 2.0), np.where(True, a / b, b)), start)
    check(runtime, {shapes: case}, [start], rtol=0)


@pytest.mark.parametrize(
    "shapes", [((0,), (1,)), ((0, 1), (3,)), ((2, 0), (2, 1)), ((0, 3), (1, 3))]
)
def test_arrays_without_elements_are_broadcast_as_in_numpy(runtime, shapes):
    start = {name: np.ones(shape) for name, shape in zip("ab", shapes, strict=True)}
    check(
        runtime, {shapes: Case(lambda a, b: (a + b, np.sum(a * b, axis=0)), start)}, [start], rtol=0
    )


@pytest.mark.parametrize("index", [-5, -4, -1, 0, 3, 4, 1.5, np.nan, np.inf])
def test_taking_what_is_no_place_of_the_array_leaves_a_gap(runtime, index):
    start = {"x": np.arange(12.0).reshape(4, 3), "k": np.array(2)}
    case = Case(lambda x, k: (x[k], np.take(x.T * 2, k, axis=1), x[k, 1]), start)
    check(runtime, {"take": case}, [start, start | {"k": np.array(index)}], rtol=0)


def test_a_run_computes_what_the_moved_input_reaches_and_nothing_else(runtime):
    inputs = {name: new_input(np.array(1.0)) for name in ("a", "b", "c")}
    a, b, c = inputs.values()
    captured = np.exp(b)
    path = iterate(lambda v, k: v * captured + iterate(lambda u, j: u + c, v, 2)[-1], a, 3)
    results = {"exp": captured, "sin": np.sin(a), "loop": path, "end": path[-1]}
    graph = Exported({n: v.node for n, v in inputs.items()}, [r.node for r in results.values()])
    wanted = {name: graph.number(result.node) for name, result in results.items()}
    script = """(m, { nodes, wanted, moves }) => {
      const program = m.prepare(nodes);
      program.set("a", [1]); program.set("b", [1]); program.set("c", [1]);
      program.run(new Set(["a", "b", "c"]));
      return moves.map((names) => {
        const shown = Object.entries(wanted).map(([name, i]) => [name, program.values[i].values]);
        for (const [, values] of shown) values.fill(-99);
        program.run(new Set(names));
        return shown.filter(([, values]) => values.every((v) => v !== -99)).map(([name]) => name);
      });
    }"""
    moves = [["a"], ["b"], ["c"], ["a", "b"], ["b", "a"], [], ["unknown"], ["a", "unknown"], ["a"]]
    computed = runtime.call(
        "program.js", script, {"nodes": graph.nodes, "wanted": wanted, "moves": moves}
    )
    assert computed == [
        ["sin", "loop", "end"], ["exp", "loop", "end"], ["loop", "end"],
        ["exp", "sin", "loop", "end"], ["exp", "sin", "loop", "end"], [], [],
        ["sin", "loop", "end"], ["sin", "loop", "end"],
    ]  # fmt: skip


def test_a_second_run_does_not_remember_the_first(runtime):
    case = Case(CHOSEN["momentum"])
    check(runtime, {"momentum": case}, [START, SETTINGS[3], START, SETTINGS[1], START])


def test_what_reads_no_input_is_computed_when_the_graph_is_prepared(runtime):
    nodes = [
        {"op": "input", "name": "x", "shape": []},
        {"op": "constant", "shape": [2], "values": [3, 4]},
        {"op": "sum", "in": [1], "shape": [], "axis": [0]},
        {"op": "add", "in": [0, 2], "shape": []},
    ]
    settings = [{"x": np.array([1.0])}, {"x": np.array([2.0])}]
    case = {"nodes": nodes, "wanted": [3], "settings": settings}
    assert [float(run[0][0]) for run in runtime.call("program.js", RUN, [case])[0]] == [8.0, 9.0]


def test_constants_are_read_bit_for_bit(runtime):
    given = [
        np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 5e-324, 1e308, 0.1, 2.0**60]),
        *(np.linspace(*np.random.default_rng(n).normal(size=2), n + 3) for n in range(200)),
        np.zeros(5), np.full((2, 3), -0.0), np.arange(12.0).reshape(3, 4),
        np.empty(0), np.array(7.5),
    ]  # fmt: skip
    x = new_input(0.0)
    results = [np.where(x < 1, array, 9.0) for array in given]
    graph = Exported({"x": x.node}, [result.node for result in results])
    wanted = [graph.number(result.node) for result in results]
    case = {"nodes": graph.nodes, "wanted": wanted, "settings": [{"x": np.zeros(1)}]}
    (found,) = runtime.call("program.js", RUN, [case])[0]
    assert [a.tobytes() for a in found] == [a.astype(float).tobytes() for a in given]


def test_a_constant_that_repeats_along_axes_is_read_bit_for_bit(runtime):
    rng = np.random.default_rng(3)
    given, x = [], new_input(0.0)
    for _ in range(300):
        shape = rng.integers(0 if rng.random() < 0.05 else 1, 6, rng.integers(0, 5))
        once = rng.choice(
            [0.0, -0.0, 1.5, np.inf, -np.inf, np.nan],
            np.where(rng.random(shape.size) < 0.5, 1, shape),
        )
        even = np.reshape(np.arange(once.size) * 0.1, once.shape)
        given += [np.broadcast_to(array, shape).copy() for array in (once, even)]
    results = [np.where(x < 1, array, 9.0) for array in given]
    graph = Exported({"x": x.node}, [result.node for result in results])
    assert sum("once" in row for row in graph.nodes) > 200
    wanted = [graph.number(result.node) for result in results]
    case = {"nodes": graph.nodes, "wanted": wanted, "settings": [{"x": np.zeros(1)}]}
    (found,) = runtime.call("program.js", RUN, [case])[0]
    assert [a.tobytes() for a in found] == [a.tobytes() for a in given]


def test_a_chain_of_10_000_additions_runs(runtime):
    def chain(x):
        y = x
        for _ in range(10_000):
            y = y + x
        return y

    start = {"x": np.array(2.0)}
    check(runtime, {"chain": Case(chain, start)}, [start], rtol=0)


def test_an_unknown_operation_is_refused_by_name(runtime):
    with pytest.raises(Exception, match="unknown operation, arcosine"):
        runtime.call("program.js", "(m) => m.prepare([{ op: 'arcosine', in: [], shape: [] }])")
