import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from mathlib.graph import RecordingError, new_input
from mathlib.live.recording.axes import RecordingFigure
from mathlib.live.recording.text import collecting_text


@pytest.fixture
def figure():
    with collecting_text():
        yield RecordingFigure(Figure())


@pytest.fixture
def value():
    return new_input(2.0)


@pytest.fixture
def values():
    return new_input(np.array([1.0, 2.0, 4.0]))


def test_plain_values_go_straight_to_matplotlib(figure):
    axes = figure.subplots()
    axes.plot([1, 2], [3, 4], "o-")
    axes.scatter([1, 2], [3, 4])
    axes.set(title="plain", xlim=(0, 5))
    assert figure.live_artists == []
    assert axes.get_title() == "plain" and axes.get_xlim() == (0, 5)


def test_a_recorded_line_is_drawn_from_its_present_numbers_and_noted(figure, values):
    axes = figure.subplots()
    (line,) = axes.plot(values, values**2, "--", color="red")
    assert line.get_ydata().tolist() == [1, 4, 16]
    assert (line.get_linestyle(), line.get_color()) == ("--", "red")
    (artist,) = figure.live_artists
    assert (artist.kind, artist.axes, artist.artist) == ("line", 0, line)
    assert artist.data["x"] is values.node


def test_a_line_without_x_counts_from_nought(figure, values):
    (line,) = figure.subplots().plot(values)
    assert line.get_xdata().tolist() == [0, 1, 2]


def test_single_numbers_and_lists_of_recorded_numbers_are_points(figure, value):
    axes = figure.subplots()
    (point,) = axes.plot(value, 1.0, "o")
    (segment,) = axes.plot([0, value], [value, value + 1])
    assert (point.get_xdata().tolist(), point.get_ydata().tolist()) == ([2], [1])
    assert (segment.get_xdata().tolist(), segment.get_ydata().tolist()) == ([0, 2], [2, 3])


def test_x_and_y_of_different_lengths_are_refused_with_both_shapes(figure, values):
    with pytest.raises(RecordingError, match=r"\(2,\).*\(3,\)"):
        figure.subplots().plot([1, 2], values)


def test_a_table_is_refused_as_a_line_with_the_way_out(figure):
    with pytest.raises(RecordingError, match=r"1-D arrays.*\(2, 2\).*path\[:, 0\]"):
        figure.subplots().plot(new_input(np.ones((2, 2))))


@pytest.mark.parametrize("arguments", [{"drawstyle": "steps"}, {"markevery": 2}])
def test_a_line_that_the_page_could_not_draw_is_refused(figure, values, arguments):
    with pytest.raises(RecordingError, match="drawstyle and markevery"):
        figure.subplots().plot(values, "o-", **arguments)


def test_two_lines_in_one_call_and_recorded_properties_are_refused(figure, value, values):
    axes = figure.subplots()
    with pytest.raises(RecordingError, match="in a call of its own"):
        axes.plot(values, values, "o", values, values)
    with pytest.raises(RecordingError, match="plain properties"):
        axes.plot([1, 2, 3], values, linewidth=value)


@pytest.mark.parametrize("method", ["hist", "contourf", "errorbar", "pie", "set_xlim"])
def test_an_artist_that_cannot_be_live_is_refused_by_name(figure, values, method):
    with pytest.raises(RecordingError, match=rf"{method}\(\) cannot draw a recorded value"):
        getattr(figure.subplots(), method)(values, values)


def test_a_recorded_value_cannot_slip_in_by_keyword_or_in_a_list(figure, value):
    axes = figure.subplots()
    with pytest.raises(RecordingError, match=r"annotate\(\).*quiver"):
        axes.annotate("", (0, value), xytext=(1, 1))
    with pytest.raises(RecordingError, match=r"set_xticks\(\)"):
        axes.set_xticks([0, value])
    with pytest.raises(RecordingError, match=r"legend\(\)"):
        axes.legend([f"{value:.2f}"])


def test_a_drawn_line_refuses_recorded_data_afterwards(figure, values):
    (line,) = figure.subplots().plot([1, 2, 3])
    with pytest.raises(RecordingError):
        line.set_ydata(values)
        line.get_path()


def test_live_text_shows_its_present_numbers(figure, value):
    axes = figure.subplots()
    written = [
        axes.set_title(f"loss {value:.2f}!"),
        axes.set_xlabel(f"{value:d}" if value.dtype == int else f"{value:g}"),
        axes.set_ylabel(f"{value**2:.0f} and {-value:.1e}"),
        axes.text(0, 1, f"{value}"),
    ]
    assert [text.get_text() for text in written] == ["loss 2.00!", "2", "4 and −2.0e+00", "2.0"]
    assert [artist.kind for artist in figure.live_artists] == ["text"] * 4


