"""Who may import whom: the arrows of ARCHITECTURE.md, read from the code itself."""

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from support.chapters import NOTEBOOKS, ROOT, code_of

PACKAGE = ROOT / "mathlib"
FILES = sorted(PACKAGE.rglob("*.py"))

#: A room -> the rooms that it may import from, beside itself. Rooms are named by the longest
#: name that fits, so `mathlib.graph.rules` is one, and `mathlib` holds the subject modules.
ARROWS = {
    "mathlib": {"mathlib.arrays", "mathlib.autodiff", "mathlib.iteration"},
    "mathlib.arrays": set(),
    "mathlib.iteration": {"mathlib.arrays"},
    "mathlib.autodiff_check": {"mathlib", "mathlib.arrays", "mathlib.graph"},
    "mathlib.autodiff": {"mathlib.arrays", "mathlib.autodiff_check", "mathlib.graph"},
    "mathlib.graph": {"mathlib.arrays", "mathlib.graph.rules"},
    "mathlib.graph.rules": {"mathlib.arrays", "mathlib.graph"},
    "mathlib.live.controls": set(),
    "mathlib.live.drawing": {"mathlib.arrays"},
    "mathlib.live.recording": {
        *("mathlib.arrays", "mathlib.graph"),
        *("mathlib.live.controls", "mathlib.live.drawing"),
    },
    "mathlib.live.page": {
        *("mathlib.graph", "mathlib.live.controls", "mathlib.live.drawing"),
        "mathlib.live.recording",
    },
    "mathlib.live": {
        *("mathlib.graph", "mathlib.live.controls", "mathlib.live.drawing"),
        *("mathlib.live.recording", "mathlib.live.page"),
    },
    "mathlib.questions": {"mathlib.live.page"},
    "mathlib.live.homes": {
        *("mathlib.live", "mathlib.live.page", "mathlib.live.drawing"),
        "mathlib.questions",
    },
    "mathlib.live.homes.sphinx": {"mathlib.live.homes", "mathlib.live.drawing"},
}
#: The row in which the graph's modules stand: each may import those before it.
GRAPH = (
    *("refusals", "node", "locking", "operations", "recorded", "trees", "source_lines"),
    *("replay", "loops", "rules", "protocol", "derivatives_of_matrices", "derivatives"),
    *("backward", "derivatives_of_loops", "shortcuts", "export", "additions", "__init__"),
)
#: What a room takes from outside the standard library.
OUTSIDE = {
    "mathlib": {"numpy"},
    "mathlib.arrays": {"numpy"},
    "mathlib.iteration": {"numpy"},
    "mathlib.autodiff": {"numpy"},
    "mathlib.autodiff_check": {"numpy"},
    "mathlib.graph": {"numpy"},
    "mathlib.graph.rules": {"numpy"},
    "mathlib.live.controls": {"numpy", "matplotlib"},
    "mathlib.live.drawing": {"numpy", "matplotlib"},
    "mathlib.live.recording": {"numpy", "matplotlib", "cycler"},
    "mathlib.live.page": {"numpy", "matplotlib"},
    "mathlib.live": {"numpy", "anywidget", "traitlets"},
    "mathlib.questions": {"numpy", "anywidget", "traitlets"},
}


#: What is imported only where it is called for, because a reader may do without, and by whom.
OPTIONAL = {("sklearn", "mathlib.data"), ("minify", "mathlib.live.homes.scripts")}


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
MODULES = {name_of(file): file for file in FILES}


def imported(file: Path) -> Iterator[tuple[str, ast.AST]]:
    """Yield the full name of every module that a file imports, wherever it does so."""
    package = name_of(file) if file.name == "__init__.py" else name_of(file).rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*above, *filter(None, [node.module])]) if node.level else node.module
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield (whole if whole in MODULES else base), node


def room_of(module: str) -> str:
    """Return the room that a module stands in: the longest name of one."""
    return max((r for r in ARROWS if f"{module}.".startswith(f"{r}.")), key=len)


def within(name: str) -> bool:
    return name.partition(".")[0] == "mathlib"


@pytest.mark.parametrize("file", FILES, ids=lambda file: name_of(file))
def test_a_module_imports_from_the_rooms_that_its_own_may_know(file):
    room = room_of(name_of(file))
    known = {room_of(name) for name, _ in imported(file) if within(name)} - {room}
    assert known <= ARROWS[room]


@pytest.mark.parametrize("file", FILES, ids=lambda file: name_of(file))
def test_a_module_takes_from_outside_what_its_room_may(file):
    room = room_of(name_of(file))
    outside = {name.partition(".")[0] for name, _ in imported(file)} - sys.stdlib_module_names
    optional = {name for name, module in OPTIONAL if module == name_of(file)}
    if room in OUTSIDE:
        assert outside - {"mathlib"} <= OUTSIDE[room] | optional


def test_nothing_imports_in_a_circle():
    graph = {name: {n for n, _ in imported(file) if within(n)} for name, file in MODULES.items()}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise AssertionError(" imports ".join(error.args[1])) from None


def test_no_function_imports_but_what_a_reader_may_do_without():
    found = set()
    for file in FILES:
        tree = ast.parse(file.read_text("utf-8"))
        functions = (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))
        for node in (inner for function in functions for inner in ast.walk(function)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                name = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                found.add((f"{name}".partition(".")[0], name_of(file)))
    assert found == OPTIONAL


def test_the_graph_s_modules_stand_in_a_row():
    places = {f"mathlib.graph.{name}".removesuffix(".__init__"): i for i, name in enumerate(GRAPH)}
    for name, file in MODULES.items():
        if name.startswith("mathlib.graph") and "rules." not in name:
            reads = {
                "mathlib.graph.rules" if read.startswith("mathlib.graph.rules") else read
                for read, _ in imported(file)
                if read.startswith("mathlib.graph")
            }
            for read in reads - {name}:
                assert places[read] < places[name], f"{name} imports {read}"
    assert set(places) == {
        n for n in MODULES if n.startswith("mathlib.graph") and "rules." not in n
    }


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_chapter_imports_what_is_offered_and_no_inner_module(notebook):
    offered = {"mathlib", "mathlib.live", "mathlib.questions", "mathlib.graph"}
    for code in code_of(notebook):
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ImportFrom) and within(node.module):
                assert node.module in offered or node.module.count(".") == 1, node.module


def test_the_words_of_the_graph_are_not_those_of_a_figure():
    for file in (PACKAGE / "graph").rglob("*.py"):
        text = file.read_text("utf-8").lower()
        assert "live figure" not in text and "slider" not in text, name_of(file)


# ---------------------------------------------------------------- the reader itself is tested
def test_an_import_inside_a_function_and_one_of_a_neighbour_are_read(tmp_path):
    file = PACKAGE / "graph" / "loops.py"
    names = {name for name, _ in imported(file)}
    assert {"mathlib.graph.replay", "mathlib.graph.node", "numpy", "typing"} <= names
    lazy = {name for name, _ in imported(PACKAGE / "live" / "homes" / "scripts.py")}
    assert "minify" in lazy
