"""A throw-away book, built once with the extension, for the tests beside this file."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

CONFIG = """
bibtex_bibfiles: [references.bib]
title: A throw-away book
author: Nobody
execute:
  execute_notebooks: "off"
sphinx:
  extra_extensions: [sphinx_exercise, mathlib.live.homes.sphinx]
"""
TOC = """
format: jb-book
root: index
chapters:
  - file: formulas
  - file: figure
  - file: question
  - file: widget
  - file: exercises
"""
INDEX = """
# A plain page

Nothing here but words, a {doc}`link <formulas>` and a source {cite}`someone2020`.

:::{warning}
A warning has an icon.
:::
"""
FORMULAS = r"""
# Formulas

A line holds $\nabla f(\mathbf{w}) = 0$, $w_{k+1} = w_k - \alpha \nabla f(w_k)$,
$\frac{1}{n} \sum_i x_i$ and $\alpha < 2 / \lambda_{\max}$.

$$
\frac{\partial f}{\partial x} = 2x
$$ (one)

$$
H = \begin{pmatrix} 1 & 0 \\ 0 & 10 \end{pmatrix}
$$

$$
a &= b + c \\
  &= \cancel{d}
$$

$$
\text{a formula that is much wider than a phone} = \text{and so it can be scrolled there}
$$

Equation {eq}`one` has a number.
"""
FIGURE = """
# A figure

```{raw} html
<figure class="live-figure" id="still"><svg></svg><figcaption>Still.</figcaption></figure>
```
"""
QUESTION = """
# A question

```{raw} html
<form class="live-question" id="asked"></form>
```
"""
EXERCISES = """
# Exercises

```{exercise}
:label: first
Do one thing.
```

```{exercise}
:label: second
Do another.
```

```{solution} first
:class: dropdown
It is done.
```

```{bibliography}
```
"""
SOURCES = """
@book{someone2020, author = {Some One}, title = {A Book}, publisher = {A Press}, year = {2020}}
"""
STATE = "application/vnd.jupyter.widget-state+json"
WIDGET = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python", "pygments_lexer": "ipython3"},
        "widgets": {STATE: {"state": {"abc": {"model_name": "M"}}, "version_major": 2}},
    },
    "cells": [
        {"id": "a", "cell_type": "markdown", "metadata": {}, "source": "# A widget"},
        {
            "id": "b",
            "cell_type": "code",
            "metadata": {},
            "execution_count": 1,
            "source": "slider",
            "outputs": [],
        },
        {
            "id": "c",
            "cell_type": "code",
            "metadata": {},
            "execution_count": 2,
            "source": "wide = 'a line that is too long for a phone, and short enough for a desk'",
            "outputs": [],
        },
        {
            "id": "d",
            "cell_type": "markdown",
            "metadata": {},
            "source": f"<details><summary>More</summary><pre>{'folded ' * 40}</pre></details>",
        },
    ],
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the book, warnings being errors, and return the folder of its pages."""
    book = tmp_path_factory.mktemp("book")
    pages = {"_config.yml": CONFIG, "_toc.yml": TOC, "index.md": INDEX}
    pages |= {"exercises.md": EXERCISES, "question.md": QUESTION, "references.bib": SOURCES}
    pages |= {"formulas.md": FORMULAS, "figure.md": FIGURE, "widget.ipynb": json.dumps(WIDGET)}
    for name, text in pages.items():
        (book / name).write_text(text, "utf-8")
    build(book)
    pages = book / "_build" / "html"
    assert {page.stem for page in pages.glob("*.html")} >= {"index", "formulas", "figure", "widget"}
    return pages


def build(book: Path) -> None:
    """Run Jupyter Book as `make book` does."""
    program = Path(sys.executable).with_name("jupyter-book")
    command = [program, "build", "-W", "-n", "--keep-going", book]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without telling the terminal."""

    def log_message(self, *message: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Return a function that serves a folder and returns its address."""
    servers = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