def test_a_text_may_move_with_recorded_values(figure, value):
    axes = figure.subplots()
    text = axes.text(value, 1.0, "here")
    assert text.get_position() == (2.0, 1.0)
    assert figure.live_artists[0].data["x"] is value.node


def test_a_live_text_of_two_lines_or_none_is_refused(figure, value):
    axes = figure.subplots()
    with pytest.raises(RecordingError, match="one line"):
        axes.set_title(f"{value}\n{value}")


def test_a_shape_is_kept_in_the_narrow_drawing_where_axes_stand_in_one_column():
    wide = RecordingFigure(Figure(figsize=(10, 4)))
    narrow = RecordingFigure(Figure(figsize=(4, 3)), column_size=(4, 3))
    for figure in (wide, narrow):
        grid = figure.subplots(2, 2, width_ratios=[1, 2])
        assert grid.shape == (2, 2)
    assert narrow.get_size_inches().tolist() == [4, 12]
    assert len({tuple(a.get_subplotspec().get_geometry()) for a in narrow.live_axes}) == 4
    assert {a.get_subplotspec().colspan.stop for a in narrow.live_axes} == {1}


def test_subplots_hands_out_axes_as_matplotlib_does():
    shapes = {(1, 1): (), (1, 3): (3,), (3, 1): (3,), (2, 3): (2, 3)}
    for (rows, columns), shape in shapes.items():
        got = RecordingFigure(Figure()).subplots(rows, columns)
        assert np.shape(got) == shape


def test_a_text_that_first_stands_nowhere_waits_unseen_in_the_middle_of_its_axes(figure, value):
    axes = figure.subplots()
    axes.set(xlim=(0, 4), ylim=(1, 100), yscale="log")
    text = axes.text(value * np.nan, 1.0, "lost")
    np.testing.assert_allclose(text.get_position(), (2, 10))
    assert figure.live_artists[0].hidden
    assert not np.isfinite(figure.live_artists[0].data["x"].value)


def test_every_bar_of_a_chart_is_a_part_of_one_live_artist(figure, values):
    bars = figure.subplots().bar(["a", "b", "c"], values, color="red", label="three")
    (artist,) = figure.live_artists
    assert artist.parts == list(bars)
    assert len({part.get_gid() for part in artist.parts}) == 3
    assert [bar.get_height() for bar in bars] == [1, 2, 4]
    assert artist.data["x"].value[:, 0].tolist() == [bar.get_x() for bar in bars]


def test_categories_stand_where_matplotlib_puts_them_also_in_a_second_chart(figure, values):
    axes = figure.subplots()
    axes.bar(["a", "b", "c"], [1, 2, 3])
    bars = axes.bar(["c", "d", "a"], values)
    (artist,) = figure.live_artists
    assert artist.data["x"].value[:, 0].tolist() == [bar.get_x() for bar in bars]


@pytest.mark.parametrize("method", ["imshow", "pcolormesh"])
def test_a_plain_image_in_the_palette_s_colours_follows_the_theme(figure, method):
    axes = figure.subplots()
    getattr(axes, method)(np.eye(3), cmap="live-diverging")
    getattr(axes, method)(np.eye(3), cmap="viridis")
    (artist,) = figure.live_artists
    assert artist.kind == "image" and artist.data["value"].operation == "constant"


def test_a_mesh_of_recorded_values_is_refused_with_the_way_out(figure, values):
    with pytest.raises(RecordingError, match=r"pcolormesh\(\) cannot draw.*imshow\(values"):
        figure.subplots().pcolormesh(np.eye(3) * values[0])


def test_a_colour_bar_stands_in_axes_of_its_own_and_follows_the_theme(figure, values):
    axes = figure.subplots()
    points = axes.scatter(values, values, c=values, vmin=0, vmax=4, cmap="live-sequential")
    bar = figure.colorbar(points, ax=axes, label="value")
    assert [artist.axes for artist in figure.live_artists] == [0, 1]
    assert figure.live_axes[1].get_ylim() == (0, 4)
    with pytest.raises(RecordingError, match=r"set_label\(\)"):
        bar.set_label(f"{values[0]:.1f}")


def test_a_live_artist_cut_off_by_another_shape_is_refused(figure, values):
    axes = figure.subplots()
    circle = Circle((0, 0), 1, transform=axes._drawn.transData)
    with pytest.raises(RecordingError, match="leave clip_path out"):
        axes.scatter(values, values, clip_path=circle)


def test_heights_are_not_written_on_level_lines_that_move(figure, value):
    axes = figure.subplots()
    slope = np.add.outer(np.arange(9.0), np.arange(9.0))
    still = axes.contour(slope, levels=[8], colors="k")
    moving = axes.contour(np.eye(3) * value, levels=[0.5], colors="k")
    assert len(axes.clabel(still)) == 1
    with pytest.raises(RecordingError, match="first picture's lines only"):
        axes.clabel(moving)
