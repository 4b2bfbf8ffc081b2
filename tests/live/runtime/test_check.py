"""Tests of runtime/check.js: good data pass, and whatever is wrong is refused by name."""

import copy
import itertools
import json
import random
import re

import numpy as np
import pytest
from compositions import CHOSEN, composed, flat

from mathlib.graph import Exported, Recorded, RecordingError, new_input
from mathlib.graph.operations import OPERATIONS
from mathlib.iteration import iterate
from mathlib.live import Choice, Handle, Slider, live

START = {"rate": np.array(0.3), "start": np.array([0.5, -1.0]), "n": np.array(2)}
#: Checks figures, whole or of a graph alone; then runs the graphs that pass.
CHECK = """async (m, cases) => {
  const { prepare } = await import("/program.js");
  const bare = { svg: 0, axes: [], artists: [] };
  const whole = ({ nodes, starts }) => ({
    controls: Object.entries(starts).map(([name, start]) => ({ name, type: "state", start })),
    pictures: [""],
    variants: [{ choices: {}, nodes, drawings: { wide: bare, narrow: bare } }],
  });
  return cases.map((given) => {
    const data = given?.starts ? whole(given) : given;
    try {
      m.checkFigure(data);
    } catch (error) {
      return `${error.constructor.name}: ${error.message}`;
    }
    for (const { nodes } of data.variants) {
      const program = prepare(nodes);
      program.run(program.names);
    }
    return "";
  });
}"""


def graph_of(function, start=START):
    """Return a function's graph as the page receives it, and the numbers of its inputs."""
    inputs = {name: new_input(value) for name, value in start.items()}
    with np.errstate(all="ignore"):
        results = [r for r in flat(function(*inputs.values())) if isinstance(r, Recorded)]
    graph = Exported({n: v.node for n, v in inputs.items()}, [r.node for r in results])
    starts = {n: np.ravel(v).astype(float).tolist() for n, v in start.items()}
    return {"nodes": json.loads(json.dumps(graph.nodes)), "starts": starts}


def check(runtime, cases):
    return runtime.call("check.js", CHECK, cases)


# ---------------------------------------------------------------- good graphs
def test_every_operation_is_known(runtime):
    nodes = [[{"op": op}] for op in OPERATIONS]
    found = check(runtime, [{"nodes": n, "starts": {}} for n in nodes])
    assert [op for op, told in zip(OPERATIONS, found, strict=True) if "unknown" in told] == []
    (told,) = check(runtime, [{"nodes": [{"op": "arcosine"}], "starts": {}}])
    assert told == 'Error: its data cannot be used: node 0, "arcosine": it is unknown'


def test_the_chosen_graphs_pass(runtime):
    found = check(runtime, [graph_of(function) for function in CHOSEN.values()])
    assert dict(zip(CHOSEN, found, strict=True)) == dict.fromkeys(CHOSEN, "")


def test_400_composed_graphs_pass(runtime):
    graphs = []
    for seed in itertools.count():
        try:
            graphs.append(graph_of(composed(seed)))
        except RecordingError:  # such as a whole number that grows beyond 2**53
            assert seed < 450
        if len(graphs) == 400:
            break
    assert set(check(runtime, graphs)) == {""}


