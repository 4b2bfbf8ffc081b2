"""The live figure: a Python function of its controls that a page can run by itself.

Arrows point one way: `figure` → `html`, `recording` → `axes`, the controls, `svg`, `palette`;
only `html`, `axes` and `recording` know `mathlib.graph`. The page's side is `runtime/`, joined by
`bundle`; `sphinx/` brings it into a book.
"""

from mathlib.graph import RecordingError, words

from .controls import Choice, ControlError, Toggle
from .drawing import contours, polygons
from .figure import LiveFigure, live
from .points import Handle, Orbit
from .questions import QuestionError, ask_choice, ask_number
from .sliders import Play, Slider
from .space import Space
from .state import State

__all__ = [
    "Choice",
    "ControlError",
    "Handle",
    "LiveFigure",
    "Orbit",
    "Play",
    "QuestionError",
    "RecordingError",
    "Slider",
    "Space",
    "State",
    "Toggle",
    "ask_choice",
    "ask_number",
    "contours",
    "live",
    "polygons",
    "words",
]
