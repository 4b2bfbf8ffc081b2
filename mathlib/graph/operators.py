"""The short way from an operator or a function of floats to its node, past the gate.

Most of what is recorded is arithmetic on floats, for which the gate's row would write the
operation of the function's own name. Here that takes a third of the time. What is not so
simple goes to the gate. Imports NumPy and the graph's own modules.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from .node import Node
from .operations import ELEMENTWISE
from .recorded import FLOAT, Recorded, as_node
from .tracing import quietly

#: NumPy's functions that are operations of the graph as they stand, where they are given floats.
_DIRECT = {f: name for name, f in ELEMENTWISE.items() if isinstance(f, np.ufunc)} | {
    np.matmul: "matmul"
}

_PLAIN = {float, int, np.ndarray, np.float64}


def directly(ufunc: np.ufunc, operands: tuple) -> Recorded | None:
    """Record a function of floats without asking the gate, or return None to have it asked."""
    name = _DIRECT.get(ufunc)
    if name is None:
        return None
    nodes = []
    for operand in operands:
        if type(operand) is Recorded:
            nodes.append(operand.node)
        elif type(operand) in _PLAIN:
            nodes.append(as_node(operand))
        else:
            return None
    return _made(ufunc, name, tuple(nodes))


def _made(ufunc: np.ufunc, name: str, nodes: tuple[Node, ...]) -> Recorded | None:
    values = [node.value for node in nodes]
    if values[0].dtype is not FLOAT and values[-1].dtype is not FLOAT:
        return None
    with quietly():
        value = ufunc(*values)
    return Recorded(Node(name, nodes, value if type(value) is np.ndarray else np.asarray(value)))


def _operator(name: str, ufunc: np.ufunc, turned: bool) -> Callable[..., Any]:
    general, operation = getattr(NDArrayOperatorsMixin, name), _DIRECT[ufunc]

    def operator(self, other):
        if type(other) is Recorded:
            read = other.node
        elif type(other) in _PLAIN:
            read = as_node(other)
        else:
            return general(self, other)
        nodes = (read, self.node) if turned else (self.node, read)
        result = _made(ufunc, operation, nodes)
        return general(self, other) if result is None else result

    return operator


for _name, _ufunc in {
    **{"add": np.add, "sub": np.subtract, "mul": np.multiply, "truediv": np.divide},
    **{"pow": np.power, "matmul": np.matmul},
}.items():
    setattr(Recorded, f"__{_name}__", _operator(f"__{_name}__", _ufunc, False))
    setattr(Recorded, f"__r{_name}__", _operator(f"__r{_name}__", _ufunc, True))
