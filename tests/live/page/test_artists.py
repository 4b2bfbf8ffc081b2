import numpy as np
import pytest
from matplotlib.figure import Figure

from mathlib.graph import Exported, RecordingError, new_input
from mathlib.live.page.artists import described
from mathlib.live.recording.axes import RecordingFigure
from mathlib.live.recording.figures import Drawing, style
from mathlib.live.recording.text import collecting_text


@pytest.fixture
def figure():
    with style(), collecting_text():
        yield RecordingFigure(Figure(figsize=(5, 4)))


@pytest.fixture
def value():
    return new_input(2.0)


def rows(figure, value):
    """Return the figure's live artists as plain data for the page, drawn first."""
    artists = figure.live_artists
    Drawing(figure, figure._drawn)
    graph = Exported({"value": value.node}, [n for artist in artists for n in artist.nodes()])
    return [described(artist, graph, "fig") for artist in artists]


def test_places_in_parts_of_the_axes_bring_a_scale_of_their_own(figure, value):
    axes = figure.subplots()
    axes.axhline(value, xmax=0.5)
    axes.axvspan(value, 3)
    axes.plot([0, 1], [value, 1])
    axes.set(xlim=(0, 4), ylim=(0, 4))
    line, span, plot = rows(figure, value)
    assert set(line["axes_fraction"]) == {"x"} and set(span["axes_fraction"]) == {"y"}
    assert "axes_fraction" not in plot
    left, width = axes._drawn.bbox.x0, axes._drawn.bbox.width
    assert (line["axes_fraction"]["x"]["start"], line["axes_fraction"]["x"]["factor"]) == (
        left,
        width,
    )
    assert span["axes_fraction"]["y"]["factor"] == -axes._drawn.bbox.height


def test_places_of_another_kind_are_refused(figure, value):
    axes = figure.subplots()
    axes.plot([0, 1], [value, 1], transform=figure._drawn.transFigure)
    axes.set(xlim=(0, 4), ylim=(0, 4))
    with pytest.raises(RecordingError, match=r"leave transform= out"):
        rows(figure, value)


def test_a_text_that_waits_unseen_is_moved_from_where_it_waits(figure, value):
    axes = figure.subplots()
    axes.text(value * np.nan, value, "here")
    axes.set(xlim=(0, 4), ylim=(0, 8))
    (text,) = rows(figure, value)
    assert text["at"] == [0.5, 0.5]  # The middle of the axes as they were when it was written.


def test_an_artist_that_is_not_cut_off_says_so(figure, value):
    axes = figure.subplots()
    axes.scatter(value, value, clip_on=False)
    axes.scatter(value, value)
    axes.set(xlim=(0, 4), ylim=(0, 8))
    free, cut = rows(figure, value)
    assert free["style"]["unclipped"] and "unclipped" not in cut["style"]
