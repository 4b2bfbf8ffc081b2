import pytest

from mathlib.live import ControlError, Handle, Orbit, Slider
from mathlib.live.recording.figures import Recording


def wave(figure, phase):
    figure.subplots().set_title(f"{phase:.2f}")


def record(function, /, **controls):
    return Recording(function, controls, size=(10, 4))


@pytest.mark.parametrize(
    ("controls", "message"),
    [
        ({"phase": Slider(0.0, 1.0), "speed": Slider(0.0, 1.0)}, "'speed' is no parameter"),
        ({}, "no control for phase"),
        ({"phase": 3}, "phase=3 is no control"),
    ],
)
def test_controls_and_parameters_must_match(controls, message):
    with pytest.raises(ControlError, match=message):
        record(wave, **controls)


@pytest.mark.parametrize("control", [Handle(0, 0, axes=1), Orbit(axes=1), Orbit(axes=-1)])
def test_a_handle_or_a_view_in_axes_that_do_not_exist_is_refused(control):
    def figure_of(figure, at):
        figure.subplots().set_title(f"{at[0]:.1f}")

    with pytest.raises(ControlError, match=f"lives in axes {control.axes}, but the figure has 1"):
        record(figure_of, at=control)


def test_a_handle_must_start_in_sight():
    def figure_of(figure, at):
        axes = figure.subplots()
        axes.set(xlim=(0, 1), ylim=(0, 1), title=f"{at[0]:.1f}")

    with pytest.raises(ControlError, match=r"'at' starts at \(2.0, 0.0\), outside"):
        record(figure_of, at=Handle(2, 0))
