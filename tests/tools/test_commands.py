"""The commands of the Makefile: what they would run."""

import subprocess
import sys

import pytest
from support.chapters import ROOT

SAYS = ["ruff check", "ruff format --check", "python tools/notebooks.py check", "deno check"]
SAYS += ["deno lint"]


def runs(target):
    """Return the programs that a target of the Makefile would run, without running one."""
    told = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    return [line.removeprefix(".venv/bin/") for line in told.stdout.splitlines()]


@pytest.mark.parametrize("target", ["check", "test"])
def test_check_and_test_look_at_style_types_and_notebooks_once(target):
    lines = runs(target)
    for says in SAYS:
        assert sum(line.startswith(says) for line in lines) == 1, says
    assert sum("pytest" in line for line in lines) == 1


def test_check_runs_the_quick_tests_and_test_runs_all_and_the_notebooks():
    quick, whole = (next(r for r in runs(t) if "pytest" in r) for t in ("check", "test"))
    assert quick.endswith(" --quick tests")
    assert whole.endswith(" --nbval tests chapters")


def test_quick_tests_need_neither_book_nor_browser():
    folders = ["tests/book/test_index.py", "tests/questions"]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    run = subprocess.run([*command, "--quick", *folders], cwd=ROOT, capture_output=True, text=True)
    assert "tests/questions/test_questions.py::" in run.stdout, run.stderr
    assert "tests/book/" not in run.stdout
    assert "test_a_question_fits_a_phone" not in run.stdout  # it opens a page
