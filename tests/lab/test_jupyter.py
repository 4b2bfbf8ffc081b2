"""Live figures in JupyterLab and Notebook 7, in a real browser, with a kernel behind them."""

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from support.jupyter import FRONT_ENDS, Opened, serving, write

ROOT = Path(__file__).parents[2]
#: Which chapter each front end runs: the one that takes longest, and a light one.
CHAPTERS = {"lab": "07-gradient-descent", "notebook": "02-dot-product-and-transpose"}

FIGURE = """
import json, math
import ipywidgets
import numpy as np
from mathlib.live import Handle, Orbit, Play, Slider, State, Toggle, live

x = np.linspace(0, 6, 50)
seen = []

@live(
    phase=Slider(0.0, 6.0, start=3, label="phase"),
    step=Play(0, 1000, seconds=20, label="step"),
    at=Handle(1, 0.5, label="point"),
)
def wave(figure, phase, step, at):
    '''A wave that the slider shifts, and a point.'''
    axes = figure.subplots()
    axes.plot(x, np.sin(x - phase) + step / 1000)
    axes.plot(np.stack([at[0]]), np.stack([at[1]]), "o")
    axes.set(xlim=(0, 6), ylim=(-1, 2))

wave.observe(lambda change: seen.append(change.new), "phase")
wave
"""
TRAINED = """
def shrink(weights, rate):
    return weights * (1 - rate)

@live(
    weights=State([1.0, 2.0], shrink, rate=50, label="Training"),
    rate=Slider(0.001, 1, start=0.5, scale="log", label="rate"),
    on=Toggle(label="bias"),
    view=Orbit(-60, 30, label="view"),
)
def trained(figure, weights, rate, on, view):
    '''Weights that shrink.'''
    axes = figure.subplots()
    axes.plot(weights + on, weights * np.cos(view[0] * np.pi / 180), "o")
    axes.set(xlim=(0, 3), ylim=(-2, 2))

trained
"""
TOLD = """
told = trained.settings()
print(json.dumps(told | {"weights": [list(map(float, w)) for w in [told["weights"]]]}))
"""
ASKED = """
from mathlib.questions import ask_choice, ask_number

number = ask_number("What is 2 + 3?", answer=5, wrong={6: "That is the product."})
ways = {"left": "It goes against the slope.", "right": "There the cost rises."}
choice = ask_choice("Which way?", ways, answer="left")
ipywidgets.VBox([number, choice])
"""
ANSWERED = "print(json.dumps([[q.answered, q.correct] for q in (number, choice)]))"
LINKED = """
field = ipywidgets.FloatSlider(min=0, max=6, step=0.06, description="linked")
link = ipywidgets.jslink((wave, "phase"), (field, "value"))
field
"""
READ = """
drawn = wave.value()[0]["y"]
fresh = np.sin(x - wave.phase) + wave.step / 1000
print(json.dumps(wave.settings() | {"seen": seen, "same": bool(np.array_equal(drawn, fresh))}))
"""
CELLS = {
    "figure": FIGURE,
    "second-view": "wave",
    "linked": LINKED,
    "set": "wave.phase = 1.2\nwave.at = (2.5, 1.5)",
    "set-to-nan": "wave.phase = math.nan",
    "read": READ,
    "trained": TRAINED,
    "set-weights": "trained.weights = [3.0, 4.0]\ntrained.on = True",
    "told": TOLD,
    "asked": ASKED,
    "number": "number",
    "answered": ANSWERED,
    "close": "wave.close()",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Return the address of one server for both front ends, and the folder it serves."""
    folder = tmp_path_factory.mktemp("notebooks")
    with serving(folder, tmp_path_factory.mktemp("private")) as address:
        yield address, folder


def open_in(browser, server, front_end, name, cells):
    # A file of its own for each front end, as one file has one kernel.
    address, _folder = server
    return Opened(browser, address + FRONT_ENDS[front_end].format(name), cells)


@pytest.fixture(scope="module")
def small(request, browser, server):
    """Open a notebook of one figure, shown by two cells and linked to a widget in a third.

    The figure is the same module in both front ends. They differ in what is theirs: keys, the
    theme, and how an output leaves the page. Tests of these ask for both, the others for Lab.
    """
    name = f"small-{request.param}.ipynb"
    write(server[1] / name, CELLS)
    notebook = open_in(browser, server, request.param, name, CELLS)
    yield notebook
    notebook.context.close()


asking_both = set()


def in_both_front_ends(test):
    """Mark a test of what the two front ends do each in their own way."""
    asking_both.add(test)
    return test


def pytest_generate_tests(metafunc):
    if "small" in metafunc.fixturenames:
        front_ends = list(FRONT_ENDS if metafunc.function in asking_both else ["lab"])
        metafunc.parametrize("small", front_ends, indirect=True, scope="module")


@pytest.fixture
def opened(small):
    """Begin anew: run the cells that show the figure, and expect no error in the page."""
    for name in ("figure", "second-view", "linked"):
        small.run(name)
    for name in ("figure", "second-view"):
        small.figure(name)
    small.errors.clear()
    yield small
    assert small.errors == []


def curve(figure):
    return figure.locator("svg path").evaluate_all("(all) => all.map((p) => p.getAttribute('d'))")


def phase(figure):
    return float(figure.locator("input[name=phase]").input_value())


def press(figure, key):
    figure.locator("input[name=phase]").press(key)


def test_what_the_reader_moves_the_trait_holds_and_observe_hears(opened):
    figure = opened.figure("figure")
    before = curve(figure)
    press(figure, "ArrowRight")
    assert opened.eventually(lambda: opened.ask("read")["phase"] == phase(figure) > 3)
    assert opened.ask("read")["seen"] == [phase(figure)]
    assert curve(figure) != before


def test_value_gives_what_numpy_computes_afresh_after_a_move(opened):
    press(opened.figure("figure"), "End")
    assert opened.eventually(lambda: opened.ask("read")["phase"] == 6)
    assert opened.ask("read")["same"] is True


def test_a_point_moved_by_keys_moves_its_trait(opened):
    opened.figure("figure").locator("[role=slider][data-name=at]").press("ArrowRight")
    assert opened.eventually(lambda: opened.ask("read")["at"][0] > 1)
    assert opened.ask("read")["at"][1] == 0.5


def test_a_trait_set_in_a_cell_moves_every_picture_of_it(opened):
    one, other = opened.figure("figure"), opened.figure("second-view")
    before = curve(one)
    opened.run("set")
    assert opened.eventually(lambda: phase(one) == phase(other) == 1.2)
    assert opened.eventually(lambda: curve(one) == curve(other) != before)


@pytest.fixture
def training(small):
    """Begin anew with the figure that trains."""
    for name in ("figure", "trained"):
        small.run(name)
    small.errors.clear()
    yield small.figure("trained"), small
    assert small.errors == []


def test_the_steps_of_a_training_arrive_in_its_trait(training):
    trained, notebook = training
    for _ in range(3):
        trained.locator("button[data-do=step]").click()
    assert notebook.eventually(lambda: notebook.ask("told")["weights"] == [[0.125, 0.25]])


def test_a_state_and_a_toggle_set_in_a_cell_are_shown(training):
    trained, notebook = training
    notebook.run("set-weights")
    assert notebook.eventually(lambda: trained.locator("input[name=on]").is_checked())
    trained.locator("button[data-do=step]").click()
    assert notebook.eventually(lambda: notebook.ask("told")["weights"] == [[1.5, 2.0]])
    assert notebook.ask("told")["on"] is True


def test_a_view_turned_by_keys_turns_its_trait(training):
    trained, notebook = training
    trained.locator("[role=slider][data-name=view]").press("ArrowRight")
    assert notebook.eventually(lambda: notebook.ask("told")["view"][0] != -60)
    assert notebook.ask("told")["view"][1] == 30


def test_two_pictures_of_one_figure_stay_in_step_under_the_hand(opened):
    one, other = opened.figure("figure"), opened.figure("second-view")
    for moved, following, key, end in ((one, other, "Home", 0), (other, one, "End", 6)):
        press(moved, key)
        assert opened.eventually(lambda follower=following, end=end: phase(follower) == end)
        assert opened.eventually(lambda: curve(one) == curve(other))


def test_jslink_ties_a_control_to_another_widget_both_ways(opened):
    figure = opened.figure("figure")
    readout = opened.cell("linked").locator(".widget-readout").inner_text
    press(figure, "Home")
    assert opened.eventually(lambda: readout() == "0.00")
    opened.cell("linked").locator(".noUi-target").click()
    assert opened.eventually(lambda: phase(figure) == float(readout()) > 0)
    assert opened.eventually(lambda: opened.ask("read")["phase"] == phase(figure))


def test_a_trait_that_is_not_finite_leaves_a_gap_and_the_figure_goes_on(opened):
    figure = opened.figure("figure")
    before = curve(figure)
    opened.run("set-to-nan")
    assert opened.eventually(lambda: figure.locator("output").first.inner_text() == "NaN")
    assert not any("NaN" in path for path in curve(figure))
    opened.run("set")
    assert opened.eventually(lambda: curve(figure) != before and phase(figure) == 1.2)


@in_both_front_ends
def test_arrow_keys_move_the_control_and_not_the_selected_cell(opened):
    figure = opened.figure("figure")
    figure.locator("input[name=phase]").click()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        opened.page.keyboard.press(key)
    active = opened.page.locator(".jp-Notebook-cell.jp-mod-active")
    assert active.count() == active.locator("input[name=phase]").count() == 1
    assert figure.locator("input[name=phase]").evaluate("(e) => e === document.activeElement")


@in_both_front_ends
def test_a_figure_takes_the_theme_s_colours(opened):
    figure = opened.figure("figure")
    colour = "(figure) => getComputedStyle(figure).getPropertyValue('--live-paper')"
    light = figure.evaluate(colour)
    opened.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    dark = figure.evaluate(colour)
    opened.page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    assert figure.evaluate(colour) == light != dark


def test_a_cell_run_again_shows_a_figure_that_works(opened):
    opened.run("figure")
    press(opened.figure("figure"), "Home")
    assert opened.eventually(lambda: opened.ask("read")["seen"] == [0])


@in_both_front_ends
def test_a_figure_closed_while_it_plays_leaves_and_plays_no_more(opened):
    opened.figure("figure").locator("button[name=step]").click()
    assert opened.eventually(lambda: opened.ask("read")["step"] > 0)
    opened.run("close")
    reached = opened.ask("read")["step"]
    opened.page.wait_for_timeout(200)
    assert opened.ask("read")["step"] == reached


@in_both_front_ends
def test_a_question_is_checked_by_keys_and_its_traits_hold_the_answer(opened):
    opened.run("asked")
    opened.run("number")
    both = opened.cell("asked")
    field = both.get_by_label("What is 2 + 3?")
    field.fill("6")
    field.press("Enter")
    said = both.get_by_role("status")
    assert said.first.inner_text() == "✗ Not yet. That is the product."
    again = opened.cell("number").get_by_role("status")
    assert opened.eventually(lambda: again.inner_text() == said.first.inner_text())
    both.get_by_label("right").press("Space")
    opened.page.keyboard.press("ArrowUp")
    opened.page.keyboard.press("Enter")
    assert said.last.inner_text() == "✓ Right. It goes against the slope."
    wanted = [["6", False], ["left", True]]
    assert opened.eventually(lambda: opened.ask("answered") == wanted)


@pytest.mark.parametrize(("front_end", "chapter"), CHAPTERS.items())
def test_a_chapter_runs_its_slider_moves_the_picture_and_its_trait_reads_the_value(
    browser, server, front_end, chapter
):
    write_with_questions(server[1] / f"{chapter}.ipynb", chapter)
    notebook = open_in(browser, server, front_end, f"{chapter}.ipynb", [])
    page = notebook.page
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    told = ask_last_cell(notebook)
    assert told["value"] == told["high"]

    shown = page.locator(f"figure#{told['figure']}[data-live=ready]")
    scroll_to(page, shown)
    field, picture = shown.locator(f"input[name={told['name']}]"), shown.locator("svg")
    assert float(field.input_value()) == pytest.approx(told["high"])
    before = picture.inner_html()
    field.press("ArrowLeft")
    assert notebook.eventually(lambda: picture.inner_html() != before)
    value = float(field.input_value())
    assert value < told["high"]

    answer = ask_last_cell(notebook, again=True)
    assert answer["value"] == value
    assert answer["shown"] > 0
    assert notebook.errors == []
    notebook.context.close()


#: Finds a chapter's first slider whose field holds its value, and sets its trait.
SET = """
from mathlib.live import LiveFigure, Slider

found, name, slider = next(
    (figure, name, control)
    for figure in list(globals().values()) if isinstance(figure, LiveFigure)
    for name, control in figure.recording.controls.items()
    if isinstance(control, Slider) and not control.is_log
)
setattr(found, name, slider.high)
"""
TELL = """
import json

told = {"figure": found.name, "name": name, "high": slider.high}
print(json.dumps(told | {"value": getattr(found, name), "shown": len(found.value())}))
"""


def write_with_questions(path, chapter):
    """Copy a chapter and append two cells: one sets a trait, one reads what it holds."""
    book = nbformat.read(ROOT / "chapters" / f"{chapter}.ipynb", as_version=4)
    book.cells += [new_code_cell(source) for source in (SET, TELL)]
    nbformat.write(book, path)


def panel(page):
    return page.locator(".jp-WindowedPanel-outer").first


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


def ask_last_cell(notebook, again=False):
    """Return what the last cell prints, once it has run (again)."""
    page = notebook.page
    cell = page.locator(".jp-Notebook .jp-CodeCell", has_text="json.dumps(")
    output = cell.locator(".jp-OutputArea-output pre")

    def has_run():
        panel(page).evaluate("(panel) => { panel.scrollTop = 1e9 }")
        return output.count() > 0

    assert notebook.eventually(has_run, seconds=180), "a cell failed, or took too long"
    return json.loads(notebook.run_cell(cell) if again else notebook.printed(cell))
