"""Records a figure's function: one graph and two drawings for every choice.

Calls the function with recorded values in place of the controls' numbers, has matplotlib
draw the picture, and gathers what the page needs. Knows no widget and no page.
"""

from __future__ import annotations

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
from mathlib.graph.refusals import no_refusal_swallowed
from mathlib.graph.source_lines import SourceLine, noting_source_lines
from mathlib.live.controls.base import Control
from mathlib.live.controls.checks import check_parameters, check_places
from mathlib.live.controls.choices import Choice
from mathlib.live.controls.state import State
from mathlib.live.controls.steps import check_steps
from mathlib.live.drawing.palette import SERIES, STYLE

from .artists import LiveArtist
from .axes import RecordingFigure
from .steps import record_step
from .text import collecting_text

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
        with style(), np.errstate(all="ignore"):
            lay_out(drawn)
            source = io.StringIO()
            # Figure.savefig would draw twice, the first time for a layout we have.
            FigureCanvasSVG(drawn).print_svg(source, metadata={"Date": None})
        #: The picture as matplotlib writes it: SVG.
        self.source = source.getvalue()

    def _check_limits(self) -> None:
        for artist in self.artists:
            axes, number = self.axes[artist.axes], artist.axes
            for letter in "xy":
                if artist.data:
                    self._check_scale(axes, letter)
                if letter in artist.fitted and getattr(axes, f"get_autoscale{letter}_on")():
                    raise RecordingError(
                        f"axes {number} hold live {artist.kind}, but their {letter} limits are "
                        f"left to matplotlib, which would fit them to the first picture "
                        f"only. Set them: axes.set_{letter}lim(low, high)."
                    )

    @staticmethod
    def _check_scale(axes: Axes, letter: str) -> None:
        scale = getattr(axes, f"get_{letter}scale")()
        if axes.name != "rectilinear" or scale not in ("linear", "log"):
            raise RecordingError(
                f"live artists need plain axes with linear or log scales, not "
                f"{axes.name} axes with a {scale} scale."
            )


class Variant:
    """A figure recorded for one combination of its choices."""

    def __init__(
        self,
        choices: Mapping[str, str],
        inputs: Mapping[str, Node],
        drawings: Mapping[str, Drawing],
        steps: Mapping[str, Node],
        lines: Mapping[Node, SourceLine],
    ) -> None:
        self.choices = dict(choices)
        self.inputs = dict(inputs)
        self.drawings = dict(drawings)
        self.steps = dict(steps)
        self.lines = dict(lines)

    def nodes(self) -> list[Node]:
        """Return the nodes that any of the drawings shows."""
        artists = [a for drawing in self.drawings.values() for a in drawing.artists]
        return [node for artist in artists for node in artist.nodes()]

    def exported(self) -> Exported:
        """Return the graph as plain data: what is drawn, and the states' next numbers."""
        return Exported(self.inputs, [*self.nodes(), *self.steps.values()])


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
        check_parameters(function, controls)
        check_steps(controls)
        self.function = function
        self.controls = dict(controls)
        self.size = size
        choices = {n: c for n, c in controls.items() if isinstance(c, Choice)}
        combinations = itertools.product(*(c.options for c in choices.values()))
        self.variants = [self._record(dict(zip(choices, c, strict=True))) for c in combinations]
        for variant in self.variants:
            check_places(self.controls, variant.drawings["wide"].axes)

    def _record(self, choices: dict[str, str]) -> Variant:
        inputs = {
            name: new_input(control.numbers(control.start_value))
            for name, control in self.controls.items()
            if name not in choices
        }
        received = {n: self.controls[n].received(value) for n, value in (inputs | choices).items()}
        states = {n: c for n, c in self.controls.items() if isinstance(c, State)}
        with noting_source_lines() as lines:
            wide = self._draw(received, self.size)
            steps = {name: record_step(name, state, received) for name, state in states.items()}
        narrow = self._draw(received, (NARROW_WIDTH, self.size[1]), narrow=True)
        drawings = {"wide": wide, "narrow": narrow}
        return Variant(choices, {n: v.node for n, v in inputs.items()}, drawings, steps, lines)

    def _draw(
        self, received: Mapping[str, Any], size: tuple[float, float], narrow: bool = False
    ) -> Drawing:
        with style(), collecting_text():
            drawn = Figure(figsize=size)
            figure = RecordingFigure(drawn, column_size=size if narrow else None)
            with no_refusal_swallowed():
                self.function(figure, **received)
            return Drawing(figure, drawn)

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
        given = [self.controls[name].numbers(values[name]) for name in variant.inputs]
        nodes = variant.nodes()
        program = Program(list(variant.inputs.values()), nodes)
        known = dict(zip(nodes, program.run(*given), strict=True))
        return [a.shown(known.__getitem__) for a in variant.drawings["wide"].artists]
