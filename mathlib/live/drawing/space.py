"""Three-dimensional scenes in ordinary axes, seen in parallel projection.

The projection is a matrix product and the order of the faces an `argsort`, both plain NumPy,
so a view that the reader turns is recorded like all else. Works on plain and on recording axes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.ticker import MaxNLocator

from .palette import faint, ink, muted, paper
from .polygons import polygons

Limits = tuple[float, float]

#: Numbers on an axis that is seen nearly end on would stand on top of each other: they are
#: left out where its projection is shorter than this part of it.
_LEGIBLE = 0.3


def rotation(view: Any) -> Any:
    """Return the matrix that turns a scene to the viewer.

    Parameters
    ----------
    view : array_like, shape (2,)
        Azimuth and elevation in degrees, as in matplotlib's ``view_init``; may be recorded.

    Returns
    -------
    ndarray, shape (3, 3)
        Its rows point to the right in the picture, up in the picture, and to the viewer.
    """
    azimuth, elevation = view[0] * (np.pi / 180), view[1] * (np.pi / 180)
    ca, sa = np.cos(azimuth), np.sin(azimuth)
    ce, se = np.cos(elevation), np.sin(elevation)
    rows = [[-sa, ca, 0 * ca], [-se * ca, -se * sa, ce], [ce * ca, ce * sa, se]]
    return np.stack([np.stack(row) for row in rows])


class Space:
    """A box of space, drawn in axes of its own.

    What is drawn later lies above what was drawn earlier of its kind; lines and points lie
    above faces. So a path on a surface is never hidden by it: the reader does not lose it
    when it runs behind a hill.

    Parameters
    ----------
    axes : matplotlib.axes.Axes or RecordingAxes
        Axes that hold nothing else.
    view : array_like, shape (2,)
        Azimuth and elevation in degrees: plain numbers, or what an `Orbit` gives.
    x_limits, y_limits, z_limits : tuple of float
        The ends of the box.
    labels : sequence of str
        The names of its three axes.
    ticks : sequence of sequences of float, optional
        The numbers on each axis; a few round ones when left out.
    shape : sequence of float
        The lengths of the box's sides in the picture, in relation to each other.
    """

    def __init__(
        self,
        axes: Any,
        view: Any,
        x_limits: Limits,
        y_limits: Limits,
        z_limits: Limits,
        labels: Sequence[str] = ("x", "y", "z"),
        ticks: Sequence[Sequence[float]] | None = None,
        shape: Sequence[float] = (1.0, 1.0, 0.7),
    ) -> None:
        self.axes = axes
        self.limits = np.array([x_limits, y_limits, z_limits], dtype=float)
        self._sides = np.array(shape, dtype=float)
        self._ticks = [_ticks(*ends) for ends in self.limits] if ticks is None else ticks
        self._turn = rotation(view)
        # However the box is turned, it and the numbers beside it have room.
        width = float(np.hypot(*self._sides[:2])) / 2 + 0.25
        height = float(np.linalg.norm(self._sides)) / 2 * 1.03
        axes.set(xlim=(-width, width), ylim=(-height, height), aspect="equal")
        axes.set_axis_off()
        self._draw_frame()
        self._name_axes(labels)

    def project(self, x: Any, y: Any, z: Any) -> Any:
        """Return where points of the scene stand in the picture.

        Parameters
        ----------
        x, y, z : array_like
            Coordinates, of one shape or broadcast to one.

        Returns
        -------
        tuple of three ndarrays
            To the right, up, and how near to the viewer: in the picture's own units.
        """
        x, y, z = np.broadcast_arrays(*_arrays(x, y, z))
        low, high = self.limits.T
        scale = self._sides / (high - low)
        unit = np.stack([np.ravel(c) for c in (x, y, z)]) * scale[:, None]
        turned = self._turn @ (unit - ((low + high) / 2 * scale)[:, None])
        return tuple(np.reshape(turned[i], np.shape(x)) for i in range(3))

    # ------------------------------------------------------------ what is drawn
    def surface(self, x: Any, y: Any, z: Any, values: Any = None, **style: Any) -> Any:
        """Draw a surface over a grid, its faces coloured by height or by values.

        Parameters
        ----------
        x, y, z : array_like, shape (rows, columns)
            The grid's points.
        values : array_like, shape (rows, columns), optional
            What the colours tell; the height when left out.
        **style
            As for matplotlib's ``PolyCollection``: ``cmap``, ``vmin``, ``vmax``, ``alpha``.
        """
        x, y, z = np.broadcast_arrays(*_arrays(x, y, z))
        right, up, near = (np.ravel(c) for c in self.project(x, y, z))
        corners = _corners(*np.shape(x))
        # Equal depths stay in the order of the grid, however the last digit was rounded.
        depth = np.rint(np.mean(np.take(near, corners), axis=1) * 1e9)
        order = np.argsort(depth, kind="stable")
        heights = np.mean(np.take(np.ravel(z if values is None else values), corners), axis=1)
        faces = [np.take(np.take(c, corners), order, axis=0) for c in (right, up)]
        low, high = self.limits[2]
        common = {"vmin": low, "vmax": high, "edgecolor": paper, "linewidth": 0.5, "zorder": 1}
        common["cmap"] = "live-ground"
        sorted_heights = np.take_along_axis(heights, order, axis=0)
        return polygons(self.axes, *faces, sorted_heights, **(common | style))

    def wireframe(self, x: Any, y: Any, z: Any, **style: Any) -> Any:
        """Draw the lines of a grid, shape (rows, columns); nothing hides them."""
        x, y, z = np.broadcast_arrays(*_arrays(x, y, z))
        lines = [_lines(c) for c in self.project(x, y, z)[:2]]
        return self.axes.plot(*lines, **({"color": muted, "linewidth": 0.8} | style))

    def plot(self, x: Any, y: Any, z: Any, *format: str, **style: Any) -> Any:
        """Draw a path, as ``Axes.plot`` does."""
        right, up, _ = self.project(x, y, z)
        return self.axes.plot(right, up, *format, **({"zorder": 2.2} | style))

    def scatter(self, x: Any, y: Any, z: Any, **style: Any) -> Any:
        """Draw points, as ``Axes.scatter`` does."""
        right, up, _ = self.project(x, y, z)
        return self.axes.scatter(right, up, **({"zorder": 2.3} | style))

    def quiver(self, x: Any, y: Any, z: Any, u: Any, v: Any, w: Any, **style: Any) -> Any:
        """Draw arrows from (x, y, z) to (x + u, y + v, z + w)."""
        x, y, z, u, v, w = np.broadcast_arrays(*_arrays(x, y, z, u, v, w))
        start, end = self.project(x, y, z), self.project(x + u, y + v, z + w)
        steps = (end[0] - start[0], end[1] - start[1])
        common = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.008, "zorder": 2.2}
        return self.axes.quiver(*start[:2], *steps, **(common | style))

    def text(self, x: Any, y: Any, z: Any, s: str, **style: Any) -> Any:
        """Write a text at a place of the scene."""
        right, up, _ = self.project(x, y, z)
        return self.axes.text(right, up, s, **({"ha": "center", "va": "center"} | style))

    # ------------------------------------------------------------ the box
    def _far(self, axis: int) -> Any:
        """Return the end of an axis that is turned away from the viewer."""
        low, high = self.limits[axis]
        return np.where(self._turn[2, axis] > 0, low, high)

    def _near(self, axis: int) -> Any:
        return self.limits[axis].sum() - self._far(axis)

    def _draw_frame(self) -> None:
        """Draw the floor and the two far walls, each with lines at the numbers."""
        (x0, x1), (y0, y1), (z0, z1) = self.limits
        back = (self._far(0), self._far(1))
        xs, ys, zs = (
            [low, *numbers, high]
            for (low, high), numbers in zip(self.limits, self._ticks, strict=True)
        )
        lines = [[(x, x), (y0, y1), (z0, z0)] for x in xs]
        lines += [[(x0, x1), (y, y), (z0, z0)] for y in ys]
        for z in zs[1:]:
            lines += [[(x0, x1), (back[1], back[1]), (z, z)]]
            lines += [[(back[0], back[0]), (y0, y1), (z, z)]]
        lines += [[(back[0], back[0]), (back[1], back[1]), (z0, z1)]]
        lines += [[(back[0], back[0]), (self._near(1),) * 2, (z0, z1)]]
        lines += [[(self._near(0),) * 2, (back[1], back[1]), (z0, z1)]]
        places = [
            np.stack([end for line in lines for end in (*line[axis], np.nan)]) for axis in range(3)
        ]
        right, up, _ = self.project(*places)
        self.axes.plot(right, up, color=faint, linewidth=0.8, zorder=0.5)

    def _name_axes(self, labels: Sequence[str]) -> None:
        """Write numbers and names along the near edges of the floor and the left edge."""
        floor = self.limits[2, 0]
        edges = [(self._near(0), self._far(1)), (self._far(0), self._near(1))]
        to_the_right = [self.project(*edge, floor)[0] for edge in edges]
        is_left = to_the_right[0] < to_the_right[1]
        left = [np.where(is_left, a, b) for a, b in zip(*edges, strict=True)]
        self._write_numbers(0, lambda x: (x, self._near(1), floor), labels[0])
        self._write_numbers(1, lambda y: (self._near(0), y, floor), labels[1])
        self._write_numbers(2, lambda z: (*left, z), "")
        right, up, _ = self.project(*left, self.limits[2, 1])
        self._write(right, up + 0.1, labels[2], color=ink)

    def _write_numbers(self, axis: int, place: Callable[[Any], tuple], name: str) -> None:
        """Write an axis' numbers, and its name, beside an edge and away from the box."""
        right, up, _ = self.project(*place(self.limits[axis].mean()))
        # Away from the middle of the box, and a little downward: never in no direction.
        away = (right, up - 0.25) if axis < 2 else (right - 1e-9, 0 * up)
        length = np.hypot(*away)
        dx, dy = away[0] / length, away[1] / length
        seen = np.hypot(self._turn[0, axis], self._turn[1, axis]) > _LEGIBLE
        for number in self._ticks[axis]:
            x, y, _ = self.project(*place(number))
            text = f"{number:g}".replace("-", "\N{MINUS SIGN}")
            self._write(np.where(seen, x + 0.08 * dx, np.nan), y + 0.08 * dy, text, color=muted)
        if name:
            self._write(right + 0.2 * dx, up + 0.2 * dy, name, color=ink)

    def _write(self, x: Any, y: Any, s: str, color: str) -> None:
        size = 9 if color == muted else 11
        self.axes.text(x, y, s, ha="center", va="center", color=color, fontsize=size)


def _ticks(low: float, high: float) -> np.ndarray:
    """Return round numbers between two ends, not on them: the corners of the box are shared."""
    numbers = MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(low, high)
    margin = (high - low) * 1e-6
    return numbers[(numbers > low + margin) & (numbers < high - margin)]


def _arrays(*values: Any) -> list[Any]:
    """Return values as arrays that NumPy's functions accept, recorded or plain."""
    return [np.stack(v) if isinstance(v, list | tuple) else v for v in values]


def _corners(rows: int, columns: int) -> np.ndarray:
    """Return, for each face of a grid, the numbers of its corners in turn, shape (faces, 4)."""
    number = np.arange(rows * columns).reshape(rows, columns)
    around = (number[:-1, :-1], number[:-1, 1:], number[1:, 1:], number[1:, :-1])
    return np.stack([corner.ravel() for corner in around], axis=1)


def _lines(grid: Any) -> Any:
    """Return a grid's rows, then its columns, one after the other, with gaps between."""
    rows = [
        np.ravel(np.concatenate([g, np.full((len(g), 1), np.nan)], axis=1)) for g in (grid, grid.T)
    ]
    return np.concatenate(rows)
