import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathlib.live.controls.base import ControlError
from mathlib.live.controls.points import Handle, Orbit


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
        ({"x": 2, "y": 0, "step": 0}, "above 0, not 0"),
        ({"x": 2, "y": 0, "step": math.nan}, "above 0, not nan"),
        ({"x": 2, "y": 0.3, "step": 0.5}, r"multiples of 0.5, so it cannot start at \(2, 0.3\)"),
    ],
)
def test_a_handle_declared_wrongly_is_refused(arguments, message):
    with pytest.raises(ControlError, match=message):
        Handle(**arguments)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("control", [Handle(0, 0, x_range=(0, 1)), Orbit()])
def test_numbers_that_are_not_finite_pass_because_the_picture_leaves_a_gap(control, value):
    assert repr(control.check((value, value))) == repr((value, value))


@pytest.mark.parametrize("control", [Handle(1, 2), Orbit(1, 2)])
def test_the_function_receives_an_array_of_two(control):
    given_ = control.argument_for((1, 2))
    assert isinstance(given_, np.ndarray) and given_.tolist() == [1.0, 2.0]


@given(st.floats(-1e4, 1e4))
def test_an_azimuth_is_brought_around_to_the_same_direction(azimuth):
    turned, _ = Orbit().check((azimuth, 0))
    assert -180 < turned <= 180
    wanted, found = np.deg2rad([azimuth, turned])
    np.testing.assert_allclose(
        [np.cos(found), np.sin(found)], [np.cos(wanted), np.sin(wanted)], atol=1e-10
    )


def test_a_view_starts_where_it_is_told():
    assert Orbit(azimuth=270, elevation=20).start_value == (-90.0, 20.0)


def test_a_view_tilts_as_far_as_its_range():
    assert Orbit().check((0, 90)) == (0.0, 90.0)
    with pytest.raises(ControlError, match="“globe” tilts from 0° to 90°; -1° lies outside"):
        Orbit(label="globe").check((0, -1))
    assert Orbit(elevation_range=(-90, 90)).check((0, -90)) == (0.0, -90.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"azimuth": math.inf}, "cannot start at azimuth inf"),
        ({"elevation": math.nan}, "elevation nan"),
        ({"elevation": -10}, "-10° lies outside"),
        ({"elevation_range": (0, 91)}, "between the poles"),
        ({"elevation_range": (60, 0)}, "low one first"),
        ({"elevation_range": 3}, "two finite ends"),
    ],
)
def test_a_view_declared_wrongly_is_refused(arguments, message):
    with pytest.raises(ControlError, match=message):
        Orbit(**arguments)


@pytest.mark.parametrize("value", [3, (1,), (1, 2, 3), "ab", None])
def test_a_view_takes_two_numbers(value):
    with pytest.raises(ControlError, match=r"two numbers \(azimuth, elevation\)"):
        Orbit().check(value)
