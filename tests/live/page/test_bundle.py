import re

import pytest

from mathlib.live.page import bundle

PAGE = bundle.RUNTIME / "page.js"


def test_the_module_is_whole_no_import_or_relative_path_is_left():
    assert not re.search(r"^\s*import\b", bundle.widget_module(), re.MULTILINE)
    assert bundle.widget_module().count("export ") == 1


def test_a_module_stands_after_all_it_imports():
    order = list(bundle._order(PAGE, {}))
    for place, file in enumerate(order):
        names = bundle._IMPORT.findall(file.read_text("utf-8"))
        assert {(file.parent / name).resolve() for name in names} <= set(order[:place])


def test_every_runtime_file_is_used_by_the_page_or_the_notebook():
    used = {
        file
        for name in ("page.js", "widget.js")
        for file in bundle._order(bundle.RUNTIME / name, {})
    }
    assert set(bundle.RUNTIME.glob("*.js")) == used


def test_a_module_of_another_folder_is_joined_too(tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "a.js").write_text('import { f } from "./far/b.js";\nf();\n')
    (tmp_path / "far" / "b.js").write_text("export function f() {}\n")
    assert bundle.joined(tmp_path / "a.js") == "function f() {}\n\nf();\n"


def test_what_two_entries_import_stands_once(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.js").write_text('import { f } from "./c.js";\nf();\n')
    (tmp_path / "c.js").write_text("export function f() {}\n")
    assert bundle.joined(tmp_path / "a.js", tmp_path / "b.js").count("function f") == 1


def test_one_top_level_name_in_two_modules_is_refused(tmp_path):
    (tmp_path / "a.js").write_text('import { f } from "./b.js";\nconst g = 1;\n')
    (tmp_path / "b.js").write_text("export function f() {}\nconst g = 2;\n")
    with pytest.raises(ValueError, match="two runtime modules declare g"):
        bundle.joined(tmp_path / "a.js")


def test_the_style_sheet_gives_every_colour_to_both_themes():
    sheet = bundle.stylesheet()
    for name, pair in bundle.COLOURS.items():
        for value in pair:
            assert re.search(f"--live-{name}:{value}[;}}]", sheet)
