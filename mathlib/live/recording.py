"""Records a figure's function: one graph and two drawings for every choice.

Calls the function with recorded values in place of the controls' numbers, has matplotlib
draw the picture, and gathers what the page needs. Imports matplotlib, `mathlib.graph` and
its neighbours; knows no widget and no page.
"""

from __future__ import annotations

import inspect
import io
import itertools
from collections.abc import Callable, Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from mathlib.graph import Exported, Node, Program, RecordingError, new_input
from mathlib.graph.text import collecting_text

from .artists import LiveArtist
from .axes import RecordingFigure
from .controls import Choice, Control, ControlError, Handle
from .palette import SERIES, STYLE
from .svg import prepare_svg

#: Inches, at 72 units an inch: the column of a phone.
NARROW_WIDTH = 4.7


def style() -> mpl.rc_context:
    """Return the context in which live figures are drawn."""
    return mpl.rc_context(STYLE | {"axes.prop_cycle": cycler(color=SERIES)})


def lay_out(figure: Figure) -> None:
    """Place the axes once and for all; each further drawing would shift them a little."""
    FigureCanvasSVG(figure)
    if engine := figure.get_layout_engine():
        engine.execute(figure)
    figure.set_layout_engine("none")


class Drawing:
    """One picture of a figure: what matplotlib drew, and what of it is live.

    Parameters
    ----------
    figure : RecordingFigure
        The figure after the function has drawn in it.
    drawn : matplotlib.figure.Figure
        The figure of matplotlib's that it draws in.
    """

    def __init__(self, figure: RecordingFigure, drawn: Figure) -> None:
        self.figure = drawn
        self.artists: list[LiveArtist] = figure.live_artists
        self.axes: list[Axes] = figure.live_axes
        self._check_limits()
        with style():
            lay_out(drawn)
            text = io.StringIO()
            # Figure.savefig would draw twice, the first time for a layout we have.
            FigureCanvasSVG(drawn).print_svg(text, metadata={"Date": None})
        self.text = text.getvalue()

    def _check_limits(self) -> None:
        for number in {a.axes for a in self.artists if a.kind == "line"}:
            axes = self.axes[number]
            for letter in "xy":
                self._check_scale(axes, letter)
                if getattr(axes, f"get_autoscale{letter}_on")():
                    raise RecordingError(
                        f"axes {number} hold a live line, but their {letter} limits are "
                        f"left to matplotlib, which would fit them to the first picture "
                        f"only. Set them: axes.set_{letter}lim(low, high)."
                    )

    @staticmethod
    def _check_scale(axes: Axes, letter: str) -> None:
        scale = getattr(axes, f"get_{letter}scale")()
        if axes.name != "rectilinear" or scale not in ("linear", "log"):
            raise RecordingError(
                f"live lines need plain axes with linear or log scales, not "
                f"{axes.name} axes with a {scale} scale."
            )

    def svg(self, prefix: str, label: str, has_handle: bool, empty: bool = False) -> str:
        """Return the picture as SVG for a page; empty, without its live lines."""
        lines = [a.artist.get_gid() for a in self.artists if a.kind == "line"]
        return prepare_svg(self.text, prefix, label, has_handle, lines if empty else ())

    def scales(self) -> list[dict[str, Any]]:
        """Return, for each axes, how data become units of the SVG."""
        return [{"x": self._scale(a, "x"), "y": self._scale(a, "y")} for a in self.axes]

    def _scale(self, axes: Axes, letter: str) -> dict[str, Any]:
        matrix = (axes.transLimits + axes.transAxes).get_matrix()
        row = "xy".index(letter)
        start, factor = float(matrix[row, 2]), float(matrix[row, row])
        if letter == "y":  # SVG counts from the top.
            start, factor = self.figure.bbox.height - start, -factor
        return {
            "scale": getattr(axes, f"get_{letter}scale")(),
            "start": start,
            "factor": factor,
            "limits": [float(v) for v in getattr(axes, f"get_{letter}lim")()],
        }


class Variant:
    """A figure recorded for one combination of its choices."""

    def __init__(
        self,
        choices: Mapping[str, str],
        inputs: Mapping[str, Node],
        drawings: Mapping[str, Drawing],
    ) -> None:
        self.choices = dict(choices)
        self.inputs = dict(inputs)
        self.drawings = dict(drawings)

    def nodes(self) -> list[Node]:
        """Return the nodes that any of the drawings shows."""
        artists = [a for drawing in self.drawings.values() for a in drawing.artists]
        return [node for artist in artists for node in artist.nodes()]

    def exported(self) -> Exported:
        """Return the graph as plain data."""
        return Exported(self.inputs, self.nodes())


