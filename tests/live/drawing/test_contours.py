import numpy as np
from matplotlib.figure import Figure

from mathlib.live.drawing.contours import contours


def bowl(w):
    return w[0] ** 2 + w[1] ** 2


def test_level_lines_stand_where_the_function_has_their_height():
    axes = Figure().subplots()
    contours(axes, bowl, (-2, 2), (-1, 1), levels=[0.25])
    (shape,) = axes.collections
    inside = np.abs(shape.get_paths()[0].vertices).max(axis=1) < 0.99
    heights = bowl(shape.get_paths()[0].vertices[inside].T)
    np.testing.assert_allclose(heights, 0.25, rtol=0.01)


def test_the_window_becomes_the_axes_limits_so_that_live_lines_may_join():
    axes = Figure().subplots()
    contours(axes, bowl, (-2, 2), (-1, 1))
    assert (axes.get_xlim(), axes.get_ylim()) == ((-2, 2), (-1, 1))
    assert not axes.get_autoscalex_on() and not axes.get_autoscaley_on()


def test_levels_crowd_towards_the_low_ground():
    axes = Figure().subplots()
    contours(axes, bowl, (-2, 2), (-2, 2), levels=6)
    tops = sorted(collection.levels[1] for collection in axes.collections)
    assert len(tops) == 6
    assert (np.diff(np.diff(tops)) > 0).all()
