import numpy as np

from mathlib.live import Slider
from mathlib.live.page.pictures import scales_of
from mathlib.live.recording.figures import Recording


def test_scales_send_data_to_where_matplotlib_draws_them():
    def figure_of(figure, a):
        axes = figure.subplots()
        axes.plot([2, 30], np.stack([a, a]))
        axes.set(xlim=(1, 100), ylim=(-1, 3), xscale="log")

    drawing = Recording(figure_of, {"a": Slider(0.0, 1.0)}, (10, 4)).variants[0].drawings["wide"]
    (scale,) = scales_of(drawing)
    drawn = drawing.axes[0].transData.transform([[2.0, 0.5], [77.0, -1.0]])
    x = scale["x"]["start"] + scale["x"]["factor"] * np.log10([2.0, 77.0])
    y = scale["y"]["start"] + scale["y"]["factor"] * np.array([0.5, -1.0])
    np.testing.assert_allclose(x, drawn[:, 0], rtol=1e-12)
    np.testing.assert_allclose(y, drawing.figure.bbox.height - drawn[:, 1], rtol=1e-12)
