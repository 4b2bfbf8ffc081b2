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


def with_probe(notebook, name):
    """Append a cell that reads the figure's trait, and writes it, when it is run."""
    book = nbformat.read(notebook, as_version=4)
    source = f"import json\njson.dumps({name}.settings() | {{'shown': len({name}.value())}})"
    book.cells.append(nbformat.v4.new_code_cell(source, id="probe"))
    book.cells.append(nbformat.v4.new_code_cell(f"{name}.rate = {name}.recording.controls['rate'].high", id="push"))
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
    with_probe(notebook, name)
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}lab/tree/{notebook.name}")
    page.locator(".jp-Notebook").wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    shown = page.locator(f"figure#{name}[data-live=ready]")
    scroll_until(page, shown)
    picture = shown.locator("svg")
    before = picture.inner_html()
    field = shown.locator("input[name=rate]")
    field.focus()
    field.press("ArrowRight")
    page.wait_for_timeout(300)
    assert picture.inner_html() != before
    value = float(field.input_value())
    assert value != figure.recording.controls["rate"].start

    settings = run_cell(page, "probe")
    assert settings["rate"] == value
    assert settings["shown"] > 0

    run_cell(page, "push", reads=False)
    page.wait_for_timeout(500)
    scroll_until(page, shown)
    assert float(shown.locator("input[name=rate]").input_value()) == pytest.approx(
        figure.recording.controls["rate"].high
    )
    assert errors == []
    context.close()


def scroll_until(page, locator, tries=120):
    """Scroll through the notebook, which renders only what is in sight, to an element."""
    for _ in range(tries):
        if locator.count() and locator.first.is_visible():
            locator.first.scroll_into_view_if_needed()
            return
        page.locator(".jp-WindowedPanel-outer").first.evaluate(
            "(panel) => { panel.scrollTop = panel.scrollTop + 500 >= panel.scrollHeight"
            " - panel.clientHeight ? 0 : panel.scrollTop + 500 }"
        )
        page.wait_for_timeout(250)
    raise AssertionError("the figure never came into sight")


def run_cell(page, identifier, reads=True):
    """Run one of the cells at the notebook's end, and return what it shows."""
    cells = {"probe": -2, "push": -1}
    page.locator(".jp-WindowedPanel-outer").first.evaluate("(panel) => { panel.scrollTop = 1e9 }")
    page.wait_for_timeout(500)
    cell = page.locator(".jp-Notebook .jp-CodeCell").nth(cells[identifier])
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    if not reads:
        return None
    page.wait_for_timeout(1500)
    text = cell.locator(".jp-OutputArea-output pre").last.inner_text()
    return json.loads(text.strip("'"))
