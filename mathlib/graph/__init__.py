"""Records NumPy into a graph: values, the operation table, replay, derivatives, export.

The modules stand in a row, each knowing those before it: `node`, `operations`, `recorded`,
`rules`, `protocol`; beside them `replay`, `loops`, `derivatives`, `backward` and `export`, which
read what was recorded.
"""

from . import derivatives_of_loops, protocol
from .additions import add_operation
from .backward import gradients
from .derivatives import DERIVATIVES
from .export import Exported
from .node import Node, topological_order
from .operations import OPERATIONS
from .recorded import Recorded, RecordingError, new_input, record
from .replay import Program

# What had to wait until all modules are there. A recorded value reaches its rules, which are
# written with recorded values; and the gradient of a loop is itself found by walking backwards.
for _name, _method in protocol.METHODS.items():
    setattr(Recorded, _name, _method)
DERIVATIVES["iterate"] = derivatives_of_loops.iterate

__all__ = [
    "DERIVATIVES",
    "OPERATIONS",
    "Exported",
    "Node",
    "Program",
    "Recorded",
    "RecordingError",
    "add_operation",
    "gradients",
    "new_input",
    "record",
    "topological_order",
]
