import numpy as np
import pytest
from matplotlib.figure import Figure

from mathlib.graph import RecordingError
from mathlib.live import Choice, Slider
from mathlib.live.recording.figures import Recording


def wave(figure, phase):
    axes = figure.subplots()
    x = np.linspace(0, 6, 50)
    axes.plot(x, np.sin(x - phase))
    axes.set(xlim=(0, 6), ylim=(-1, 1))
    axes.set_title(f"phase {phase:.2f}")


def record(function, /, **controls):
    return Recording(function, controls, size=(10, 4))


def test_the_replayed_numbers_are_those_of_the_plain_function():
    recording = record(wave, phase=Slider(0.0, 6.0))
    for phase in (0.0, 0.9, 6.0):
        line, title = recording.values({"phase": phase})
        plain = Figure()
        wave(plain, phase)
        drawn = plain.axes[0].lines[0]
        np.testing.assert_array_equal(line["y"], drawn.get_ydata())
        np.testing.assert_array_equal(line["x"], drawn.get_xdata())
        assert title["text"] == plain.axes[0].get_title()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_control_that_is_not_finite_leaves_gaps_and_does_not_throw(value):
    line, title = record(wave, phase=Slider(0.0, 6.0)).values({"phase": value})
    assert np.isnan(line["y"]).all()
    assert title["text"] == f"phase {value:.2f}".replace("-", "−")


def test_a_choice_gives_the_function_a_plain_object_and_is_recorded_once_for_each_option():
    seen = []

    def figure_of(figure, function, scale):
        seen.append(function)
        axes = figure.subplots()
        axes.plot([0, 1], function(np.stack([scale, scale])))
        axes.set(xlim=(0, 1), ylim=(0, 1))

    options = {"sin": np.sin, "square": np.square}
    recording = record(figure_of, function=Choice(options), scale=Slider(0.0, 1.0))
    assert set(seen) == {np.sin, np.square}
    assert [v.choices for v in recording.variants] == [{"function": n} for n in options]
    (line,) = recording.values({"function": "square", "scale": 0.5})
    assert line["y"].tolist() == [0.25, 0.25]


def test_limits_left_to_matplotlib_are_refused_because_they_would_fit_the_first_picture_only():
    def figure_of(figure, a):
        axes = figure.subplots()
        axes.plot([0, 1], np.stack([a, a]))
        axes.set_xlim(0, 1)

    with pytest.raises(RecordingError, match=r"axes 0.*axes\.set_ylim\(low, high\)"):
        record(figure_of, a=Slider(0.0, 1.0))


def test_a_scale_that_the_page_cannot_draw_is_refused_by_name():
    def figure_of(figure, a):
        axes = figure.subplots()
        axes.plot([0, 1], np.stack([a, a]))
        axes.set(xlim=(0, 1), ylim=(-1, 1), yscale="symlog")

    with pytest.raises(RecordingError, match="symlog"):
        record(figure_of, a=Slider(0.0, 1.0))


def test_an_if_on_a_recorded_value_is_refused_when_the_figure_is_recorded():
    def figure_of(figure, a):
        figure.subplots().set_title("up" if a > 0 else "down")

    with pytest.raises(RecordingError, match=r"np\.where"):
        record(figure_of, a=Slider(0.0, 1.0))


def test_a_refusal_that_the_function_swallows_is_raised_all_the_same():
    def figure_of(figure, a):
        try:
            higher = bool(a > 0)
        except TypeError:
            higher = False
        figure.subplots().set_title("up" if higher else "down")

    with pytest.raises(RecordingError, match=r"np\.where"):
        record(figure_of, a=Slider(0.0, 1.0))
