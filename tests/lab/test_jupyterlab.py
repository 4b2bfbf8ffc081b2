"""A chapter in JupyterLab, in a real browser: the slider moves, the trait reads it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
CHAPTER = "07-gradient-descent.ipynb"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_it_answers(address, server, seconds=90):
    for _ in range(seconds * 4):
        assert server.poll() is None, "JupyterLab stopped"
        try:
            return urllib.request.urlopen(address, timeout=1).read()
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"JupyterLab did not answer within {seconds} s")


@pytest.fixture
def lab(tmp_path):
    """Return the address of a JupyterLab on a copy of the chapters."""
    shutil.copytree(ROOT / "chapters", tmp_path / "chapters")
    port = free_port()
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
        f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
        f"--notebook-dir={tmp_path / 'chapters'}", "--LabApp.extension_manager=readonly",
        "--LabApp.news_url=None", "--LabApp.check_for_updates_class="
        "jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    private = {"JUPYTER_CONFIG_DIR": str(tmp_path / "config"), "JUPYTER_NO_CONFIG": "1",
               "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"), "HOME": str(tmp_path)}  # fmt: skip
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | private)
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_until_it_answers(address + "api", server)
            yield address, tmp_path / "chapters" / CHAPTER
        finally:
            server.terminate()
            server.wait(timeout=30)


def with_questions(notebook, name):
    """Append two cells: one sets the figure's trait, one reads what it then holds."""
    book = nbformat.read(notebook, as_version=4)
    book.cells += [
        nbformat.v4.new_code_cell(
            f"{name}.rate = {name}.recording.controls['rate'].high", id="set"
        ),
        nbformat.v4.new_code_cell(
            f"import json\njson.dumps({name}.settings() | {{'shown': len({name}.value())}})",
            id="read",
        ),
    ]
    nbformat.write(book, notebook)


def first_figure_with_a_rate(notebook):
    from book.chapters import figures_of

    for name, figure in figures_of(notebook).items():
        if "rate" in figure.recording.controls:
            return name, figure
    raise AssertionError("the chapter has no figure with a learning rate")


def test_a_chapter_runs_its_slider_moves_the_picture_and_its_trait_reads_the_value(browser, lab):
    address, notebook = lab
    name, figure = first_figure_with_a_rate(notebook)
    with_questions(notebook, name)
    control = figure.recording.controls["rate"]
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}lab/tree/{notebook.name}")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    assert ask_last_cell(page)["rate"] == control.high

    shown = page.locator(f"figure#{name}[data-live=ready]")
    scroll_to(page, shown)
    field, picture = shown.locator("input[name=rate]"), shown.locator("svg")
    assert float(field.input_value()) == pytest.approx(control.high)
    before = picture.inner_html()
    field.press("ArrowLeft")
    page.wait_for_timeout(300)
    assert picture.inner_html() != before
    value = float(field.input_value())
    assert value < control.high

    answer = ask_last_cell(page, again=True)
    assert answer["rate"] == value
    assert answer["shown"] > 0
    assert errors == []
    context.close()


def panel(page):
    return page.locator(".jp-Notebook .jp-WindowedPanel-outer, .jp-WindowedPanel-outer").first


def scroll_to(page, locator, tries=120):
    """Scroll through the notebook, which renders only what is in sight, to an element."""
    panel(page).evaluate("(panel) => { panel.scrollTop = 0 }")
    for _ in range(tries):
        if locator.count() and locator.first.is_visible():
            locator.first.scroll_into_view_if_needed()
            return
        panel(page).evaluate("(panel) => { panel.scrollTop += 500 }")
        page.wait_for_timeout(250)
    raise AssertionError("the figure never came into sight")


def ask_last_cell(page, again=False):
    """Return what the notebook's last cell shows, once it has run (again)."""
    cell = page.locator(".jp-Notebook .jp-CodeCell").last
    count = cell.locator(".jp-InputArea-prompt")
    for _ in range(240):
        panel(page).evaluate("(panel) => { panel.scrollTop = 1e9 }")
        page.wait_for_timeout(250)
        if cell.locator(".jp-OutputArea-output").count():
            break
    if again:
        ran = count.inner_text()
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        for _ in range(300):
            if count.inner_text() not in (ran, "[*]:"):
                break
            page.wait_for_timeout(100)
    text = cell.locator(".jp-OutputArea-output pre").last.inner_text()
    return json.loads(text.strip("'"))
