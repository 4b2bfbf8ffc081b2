import numpy as np
from matplotlib.figure import Figure

from mathlib.graph import new_input
from mathlib.live.recording.axes import RecordingFigure
from mathlib.live.recording.figures import style


def test_limits_are_asked_for_only_where_matplotlib_would_fit_them_to_recorded_places():
    with style():
        figure, value = RecordingFigure(Figure()), new_input(2.0)
        axes = figure.subplots()
        axes.plot([0, 1], [value, 1])
        axes.axvline(value)
        axes.imshow(np.ones((2, 2)) * value, vmin=0, vmax=1)
        axes.text(value, value, "here")
    fitted = [artist.fitted for artist in figure.live_artists]
    assert fitted == [{"y"}, {"x"}, set(), set()]
