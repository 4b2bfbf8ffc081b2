import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathlib.live.controls import Choice, ControlError, Handle, Play, Slider

finite = st.floats(-1e6, 1e6, allow_nan=False)


@given(finite, st.floats(1e-3, 1e6), st.floats(0, 1))
def test_a_slider_takes_every_value_between_its_ends(low, span, place):
    slider = Slider(low, low + span)
    value = low + place * (slider.high - low)
    assert slider.check(value) == value


@given(finite, st.floats(1e-3, 1e6), st.floats(1e-6, 1e6))
def test_a_slider_refuses_what_lies_beyond_its_ends_and_names_them(low, span, beyond):
    slider = Slider(low, low + span, label="rate")
    outside = slider.high + max(beyond, 1e-9 * abs(slider.high))
    with pytest.raises(ControlError, match="“rate” goes from"):
        slider.check(outside)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_values_that_are_not_finite_pass_because_the_picture_leaves_a_gap(value):
    assert repr(Slider(0, 1).check(value)) == repr(value)
    assert repr(Handle(0, 0, x_range=(0, 1)).check((value, 0.0))[0]) == repr(value)


def test_a_slider_of_whole_numbers_gives_whole_numbers():
    slider = Slider(0, 60, step=1, start=3)
    assert type(slider.check(7.0)) is int
    assert type(slider.start_value) is int
    with pytest.raises(ControlError, match="whole numbers"):
        slider.check(7.5)


def test_a_slider_of_fractions_gives_floats():
    assert type(Slider(0, 1, step=0.1).check(1)) is float


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"low": 1, "high": 0}, "low one first"),
        ({"low": 0, "high": math.inf}, "finite ends"),
        ({"low": math.nan, "high": 1}, "finite ends"),
        ({"low": 0, "high": 1, "start": 2}, "within its range"),
        ({"low": 0, "high": 1, "start": math.nan}, "within its range"),
        ({"low": 0, "high": 1, "step": 0}, "step must be above 0"),
        ({"low": 0, "high": 1, "step": 2}, "no longer than its range"),
        ({"low": 0, "high": 1, "step": 0.25, "start": 0.3}, "nearest are 0.25 and 0.5"),
    ],
)
def test_a_slider_declared_wrongly_is_refused_with_the_way_out(arguments, message):
    with pytest.raises(ControlError, match=message):
        Slider(**arguments)


@given(st.integers(1, 400), st.integers(0, 400), st.sampled_from([1e-3, 0.002, 0.05, 0.1, 0.25, 3]))
def test_every_stop_of_a_slider_is_a_start_it_accepts(count, place, step):
    stop = 0.01 + min(place, count) * step
    assert Slider(0.01, 0.01 + count * step, start=stop, step=step).start == stop


def test_play_needs_a_positive_duration():
    with pytest.raises(ControlError, match="positive number of seconds"):
        Play(0, 10, step=1, seconds=0)


def test_a_choice_takes_its_options_and_nothing_else():
    choice = Choice({"bowl": 1, "ravine": 2}, label="surface")
    assert choice.check("ravine") == "ravine"
    assert choice.start_value == "bowl"
    for wrong in ("saddle", 1, None, ["bowl"]):
        with pytest.raises(ControlError, match="'bowl', 'ravine'"):
            choice.check(wrong)


@pytest.mark.parametrize("options", [[], {}, [1, 2]])
def test_a_choice_needs_options_with_names(options):
    with pytest.raises(ControlError, match="at least one option"):
        Choice(options)


def test_a_choice_that_starts_elsewhere_is_refused():
    with pytest.raises(ControlError, match="'c' is none of them"):
        Choice(["a", "b"], start="c")


@pytest.mark.parametrize("value", [3, (1,), (1, 2, 3), "ab", ("a", "b"), None])
def test_a_handle_takes_two_numbers(value):
    with pytest.raises(ControlError, match=r"two numbers \(x, y\)"):
        Handle(0, 0, label="point").check(value)


def test_a_handle_stays_within_its_ranges():
    handle = Handle(0.5, 0, x_range=(0, 1), y_range=(0, 0))
    assert handle.check((1, 0)) == (1.0, 0.0)
    for wrong in ((1.1, 0), (0.5, 0.1)):
        with pytest.raises(ControlError, match="lies outside"):
            handle.check(wrong)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"x": math.nan, "y": 0}, "cannot start"),
        ({"x": 0, "y": 0, "x_range": (1, 0)}, "low one first"),
        ({"x": 0, "y": 0, "y_range": (0, math.inf)}, "finite ends"),
        ({"x": 2, "y": 0, "x_range": (0, 1)}, "lies outside"),
    ],
)
def test_a_handle_declared_wrongly_is_refused(arguments, message):
    with pytest.raises(ControlError, match=message):
        Handle(**arguments)
