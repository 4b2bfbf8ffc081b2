"""The live figure: a Python function of its controls that a page can run by itself.

Five rooms: `controls`, what the hand moves; `drawing`, the words an author draws with;
`recording`, which calls the function and notes what is live; `page`, which writes it as HTML;
and `homes`, where it lives. `figure` puts them together.
"""

from mathlib.graph import RecordingError

from .controls.base import ControlError
from .controls.choices import Choice, Toggle
from .controls.points import Handle, Orbit
from .controls.sliders import Play, Slider
from .controls.state import State
from .drawing import palette
from .drawing.contours import contours
from .drawing.diagrams import Diagram, fully_connected
from .drawing.polygons import polygons
from .drawing.space import Space
from .figure import LiveFigure, live
from .recording.text import words

__all__ = [
    "Choice",
    "ControlError",
    "Diagram",
    "Handle",
    "LiveFigure",
    "Orbit",
    "Play",
    "RecordingError",
    "Slider",
    "Space",
    "State",
    "Toggle",
    "contours",
    "fully_connected",
    "live",
    "palette",
    "polygons",
    "words",
]
