import numpy as np
import pytest
from matplotlib.figure import Figure

from mathlib.graph import RecordingError, new_input
from mathlib.live.drawing.palette import blue, gold, ink, orange
from mathlib.live.page.styles import KINDS
from mathlib.live.recording.figures import style


@pytest.fixture
def axes():
    with style():
        yield Figure(figsize=(5, 4)).subplots()


def told(kind, drawn, **data):
    """Return the style of what matplotlib drew."""
    parts = list(drawn) if isinstance(drawn, list | tuple) else [drawn]
    return KINDS[kind](parts, {name: new_input(np.array(v)).node for name, v in data.items()})


def test_equal_shapes_share_one_style_and_others_have_their_own(axes):
    corners = {"x": np.zeros((2, 4)), "y": np.zeros((2, 4))}
    assert len(told("polygons", axes.bar([1, 2], [1, 2]), **corners)["css"]) == 1
    two = told("polygons", axes.bar([1, 2], [1, 2], color=[blue, orange]), **corners)["css"]
    assert two == [f"fill: var(--live-{n},{c}); stroke: none" for n, c in
                   (("blue", blue), ("orange", orange))]  # fmt: skip


def test_colours_of_the_palette_s_maps_are_told_by_name_and_others_by_their_256_colours(axes):
    given = {"c": [0, 1], "vmin": -1, "vmax": 3}
    places = {"x": [0.0, 1], "y": [0.0, 1], "value": [0.0, 1]}
    own = told("points", axes.scatter([0, 1], [0, 1], cmap="live-diverging", **given), **places)
    other = told("points", axes.scatter([0, 1], [0, 1], cmap="viridis", **given), **places)
    assert own["colours"] == {"range": [-1, 3], "stops": ["blue", "paper", "orange"]}
    assert other["colours"]["table"][:6] == "440154" and len(other["colours"]["table"]) == 256 * 6


def test_edges_follow_the_values_only_where_they_have_no_colour_of_their_own(axes):
    places = {"x": [0.0, 1], "y": [0.0, 1], "value": [0.0, 1]}

    def css(**options):
        return told("points", axes.scatter([0, 1], [0, 1], c=[0, 1], **options), **places)["css"]

    assert css(edgecolors="face")[0].startswith("fill: currentColor; stroke: currentColor")
    assert css(edgecolors=ink)[0].startswith("fill: currentColor; stroke: var(--live-ink")
    assert css(edgecolors="none") == ["fill: currentColor; stroke: none"]


def test_see_through_colours_stay_so(axes):
    band = axes.fill_between([0, 1], [0, 1], color=gold, alpha=0.25)
    (css,) = told("band", band, x=[0.0, 1], y=[0.0, 1], y2=[0.0, 0])["css"]
    assert "fill-opacity: 0.25" in css and "stroke-opacity: 0.25" in css
    patch = axes.fill([0, 1, 1], [0, 1, 0], color=gold, alpha=0.25)
    (css,) = told("polygons", patch, x=[[0.0] * 3], y=[[0.0] * 3])["css"]
    assert css.endswith("opacity: 0.25") and "fill-opacity" not in css


def test_arrows_are_measured_in_the_picture(axes):
    arrows = axes.quiver([1], [1], [1], [1], scale=2, width=0.01, units="width", pivot="mid")
    given = told("arrows", arrows, x=[1.0], y=[1.0], u=[1.0], v=[1.0])
    assert given["unit"] == pytest.approx(0.01 * axes.bbox.width)
    assert (given["scale"], given["pivot"], given["headlength"]) == (2, 0.5, 5)


def test_a_mesh_that_is_not_even_and_an_image_on_log_axes_are_refused(axes):
    uneven = axes.pcolormesh([0, 1, 3], [0, 1, 2], np.ones((2, 2)))
    with pytest.raises(RecordingError, match="equal steps"):
        told("image", uneven, value=np.ones((2, 2)))
    image = axes.imshow(np.ones((2, 2)), extent=(1, 3, 1, 3))
    axes.set_xscale("log")
    with pytest.raises(RecordingError, match="linear axes"):
        told("image", image, value=np.ones((2, 2)))


def test_dashed_level_lines_are_refused_because_they_are_drawn_in_pieces(axes):
    lines = axes.contour(np.eye(3), levels=[0.5], linestyles="--")
    with pytest.raises(RecordingError, match=r"contour\(\).*solid"):
        told("contour", lines, x=[0.0], y=[0.0], z=np.eye(3))
