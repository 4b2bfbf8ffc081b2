import re
import subprocess
import sys

import pytest

from mathlib.live.drawing.palette import COLOURS
from mathlib.live.homes import scripts
from mathlib.live.page.bundle import widget_module
from mathlib.questions.assets import question_module

ALL = (scripts.page_script, widget_module, question_module)


def test_the_page_s_script_is_whole_no_import_or_relative_path_is_left():
    script = scripts.page_script()
    assert not re.search(r"^\s*import\b", script, re.MULTILINE)
    assert "./" not in re.sub(r'"[^"]*"', "", script)
    assert not re.search(r"\bexport\b", script)


@pytest.mark.parametrize("script", ALL, ids=lambda f: f.__name__)
def test_nothing_in_a_script_can_run_text_as_code(script):
    code = re.sub(r"/\*.*?\*/", "", script(), flags=re.DOTALL)  # comments name types
    assert not re.search(r"\beval\b|new Function|innerHTML\s*\+=|import\(", code)


def test_html_with_a_figure_or_a_question_needs_the_script_and_other_html_does_not():
    assert scripts.is_live('<figure class="live-figure" id="a">')
    assert scripts.is_live('<form class="live-question" id="b">')
    assert not scripts.is_live("<p>a live-question</p><figure><img></figure>")


def test_the_style_sheet_only_uses_variables_that_exist():
    used = set(re.findall(r"var\(--live-(\w+)", scripts.page_style()))
    assert used <= set(COLOURS)


def test_a_figure_needs_nothing_that_shortens_scripts():
    without = "import sys; sys.modules['minify'] = None; import mathlib.live, mathlib.questions"
    subprocess.run([sys.executable, "-c", without], check=True)


def test_where_nothing_shortens_scripts_they_are_longer_and_whole(monkeypatch):
    short = scripts.page_script()
    monkeypatch.setattr(scripts, "find_spec", lambda name: None)
    whole = scripts.page_script.__wrapped__()
    assert len(whole) > len(short) and "wakeFigures();" in whole
