"""The live figure: a decorated function that is a widget in Jupyter and HTML in a page."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import anywidget
import numpy as np
import traitlets

from mathlib.live.controls.base import Control, ControlError
from mathlib.live.page.bundle import stylesheet, widget_module
from mathlib.live.page.data import added_operations, figure_data
from mathlib.live.page.html import figure_html
from mathlib.live.page.widgets import unique, with_html
from mathlib.live.recording.figures import Recording

#: What an instance has beside the attributes of its class.
_OWN = ("name", "recording")


class LiveFigure(anywidget.AnyWidget):
    """A figure that follows its controls.

    Each control is a trait of its name: reading it gives what the reader chose, setting
    it moves the figure, and `observe` and `jslink` work as with any widget.

    Parameters
    ----------
    function : callable
        ``function(figure, **controls)``. Its docstring is the caption (first paragraph)
        and the description for readers who do not see the picture (the rest).
    controls : dict of str to Control
        One control for each parameter but the first.
    size : tuple of float
        The wide drawing's width and height in inches.
    """

    _css = stylesheet()
    _html = traitlets.Unicode().tag(sync=True)
    _names = traitlets.List().tag(sync=True)

    def __init__(
        self,
        function: Callable[..., Any],
        controls: dict[str, Control],
        size: tuple[float, float],
    ) -> None:
        self._check_names(controls)
        caption, description = _caption(function)
        self.recording = Recording(function, controls, size)
        self.name = unique(function.__name__)
        self.__doc__ = function.__doc__
        data = figure_data(self.recording, self.name, caption)
        self._esm = added_operations(data) + widget_module()
        super().__init__()
        self.add_traits(**{n: _ControlTrait(control) for n, control in controls.items()})
        self._names = list(controls)
        self._html = figure_html(self.recording, self.name, caption, description, data)

    @staticmethod
    def _check_names(controls: dict[str, Control]) -> None:
        taken = [name for name in controls if hasattr(LiveFigure, name) or name in _OWN]
        if taken:
            raise ControlError(
                f"a control cannot be called {taken[0]!r}: every widget has an attribute "
                f"of that name already. Choose another name for the parameter."
            )

    def __call__(self, figure: Any, **values: Any) -> Any:
        """Draw the plain matplotlib picture, from plain numbers."""
        return self.recording.function(figure, **values)

    def settings(self) -> dict[str, Any]:
        """Return the controls' present values, by name."""
        return {name: getattr(self, name) for name in self._names}

    def value(self) -> list[dict[str, Any]]:
        """Return the arrays and texts that are now drawn, one dict for each artist."""
        return self.recording.values(self.settings())

    def __repr__(self) -> str:
        return f"<live figure {self.recording.function.__name__}({', '.join(self._names)})>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Offer the widget to Jupyter, and plain HTML to everything else."""
        self.send_state(self._names)
        return with_html(super()._repr_mimebundle_(**kwargs), repr(self), self._html)


def live(
    *, size: tuple[float, float] = (10, 4.2), **controls: Control
) -> Callable[[Callable[..., Any]], LiveFigure]:
    """Make a figure's function live.

    Parameters
    ----------
    size : tuple of float
        The picture's width and height in inches, as matplotlib counts them. On a phone
        the axes stand in one column, each of this height.
    **controls : Control
        A control for each parameter of the function, by its name.

    Returns
    -------
    callable
        A decorator that turns ``function(figure, **controls)`` into a `LiveFigure`.

    Examples
    --------
    >>> import numpy as np
    >>> @live(phase=Slider(0.0, 6.0, label="phase"))
    ... def wave(figure, phase):
    ...     '''A wave that the slider shifts.'''
    ...     axes = figure.subplots()
    ...     x = np.linspace(0, 10, 200)
    ...     axes.plot(x, np.sin(x - phase))
    ...     axes.set(xlim=(0, 10), ylim=(-1.1, 1.1))
    """
    _check_size(size)
    return lambda function: LiveFigure(function, controls, size)


def _check_size(size: Any) -> None:
    if isinstance(size, Control):
        raise ControlError(
            "a control cannot be called 'size': live(size=...) is the picture's width and "
            "height in inches. Choose another name for the parameter."
        )
    lengths = np.asarray(size)
    if lengths.shape != (2,) or lengths.dtype.kind not in "iuf" or not (lengths > 0).all():
        raise ControlError(
            f"size is the picture's width and height in inches, such as (10, 4.2), not {size!r}."
        )


def _caption(function: Callable) -> tuple[str, str]:
    text = inspect.getdoc(function)
    if not text:
        raise ControlError(
            f"{function.__name__} needs a docstring: its first paragraph is the figure's "
            f"caption, and its alternative text for readers who do not see it."
        )
    caption, _, description = text.partition("\n\n")
    return " ".join(caption.split()), " ".join(description.split())


# ---------------------------------------------------------------- traits
class _ControlTrait(traitlets.TraitType):
    """A trait that holds what its control allows."""

    def __init__(self, control: Control) -> None:
        super().__init__(default_value=control.start_value)
        self.control = control
        self.tag(
            sync=True,
            to_json=lambda value, _widget: control.packed(value),
            from_json=lambda data, _widget: control.unpacked(data),
        )

    def validate(self, obj: Any, value: Any) -> Any:
        try:
            return self.control.check(value)
        except ControlError as error:
            raise traitlets.TraitError(f"{self.name}: {error}") from None
