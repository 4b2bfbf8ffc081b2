"""Tests of runtime/check.js: what a figure may ask of the reader's machine."""

import json

import numpy as np
import pytest

from mathlib.graph import Exported, new_input
from mathlib.iteration import iterate
from mathlib.live import Slider, live

CHECK = """(m, data) => {
  try {
    return m.checkFigure(data) === data ? "" : "another";
  } catch (error) {
    return error.message;
  }
}"""


def figure_of(nodes, controls=()):
    return {"controls": list(controls), "pictures": [""], "variants": [{"nodes": nodes}]}


def check(runtime, nodes, controls=()):
    return runtime.call("check.js", CHECK, figure_of(nodes, controls))


def nodes_of(function, start):
    x = new_input(start)
    return json.loads(json.dumps(Exported({"x": x.node}, [function(x).node]).nodes))


def loop(count, size=1):
    return nodes_of(lambda x: iterate(lambda s, k: s * 0.5, x, count), np.ones(size))


def test_a_graph_within_bounds_passes(runtime):
    assert check(runtime, loop(1000)) == ""
    assert check(runtime, nodes_of(lambda x: x + 1, np.ones((300, 300)))) == ""


TOO_LARGE = {
    "an array": [{"op": "input", "name": "x", "shape": [10_000, 10_000]}],
    "many arrays": [{"op": "input", "name": str(i), "shape": [2000, 1000]} for i in range(20)],
    "a loop's history": loop(3, 1000)[:-2]
    + [node | {"count": 10**6} for node in loop(3, 1000) if node["op"] == "iterate"],
    "a loop's steps": [node | ({"count": 10**9} if "count" in node else {}) for node in loop(3)],
    "no number": [{"op": "input", "name": "x", "shape": ["many"]}],
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_what_no_page_can_hold_or_finish_is_refused_before_it_is_allocated(runtime, name):
    assert check(runtime, TOO_LARGE[name]) == "it is more than a page can compute"


def test_a_loop_in_a_loop_counts_as_often_as_it_runs(runtime):
    def outer(s, k):
        return iterate(lambda t, j: t * 0.5, s, 20_000)[-1]

    nodes = nodes_of(lambda x: iterate(outer, x, 2), np.ones(1))
    assert check(runtime, nodes) == ""
    assert "more than a page" in check(
        runtime, [n | ({"count": 20_000} if "count" in n else {}) for n in nodes]
    )


def test_what_only_the_inspector_computes_counts_too(runtime):
    data = figure_of([])
    data["variants"][0]["inspector"] = {"nodes": TOO_LARGE["an array"]}
    assert "more than a page" in runtime.call("check.js", CHECK, data)


def test_an_unknown_kind_of_control_is_refused_by_name(runtime):
    said = check(runtime, [], [{"name": "rate", "type": "dial"}])
    assert said == "the control rate is of an unknown kind, dial"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ('"op":"frobnicate"', "an unknown operation, frobnicate"),
        ('"op":"constructor"', "an unknown operation, constructor"),
    ],
)
def test_a_figure_with_an_unknown_operation_says_so_in_its_place(opened, wrong, words):
    @live(x=Slider(0.0, 1.0))
    def demo(figure, x):
        """A title."""
        figure.subplots().set_title(f"{np.cosh(x):.2f}")

    page = opened(demo._html.replace('"op":"cosh"', wrong))
    figure = page.locator("figure")
    assert words in figure.locator(".live-note").last.inner_text()
    assert figure.get_attribute("data-live") == "failed"
