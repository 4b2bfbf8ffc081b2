import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathlib.live.controls.base import ControlError
from mathlib.live.controls.sliders import MOST_STOPS, Play, Slider

finite = st.floats(-1e6, 1e6, allow_nan=False)
positive = st.floats(1e-6, 1e6)


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
    assert repr(Slider(1, 10, step=1).check(value)) == repr(value)


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


@given(positive, st.floats(1.01, 1e6), st.floats(0, 1))
def test_a_log_slider_takes_every_value_between_its_ends(low, ratio, place):
    slider = Slider(low, low * ratio, scale="log")
    value = min(slider.high, low * ratio**place)
    assert slider.check(value) == value


@given(positive, st.floats(1.01, 1e6), st.floats(0, 1))
def test_a_log_slider_stops_at_its_ends_and_its_start_and_is_even_between(low, ratio, place):
    start = min(low * ratio, low * ratio**place)
    slider = Slider(low, low * ratio, start=start, scale="log")
    stops = slider.stops
    assert {slider.low, slider.high, start} <= set(stops)
    assert stops == sorted(set(stops)) and len(stops) <= 103
    factors = [b / a for a, b in zip(stops, stops[1:], strict=False)]
    # Rounding moves a stop by half a step at most.
    assert max(factors) <= 1 + 2.1 * (slider.step - 1)


def test_the_stops_of_a_log_slider_have_three_digits_or_as_many_as_tell_them_apart():
    assert Slider(1e-3, 1.0, scale="log").stops[1:4] == [0.00107, 0.00115, 0.00123]
    assert Slider(1.0, 1.5, scale="log").stops[1:4] == [1.004, 1.008, 1.012]


def test_the_step_of_a_log_slider_is_the_factor_between_its_stops():
    assert Slider(1e-4, 10.0, step=10, scale="log").stops == [1e-4, 1e-3, 1e-2, 0.1, 1.0, 10.0]
    assert Slider(1, 100, step=3, scale="log").stops == [1, 3, 9, 27, 81, 100]


def test_a_log_slider_of_whole_numbers_gives_whole_numbers_with_all_their_digits():
    slider = Slider(1, 4096, step=2, start=64, scale="log")
    assert slider.whole and type(slider.start_value) is int
    assert slider.stops == [2**n for n in range(13)]
    assert slider.text(4096) == "4096"
    with pytest.raises(ControlError, match="whole numbers"):
        slider.check(2.5)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1000.0, "1000"), (0.00001, "0.00001"), (2e-7, "2e−7"), (0.05, "0.05"), (1.0, "1")],
)
def test_a_log_slider_reads_out_short_numbers(value, text):
    assert Slider(1e-8, 1e4, scale="log").text(value) == text


def test_a_slider_reads_out_as_many_digits_as_tell_its_stops_apart_and_a_true_minus():
    assert Slider(-1.0, 1.0, step=0.25).text(-0.5) == "−0.50"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"low": 0, "high": 1}, "low end above 0"),
        ({"low": -1, "high": 1}, "low end above 0"),
        ({"low": 1, "high": 100, "step": 1}, "factor between two stops"),
        ({"low": 1, "high": 100, "step": 0.5}, "factor between two stops"),
        ({"low": 1, "high": 100, "step": math.nan}, "factor between two stops"),
        ({"low": 1, "high": 100, "step": 101}, "to 100; but it is 101"),
        ({"low": 1, "high": 100, "step": 1.0001}, f"makes {MOST_STOPS} stops"),
        ({"low": 1, "high": 100, "start": 0.5}, "within its range"),
    ],
)
def test_a_log_slider_declared_wrongly_is_refused_with_the_way_out(arguments, message):
    with pytest.raises(ControlError, match=message):
        Slider(**arguments, scale="log")


def test_a_scale_is_linear_or_log():
    with pytest.raises(ControlError, match="'linear' or 'log', not 'sqrt'"):
        Slider(1, 2, scale="sqrt")
