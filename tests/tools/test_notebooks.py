import importlib.util
import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("notebooks", ROOT / "tools" / "notebooks.py")
notebooks = importlib.util.module_from_spec(spec)
spec.loader.exec_module(notebooks)


@pytest.fixture
def messy():
    """Return a notebook as Jupyter leaves it after a run."""
    figure = new_output(
        "display_data", {"text/html": "<figure>", "text/plain": "<live figure>", "image/png": "x"}
    )
    result = new_output("execute_result", {"text/plain": "4"}, execution_count=17)
    prints = [new_output("stream", name="stdout", text=text) for text in ("one\n", "two\n")]
    cells = [
        new_markdown_cell("# Title", id="0f3a9c1e"),
        new_code_cell("2 + 2", execution_count=17, outputs=[result], id="sum"),
        new_code_cell("figure", execution_count=18, outputs=[figure], id="sum-figure"),
        new_code_cell("show()", execution_count=20, outputs=prints, id="0f3a9c1e-1111"),
    ]
    cells[1].metadata = {"execution": {"iopub.status.busy": "2026"}, "tags": ["b", "a"]}
    kernel = {"kernelspec": {"name": "mine", "display_name": "My kernel"}, "widgets": {}}
    return new_notebook(cells=cells, metadata=kernel)


def test_pictures_go_and_text_outputs_stay(messy):
    cells = notebooks.clean(messy).cells
    assert cells[1].outputs[0].data == {"text/plain": "4"}
    assert cells[2].outputs == []


def test_what_a_slow_cell_printed_in_pieces_is_joined(messy):
    (printed,) = notebooks.clean(messy).cells[3].outputs
    assert printed.text == "one\ntwo\n"


def test_cells_are_numbered_in_order_as_after_a_fresh_run(messy):
    cells = notebooks.clean(messy).cells
    assert [c.execution_count for c in cells if c.cell_type == "code"] == [1, 2, 3]
    assert cells[1].outputs[0].execution_count == 1


def test_metadata_of_one_machine_and_one_run_go(messy):
    cleaned = notebooks.clean(messy)
    assert cleaned.metadata.kernelspec.name == "python3" and "widgets" not in cleaned.metadata
    assert cleaned.cells[1].metadata == {"tags": ["a", "b"]}


def test_a_cell_that_its_author_folded_stays_folded(messy):
    messy.cells[1].metadata = {"jupyter": {"source_hidden": True, "outputs_hidden": False}}
    messy.cells[2].metadata = {"jupyter": {"source_hidden": False}}
    _, folded, open_, _ = notebooks.clean(messy).cells
    assert folded.metadata == {"jupyter": {"source_hidden": True}}
    assert open_.metadata == {}


def test_names_that_an_author_gave_stay_and_random_ones_become_words(messy):
    names = [cell.id for cell in notebooks.clean(messy).cells]
    assert names == ["title", "sum", "sum-figure", "show"]


def test_a_name_given_twice_is_told_apart():
    notebook = new_notebook(cells=[new_code_cell("a"), new_code_cell("a")])
    for cell in notebook.cells:
        cell.id = "same"
    names = [c.id for c in notebooks.clean(notebook).cells]
    assert len(set(names)) == 2


def test_cleaning_twice_changes_nothing_and_the_result_is_valid(messy):
    once = notebooks.clean(messy)
    nbformat.validate(once)
    assert notebooks.written(notebooks.clean(once)) == notebooks.written(once)


def test_the_original_is_left_as_it_was(messy):
    before = nbformat.writes(messy)
    notebooks.clean(messy)
    assert nbformat.writes(messy) == before


def test_check_tells_a_messy_notebook_from_a_clean_one(messy, tmp_path, capsys):
    path = tmp_path / "chapter.ipynb"
    nbformat.write(messy, path)
    assert notebooks.main("check", str(path)) == 1
    assert "make notebooks" in capsys.readouterr().out
    notebooks.main("clean", str(path))
    assert notebooks.main("check", str(path)) == 0


@pytest.mark.parametrize("path", sorted((ROOT / "chapters").glob("*.ipynb")), ids=lambda p: p.stem)
def test_only_cells_that_show_a_figure_or_a_question_are_left_out_of_the_comparison(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if "nbval-ignore-output" in cell.metadata.get("tags", []):
            live = ("@live(", "ask_number(", "ask_choice(")
            assert any(name in cell.source for name in live), cell.id


@pytest.mark.parametrize("path", sorted((ROOT / "chapters").glob("*.ipynb")), ids=lambda p: p.stem)
def test_the_source_of_a_question_is_folded_for_it_gives_the_answer_away(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and re.search(r"^ask_(number|choice)\(", cell.source, re.M):
            assert {"remove-input", "nbval-ignore-output"} <= set(cell.metadata.tags), cell.id
            assert cell.metadata.jupyter.source_hidden, cell.id


@pytest.mark.parametrize("path", sorted((ROOT / "chapters").glob("*.ipynb")), ids=lambda p: p.stem)
def test_no_source_names_a_machine_s_path(path):
    text = path.read_text("utf-8")
    assert "/home/" not in text and "/Users/" not in text and "/work/" not in text
