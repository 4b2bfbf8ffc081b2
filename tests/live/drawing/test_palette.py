import colorsys

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.colors import LinearSegmentedColormap, to_hex

from mathlib.live import palette


def luminance(colour):
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("name", ["ink", "muted", "blue", "orange", "green", "pink", "gold"])
def test_every_colour_that_carries_meaning_stands_out_from_the_paper(name, theme):
    paper = palette.COLOURS["paper"][theme]
    assert contrast(palette.COLOURS[name][theme], paper) >= 4.5


def test_no_two_colours_share_a_light_value_because_the_page_tells_them_apart_by_it():
    lights = [light for light, _ in palette.COLOURS.values()]
    assert len(set(lights)) == len(lights)


def dichromat(colour):
    """Simulate deuteranopia (Viénot, Brettel and Mollon, 1999, table 2), in linear RGB."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c**2.2 for c in parts)
    mixed = 0.29275 * r + 0.70725 * g
    return (mixed, mixed, -0.02234 * r + 0.02234 * g + b)


@pytest.mark.parametrize("theme", [0, 1])
def test_series_colours_keep_apart_for_colour_blind_eyes(theme):
    names = ["blue", "orange", "green"]
    seen = [dichromat(palette.COLOURS[name][theme]) for name in names]
    for i in range(3):
        for j in range(i):
            gap = max(abs(a - b) for a, b in zip(seen[i], seen[j], strict=True))
            assert gap > 0.05, (names[i], names[j])


def test_series_colours_are_colours_not_greys():
    for colour in palette.SERIES:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        assert colorsys.rgb_to_hsv(*parts)[1] > 0.4


@pytest.mark.parametrize("name", palette.COLOUR_MAPS)
def test_matplotlib_knows_every_colour_map_by_its_name(name):
    cmap = colormaps[name]
    stops = [palette.COLOURS[stop][0] for stop in palette.COLOUR_MAPS[name]]
    assert cmap.N == 256
    assert [to_hex(cmap(place)) for place in (0.0, 1.0)] == [stops[0], stops[-1]]


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("name", ["live-sequential", "live-grey"])
def test_a_sequential_map_moves_away_from_the_paper_at_every_step(name, theme):
    colours = [palette.COLOURS[stop][theme] for stop in palette.COLOUR_MAPS[name]]
    cmap = LinearSegmentedColormap.from_list("theme", colours)
    paper = palette.COLOURS["paper"][theme]
    steps = [contrast(to_hex(cmap(place)), paper) for place in np.linspace(0, 1, 9)]
    assert steps[0] == 1 and (np.diff(steps) > 0).all()