class Recording:
    """Everything recorded of a figure's function.

    Parameters
    ----------
    function : callable
        ``function(figure, **controls)``; draws in a matplotlib figure.
    controls : mapping of str to Control
        One control for each of its parameters but the first.
    size : tuple of float
        The wide drawing's width and height in inches.

    Raises
    ------
    ControlError
        If the controls and the function's parameters do not match.
    RecordingError
        If the function does with a recorded value what cannot be recorded.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        controls: Mapping[str, Control],
        size: tuple[float, float],
    ) -> None:
        _check_parameters(function, controls)
        self.function = function
        self.controls = dict(controls)
        self.size = size
        choices = {n: c for n, c in controls.items() if isinstance(c, Choice)}
        combinations = itertools.product(*(c.options for c in choices.values()))
        self.variants = [self._record(dict(zip(choices, c, strict=True))) for c in combinations]
        self._check_handles()

    def _record(self, choices: dict[str, str]) -> Variant:
        inputs = {
            name: new_input(control.start_value)
            for name, control in self.controls.items()
            if name not in choices
        }
        given = inputs | {n: self.controls[n].options[c] for n, c in choices.items()}
        drawings = {
            "wide": self._draw(given, self.size),
            "narrow": self._draw(given, (NARROW_WIDTH, self.size[1]), narrow=True),
        }
        return Variant(choices, {n: value.node for n, value in inputs.items()}, drawings)

    def _draw(
        self, given: Mapping[str, Any], size: tuple[float, float], narrow: bool = False
    ) -> Drawing:
        with style(), collecting_text():
            drawn = Figure(figsize=size)
            figure = RecordingFigure(drawn, column_size=size if narrow else None)
            self.function(figure, **given)
            return Drawing(figure, drawn)

    def _check_handles(self) -> None:
        for name, control in self.controls.items():
            if isinstance(control, Handle):
                for variant in self.variants:
                    _check_handle(name, control, variant.drawings["wide"].axes)

    def variant(self, values: Mapping[str, Any]) -> Variant:
        """Return the variant that these values of the controls choose."""
        return next(
            variant
            for variant in self.variants
            if all(values[name] == choice for name, choice in variant.choices.items())
        )

    def values(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return what the artists show for these values of the controls.

        Returns
        -------
        list of dict
            One for each live artist of the wide drawing: its kind, its data by
            name (arrays: ``x``, ``y``) and its ``text``.
        """
        variant = self.variant(values)
        given = [np.asarray(values[name]) for name in variant.inputs]
        nodes = variant.nodes()
        program = Program(list(variant.inputs.values()), nodes)
        known = dict(zip(nodes, program.run(*given), strict=True))
        return [a.shown(known.__getitem__) for a in variant.drawings["wide"].artists]


def _check_handle(name: str, handle: Handle, axes: list[Axes]) -> None:
    if not 0 <= handle.axes < len(axes):
        raise ControlError(
            f"the handle {name!r} lives in axes {handle.axes}, but the figure has "
            f"{len(axes)}, counted from 0."
        )
    lives_in = axes[handle.axes]
    for value, limits in zip(
        handle.start_value, (lives_in.get_xlim(), lives_in.get_ylim()), strict=True
    ):
        if not min(limits) <= value <= max(limits):
            raise ControlError(
                f"the handle {name!r} starts at {handle.start_value}, outside its axes, "
                f"which go from {limits[0]:g} to {limits[1]:g}."
            )


def _check_parameters(function: Callable, controls: Mapping[str, Control]) -> None:
    parameters = list(inspect.signature(function).parameters)[1:]
    for name, control in controls.items():
        if not isinstance(control, Control):
            raise ControlError(
                f"{name}={control!r} is no control; use Slider, Play, Choice or Handle."
            )
        if name not in parameters:
            raise ControlError(
                f"the control {name!r} is no parameter of {function.__name__}, which "
                f"has: figure, {', '.join(parameters)}. Give both the same name."
            )
    missing = [name for name in parameters if name not in controls]
    if missing:
        raise ControlError(
            f"{function.__name__} has no control for {', '.join(missing)}; declare it: "
            f"@live({missing[0]}=Slider(low, high))."
        )
