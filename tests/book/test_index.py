"""The front page: what its map says of a network is what the library finds."""

import re

import nbformat
import numpy as np
import pytest
from support.chapters import NOTEBOOKS, ROOT, figures_of, names_of

from mathlib.autodiff import grad

INDEX = NOTEBOOKS[0]
CONCEPTS = (ROOT / "concepts.md").read_text("utf-8")


@pytest.fixture
def code():
    return names_of(INDEX)


def test_the_slopes_of_the_map_are_those_of_automatic_differentiation(code):
    chance = np.random.default_rng(0)
    for _ in range(20):
        values, x = chance.normal(0, 2, 9), chance.uniform(-3, 3, 2)
        expected = grad(lambda v, x=x: code["numbers_of_the_network"](v, x)[-1])(values)
        np.testing.assert_allclose(code["slopes_of_the_cost"](values, x), expected, rtol=1e-12)


def test_one_turn_is_seven_stages_and_moves_the_weights_once(code):
    state = (code["START"], np.array([0.0, 1.0]))
    seen = [state]
    for _ in code["STAGES"]:
        seen.append(code["next_stage"](seen[-1], 1.0, 2.0))
    assert [int(stage) for _, (stage, _) in seen] == [0, 1, 2, 3, 4, 5, 6, 0]
    assert [int(turn) for _, (_, turn) in seen] == [1] * 7 + [2]
    moved = [not np.array_equal(a[0], b[0]) for a, b in zip(seen, seen[1:], strict=False)]
    assert moved == [False] * 5 + [True, False]


def test_the_cost_after_three_turns_is_as_the_text_says(code):
    assert "after three turns it is below 0.1" in INDEX.read_text("utf-8")
    values, x = code["START"], np.array([1.0, 2.0])
    for _ in range(3):
        assert code["numbers_of_the_network"](values, x)[-1] > 0.1
        values = values - code["RATE"] * code["slopes_of_the_cost"](values, x)
    assert code["numbers_of_the_network"](values, x)[-1] < 0.1


def test_every_part_of_the_map_leads_to_another_chapter():
    links = figures_of(INDEX)["network_map"].recording.controls["part"].links
    pages = {address.partition("#")[0] for _, address in links.values()}
    assert pages == {f"chapters/{n.stem}.html" for n in NOTEBOOKS[1:]}


def test_the_concept_index_leads_to_every_marked_section_of_every_chapter():
    led_to = re.findall(r"{ref}`(?:[^`<]*<)?([a-z-]+)>?`", CONCEPTS)
    for notebook in NOTEBOOKS[1:]:
        text = "\n".join(
            cell.source
            for cell in nbformat.read(notebook, as_version=4).cells
            if cell.cell_type == "markdown"
        )
        marked = re.findall(r"^\(([a-z-]+)\)=\n+##+ (?!What goes wrong)", text, re.MULTILINE)
        assert len(marked) >= 6, f"{notebook.name} marks too few sections"
        assert set(marked) <= set(led_to), notebook.name
    assert len(led_to) == len(set(led_to))
