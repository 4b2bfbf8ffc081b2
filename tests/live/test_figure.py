import json
import math

import numpy as np
import pytest
import traitlets
from matplotlib.figure import Figure

from mathlib.live import (
    Choice,
    ControlError,
    Handle,
    LiveFigure,
    Orbit,
    Slider,
    State,
    Toggle,
    live,
    words,
)


def waves(**controls):
    @live(**({"phase": Slider(0.0, 6.0), "at": Handle(1, 0)} | controls))
    def wave(figure, phase, at):
        """A wave, and a point.

        The wave runs from left to right.
        The point stands on it.
        """
        axes = figure.subplots()
        x = np.linspace(0, 6, 50)
        axes.plot(x, np.sin(x - phase))
        axes.plot(at[0], at[1], "o")
        axes.set(xlim=(0, 6), ylim=(-1, 1))

    return wave


def test_a_control_is_a_trait_that_reads_sets_and_can_be_observed():
    wave = waves()
    seen = []
    wave.observe(lambda change: seen.append((change.name, change.new)), "phase")
    wave.phase = 2
    assert wave.phase == 2.0 and isinstance(wave, LiveFigure)
    assert seen == [("phase", 2.0)]


def test_two_figures_do_not_share_their_controls():
    one, other = waves(), waves(phase=Slider(0.0, 1.0, start=0.5))
    one.phase = 3
    assert other.phase == 0.5
    with pytest.raises(traitlets.TraitError):
        other.phase = 3


@pytest.mark.parametrize(("name", "value"), [("phase", 7), ("phase", "x"), ("at", 3)])
def test_a_value_that_a_control_cannot_have_is_refused_and_the_old_one_stays(name, value):
    wave = waves()
    before = wave.settings()
    with pytest.raises(traitlets.TraitError, match=name):
        setattr(wave, name, value)
    assert wave.settings() == before


def test_value_gives_the_arrays_that_are_now_drawn():
    wave = waves()
    wave.phase = 1.5
    wave.at = (2, -0.5)
    line, point = wave.value()
    np.testing.assert_array_equal(line["y"], np.sin(np.linspace(0, 6, 50) - 1.5))
    assert (point["x"].tolist(), point["y"].tolist()) == ([2.0], [-0.5])


def test_a_value_that_is_not_finite_reaches_the_page_as_text():
    wave = waves()
    wave.phase = math.nan
    assert wave.get_state("phase")["phase"] == "nan"
    wave.at = (math.inf, 0)
    assert wave.get_state("at")["at"] == ["inf", 0.0]


def test_values_come_back_from_the_page():
    wave = waves()
    wave.set_state({"phase": 0.25, "at": [3, 0.5]})
    assert wave.settings() == {"phase": 0.25, "at": (3.0, 0.5)}


def test_the_caption_is_the_docstring_s_first_paragraph_and_the_rest_its_description():
    html = waves()._html
    assert "A wave, and a point.</figcaption>" in html
    assert ">The wave runs from left to right. The point stands on it.</p>" in html
    assert 'aria-label="A wave, and a point."' in html


def test_a_figure_without_a_docstring_is_refused():
    with pytest.raises(ControlError, match="needs a docstring"):

        @live(a=Slider(0.0, 1.0))
        def bare(figure, a):
            figure.subplots()


@pytest.mark.parametrize("name", ["layout", "observe", "comm", "value", "recording", "name"])
def test_a_control_cannot_take_a_name_that_widgets_use(name):
    with pytest.raises(ControlError, match=name):
        live(**{name: Slider(0.0, 1.0)})(lambda figure: None)


@pytest.mark.parametrize(
    ("size", "message"),
    [
        (Slider(0.0, 1.0), "a control cannot be called 'size'.*another name"),
        (7, "width and height in inches"),
        ((10, 0), "width and height in inches"),
        ((10, 4, 2), "width and height in inches"),
        (("a", "b"), "width and height in inches"),
    ],
)
def test_a_size_is_two_lengths_and_no_control(size, message):
    with pytest.raises(ControlError, match=message):
        live(size=size, a=Slider(0.0, 1.0))


