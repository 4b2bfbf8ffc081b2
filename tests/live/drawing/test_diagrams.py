import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from mathlib.live import Slider, live
from mathlib.live.drawing.diagrams import Diagram, fully_connected
from mathlib.live.recording.figures import lay_out, style

CHAIN = {name: (column, 0) for column, name in enumerate("abcde")} | {"w": (0, 1)}


def drawn(places, size=(10, 4), **kwargs):
    """Return a diagram on plain axes, and the axes."""
    with style():
        axes = Figure(figsize=size).subplots()
        return Diagram(axes, places, **kwargs), axes


def inches(axes, points):
    """Return where points of the data lie on the laid-out figure, in inches."""
    with style():
        lay_out(axes.figure)
    return axes.transData.transform(points) / axes.figure.dpi


def test_a_chain_runs_from_left_to_right_where_there_is_room():
    diagram, axes = drawn(CHAIN)
    assert not diagram.turned
    places = inches(axes, [diagram.centre(name) for name in "abcde"])
    assert (np.diff(places[:, 0]) > 1).all() and np.allclose(places[:, 1], places[0, 1])


def test_a_chain_runs_from_top_to_bottom_on_a_phone():
    diagram, axes = drawn(CHAIN, size=(4.7, 4))
    assert diagram.turned
    places = inches(axes, [diagram.centre(name) for name in "abcde"])
    assert (np.diff(places[:, 1]) < -0.5).all() and np.allclose(places[:, 0], places[0, 0])


@pytest.mark.parametrize("size", [(10, 4), (4.7, 4), (4.7, 6)])
def test_every_box_has_its_size_and_lies_within_the_picture(size):
    diagram, axes = drawn(CHAIN, size=size, sizes={"w": (0.9, 0.42)})
    diagram.boxes(CHAIN)
    for name, patch in zip(CHAIN, (p for p in axes.patches if isinstance(p, Polygon)), strict=True):
        corners = inches(axes, patch.get_xy())
        wanted = (0.9, 0.42) if name == "w" else (1.4, 0.62)
        np.testing.assert_allclose(np.ptp(corners, axis=0), wanted, rtol=0.08)
        assert (corners > 0).all() and (corners < size).all()


def test_an_arrow_leads_from_the_edge_of_one_box_to_the_edge_of_the_other():
    diagram, axes = drawn({"a": (0, 0), "b": (1, 1)}, box=(1.0, 0.5))
    diagram.boxes("ab")
    diagram.arrows([("a", "b")])
    (arrow,) = axes.texts
    for end, name in ((arrow.xyann, "a"), (arrow.xy, "b")):
        edge = axes.patches["ab".index(name)].get_xy()
        low, high = edge.min(axis=0), edge.max(axis=0)
        on_edge = np.isclose([*end, *end], [*low, *high], atol=2e-3)
        assert on_edge.any() and (end >= low - 2e-3).all() and (end <= high + 2e-3).all()


def test_a_label_stands_above_an_arrow_to_the_right_and_beside_one_that_points_down():
    for size, side in (((10, 4), "center"), ((4.7, 4), "left")):
        diagram, axes = drawn(CHAIN, size=size)
        diagram.label(("a", "b"), "× 2")
        (text,) = axes.texts
        middle = (diagram.centre("a") + diagram.centre("b")) / 2
        right, up = inches(axes, [text.get_position()])[0] - inches(axes, [middle])[0]
        assert text.get_ha() == side
        assert np.allclose([right, up], [0, 0.14] if side == "center" else [0.14, 0], atol=0.02)


def test_a_light_shows_the_box_or_the_arrow_whose_turn_it_is():
    diagram, axes = drawn(CHAIN)
    for turn in range(3):
        diagram.light(turn, [None, "a", ("a", "b")])
    dark, box, arrow = (np.array(line.get_data()) for line in axes.lines)
    assert np.isnan(dark).all()
    np.testing.assert_allclose(
        (box.min(axis=1) + box.max(axis=1)) / 2, diagram.centre("a"), atol=0.01
    )
    assert (arrow[0] > box[0].max() - 0.01).all() and np.allclose(arrow[1], 0)


def test_a_number_is_not_drawn_until_it_may_be_seen():
    diagram, axes = drawn(CHAIN)
    diagram.write("a", "not yet", seen=False)
    diagram.write("b", "now", seen=True)
    diagram.label(("a", "b"), "later", seen=False)
    with style():
        lay_out(axes.figure)
        picture = io.StringIO()
        axes.figure.savefig(picture, format="svg")
    assert ">now<" in picture.getvalue()
    assert "not yet" not in picture.getvalue() and "later" not in picture.getvalue()


def test_a_box_that_does_not_exist_is_named():
    diagram, _ = drawn(CHAIN)
    with pytest.raises(ValueError, match=r"no box 'q'; its boxes are a, b, c, d, e, w"):
        diagram.arrows([("a", "q")])


def test_an_arrow_without_a_plate_is_named():
    diagram, _ = drawn(CHAIN)
    diagram.plates({("a", "b"): 0.5}, (0.2, 0.2))
    with pytest.raises(ValueError, match=r"no plate on the arrow \('b', 'c'\)"):
        diagram.write(("b", "c"), "nowhere")


@pytest.mark.parametrize("size", [(10, 4), (4.7, 6)])
def test_a_plate_lies_on_its_arrow_and_holds_what_is_written_into_it(size):
    diagram, axes = drawn({"a": (0, 0), "b": (2, 1)}, size=size, box=(1.0, 0.5))
    diagram.plates({("a", "b"): 0.25}, (0.6, 0.3))
    diagram.write(("a", "b"), "here")
    (plate,), (text,) = axes.patches, axes.texts
    corners = inches(axes, plate.get_xy())
    np.testing.assert_allclose(np.ptp(corners, axis=0), (0.6, 0.3), rtol=0.08)
    a, b, here = inches(axes, [diagram.centre("a"), diagram.centre("b"), text.get_position()])
    np.testing.assert_allclose((corners.min(axis=0) + corners.max(axis=0)) / 2, here, atol=0.02)
    part = (here - a) / (b - a)
    assert abs(part[0] - part[1]) < 0.01 and 0.25 < part[0] < 0.5


def test_a_network_has_an_arrow_for_each_weight_in_the_order_of_its_matrix():
    places, arrows = fully_connected("xy", "hij", "o")
    assert [places[name][0] for name in "xyhijo"] == [0, 0, 1, 1, 1, 2]
    assert all(np.mean([places[name][1] for name in layer]) == 1 for layer in ("xy", "hij", "o"))
    assert " ".join(map("".join, arrows)) == "xh xi xj yh yi yj ho io jo"


def test_a_recorded_number_moves_text_and_light():
    @live(turn=Slider(0, 2, start=0, step=1))
    def moving(figure, turn):
        """A diagram."""
        diagram = Diagram(figure.subplots(), CHAIN)
        diagram.write("a", f"{turn:d}", seen=turn >= 1)
        diagram.light(turn, [None, "a", ("a", "b")])

    def shown(turn):
        moving.turn = turn
        text, light = moving.value()
        return text["text"], np.isfinite(text["y"]), np.isfinite(light["y"]).all()

    assert [shown(turn) for turn in range(3)] == [
        ("0", False, False),
        ("1", True, True),
        ("2", True, True),
    ]
