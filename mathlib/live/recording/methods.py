"""matplotlib's drawing methods that may be given recorded values.

One row a method: the kind of artist it makes, and the function of `calls` that returns
its recorded data. matplotlib itself draws the first picture, so a row says nothing of
drawing.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mathlib.graph import RecordingError
from mathlib.live.drawing.polygons import draw_polygons

from . import calls
from .values import Data, is_recorded


@dataclass(frozen=True)
class Method:
    """A method of matplotlib's Axes that may be given recorded values.

    Attributes
    ----------
    kind : str
        The kind of artist it makes: a row of ``KINDS`` in ``page/runtime/drawing.js``.
    data : callable
        Takes the method's arguments and returns what the artist shows, by name. Its
        ``**style`` are the arguments that must be plain.
    drawing : callable, optional
        A function of plain axes that draws the picture, if matplotlib has no such method.
    """

    kind: str
    data: Callable[..., Data]
    drawing: Callable[..., Any] | None = None

    def nodes(self, name: str, *args: Any, **kwargs: Any) -> Data:
        """Return the recorded data of a call.

        Raises
        ------
        RecordingError
            If the call does not fit, or a property that must be plain is recorded.
        """
        signature = inspect.signature(self.data)
        try:
            given = signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            raise RecordingError(
                f"a live {name}() is called as {name}{signature}; this call does not fit: {error}."
            ) from None
        if is_recorded(given.get("style", {})):
            recorded = [key for key, value in given["style"].items() if is_recorded(value)]
            raise RecordingError(
                f"{name}() is drawn from recorded places and values, but needs plain "
                f"properties: {', '.join(recorded)} would stay as first drawn."
            )
        return self.data(*args, **kwargs)


#: matplotlib's method -> what it shows.
METHODS: dict[str, Method] = {
    "plot": Method("line", calls.plot),
    "axhline": Method("line", calls.axhline),
    "axvline": Method("line", calls.axvline),
    "polygons": Method("polygons", calls.given_polygons, draw_polygons),
    "vlines": Method("polygons", calls.vlines),
    "hlines": Method("polygons", calls.hlines),
    "fill": Method("polygons", calls.fill),
    "bar": Method("polygons", calls.bar),
    "barh": Method("polygons", calls.barh),
    "axvspan": Method("polygons", calls.axvspan),
    "axhspan": Method("polygons", calls.axhspan),
    "fill_between": Method("band", calls.fill_between),
    "scatter": Method("points", calls.scatter),
    "quiver": Method("arrows", calls.quiver),
    "imshow": Method("image", calls.imshow),
    "contour": Method("contour", calls.contour),
}

_ARROWS = 'Use quiver(x, y, u, v, angles="xy", scale_units="xy", scale=1, width=…)'

#: What to write instead of methods that cannot be live.
WAYS_OUT: dict[str, str] = {
    "annotate": f"{_ARROWS}, and text().",
    "arrow": f"{_ARROWS}.",
    "contourf": "Use imshow(z, extent=…, origin='lower') for the ground and contour() for lines.",
    "errorbar": "Use vlines(x, low, high) and plot(x, y, 'o').",
    "fill_betweenx": "Use fill() along one edge and back along the other, with np.concatenate.",
    "hist": "Count with NumPy, as np.sum(low <= x) does, and draw bar(middles, counts).",
    "loglog": "Use plot(), and set(xscale='log', yscale='log').",
    "pcolormesh": "Use imshow(values, extent=…, origin='lower').",
    "semilogx": "Use plot(), and set(xscale='log').",
    "semilogy": "Use plot(), and set(yscale='log').",
    "stairs": "Use plot() with each value twice: np.repeat(y, 2).",
    "step": "Use plot() with each value twice: np.repeat(y, 2).",
    "stem": "Use vlines(x, 0, y) and plot(x, y, 'o').",
}
