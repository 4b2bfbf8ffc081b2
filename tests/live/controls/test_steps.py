import numpy as np
import pytest

from mathlib.live import ControlError, Slider, State
from mathlib.live.controls.steps import check_steps, take_step


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (lambda: 0, "needs a parameter for the state"),
        (lambda s, speed: s, r"asks for 'speed', which is none of .* \(rate\)"),
        (lambda s, net: s, "asks for 'net'"),
    ],
)
def test_a_step_must_ask_for_controls_that_there_are(step, message):
    controls = {"net": State(np.zeros(2), step), "rate": Slider(0.0, 1.0)}
    with pytest.raises(ControlError, match=message):
        check_steps(controls)


def test_a_parameter_with_a_default_need_not_be_a_control():
    state = State(np.ones(1), lambda s, rate=0.5, *more, decay=1.0: s * rate * decay)
    assert take_step(state, state.start, {"rate": 3.0}).tolist() == [3.0]
    assert take_step(state, state.start, {}).tolist() == [0.5]
