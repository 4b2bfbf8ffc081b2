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
    nodes, values, floats = [], [], False
    for operand in operands:
        if type(operand) is Recorded:
            node = operand.node
        elif type(operand) in _PLAIN:
            node = as_node(operand)
        else:
            return None
        nodes.append(node)
        values.append(node.value)
        floats = floats or node.value.dtype is FLOAT
    if not floats:
        return None
    with quietly():
        value = ufunc(*values)
    if type(value) is not np.ndarray:
        value = np.asarray(value)
    return Recorded(Node(name, tuple(nodes), value))


def _operator(name: str, ufunc: np.ufunc, order: int) -> Callable[..., Any]:
    general = getattr(NDArrayOperatorsMixin, name)

    def operator(self, other):
        result = directly(ufunc, (self, other)[::order])
        return general(self, other) if result is None else result

    return operator


for _name, _ufunc in {
    **{"add": np.add, "sub": np.subtract, "mul": np.multiply, "truediv": np.divide},
    **{"pow": np.power, "matmul": np.matmul},
}.items():
    setattr(Recorded, f"__{_name}__", _operator(f"__{_name}__", _ufunc, 1))
    setattr(Recorded, f"__r{_name}__", _operator(f"__r{_name}__", _ufunc, -1))
