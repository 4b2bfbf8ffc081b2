import os
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from mathlib.live.homes.nbconvert import WIDGET, LiveFigures

FIGURES = """
import ipywidgets
import numpy as np
from mathlib.live import Handle, Slider, live
from mathlib.questions import ask_number

@live(phase=Slider(0.0, 6.0, label="phase"))
def wave(figure, phase):
    '''A wave that the slider shifts.'''
    axes = figure.subplots()
    axes.plot(np.linspace(0, 6, 50), np.sin(np.linspace(0, 6, 50) - phase))
    axes.set(xlim=(0, 6), ylim=(-1, 1))

@live(height=Slider(0.0, 1.0, label="height"), at=Handle(1, 0.5, label="point"))
def level(figure, height, at):
    '''A line that costs $5 or $6, and the slider lifts.'''
    axes = figure.subplots()
    axes.plot([0, 1, 2], [height, height, at[1]])
    axes.set(xlim=(0, 2), ylim=(0, 1))
"""
QUESTION = 'ask_number("What is 2 + 3?", answer=5, wrong={6: "That is the product."})'
WORDS = r"""
The cost is $C(w) = w^2$, on paper `$w`, and

$$\boldsymbol{w} \gets \cancel{w} - \alpha\,\frac{dC}{dw}.$$
"""


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """Return the HTML that the plain command makes of a notebook, far from the project."""
    folder = tmp_path_factory.mktemp("elsewhere")
    cells = [
        new_code_cell(FIGURES),
        new_markdown_cell(WORDS),
        *(new_code_cell(name) for name in ("wave", "level", "ipywidgets.IntSlider()", QUESTION)),
    ]
    nbformat.write(new_notebook(cells=cells), folder / "two.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", "two.ipynb"]
    private = {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    done = subprocess.run(
        command, cwd=folder, env=os.environ | private, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return folder / "two.html"


@pytest.fixture
def opened(browser, converted):
    """Open the file from its folder, and remember what it asked for and said."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url.split(":")[0]))
    page.goto(converted.as_uri())
    page.evaluate("MathJax.startup.promise")
    yield page
    context.close()


def test_the_file_asks_for_nothing_but_itself_and_says_nothing(opened):
    assert opened.asked.count("file") == 1
    assert set(opened.asked) <= {"file", "data"}
    assert opened.said == []


@pytest.mark.parametrize(("name", "control"), [("wave", "phase"), ("level", "height")])
def test_a_figure_answers_the_hand_without_kernel_or_network(opened, name, control):
    figure = opened.locator(f"figure#{name}[data-live=ready]")
    before = figure.locator("svg").inner_html()
    figure.locator(f"input[name={control}]").press("End")
    opened.wait_for_timeout(100)
    assert figure.locator("svg").inner_html() != before
    assert opened.said == []


@pytest.mark.parametrize(
    ("entry", "said"), [("5", "✓ Right."), ("6", "✗ Not yet. That is the product.")]
)
def test_a_question_is_checked_without_kernel_or_network(opened, entry, said):
    question = opened.locator("form.live-question[data-live=ready]")
    question.get_by_label("What is 2 + 3?").fill(entry)
    question.get_by_label("What is 2 + 3?").press("Enter")
    assert question.get_by_role("status").inner_text() == said
    assert opened.said == []


def test_formulas_are_typeset_whole_and_only_in_the_text(opened):
    formulas = opened.locator("mjx-container")
    assert formulas.count() == 2
    assert all(formula.locator("svg path").count() > 3 for formula in formulas.all())
    assert opened.locator("mjx-container [data-mml-node=merror]").count() == 0
    assert "costs $5 or $6" in opened.locator("figure#level figcaption").inner_text()
    assert opened.locator("code", has_text="$w").count() == 1


def test_another_widget_is_left_as_its_words(opened):
    assert opened.get_by_text("IntSlider(value=0)").count() == 1


def shown(*outputs):
    """Return a notebook whose cells show these, after our part has seen it."""
    cells = [
        new_code_cell(outputs=[new_output("display_data", data=dict(data))]) for data in outputs
    ]
    notebook = new_notebook(cells=cells, metadata={"widgets": {"state": {}}})
    notebook, resources = LiveFigures().preprocess(notebook, {"theme": "light"})
    return notebook, [cell.outputs[0].data for cell in notebook.cells], resources


def test_the_runtime_stands_in_a_file_once_however_many_figures_it_has():
    figure = {"text/html": '<figure class="live-figure"></figure>', WIDGET: {}}
    _notebook, outputs, _resources = shown(figure, figure, figure)
    texts = [data["text/html"] for data in outputs]
    assert [text.count("<style>") for text in texts] == [1, 0, 0]
    assert [text.count("<script>") for text in texts] == [0, 0, 1]
    assert texts[2].count("</script>") == 1


def test_a_notebook_of_questions_alone_carries_the_runtime_too():
    question = {"text/html": '<form class="live-question"></form>', WIDGET: {}}
    _notebook, (data,), _resources = shown(question)
    assert data["text/html"].startswith("<style>")
    assert data["text/html"].endswith("</script>")


def test_a_notebook_without_figures_carries_no_runtime_and_no_widget():
    notebook, outputs, _resources = shown({"text/html": "<b>bold</b>", WIDGET: {}})
    assert outputs == [{"text/html": "<b>bold</b>"}]
    assert "widgets" not in notebook.metadata


def test_every_script_that_a_template_links_to_comes_inside_the_file():
    _notebook, _outputs, resources = shown()
    addresses = {name: value for name, value in resources.items() if name.endswith("_url")}
    assert {"mathjax_url", "require_js_url", "jquery_url"} <= set(addresses)
    assert all(value.startswith("data:text/javascript;base64,") for value in addresses.values())
    assert resources["theme"] == "light"
