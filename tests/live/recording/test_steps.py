import numpy as np
import pytest

from mathlib.graph import Program, RecordingError, new_input
from mathlib.live import Choice, Slider, State, Toggle
from mathlib.live.controls.steps import take_step
from mathlib.live.recording.figures import Recording
from mathlib.live.recording.steps import record_step


def descend(state, rate, power, nesterov):
    weights, velocity = state
    velocity = 0.9 * velocity - rate * power * weights
    return weights + np.where(nesterov, 0.9 * velocity, velocity), velocity


START = (np.arange(6.0).reshape(2, 3), np.zeros((2, 3)))
CONTROLS = {
    "net": State(START, descend),
    "rate": Slider(0.0, 1.0, start=0.25, step=0.25),
    "power": Choice({"two": 2, "four": 4}),
    "nesterov": Toggle(),
    "unused": Slider(0.0, 1.0),
}


def draw(figure, net, rate, power, nesterov, unused):
    axes = figure.subplots()
    axes.plot(net[0][0], net[0][1] * unused)
    axes.set(xlim=(0, 5), ylim=(0, 5))


def test_the_recorded_step_repeats_the_plain_one_bit_for_bit_for_every_choice():
    recording = Recording(draw, CONTROLS, (10, 4))
    net = CONTROLS["net"]
    for variant in recording.variants:
        power = CONTROLS["power"].options[variant.choices["power"]]
        program = Program(list(variant.inputs.values()), [variant.steps["net"]])
        value = START
        for n in range(10):
            others = {"rate": 0.125, "nesterov": n > 4, "unused": 0.0}
            plain = take_step(net, value, others | {"power": power})
            given = {"net": net.numbers(value)} | others
            (numbers,) = program.run(*(given[name] for name in variant.inputs))
            assert numbers.tobytes() == net.numbers(plain).tobytes()
            value = plain


def test_a_figure_s_state_is_replayed_like_its_other_controls():
    recording = Recording(draw, CONTROLS, (10, 4))
    values = {"net": START, "rate": 0.1, "power": "two", "nesterov": False, "unused": 1.0}
    (line,) = recording.values(values)
    assert line["y"].tolist() == [3.0, 4.0, 5.0]


def record(start, step, **others):
    state = State(start, step)
    given = {"net": state.received(new_input(state.numbers(state.start_value)))}
    return record_step("net", state, given | others)


@pytest.mark.parametrize(
    ("start", "step", "message"),
    [
        (np.zeros(3), lambda s: s[:2], r"given \[\(3,\)\] and returned \[\(2,\)\]"),
        (np.zeros(3), lambda s: (s, s), "given one array and returned a tuple of arrays"),
        ((np.zeros(3),), lambda s: s[0], "given a tuple of arrays and returned one array"),
        ((0.0, 0.0), lambda s: (s[0],), r"returned \[\(\)\]"),
    ],
)
def test_a_step_that_returns_another_kind_of_state_is_refused(start, step, message):
    with pytest.raises(RecordingError, match=f"the step of 'net'.*{message}"):
        record(start, step)


def test_whole_numbers_and_lists_that_a_step_returns_become_floats():
    assert record(np.zeros(2), lambda s: [s[0] + 1, s[1]]).value.dtype == float
    assert record((np.zeros(2), 0.0), lambda s: (s[0] < 1.0, 3)).value.tolist() == [1, 1, 3]
