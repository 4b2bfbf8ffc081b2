"""Loss surfaces over two weights, each with its gradient and its known minima.

A landscape maps weights ``w`` of shape (2, ...) to losses of shape (...). The first axis holds
the two weights. So one point, a path and a grid are all answered by one call:
``ravine([1, 2])``, ``ravine(path.T)``, ``ravine(np.stack([X, Y]))``. Far away a loss may be too
large for a float. It is then ``inf``, without a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathlib.arrays import as_floats

Formula = Callable[..., Any]
Window = tuple[tuple[float, float], tuple[float, float]]
SQUARE = ((-2.0, 2.0), (-2.0, 2.0))


@dataclass(frozen=True, eq=False)
class Landscape:
    """A loss over two weights, and what is known about it.

    Attributes
    ----------
    name : str
        What to call it in a title.
    loss : function
        Maps weights of shape (2, ...) to losses of shape (...). ``landscape(w)`` is
        ``landscape.loss(w)``.
    gradient : function
        Maps weights of shape (2, ...) to the two partial derivatives, shape (2, ...).
    minima : array of shape (m, 2)
        Every known global minimum, one a row. Shape (0, 2) if there is none.
    view : ((left, right), (bottom, top))
        A window that shows the landscape well.
    """

    name: str
    loss: Formula
    gradient: Formula
    minima: ArrayLike = ()
    view: Window = SQUARE

    def __post_init__(self) -> None:
        """Keep the minima as rows of floats that cannot be changed."""
        minima = np.array(self.minima, dtype=float).reshape(-1, 2)
        minima.flags.writeable = False
        object.__setattr__(self, "minima", minima)

    def __call__(self, w: ArrayLike) -> Any:
        """Return the loss at weights of shape (2, ...)."""
        return self.loss(w)


def from_formulas(
    name: str, loss: Formula, gradient: Formula, minima: ArrayLike = (), view: Window = SQUARE
) -> Landscape:
    """Return the landscape of a loss and its two partial derivatives, as formulas of x and y.

    Parameters
    ----------
    name, minima, view
        As in ``Landscape``.
    loss : function of (x, y)
        Returns one number for each x and y.
    gradient : function of (x, y)
        Returns the two partial derivatives as a tuple.

    Examples
    --------
    >>> cup = from_formulas(
    ...     "cup", loss=lambda x, y: x**2 + y**4, gradient=lambda x, y: (2 * x, 4 * y**3)
    ... )
    >>> cup.gradient([3, 1])
    array([6., 4.])
    """
    stacked = _of_weights(lambda x, y: np.stack(gradient(x, y)))
    return Landscape(name, _of_weights(loss), stacked, minima, view)


def _of_weights(formula: Formula) -> Formula:
    """Turn a formula of x and y into a function of weights of shape (2, ...)."""

    def function(w: ArrayLike) -> Any:
        w = as_floats(w)
        if np.shape(w)[:1] != (2,):
            raise ValueError(
                "weights must have shape (2, ...), the two weights first, but these have shape "
                f"{np.shape(w)}. For a path with one point a row, pass path.T."
            )
        with np.errstate(over="ignore", invalid="ignore"):
            return formula(w[0], w[1])

    return function


#: ½(x² + y²). Equally curved in every direction; one minimum, at the origin.
bowl = from_formulas(
    "bowl",
    loss=lambda x, y: (x**2 + y**2) / 2,
    gradient=lambda x, y: (x, y),
    minima=[(0, 0)],
)

#: ½(x² + 10y²). Curvature 1 along x and 10 along y, so the largest stable learning rate is 2/10.
ravine = from_formulas(
    "ravine",
    loss=lambda x, y: (x**2 + 10 * y**2) / 2,
    gradient=lambda x, y: (x, 10 * y),
    minima=[(0, 0)],
)

#: ½(x² - y²). The gradient vanishes at the origin, yet the surface falls without end along y:
#: no minimum.
saddle = from_formulas(
    "saddle",
    loss=lambda x, y: (x**2 - y**2) / 2,
    gradient=lambda x, y: (x, -y),
)

#: (1 - x)² + 100(y - x²)². A flat, curved valley; one minimum, at (1, 1).
#: H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a
#: function", The Computer Journal 3 (1960), 175-184.
rosenbrock = from_formulas(
    "Rosenbrock",
    loss=lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    gradient=lambda x, y: (-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)),
    minima=[(1, 1)],
    view=((-2.0, 2.0), (-1.0, 3.0)),
)

#: (x² + y - 11)² + (x + y² - 7)². Four minima, all with loss 0.
#: D. M. Himmelblau, Applied Nonlinear Programming, McGraw-Hill, 1972. The digits are Newton's
#: method on the two brackets, with 50 digits, rounded to the nearest float.
himmelblau = from_formulas(
    "Himmelblau",
    loss=lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    gradient=lambda x, y: (
        4 * x * (x**2 + y - 11) + 2 * (x + y**2 - 7),
        2 * (x**2 + y - 11) + 4 * y * (x + y**2 - 7),
    ),
    minima=[
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.2831859912861696),
        (3.5844283403304917, -1.8481265269644036),
    ],
    view=((-5.0, 5.0), (-5.0, 5.0)),
)

#: (x + 1)²(3x² - 7x + 5)/12 + y²/2, a double well made for this book.
#: The deep valley, at (-1, 0), has loss 0: the global minimum. The high valley, at (1, 0), has
#: loss 1/3: only a local minimum. The pass between them, at (¼, 0), is a saddle point.
two_valleys = from_formulas(
    "two valleys",
    loss=lambda x, y: (x + 1) ** 2 * (3 * x**2 - 7 * x + 5) / 12 + y**2 / 2,
    gradient=lambda x, y: ((x**2 - 1) * (x - 0.25), y),
    minima=[(-1, 0)],
    view=((-1.75, 1.75), (-1.25, 1.25)),
)


def least_squares_landscape(x: ArrayLike, y: ArrayLike) -> Landscape:
    """Return the cost of every line y = Mx + B through given data, as a landscape over (M, B).

    The cost is the mean of the squared errors, C(M, B) = (1/n) Σ (M xᵢ + B - yᵢ)². Its gradient
    is (2/n) Σ (M xᵢ + B - yᵢ) xᵢ for M and (2/n) Σ (M xᵢ + B - yᵢ) for B. Where both are 0 (the
    normal equations) M = Σ (xᵢ - x̄)(yᵢ - ȳ) / Σ (xᵢ - x̄)² and B = ȳ - M x̄. Source: A.-M.
    Legendre, Nouvelles méthodes pour la détermination des orbites des comètes, 1805, appendix.

    Parameters
    ----------
    x, y : array_like of shape (n,)
        The data: plain finite numbers, with at least two different values of x.

    Returns
    -------
    Landscape
        The weights are ordered (M, B). The view holds the minimum and the origin.

    Raises
    ------
    ValueError
        If x and y differ in shape or are not one-dimensional, if a value is not finite, if all
        x are equal, or if the sums leave the range of floats.
    """
    x, y = as_floats(x), as_floats(y)
    _check_data(x, y)

    def errors(slope, intercept):
        """Return the n errors of each line, on a new last axis."""
        each = (*np.shape(slope), 1)
        return np.reshape(slope, each) * x + np.reshape(intercept, each) - y

    def loss(slope, intercept):
        return np.mean(errors(slope, intercept) ** 2, axis=-1)

    def gradient(slope, intercept):
        off = errors(slope, intercept)
        return 2 * np.mean(off * x, axis=-1), 2 * np.mean(off, axis=-1)

    line = _least_squares_line(x, y)
    view = _window(line, np.std(x), np.std(y))
    return from_formulas("cost of a line", loss, gradient, [line], view)


def _check_data(x, y) -> None:
    if np.ndim(x) != 1 or np.shape(x) != np.shape(y):
        raise ValueError(
            f"x has shape {np.shape(x)} and y has shape {np.shape(y)}. "
            "Both must have the same shape (n,): one x and one y for each point."
        )
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("x and y must be finite. Remove the points that are nan or inf first.")
    if (different := np.unique(x).size) < 2:
        raise ValueError(
            f"a line needs at least two different values of x, but the {x.size} given have "
            f"{different}. Add points, or choose another feature."
        )


def _least_squares_line(x, y) -> np.ndarray:
    with np.errstate(all="ignore"):
        dx, dy = x - np.mean(x), y - np.mean(y)
        xx, xy, yy = np.sum(dx**2), np.sum(dx * dy), np.sum(dy**2)
        slope = xy / xx
        line = np.stack([slope, np.mean(y) - slope * np.mean(x)])
    if not (np.isfinite([*line, xx, yy]).all() and xx > 0):
        raise ValueError("x or y is too large or too small to square. Standardize the data first.")
    return line


def _window(line, spread_x, spread_y) -> Window:
    """Return a window around the line's (M, B) that reaches past the origin."""
    typical = np.stack([spread_y / spread_x, spread_y])
    reach = 1.25 * np.maximum(np.abs(line), typical)
    reach = np.where(reach > 0, reach, 1.0)
    (left, bottom), (right, top) = (line - reach).tolist(), (line + reach).tolist()
    return (left, right), (bottom, top)
