"""Records NumPy into a graph: values, the operation table, replay, export.

Knows nothing of matplotlib, widgets or pages; imports NumPy only.
"""

from .export import Exported
from .node import Node
from .program import Program
from .recorded import Recorded, RecordingError, new_input
from .text import words

__all__ = [
    "Exported",
    "Node",
    "Program",
    "Recorded",
    "RecordingError",
    "new_input",
    "words",
]
