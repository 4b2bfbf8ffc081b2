"""Tests of mathlib.live.page.inspector."""

import json
import re

import numpy as np
import pytest

from mathlib.graph import Exported, Program, gradients, new_input
from mathlib.graph.source_lines import noting_source_lines
from mathlib.iteration import iterate
from mathlib.live import Slider, live
from mathlib.live.page.inspector import inspector_data
from mathlib.live.recording.artists import LiveArtist
from mathlib.live.recording.text import LiveNumber


@live(rate=Slider(0.0, 1.0, start=0.25), shift=Slider(-1.0, 1.0, start=0.5))
def decay(figure, rate, shift):
    """A number that shrinks, step by step."""
    axes = figure.subplots()
    start = np.exp(shift)
    path = iterate(lambda v, k: v - rate * v, start, 10)
    axes.plot(path)
    axes.set(xlim=(0, 10), ylim=(0, 2))
    axes.set_title(f"from {start:.2f} to {path[-1]:.2f}")


def data_of(figure):
    found = re.search(r'<script type="application/json">(.*?)</script>', figure._html, re.DOTALL)
    return json.loads(found[1])["variants"][0]


def row_of(variant, operation):
    nodes = variant["nodes"]
    return next(row for row in variant["inspector"]["rows"] if nodes[row[0]]["op"] == operation)


def test_every_step_stands_once_in_the_order_in_which_it_was_made_under_its_line():
    variant = data_of(decay)
    lines, rows = variant["inspector"]["lines"], variant["inspector"]["rows"]
    assert len({row[0] for row in rows}) == len(rows)
    code = [lines[row[1]] for row in rows]
    assert code[:2] == [["the controls", ""]] * 2
    written = [line for function, line in code[2:] if function == "decay"]
    order = ["start = np.exp(shift)", "path = iterate(", "axes.set_title("]
    places = [next(i for i, line in enumerate(written) if o in line) for o in order]
    assert places == sorted(places)


def test_the_body_of_a_loop_stands_beside_the_line_that_wrote_the_step():
    variant = data_of(decay)
    loop, line, body = row_of(variant, "iterate")
    steps = variant["nodes"][loop]["body"]
    assert [steps[row[0]]["op"] for row in body] == ["multiply", "subtract"]
    lines = variant["inspector"]["lines"]
    assert {lines[row[1]][1] for row in body} == {lines[line][1]}
    assert "v - rate * v" in lines[line][1]


def test_no_line_tells_where_the_machine_keeps_its_files():
    assert "/" not in "".join(function for function, _ in data_of(decay)["inspector"]["lines"])


def test_the_results_are_the_numbers_that_the_figure_writes():
    variant = data_of(decay)
    labels = [result["label"] for result in variant["inspector"]["results"]]
    assert labels == ["from … to …"] * 2
    nodes = [variant["nodes"][result["node"]]["op"] for result in variant["inspector"]["results"]]
    assert nodes == ["exp", "gather"]


def test_what_the_figure_runs_keeps_its_numbers_when_the_gradients_are_added():
    recorded = decay.recording.variants[0]
    assert data_of(decay)["nodes"] == json.loads(json.dumps(recorded.exported().nodes))


@pytest.mark.parametrize("at", [(0.25, 0.5), (0.6, -0.3)])
def test_the_gradients_are_those_of_the_written_numbers(at):
    inputs = {"rate": new_input(0.25), "shift": new_input(0.5)}
    with noting_source_lines() as lines:
        start = np.exp(inputs["shift"])
        end = iterate(lambda v, k: v - inputs["rate"] * v, start, 10)[-1]
    nodes = {name: value.node for name, value in inputs.items()}
    graph = Exported(nodes, [end.node])
    artist = LiveArtist("text", 0, None, text=["end ", LiveNumber(end.node, ".2f")])
    told = inspector_data(graph, lines, [artist])
    (result,) = told["results"]
    assert graph.nodes[result["node"]] == graph.nodes[graph.number(end.node)]
    found_nodes = gradients(end.node)
    beyond = graph.copy()
    beyond.add(g.node for g in found_nodes.values())
    assert told["nodes"] == beyond.nodes[len(graph.nodes) :]
    wanted = [found_nodes[node].node for node in nodes.values()]
    assert [result["gradients"][graph.number(n)] for n in nodes.values()] == [
        beyond.number(node) for node in wanted
    ]
    found = Program(list(nodes.values()), wanted).run(*map(np.asarray, at))
    rate, shift = at
    expected = (-10 * (1 - rate) ** 9 * np.exp(shift), (1 - rate) ** 10 * np.exp(shift))
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_a_number_that_stands_alone_has_a_name_too():
    @live(x=Slider(0.0, 1.0))
    def alone(figure, x):
        """A number."""
        figure.subplots().set_title(f"{x * 2:.2f}")

    (result,) = data_of(alone)["inspector"]["results"]
    assert result["label"] == "a number in the picture"
