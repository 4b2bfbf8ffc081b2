import numpy as np
from matplotlib.figure import Figure

from mathlib.live.drawing.polygons import polygons


def test_a_polygon_that_lacks_a_corner_or_a_value_is_not_drawn_and_keeps_its_place():
    x = np.array([[0, 1, 1], [0, np.nan, 1], [2, 3, 3], [4, 5, 5.0]])
    values = np.array([1, 2, np.nan, 4])
    drawn = polygons(Figure().subplots(), x, x * 2, values, vmin=0, vmax=5)
    finite = [np.isfinite(path.vertices).all() for path in drawn.get_paths()]
    assert finite == [True, False, False, True]
    assert drawn.get_clim() == (0, 5)