square = np.array([[2.0, 1.0], [1.0, 3.0]])
SHAPES = [(), (1,), (3,), (1, 1), (1, 3), (3, 1), (2, 3), (0,), (2, 0), (2, 1, 3)]
PRODUCTS = [
    *(((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((0,), (0,))),
    *(((5, 2, 3), (3, 4)), ((5, 2, 3), (5, 3, 4)), ((5, 1, 2, 3), (4, 3, 1)), ((3,), (5, 3, 2))),
    *(((5, 2, 3), (3,)), ((2, 0), (0, 3)), ((0, 3), (3, 2))),
]


def test_reductions_pass_along_every_axis(runtime):
    graphs = []
    for shape in SHAPES:
        axes = [None, *range(len(shape))]
        for function, axis, keep in itertools.product((np.sum, np.prod, np.max), axes, (0, 1)):
            if 0 not in shape or function is not np.max:
                arguments = {"axis": axis, "keepdims": bool(keep)}
                array = np.ones(shape)
                graphs.append(graph_of(lambda x, f=function, a=arguments: f(x, **a), {"x": array}))
        if 0 not in shape and shape:
            several = (np.cumsum, np.argsort, np.argmax, np.argmin)
            for function, axis in itertools.product(several, range(len(shape))):
                array = np.ones(shape)
                graphs.append(graph_of(lambda x, f=function, k=axis: f(x, axis=k), {"x": array}))
    assert set(check(runtime, graphs)) == {""}


def test_linear_algebra_passes(runtime):
    graphs = [graph_of(np.matmul, dict(zip("ab", map(np.ones, p), strict=True))) for p in PRODUCTS]
    of_square = (np.linalg.inv, np.linalg.det, np.linalg.eigh, np.linalg.svd)
    graphs += [graph_of(lambda a, f=f: tuple(flat(f(a))), {"a": square}) for f in of_square]
    for shape in ((2, 5), (5, 2), (1, 1)):
        graphs.append(
            graph_of(lambda a: tuple(np.linalg.svd(a, full_matrices=False)), {"a": np.ones(shape)})
        )
    for b in (np.ones(2), np.ones((2, 3)), np.ones((2, 0))):
        graphs.append(graph_of(np.linalg.solve, {"a": square, "b": b}))
    assert set(check(runtime, graphs)) == {""}


# ---------------------------------------------------------------- bad graphs
def example(a, w, n):
    """Use every kind of node, and a loop within a loop."""
    table = np.reshape(np.arange(6.0), (2, 3)) * a
    inner = iterate(lambda v, k: v + np.sum(iterate(lambda u, j: u * a + k, v[1], 3)), w, 4)
    picked = (np.linspace(0, 1, 5) + 0 * n)[n]
    values, vectors = np.linalg.eigh(np.matmul(table, np.transpose(table)))
    return (
        np.where(table > a, table, w[0]), np.sum(table, axis=1), np.cumsum(table, axis=0),
        inner, picked, np.stack([w, w * 2])[::-1, [1, 0, 1]], values, vectors, np.max(table),
    )  # fmt: skip


GOOD = graph_of(example)


def first(op, nodes=None):
    return next(node for node in nodes or GOOD["nodes"] if node["op"] == op)


def place(op):
    return GOOD["nodes"].index(first(op))


def body():
    return first("iterate")["body"]


def setter(operation, /, **settings):
    return lambda nodes: first(operation, nodes).update(settings)


def in_body(change):
    return lambda nodes: change(first("iterate", nodes)["body"])


NOT_FIT = "its settings and its inputs' shapes .* do not fit"
BAD = {
    "an unknown operation": ("less", setter("less", op="lesser"), '"lesser": it is unknown'),
    "a name of JavaScript's own": ("less", setter("less", op="toString"), "it is unknown"),
    "no operation": ("less", setter("less", op=None), "it is unknown"),
    "a node after it": ("less", lambda n: first("less", n).update({"in": [0, 200]}), "reads"),
    "itself": ("less", lambda n: first("less", n).update({"in": [0, place("less")]}), "reads"),
    "a node before all": ("less", lambda n: first("less", n).update({"in": [0, -1]}), "reads"),
    "half a node": ("less", lambda n: first("less", n).update({"in": [0, 0.5]}), "reads"),
    "too few inputs": ("less", lambda n: first("less", n).update({"in": [0]}), NOT_FIT),
    "too many inputs": ("sum", lambda n: first("sum", n).update({"in": [0, 0]}), NOT_FIT),
    "inputs in a string": ("less", lambda n: first("less", n).update({"in": "01"}), "malformed"),
    "another shape": ("less", setter("less", shape=[3, 2]), NOT_FIT),
    "a shape of text": ("less", setter("less", shape="23"), "malformed"),
    "half an element": ("input", setter("input", shape=[0.5]), NOT_FIT),
    "fewer elements than none": ("input", setter("input", shape=[-1]), NOT_FIT),
    "a value that is text": ("constant", setter("constant", values=["2"] * 6), NOT_FIT),
    "a value that is nothing": ("constant", setter("constant", values=[None] * 6), NOT_FIT),
    "too few values": ("constant", setter("constant", values=[1]), NOT_FIT),
    "no end": ("constant", setter("constant", stop=None, start="0"), NOT_FIT),
    "an axis that is not there": ("sum", setter("sum", axis=[2]), NOT_FIT),
    "an axis from behind": ("sum", setter("sum", axis=[-1]), NOT_FIT),
    "no axis": ("sum", lambda n: first("sum", n).pop("axis"), "malformed"),
    "a scan of no axis": ("cumsum", setter("cumsum", axis=2), NOT_FIT),
    "a place outside": ("gather", setter("gather", start=5), NOT_FIT),
    "a stride that leads outside": ("gather", setter("gather", strides=[7, 7]), NOT_FIT),
    "a listed place outside": ("gather", setter("gather", indices=[6] * 6), NOT_FIT),
    "too few places": ("gather", setter("gather", indices=[]), NOT_FIT),
    "a product that does not fit": (
        "matmul", lambda n: first("matmul", n).update({"in": [first("matmul", n)["in"][0]] * 2}),
        NOT_FIT,
    ),
    "no square": ("eigh", lambda n: first("eigh", n).update({"in": [1]}), NOT_FIT),
    "a part that is not there": ("part", setter("part", number=5), NOT_FIT),
    "a part of one array": ("part", lambda n: first("part", n).update({"in": [0]}), "malformed"),
    "an array of several": (
        None, lambda n: n.append(first("sum") | {"in": [place("iterate")]}), NOT_FIT,
    ),
    "a name twice": ("input", lambda n: n[1].update(name="rate"), NOT_FIT),
    "a loop of many steps": ("iterate", setter("iterate", count=10**9), "more than a page can"),
    "a loop of half a step": ("iterate", setter("iterate", count=2.5), "more than a page can"),
    "a loop without a count": ("iterate", setter("iterate", count=None), "more than a page can"),
    "many steps in each of many": (
        "iterate", in_body(lambda b: (setter("iterate", count=400_000)(b))), "more than a page can"
    ),
    "a next state that is not there": ("iterate", setter("iterate", next=[99]), NOT_FIT),
    "a next state of another shape": ("iterate", setter("iterate", next=[2]), NOT_FIT),
    "more states than are given": ("iterate", setter("iterate", next=[0] * 9), NOT_FIT),
    "a body that reads more": (
        "iterate", in_body(lambda b: b.insert(0, {"op": "input", "name": "x", "shape": []})), "fit",
    ),
    "a body that is nothing": ("iterate", setter("iterate", body=None), "malformed"),
    "an unknown operation in a body": (
        "iterate", in_body(lambda b: b[-1].update(op="addd")), '"addd": it is unknown'
    ),
    "too large an array": (
        "constant", setter("constant", shape=[10**8], start=0, stop=1, values=None), "more than a",
    ),
    "too large a sum of arrays": (
        None, lambda n: n.extend([{"op": "constant", "shape": [9_000_000], "start": 0, "stop": k}
                                  for k in range(4)]), "more than a page can compute",
    ),
    "too long a product": (
        None, lambda n: n.extend([
            {"op": "constant", "shape": [2000, 2000], "start": 0, "stop": 1},
            {"op": "matmul", "in": [len(n), len(n)], "shape": [2000, 2000]},
        ]), "more than a page can compute",
    ),
    "a node that is nothing": (None, lambda n: n.append(None), "malformed"),
    "an input without a control": (
        None, lambda n: n.append({"op": "input", "name": "else", "shape": []}), "malformed",
    ),
    "an input of another size": (
        None, lambda n: n[0].update(name="start") or n[1].update(name="rate"), "not fit",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_graph_is_refused_with_the_node_and_what_is_wrong(runtime, name):
    op, change, message = BAD[name]
    case = copy.deepcopy(GOOD)
    change(case["nodes"])
    (told,) = check(runtime, [case])
    assert re.fullmatch(f"Error: its data cannot be used: .*{message}.*", told), told
    if op:
        assert f"node {place(op)}, " in told or f"node {GOOD['nodes'].index(first(op)) + 1}" in told


def test_an_error_in_a_body_names_the_loop_and_the_node(runtime):
    case = copy.deepcopy(GOOD)
    first("iterate", case["nodes"])["body"][-1]["op"] = "addd"
    (told,) = check(runtime, [case])
    at = f'node {place("iterate")}, "iterate": node {len(body()) - 1}, "addd": it is unknown'
    assert told.endswith(at)


JUNK = [
    -1,
    0,
    1,
    2,
    3,
    1.5,
    1e9,
    -1e9,
    1e300,
    "",
    "x",
    "NaN",
    None,
    True,
    [],
    [0],
    [2],
    {},
    "length",
]


def places(data, at=()):
    """List the paths to everything inside nested lists and dicts."""
    inside = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in inside:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from places(value, (*at, key))


def with_a_fault(data, choose):
    """Return the data with one thing inside changed for another, dropped or doubled."""
    whole = copy.deepcopy(data)
    *path, key = choose.choice(list(places(whole)))
    holder = whole
    for step in path:
        holder = holder[step]
    kind = choose.randrange(4)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, list):
        holder.insert(key, copy.deepcopy(choose.choice(holder)))
    elif kind == 2 and isinstance(holder[key], int | float):
        holder[key] += choose.choice([-1, 1, 7])
    else:
        holder[key] = copy.deepcopy(choose.choice(JUNK))
    return whole


def test_of_3000_graphs_with_a_fault_each_is_refused_in_words_or_runs(runtime):
    choose = random.Random(0)
    cases = [GOOD | {"nodes": with_a_fault(GOOD["nodes"], choose)} for _ in range(3000)]
    found = check(runtime, cases)  # throws what a graph that passed throws when it runs
    assert {told.split(":")[0] for told in found} == {"", "Error"}
    assert all("its data cannot be used: " in told for told in found if told)
    assert 1500 < sum(map(bool, found)) < 3000


# ---------------------------------------------------------------- whole figures
@pytest.fixture(scope="module")
def demo():
    @live(
        at=Handle(0.5, 0.5, label="point"),
        window=Choice({"small": 1, "large": 10}),
        rate=Slider(1.0, 2.0, step=0.5),
    )
    def demo(figure, at, window, rate):
        """A point in a window that is small or large."""
        axes = figure.subplots()
        axes.plot(np.stack([at[0], 0.0]), np.stack([at[1] * rate, 0.0]), "o-")
        axes.set(xlim=(0, window), ylim=(0, window), title=f"{rate:.2f}")

    return demo


def data_of(figure):
    return json.loads(re.search(r'application/json">(.*?)</script>', figure._html, re.DOTALL)[1])


def with_data(figure, data):
    """Return the figure's HTML with other data."""
    text = json.dumps(data).replace("<", "\\u003c")
    return re.sub(
        r'(application/json">).*?(</script>)',
        lambda m: m[1] + text + m[2],
        figure._html,
        flags=re.S,
    )


def wide(data):
    return data["variants"][1]["drawings"]["wide"]


BAD_DATA = {
    "control": (lambda d: d["controls"][2].update(type="dial"), "control rate is unknown: dial"),
    "control's size": (lambda d: d["controls"][0].update(start=[1, 2, 3]), "at does not fit its"),
    "control's axes": (lambda d: d["controls"][0].update(axes=1), "malformed"),
    "no variant": (lambda d: d["variants"].clear(), "no variant is chosen"),
    "start": (lambda d: d["controls"][1].update(start="huge"), "no variant is chosen"),
    "kind": (lambda d: wide(d)["artists"][0].update(kind="pie"), "the pie .* is unknown"),
    "node": (lambda d: wide(d)["artists"][0]["data"].update(x=999), "the line .* shows what"),
    "text": (lambda d: wide(d)["artists"][1]["text"][0].update(node=999), "the text .* shows what"),
    "axes": (lambda d: wide(d)["artists"][0].update(axes=3), "malformed"),
    "count": (lambda d: wide(d)["artists"][0]["style"].update(count=1e12), "the line .* unknown"),
    "picture": (lambda d: wide(d).update(svg=99), "a drawing is not whole"),
    "narrow drawing": (lambda d: d["variants"][1]["drawings"].pop("narrow"), "malformed"),
    "nothing": (lambda d: d.clear(), "malformed"),
}


@pytest.mark.parametrize("name", BAD_DATA)
def test_a_figure_whose_data_do_not_hold_together_is_refused(runtime, demo, name):
    change, message = BAD_DATA[name]
    data = data_of(demo)
    assert check(runtime, [data]) == [""]
    change(data)
    (told,) = check(runtime, [data])
    assert re.fullmatch(f"Error: its data cannot be used: .*{message}.*", told), told


def test_a_figure_with_a_bad_graph_says_so_in_its_place_and_the_others_run(opened, demo):
    data = data_of(demo)
    del data["variants"][1]["nodes"][-1]["in"]
    broken = with_data(demo, data).replace(f'id="{demo.name}', 'id="broken')
    page = opened(broken + demo._html)
    said = page.locator("#broken > .live-note").last.inner_text()
    assert re.search(r"could not start: its data cannot be used: node \d+, ", said)
    assert page.locator("#broken").get_attribute("data-live") == "failed"
    assert page.locator(f"#{demo.name}").get_attribute("data-live") == "ready"
    assert page.locator(f"#{demo.name}").evaluate("(f) => f.live.value()[0].y") == [0.5, 0]


def test_of_400_figures_with_a_fault_each_is_refused_in_words_or_passes(runtime, demo):
    choose, data = random.Random(1), data_of(demo)
    data["pictures"] = [None] * len(data["pictures"])
    found = check(runtime, [with_a_fault(data, choose) for _ in range(400)])
    assert {told.split(":")[0] for told in found} == {"", "Error"}
