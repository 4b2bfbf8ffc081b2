"""Derivatives of ordinary Python functions: recorded once, walked backwards.

`grad` calls a function with values that remember what is done to them, and follows the record
from the result back to the variable. This is reverse mode, or backpropagation: one walk gives
the derivative with respect to every number of the variable, for about the price of a few
calls of the function. S. Linnainmaa, "Taylor expansion of the accumulated rounding error",
BIT 16 (1976); A. Griewank and A. Walther, Evaluating Derivatives, 2nd edition, SIAM, 2008.

The function is called with recorded values, so it must be written with NumPy: `np.where` in
place of `if`, `iterate` or a `for` of fixed length in place of `while`. Where there is no
derivative, the choices are those of `mathlib.graph.derivatives`: 0 for |x| at 0, equal shares
among the largest of several.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mathlib.arrays import as_floats
from mathlib.autodiff_check import GradientCheck, check_gradient
from mathlib.graph import Node, Recorded, new_input, record
from mathlib.graph.backward import Backward
from mathlib.graph.locking import locking
from mathlib.graph.recorded import as_node
from mathlib.graph.refusals import no_refusal_swallowed
from mathlib.graph.trees import mapped

__all__ = ["GradientCheck", "check_gradient", "grad", "hessian", "jacobian", "value_and_grad"]

Function = Callable[..., Any]


def grad(f: Function, argnum: int | tuple[int, ...] = 0) -> Function:
    """Return a function that computes the gradient of ``f``.

    Parameters
    ----------
    f : function
        Returns one number.
    argnum : int or tuple of int
        Which argument to differentiate with respect to; for a tuple, the gradients come back
        as a tuple. The argument is a number, an array, a list, or a tuple or dict of those:
        the parameters of a network. Whole numbers become floats.

    Returns
    -------
    function
        Takes the arguments of ``f``, and returns a gradient of the shape of the argument, or
        a tuple or dict like it. Zeros, if the result does not depend on the argument.

    Raises
    ------
    ValueError
        By the returned function, if ``f`` does not return one number.
    TypeError
        By the returned function, if an argument holds anything but real numbers, or if ``f``
        does what cannot be recorded.

    Examples
    --------
    >>> grad(lambda x: x**3)(2.0)
    np.float64(12.0)
    >>> grad(grad(np.sin))(0.0)
    np.float64(-0.0)
    >>> grad(lambda layer, x: np.sum(layer["w"] * x + layer["b"]))({"w": 3, "b": 1}, [1, 2])
    {'w': np.float64(3.0), 'b': np.float64(2.0)}
    """
    both = value_and_grad(f, argnum)
    return lambda *args, **kwargs: both(*args, **kwargs)[1]


def value_and_grad(f: Function, argnum: int | tuple[int, ...] = 0) -> Function:
    """Return a function that computes ``f`` and its gradient, in one go.

    Parameters, gradients and errors are those of `grad`.

    Examples
    --------
    >>> value_and_grad(lambda x: x**3)(2.0)
    (np.float64(8.0), np.float64(12.0))
    """

    def derivative(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        with locking() as locks:
            variables, nodes, result = _traced(f, argnum, args, kwargs)
            if result.value.shape != ():
                raise ValueError(
                    f"a gradient is that of one number, but {_name(f)} returned an array of "
                    f"shape {result.value.shape}. Let it return one number, such as np.sum(...) "
                    f"of it; or ask for the derivative of every element with jacobian."
                )
            way = Backward([result], nodes)
            found = iter(way.run(np.ones(())))
            gradient = mapped(lambda leaf: _settled(next(found), leaf.shape), variables)
            return _value(way, result, locks), gradient

    return derivative


def jacobian(f: Function, argnum: int = 0) -> Function:
    """Return a function that computes every derivative of every element of ``f``.

    Row i is the gradient of element i, from one walk backwards each; the function itself is
    called once.

    Parameters
    ----------
    f : function
        Returns an array of any shape, or one number.
    argnum : int
        Which argument to differentiate with respect to: a number, an array or a list.

    Returns
    -------
    function
        Takes the arguments of ``f``, and returns an array of the shape of the result followed
        by the shape of the argument.

    Examples
    --------
    >>> jacobian(lambda x: x**2)([1, 2, 3])
    array([[2., 0., 0.],
           [0., 4., 0.],
           [0., 0., 6.]])
    """

    def derivative(*args: Any, **kwargs: Any) -> Any:
        with locking() as locks:
            variable, nodes, result = _traced(f, argnum, args, kwargs)
            if not isinstance(variable, Recorded):
                raise TypeError(
                    f"jacobian takes the derivative with respect to one array, but argument "
                    f"{argnum} is a {type(variable).__name__} of arrays. Join them with "
                    f"np.concatenate and take them apart inside the function."
                )
            way = Backward([result], nodes)
            size = result.value.size
            seeds = np.eye(size).reshape(size, *result.value.shape)
            rows = [_settled(way.run(seed)[0], variable.shape) for seed in seeds]
            _value(way, result, locks)
            shape = (*result.value.shape, *variable.shape)
            return np.reshape(np.stack(rows), shape)[()] if rows else np.zeros(shape)

    return derivative


def hessian(f: Function, argnum: int = 0) -> Function:
    """Return a function that computes all second derivatives of ``f``.

    Parameters
    ----------
    f : function
        Returns one number.
    argnum : int
        Which argument to differentiate with respect to: a number, an array or a list.

    Returns
    -------
    function
        Takes the arguments of ``f``, and returns an array of twice the argument's shape.

    Examples
    --------
    >>> hessian(lambda w: w[0] ** 2 * w[1])([3, 5])
    array([[10.,  6.],
           [ 6.,  0.]])
    """
    return jacobian(grad(f, argnum), argnum)


# ---------------------------------------------------------------- recording
def _traced(f: Function, argnum: Any, args: tuple, kwargs: dict) -> tuple[Any, list[Node], Node]:
    """Call the function with recorded variables.

    Returns
    -------
    tuple
        The variables in the form of the argument, their nodes, and the result's node.
    """
    nodes: list[Node] = []

    def variable(value: Any) -> Recorded:
        made = _variable(value)
        nodes.append(made.node)
        return made

    given = list(args)
    for number in argnum if isinstance(argnum, tuple) else (argnum,):
        given[number] = mapped(variable, _argument(f, args, number))
    with no_refusal_swallowed():
        result = f(*given, **kwargs)
    if isinstance(result, tuple | list | dict) or result is None:
        raise TypeError(
            f"{_name(f)} must return one number or one array, but it returned a "
            f"{type(result).__name__}. Join arrays with np.stack or np.concatenate."
        )
    for node in nodes:
        # Nobody differentiates by this variable any more: to a recording around us it is a
        # constant.
        if node.operation == "input":
            node.operation = "constant"
    variables = tuple(given[i] for i in argnum) if isinstance(argnum, tuple) else given[argnum]
    return variables, nodes, as_node(result)


def _argument(f: Function, args: tuple, number: int) -> Any:
    if not -len(args) <= number < len(args):
        raise TypeError(
            f"the derivative is asked with respect to argument {number}, but {_name(f)} was "
            f"called with {len(args)} positional arguments. Pass it by position."
        )
    return args[number]


def _variable(value: Any) -> Recorded:
    if type(value) is np.ndarray and value.dtype == np.float64:
        return new_input(value)
    if isinstance(value, Recorded):
        return record("copy", value if value.dtype == np.float64 else value * 1.0)
    try:
        array = as_floats(value)
    except (TypeError, ValueError) as error:
        raise TypeError(
            f"a derivative is taken with respect to real numbers, but this is a "
            f"{type(value).__name__}: {error}. Pass numbers, an array, or a tuple or dict of them."
        ) from None
    return new_input(array)


def _settled(gradient: Any, shape: tuple[int, ...]) -> Any:
    """Return a gradient as the caller's own array, or recorded."""
    if isinstance(gradient, Recorded):
        return gradient
    return np.zeros(shape)[()] if gradient is None else np.array(gradient)[()]


def _value(way: Backward, result: Node, locks: locking) -> Any:
    value = way.known(result)
    if isinstance(value, Recorded):
        locks.keep()  # It is part of the recording around us.
        return value
    return np.array(value)[()]


def _name(f: Function) -> str:
    return getattr(f, "__name__", type(f).__name__).replace("<lambda>", "the function")
