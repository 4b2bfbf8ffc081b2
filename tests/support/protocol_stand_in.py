"""A value that answers only NumPy's protocols, and only what a live figure can replay."""

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

UFUNCS = {
    *(np.add, np.subtract, np.multiply, np.divide, np.negative, np.absolute),
    *(np.power, np.square, np.sqrt, np.exp, np.log, np.sin, np.cos, np.tanh),
    *(np.minimum, np.maximum),
    *(np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal),
}
FUNCTIONS = {np.stack, np.sum, np.mean, np.where, np.reshape, np.transpose}


class StandIn(NDArrayOperatorsMixin):
    """An array behind NEP 13 and NEP 18 that refuses to become numbers or to be written to."""

    def __init__(self, value):
        self.value = np.asarray(value, dtype=float)

    shape = property(lambda self: self.value.shape)
    ndim = property(lambda self: self.value.ndim)
    T = property(lambda self: type(self)(self.value.T))

    def __getitem__(self, key):
        return type(self)(self.value[key])

    def __iter__(self):
        return map(type(self), self.value)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        assert ufunc in UFUNCS and method == "__call__" and not kwargs, f"{ufunc} {method} {kwargs}"
        return type(self)(ufunc(*unwrap(inputs)))

    def __array_function__(self, function, types, args, kwargs):
        if function is np.shape:
            return self.shape
        assert function in FUNCTIONS, function
        return type(self)(function(*unwrap(args), **unwrap(kwargs)))

    def refuse(self, *args, **kwargs):
        raise AssertionError("a recorded value was turned into a number")

    __array__ = __bool__ = __float__ = __int__ = __index__ = refuse


class LoopTaker(StandIn):
    """A stand-in that takes loops over, and counts how often."""

    taken = 0

    @staticmethod
    def __iterate__(step, start, count):
        LoopTaker.taken += 1
        several = isinstance(start, tuple)
        states = [start if several else (start,)]
        for k in range(count):
            state = step(states[-1] if several else states[-1][0], LoopTaker(k))
            states.append(state if several else (state,))
        parts = zip(*states, strict=True)
        histories = tuple(LoopTaker(np.stack(unwrap(part))) for part in parts)
        return histories if several else histories[0]


def unwrap(tree):
    """Return nested lists, tuples and dicts with the arrays instead of their stand-ins."""
    if isinstance(tree, StandIn):
        return tree.value
    if isinstance(tree, (list, tuple)):
        return type(tree)(unwrap(item) for item in tree)
    if isinstance(tree, dict):
        return {key: unwrap(item) for key, item in tree.items()}
    return tree
