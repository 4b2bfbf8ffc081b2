"""Tuples and dicts of arrays, however nested: the parameters of a network.

A list is one array, as everywhere in this library.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .recorded import Recorded


def mapped(function: Callable[[Any], Any], tree: Any) -> Any:
    """Apply a function to every array of a tuple or dict of arrays, however nested."""
    if type(tree) in (np.ndarray, Recorded):
        return function(tree)
    if isinstance(tree, dict):
        return {key: mapped(function, branch) for key, branch in tree.items()}
    if isinstance(tree, tuple):
        branches = [mapped(function, branch) for branch in tree]
        return type(tree)(*branches) if hasattr(tree, "_fields") else tuple(branches)
    return function(tree)


def leaves(tree: Any) -> list[Any]:
    """Return the arrays of a tuple or dict of arrays, in order."""
    found: list[Any] = []
    mapped(found.append, tree)
    return found
