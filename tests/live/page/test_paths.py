import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mathlib.live.page.paths import shortened


def written(points):
    return "M " + "\nL ".join(f"{x:.6f} {y:.6f}" for x, y in points)


def read(d):
    """Return the points of a path of straight lines, as a browser would read it."""
    points, here = [], np.zeros(2)
    for command, rest in re.findall(r"([MLl])([^MLlz]*)", d):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", rest)]
        for pair in np.reshape(numbers, (-1, 2)):
            here = here + pair if command == "l" else pair
            points.append(here)
    return np.array(points)


def distance(point, line):
    """Return how far a point lies from a broken line."""
    a, b = line[:-1], line[1:]
    along = b - a
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    place = np.clip(((point - a) * along).sum(axis=1) / length, 0, 1)
    return np.sqrt((((a + place[:, None] * along) - point) ** 2).sum(axis=1)).min()


@given(st.integers(9, 300), st.floats(0.1, 8), st.floats(5, 150))
def test_no_point_of_a_curve_moves_by_a_fifth_of_a_unit(count, waves, height):
    x = np.linspace(40, 330, count)
    full = np.stack([x, 150 + height * np.sin(waves * x / 50)], axis=1)
    line = read(shortened(written(full)))
    assert max(distance(point, line) for point in full) < 0.2


def test_a_smooth_curve_takes_a_fraction_of_the_characters():
    angle = np.linspace(0, 2 * np.pi, 400)
    d = written(np.stack([200 + 80 * np.cos(angle), 150 + 80 * np.sin(angle)], axis=1))
    assert len(shortened(d)) < len(d) / 8


@given(st.lists(st.tuples(st.integers(0, 7000), st.integers(0, 3000)), min_size=2, max_size=8))
def test_short_paths_keep_every_point_to_a_hundredth(tenths):
    points = np.array(tenths) / 10
    np.testing.assert_allclose(read(shortened(written(points))), points, atol=0.006)


def test_every_subpath_is_kept_and_closed_ones_stay_closed():
    d = shortened("M 0 0 L 10 0 L 10 10 z M 20 20 L 30 30")
    assert d == "M0 0L10 0L10 10zM20 20L30 30"


def test_errors_of_rounding_do_not_add_up_along_a_path():
    x = np.cumsum(np.full(500, 1.04))
    full = np.stack([x, 100 + (np.arange(500) % 2) * 3.04], axis=1)
    end = read(shortened(written(full)))[-1]
    np.testing.assert_allclose(end, full[-1], atol=0.06)


def test_a_path_with_curves_is_left_as_it_is():
    d = "M 0 0 C 1 1 2 2 3.14159 3"
    assert shortened(d) == d


def test_an_empty_path_stays_empty():
    assert shortened("") == ""
