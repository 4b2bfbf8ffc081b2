import numpy as np
import pytest
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d import proj3d

from mathlib.graph import new_input
from mathlib.live.drawing.space import Space, rotation
from mathlib.live.recording.axes import RecordingFigure
from mathlib.live.recording.text import collecting_text

VIEWS = [(0, 0), (-60, 30), (135, -20), (90, 90), (12.5, 71)]
LIMITS = ((-2, 2), (-2, 2), (-2, 2))
GRID = np.meshgrid(np.linspace(-2, 2, 6), np.linspace(-2, 2, 5))


def space_in(view, axes=None, **options):
    return Space(Figure().subplots() if axes is None else axes, view, *LIMITS, **options)


@pytest.mark.parametrize("view", VIEWS)
def test_the_rotation_is_one_and_points_to_the_viewer(view):
    turn = rotation(np.array(view, dtype=float))
    np.testing.assert_allclose(turn @ turn.T, np.eye(3), atol=1e-15)
    assert np.linalg.det(turn) == pytest.approx(1)
    azimuth, elevation = np.deg2rad(view)
    viewer = np.cos(elevation) * np.cos(azimuth), np.cos(elevation) * np.sin(azimuth)
    np.testing.assert_allclose(turn[2], [*viewer, np.sin(elevation)], atol=1e-15)


@pytest.mark.parametrize("view", [(-60, 30), (135, 20), (12.5, 71)])
def test_the_picture_is_that_of_matplotlib_s_3_d_axes_in_parallel_projection(view):
    theirs = Figure().add_subplot(projection="3d", proj_type="ortho")
    theirs.set(xlim=LIMITS[0], ylim=LIMITS[1], zlim=LIMITS[2])
    theirs.view_init(elev=view[1], azim=view[0])
    theirs.set_box_aspect((1, 1, 1))
    points = np.random.default_rng(1).uniform(-2, 2, (3, 40))
    ours = np.stack(space_in(view, shape=(1, 1, 1)).project(*points)[:2])
    fresh = np.stack(proj3d.proj_transform(*points, theirs.get_proj())[:2])
    # Theirs has a scale of its own.
    ours, fresh = ours - ours[:, :1], fresh - fresh[:, :1]
    scale = np.linalg.norm(ours) / np.linalg.norm(fresh)
    np.testing.assert_allclose(ours, fresh * scale, atol=1e-12)


@pytest.mark.parametrize("view", VIEWS[1:])
def test_faces_are_painted_from_far_to_near(view):
    axes = Figure().subplots()
    space = space_in(view, axes)
    x, y = GRID
    space.surface(x, y, np.sin(x) * y)
    faces = np.array([path.vertices[:4] for path in axes.collections[-1].get_paths()])
    corners = np.stack(space.project(x, y, np.sin(x) * y), axis=-1).reshape(-1, 3)
    near = {tuple(np.round(corner[:2], 9)): corner[2] for corner in corners}
    depths = [np.mean([near[tuple(np.round(c, 9))] for c in face]) for face in faces]
    assert (np.diff(depths) > -1e-8).all()
    assert len(faces) == 20


@pytest.mark.parametrize("view", VIEWS)
def test_the_box_and_the_numbers_beside_it_stay_in_the_axes(view):
    axes = Figure().subplots()
    space_in(view, axes)
    places = [text.get_position() for text in axes.texts]
    places = np.array([p for p in places if np.isfinite(p).all()])
    frame = np.stack(axes.lines[0].get_data(), axis=1)
    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
    for xy in (places, frame[np.isfinite(frame).all(axis=1)]):
        assert (xy > [x0, y0 - 0.2]).all() and (xy < [x1, y1 + 0.2]).all()


def test_numbers_of_an_axis_that_is_seen_end_on_are_left_out():
    axes = Figure().subplots()
    space_in((0, 0), axes, ticks=[[10], [20], [30]])
    seen = {t.get_text(): bool(np.isfinite(t.get_position()).all()) for t in axes.texts}
    assert seen == {"10": False, "20": True, "30": True, "x": True, "y": True, "z": True}


def test_a_path_lies_above_the_faces_and_points_above_the_path():
    axes = Figure().subplots()
    space = space_in((-60, 30), axes)
    faces = space.surface(*GRID, GRID[0])
    (path,) = space.plot([0, 1], [0, 1], [0, 1])
    points = space.scatter(0, 0, 0)
    assert faces.get_zorder() < path.get_zorder() < points.get_zorder()


def test_a_recorded_view_draws_the_same_picture_as_plain_numbers():
    def draw(axes, view):
        space = Space(axes, view, *LIMITS)
        space.surface(*GRID, GRID[0] * GRID[1])
        space.wireframe(*GRID, GRID[0])
        space.quiver(0, 0, 0, [1, 0], [0, 1], 1)
        return axes

    plain = draw(Figure().subplots(), np.array([40.0, 25.0]))
    with collecting_text():
        recorded = draw(RecordingFigure(Figure()).subplots(), new_input(np.array([40.0, 25.0])))
    for ours, fresh in zip(recorded._drawn.lines, plain.lines, strict=True):
        np.testing.assert_array_equal(ours.get_xydata(), fresh.get_xydata())
    for ours, fresh in zip(recorded._drawn.collections, plain.collections, strict=True):
        for one, other in zip(ours.get_paths(), fresh.get_paths(), strict=True):
            np.testing.assert_array_equal(one.vertices, other.vertices)
    assert {artist.kind for artist in recorded.live_artists} == {
        *("line", "polygons", "arrows", "text")
    }


def test_faces_without_a_corner_are_left_out_and_the_others_stand():
    axes = Figure().subplots()
    x, y = GRID
    z = np.where((x == 2) & (y == 2), np.nan, x)
    space_in((-60, 30), axes).surface(x, y, z)
    whole = [np.isfinite(p.vertices).all() for p in axes.collections[-1].get_paths()]
    assert sum(whole) == 19