def test_a_notebook_is_offered_a_widget_and_everything_else_html():
    data, _metadata = waves()._repr_mimebundle_()
    assert data["text/plain"] == "<live figure wave(phase, at)>"
    assert data["text/html"].startswith('<figure class="live-figure"')


def test_figures_of_one_name_get_identifiers_of_their_own():
    assert waves().name != waves().name


def test_the_decorated_function_still_draws_a_plain_picture():
    figure = Figure()
    waves()(figure, phase=0.5, at=np.array([1.0, 0.0]))
    assert len(figure.axes[0].lines) == 2


def test_a_choice_holds_the_option_s_name():
    @live(kind=Choice({"one": 1, "two": 2}), a=Slider(0.0, 1.0))
    def kinds(figure, kind, a):
        """Two kinds."""
        figure.subplots().set_title(f"{a * kind:.2f}")

    assert kinds.kind == "one"
    kinds.kind = "two"
    kinds.a = 0.5
    assert kinds.value() == [{"kind": "text", "text": "1.00"}]
    with pytest.raises(traitlets.TraitError, match="'one', 'two'"):
        kinds.kind = "three"


def forget(state, keep):
    weights, count = state
    return weights * keep, count + 1


@pytest.fixture
def scene():
    @live(
        net=State(([8.0, 4.0], 0.0), forget, label="Training"),
        keep=Slider(0.01, 1.0, start=0.5, scale="log"),
        batch=Slider(1, 64, step=2, scale="log"),
        on=Toggle(label="on"),
        view=Orbit(),
    )
    def scene(figure, net, keep, batch, on, view):
        """One control of each kind."""
        axes = figure.subplots()
        axes.plot(net[0], net[0] * keep * batch * on)
        axes.set(xlim=(0, 8), ylim=(0, 8))
        axes.set_title(f"{words(on, ('off', 'on'))} {view[0]:.0f} {net[1]:.0f}")

    return scene


def test_every_kind_of_control_is_a_trait_that_reads_sets_and_is_observed(scene):
    seen = []
    scene.observe(lambda change: seen.append(change.name))
    scene.net = ([2.0, 1.0], 3)
    scene.keep, scene.batch, scene.on, scene.view = 0.25, 4, True, (200, 45)
    assert seen == ["net", "keep", "batch", "on", "view"]
    assert (scene.keep, scene.batch, scene.on, scene.view) == (0.25, 4, True, (-160.0, 45.0))
    line, title = scene.value()
    np.testing.assert_array_equal(line["x"], [2.0, 1.0])
    np.testing.assert_array_equal(line["y"], [2.0, 1.0])
    assert title["text"] == "on −160 3"


def test_every_kind_of_control_is_said_to_the_page_in_json_and_read_back(scene):
    # What jslink ties together are these values.
    scene.set_state({"net": [2.0, 1.0, 5.0], "on": True, "view": [10, 20], "keep": 0.125})
    weights, count = scene.net
    assert (weights.tolist(), count) == ([2.0, 1.0], 5.0)
    sent = json.loads(json.dumps(scene.get_state(["net", "on", "view", "keep", "batch"])))
    assert sent == {
        "net": [2.0, 1.0, 5.0], "on": True, "view": [10.0, 20.0], "keep": 0.125, "batch": 1
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [("net", [1.0, 2.0]), ("keep", 0), ("batch", 2.5), ("on", 3), ("view", (0, 91))],
)
def test_every_kind_of_control_refuses_what_it_cannot_have_and_stays(scene, name, value):
    before = scene.value()
    with pytest.raises(traitlets.TraitError, match=f"^{name}: "):
        setattr(scene, name, value)
    np.testing.assert_equal(scene.value(), before)


def test_settings_feed_the_plain_function_and_a_plain_step(scene):
    scene.net = forget(scene.net, keep=0.5)
    figure = Figure()
    scene(figure, **scene.settings() | {"view": np.array(scene.view)})
    assert figure.axes[0].lines[0].get_xdata().tolist() == [4.0, 2.0]
