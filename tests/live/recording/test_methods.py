import numpy as np
import pytest
from matplotlib.axes import Axes

from mathlib.graph import RecordingError, new_input
from mathlib.live.recording.methods import METHODS, WAYS_OUT
from mathlib.live.recording.values import present

ARROWS = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.01}
TABLE = np.arange(6.0).reshape(2, 3)


@pytest.fixture
def number():
    return new_input(2.0)


@pytest.fixture
def row():
    return new_input(np.array([1.0, 2.0, 4.0]))


@pytest.fixture
def table():
    return new_input(TABLE)


def data(name, *args, **kwargs):
    """Return what a method shows, as plain arrays."""
    nodes = METHODS[name].nodes(name, *args, **kwargs)
    return {key: node.value.tolist() for key, node in nodes.items()}


def test_every_row_is_a_method_of_matplotlib_s_axes_or_brings_a_drawing_of_its_own():
    for name, method in METHODS.items():
        assert hasattr(Axes, name) != (method.drawing is not None), name


def test_every_way_out_is_for_a_method_of_matplotlib_that_has_no_row():
    for name in WAYS_OUT:
        assert hasattr(Axes, name) and name not in METHODS


def test_present_numbers_keep_the_list_that_holds_them(number):
    assert present([number, 1, (number, "x")]) == [2.0, 1, (2.0, "x")]
    plain = [1, 2]
    assert present(plain) is plain


def test_lines_across_the_axes_run_from_edge_to_edge(number):
    assert data("axhline", number, xmax=0.5) == {"x": [0, 0.5], "y": [2, 2]}
    assert data("axvline", number) == {"x": [2, 2], "y": [0, 1]}


def test_bars_stand_about_their_places_and_on_their_bases(row):
    bars = data("bar", [0, 1, 2], row, 0.5, bottom=row)
    assert bars["x"][1] == [0.75, 1.25, 1.25, 0.75]
    assert bars["y"][1] == [2, 2, 4, 4]
    assert data("barh", [0, 1, 2], row, align="edge")["y"][2] == [2, 2, 2.8, 2.8]


def test_a_single_number_stands_for_a_whole_row(row, number):
    assert data("fill_between", row, number)["y"] == [2, 2, 2]
    assert data("vlines", row, 0, number)["y"] == [[0, 2]] * 3
    assert data("axvspan", number, 3)["x"] == [[2, 3, 3, 2]]


def test_tables_of_points_and_arrows_are_laid_out_in_rows(table, number):
    assert data("scatter", table, table)["x"] == list(range(6))
    assert data("quiver", TABLE, TABLE, table, number, **ARROWS)["v"] == [2] * 6


def test_contours_take_a_grid_as_two_rows_or_as_tables(table):
    x, y = np.meshgrid([0.0, 1, 2], [5.0, 6])
    levels = [1, 2]
    assert data("contour", table, levels=levels)["x"] == [0, 1, 2]
    assert data("contour", x, y, table, levels)["y"] == [5, 6]
    bent = data("contour", x + y, y, table, levels=levels)
    assert np.shape(bent["x"]) == (2, 3) and np.shape(bent["y"]) == (2,)


def test_values_of_the_colours_are_kept_beside_the_places(row):
    assert data("scatter", row, row, c=[3, 4, 5])["value"] == [3, 4, 5]
    assert "value" not in data("scatter", row, row, c=["red", "green", "blue"])
    assert "value" not in data("scatter", row, row, c="red")
    assert data("scatter", row, row, s=row)["size"] == [1, 2, 4]


def test_colours_beyond_0_and_1_are_brought_back():
    assert data("imshow", new_input(np.array([[[2.0, 0.5, -1.0]]])))["value"] == [[[1, 0.5, 0]]]


REFUSED = {
    "two lengths": (("fill_between", [1, 2], "row"), r"one length.*\(2,\).*\(3,\)"),
    "a table of bars": (("bar", [1, 2, 3], "table"), r"1-D.*\(2, 3\)"),
    "where": (("fill_between", "row", "row", 0, [True] * 3), r"knows no where.*np\.nan"),
    "error bars": (("bar", "row", "row", {"yerr": [1, 1, 1]}), "knows no yerr"),
    "no colour scale": (("scatter", "row", "row", {"c": "row"}), r"vmin=… and vmax=…"),
    "half a colour scale": (("imshow", "table", {"vmin": 0}), r"vmin=… and vmax=…"),
    "a norm": (("imshow", "table", {"norm": "log"}), r"logarithms with NumPy"),
    "as many colours": (("scatter", "row", "row", {"c": "table"}), r"3 points.*\(2, 3\)"),
    "an image of one row": (("imshow", "row"), r"\(rows, columns\).*\(3,\)"),
    "smooth images": (("imshow", "table", {"interpolation": "bilinear"}), "interpolation out"),
    "no levels": (("contour", "table"), r"levels=\[0, 1, 2\]"),
    "a number of levels": (("contour", "table", 5), r"levels=\[0, 1, 2\]"),
    "a grid that does not fit": (("contour", [1, 2], [1, 2], "table", [0]), r"\(2, 3\).*\(2,\)"),
    "arrows of matplotlib's scale": (("quiver", [1], [1], [1], "number"), 'angles="xy"'),
    "arrows without colour scale": (
        ("quiver", "row", "row", "row", "row", "row", ARROWS),
        r"clim=\(low, high\)",
    ),
    "a live property": (("scatter", "row", "row", {"alpha": "number"}), "plain.*alpha"),
    "a row for one line": (("axhline", "row"), "one line at one number"),
    "unknown arguments": (("axhline",), "does not fit|draws"),
    "polygons of two shapes": (("polygons", "table", "row"), r"\(2, 3\).*\(3,\)"),
}


@pytest.mark.parametrize(("call", "message"), REFUSED.values(), ids=REFUSED)
def test_what_the_page_could_not_follow_is_refused_with_the_way_out(request, call, message):
    def given(argument):
        named = ("row", "table", "number")
        return request.getfixturevalue(argument) if argument in named else argument

    name, *arguments = call
    kwargs = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
    if name == "axhline" and not arguments:
        arguments = [1, 2, 3, 4]
    with pytest.raises(RecordingError, match=message):
        data(
            name, *map(given_or_plain(given), arguments), **{k: given(v) for k, v in kwargs.items()}
        )


def given_or_plain(given):
    return lambda argument: given(argument) if isinstance(argument, str) else argument
