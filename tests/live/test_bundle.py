import re

import pytest

from mathlib.live import bundle


def test_the_scripts_are_whole_no_import_or_relative_path_is_left():
    for script in (bundle.page_script(), bundle.widget_module(), bundle.question_module()):
        assert not re.search(r"^\s*import\b", script, re.MULTILINE)
        assert "./" not in re.sub(r'"[^"]*"', "", script)


def test_only_the_notebook_s_modules_export():
    assert not re.search(r"\bexport\b", bundle.page_script())
    assert bundle.widget_module().count("export ") == 1
    assert bundle.question_module().count("export ") == 1


def test_a_question_in_a_notebook_does_not_carry_a_figure_s_runtime():
    assert len(bundle.question_module()) < len(bundle.widget_module()) / 10


def test_html_with_a_figure_or_a_question_needs_the_runtime_and_other_html_does_not():
    assert bundle.is_live('<figure class="live-figure" id="a">')
    assert bundle.is_live('<form class="live-question" id="b">')
    assert not bundle.is_live("<p>a live-question</p><figure><img></figure>")


def test_nothing_in_the_runtime_can_run_text_as_code():
    for script in (bundle.page_script(), bundle.widget_module(), bundle.question_module()):
        assert not re.search(r"\beval\b|new Function|innerHTML\s*\+=|import\(", script)


def test_a_module_stands_after_all_it_imports():
    order = list(bundle._order("page.js", {}))
    for place, name in enumerate(order):
        text = (bundle.RUNTIME / name).read_text("utf-8")
        assert set(bundle._IMPORT.findall(text)) <= set(order[:place])


def test_every_runtime_file_is_used_by_the_page_or_the_notebook():
    entries = ("page.js", "widget.js", "ask.js")
    used = {name for entry in entries for name in bundle._order(entry, {})}
    assert {path.name for path in bundle.RUNTIME.glob("*.js")} == used


def test_one_top_level_name_in_two_modules_is_refused(tmp_path, monkeypatch):
    (tmp_path / "a.js").write_text('import { f } from "./b.js";\nconst g = 1;\n')
    (tmp_path / "b.js").write_text("export function f() {}\nconst g = 2;\n")
    monkeypatch.setattr(bundle, "RUNTIME", tmp_path)
    with pytest.raises(ValueError, match="two runtime modules declare g"):
        bundle.joined("a.js")


def test_the_style_sheet_gives_every_colour_to_both_themes():
    sheet = bundle.stylesheet()
    for name, pair in bundle.COLOURS.items():
        for value in pair:
            assert re.search(f"--live-{name}:{value}[;}}]", sheet)


def test_the_style_sheet_only_uses_variables_that_exist():
    sheet = bundle.stylesheet()
    used = set(re.findall(r"var\(--live-(\w+)", sheet))
    assert used <= set(bundle.COLOURS)
