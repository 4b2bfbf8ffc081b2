"""A Jupyter server of our own, and a notebook opened in one of its two front ends."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

#: Each front end's address of a notebook. JupyterLab would open those of earlier tests again.
FRONT_ENDS = {"lab": "lab/tree/{}?reset", "notebook": "notebooks/{}"}
IDLE = """() => document.querySelector(".jp-Notebook-ExecutionIndicator")
    ?.dataset.status === "idle" """


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_it_answers(address, server, seconds=90):
    for _ in range(seconds * 4):
        assert server.poll() is None, "the Jupyter server stopped"
        try:
            return urllib.request.urlopen(address, timeout=1).read()
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"the Jupyter server did not answer within {seconds} s")


@contextlib.contextmanager
def serving(folder, private):
    """Serve a folder to JupyterLab and Notebook 7, with nobody's settings; give the address."""
    port = free_port()
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
        f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
        f"--notebook-dir={folder}", "--ServerApp.jpserver_extensions={'notebook': True}",
        "--LabApp.extension_manager=readonly", "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    own = {"JUPYTER_CONFIG_DIR": str(private / "config"), "JUPYTER_NO_CONFIG": "1",
           "JUPYTER_RUNTIME_DIR": str(private / "runtime"), "HOME": str(private)}  # fmt: skip
    with (private / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | own)
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_until_it_answers(address + "api", server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def write(path, cells):
    """Write a notebook of these code cells."""
    cells = [new_code_cell(source, id=name) for name, source in cells.items()]
    # Without a kernel's name the front end would ask for one.
    kernel = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


class Opened:
    """A notebook in the browser: runs its cells, and tells what they show.

    Parameters
    ----------
    browser : Browser
        Playwright's.
    address : str
        The server's address and the front end's of the notebook.
    cells : list of str
        The names of the notebook's code cells, in their order.
    """

    def __init__(self, browser, address, cells):
        self.context = browser.new_context(viewport={"width": 1400, "height": 3000})
        self.page = self.context.new_page()
        self.names = list(cells)
        self.errors = []
        # Before its kernel answers, a notebook calls itself idle, too.
        with self.page.expect_websocket(
            lambda socket: "/api/kernels/" in socket.url, timeout=90_000
        ) as kernel:
            self.page.goto(address)
        kernel.value.wait_for_event("framereceived", timeout=90_000)
        self.page.wait_for_function(IDLE, timeout=90_000)
        # From here on: a front end has troubles of its own while it starts.
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def cell(self, name):
        return self.page.locator(".jp-Notebook .jp-CodeCell").nth(self.names.index(name))

    def run(self, name):
        """Run a cell, and return what it printed."""
        return self.run_cell(self.cell(name))

    def run_cell(self, cell):
        count = cell.locator(".jp-InputArea-prompt")
        before = count.inner_text()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        for _ in range(600):
            if count.inner_text() not in (before, "[*]:"):
                break
            self.page.wait_for_timeout(50)
        self.page.wait_for_function(IDLE, timeout=30_000)
        return self.printed(cell)

    def printed(self, cell):
        assert not cell.locator("[data-mime-type*=error]").count(), cell.inner_text()
        texts = cell.locator(".jp-OutputArea-output pre")
        return texts.last.inner_text() if texts.count() else ""

    def ask(self, name):
        """Run a cell that prints JSON, and return what that says."""
        return json.loads(self.run(name))

    def figure(self, name):
        """Return the live figure that a cell shows, once it is awake and in sight."""
        figure = self.cell(name).locator("figure.live-figure[data-live=ready]")
        figure.wait_for(timeout=30_000)
        return figure

    def eventually(self, holds, seconds=10):
        """Tell whether something comes true, once messages have gone to the kernel and back."""
        for _ in range(seconds * 10):
            if holds():
                return True
            self.page.wait_for_timeout(100)
        return False
