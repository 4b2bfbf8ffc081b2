"""Independent answers for gradients, and the calls that have every operation differentiated.

The complex step: f(x + ih) = f(x) + ih f'(x) + ..., so Im f(x + ih) / h has no difference to
round (W. Squire and G. Trapp, SIAM Review 40, 1998). It needs NumPy's function on complex
numbers, or a formula for it. Run this file to print the largest errors found.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, mutually_broadcastable_shapes

from mathlib.autodiff import grad
from mathlib.graph import new_input
from mathlib.graph.backward import Backward
from mathlib.graph.node import Node, topological_order
from mathlib.graph.operations import OPERATIONS
from mathlib.graph.recorded import record

STEP = 1e-30
#: Smaller numbers than this have fewer digits.
TINY = 1e-280


# ---------------------------------------------------------------- what is differentiated
@dataclass
class Case:
    """A function, where to take its gradient, and the same function of complex numbers."""

    function: Callable[..., Any]
    points: st.SearchStrategy
    of_complex: Callable[..., Any] | None = None
    #: Whether it can be computed of complex numbers, and whether its gradient's rules can.
    analytic: bool = True
    rules: bool = True


def within(low: float, high: float) -> st.SearchStrategy:
    """Draw numbers of a few digits: beside much smaller ones the complex step is a large one."""
    return st.floats(low, high).map(lambda x: round(x, 6))


def both_sides(low: float, high: float) -> st.SearchStrategy:
    return within(low, high) | within(-high, -low)


def one(elements: st.SearchStrategy, **shape: Any) -> st.SearchStrategy:
    shapes = array_shapes(**{"min_dims": 0, "max_dims": 3, "max_side": 3} | shape)
    return st.tuples(arrays(float, shapes, elements=elements))


def spread(*elements: st.SearchStrategy) -> st.SearchStrategy:
    """Draw arrays that broadcast with one another."""
    shapes = mutually_broadcastable_shapes(num_shapes=len(elements), max_dims=3, max_side=3)
    return shapes.flatmap(
        lambda drawn: st.tuples(
            *(
                arrays(float, s, elements=e)
                for s, e in zip(drawn.input_shapes, elements, strict=True)
            )
        )
    )


def apart(*shape: int) -> st.SearchStrategy:
    """Draw arrays whose elements are all different, by 0.1 at least."""
    size = int(np.prod(shape))
    return st.permutations(range(size)).map(lambda p: np.reshape(p, shape) * 0.7 - 1.3)


def matrix(n: int, m: int | None = None) -> st.SearchStrategy:
    """Draw matrices far from singular ones."""
    full = np.eye(n, m or n) * 4 * (1 + np.arange(m or n))
    return arrays(float, full.shape, elements=within(-0.5, 0.5)).map(lambda a: a + full)


def _absolute(z):
    return np.where(z.real < 0, -z, z)


#: Operations for which NumPy has no analytic function of complex numbers.
COMPLEX: dict[str, Callable[..., Any]] = {
    "absolute": _absolute,
    "cbrt": lambda z: np.where(z.real < 0, -1, 1) * _absolute(z) ** (1 / 3),
    "hypot": lambda x, y: np.sqrt(x * x + y * y),
    "arctan2": lambda y, x: np.arctan(y / x) + np.where(x.real < 0, np.pi * np.sign(y.real), 0),
    "logaddexp": lambda x, y: np.log(np.exp(x) + np.exp(y)),
    "remainder": lambda x, y: x - y * np.floor(x.real / y.real),
    "tanh_slope": lambda z: 1 / np.cosh(z) ** 2,
}


def _choose(first):
    return lambda a, b: np.where(first(a.real, b.real), a, b)


def far_from_a_jump(x, y):
    return np.all(np.abs(x / y - np.rint(x / y)) > 0.06)


def _extreme(of):
    return lambda a: np.take_along_axis(a, of(a.real, axis=1, keepdims=True), 1)[:, 0]


def _exponential(values, vectors):
    """Compute the matrix exponential."""
    return (vectors * np.exp(values)) @ vectors.T


def _outer(u, s, vh):
    """Compute with all three parts what does not change with the vectors' signs."""
    return (u * s**2) @ vh + np.sum(u[0] * vh[:, 0])


def real(function: Callable[..., Any], points: st.SearchStrategy) -> Case:
    """Return a case that NumPy's algorithm can only compute of real numbers."""
    return Case(function, st.tuples(points), analytic=False, rules=False)


small, wide = within(-3, 3), both_sides(0.1, 10)
positive, inside = within(0.1, 10), within(-0.9, 0.9)
three = arrays(float, (3, 4), elements=small)
WHERE = np.array([[True], [False], [True]])
PLACES = np.array([[0, 5], [5, 2]])
SIZES = {"v": (3,), "m": (2, 3), "n": (3, 4), "s": (2, 2, 3), "t": (2, 3, 2), "c": (1, 3, 2)}


def product(a: str, b: str) -> Case:
    points = st.tuples(*(arrays(float, SIZES[name], elements=small) for name in (a, b)))
    return Case(np.matmul, points)


#: operation -> calls of it.
CASES: dict[str, list[Case]] = {
    **{
        f.__name__: [Case(f, one(small))]
        for f in (np.negative, np.exp, np.exp2, np.expm1, np.sin, np.cos, np.sinh, np.cosh)
    },
    **{f.__name__: [Case(f, one(positive))] for f in (np.sqrt, np.log, np.log2, np.log10)},
    **{f.__name__: [Case(f, one(inside))] for f in (np.arcsin, np.arccos, np.arctanh, np.log1p)},
    "tan": [Case(np.tan, one(within(-1.4, 1.4)))],
    "tanh": [Case(np.tanh, one(within(-30, 30)))],
    "tanh_slope": [
        Case(lambda x: record("tanh_slope", x), one(within(-30, 30)), COMPLEX["tanh_slope"])
    ],
    "arctan": [Case(np.arctan, one(wide))],
    "arcsinh": [Case(np.arcsinh, one(wide), rules=False)],
    "arccosh": [Case(np.arccosh, one(within(1.1, 10)))],
    "cbrt": [Case(np.cbrt, one(wide), COMPLEX["cbrt"])],
    "absolute": [Case(np.abs, one(wide), COMPLEX["absolute"], rules=False)],
    "add": [Case(np.add, spread(small, small))],
    "subtract": [Case(np.subtract, spread(small, small))],
    "multiply": [Case(np.multiply, spread(small, small))],
    "divide": [Case(np.divide, spread(small, wide))],
    "power": [
        Case(np.power, spread(positive, small)),
        Case(lambda x: x**2, one(wide)),
        Case(lambda x: x**3.0, one(wide)),
        Case(lambda x: x ** np.array([0, 1, 2]), st.tuples(arrays(float, (2, 3), elements=wide))),
        Case(lambda x: x**-1.0, one(wide)),
    ],
    "remainder": [
        Case(
            np.remainder,
            spread(wide, both_sides(1, 3)).filter(lambda xy: far_from_a_jump(*xy)),
            COMPLEX["remainder"],
            rules=False,
        )
    ],
    "hypot": [Case(np.hypot, spread(both_sides(0.5, 5), both_sides(0.5, 5)), COMPLEX["hypot"])],
    "arctan2": [
        Case(np.arctan2, spread(both_sides(*y), both_sides(*x)), COMPLEX["arctan2"])
        for y, x in [((0.1, 1), (2, 10)), ((2, 10), (0.1, 1))]
    ],
    "logaddexp": [Case(np.logaddexp, spread(wide, wide), COMPLEX["logaddexp"], rules=False)],
    "minimum": [Case(np.minimum, spread(small, within(3.5, 4)), _choose(np.less))]
    + [Case(np.minimum, st.tuples(apart(2, 3), apart(3).map(lambda a: a + 0.3)), _choose(np.less))],
    "maximum": [
        Case(
            np.maximum, st.tuples(apart(2, 3), apart(3).map(lambda a: a + 0.3)), _choose(np.greater)
        )
    ],
    "where": [
        Case(
            lambda a, b: np.where(WHERE, a, b),
            st.tuples(arrays(float, 2, elements=small), arrays(float, (3, 1), elements=small)),
        )
    ],
    "copy": [Case(lambda a: record("copy", a), one(small), np.copy)],
    "sum": [
        Case(lambda a: np.sum(a, axis=(0, 2)), one(small, min_dims=3)),
        Case(lambda a: np.sum(a, axis=-1, keepdims=True), one(small, min_dims=1)),
        Case(np.sum, one(small)),
    ],
    "prod": [
        Case(np.prod, one(small)),
        Case(lambda a: np.prod(a, axis=(2, 0), keepdims=True), one(small, min_dims=3)),
        Case(lambda a: np.prod(a, axis=1), one(st.sampled_from([0.0, 1.5, -2.0]), min_dims=2)),
    ],
    "max": [Case(lambda a: np.max(a, axis=1), st.tuples(apart(3, 4)), _extreme(np.argmax))],
    "min": [Case(lambda a: np.min(a, axis=1), st.tuples(apart(3, 4)), _extreme(np.argmin))],
    "cumsum": [Case(lambda a: np.cumsum(a, axis=1), one(small, min_dims=2))],
    "gather": [
        Case(lambda a: a[PLACES[0], ::-1], one(small, min_dims=2, min_side=6, max_side=6)),
        Case(lambda a, b: np.concatenate([a, b, a]), st.tuples(three, three)),
    ],
    "scatter": [
        Case(
            lambda a: record("scatter", a, indices=PLACES, shape=(2, 3)),
            st.tuples(arrays(float, (2, 2), elements=small)),
            lambda a: np.array([[a[0, 0], 0, a[1, 1]], [0, 0, a[0, 1] + a[1, 0]]]),
        )
    ],
    "gather_at": [
        Case(
            lambda a: record("gather_at", a, PLACES),
            st.tuples(three),
            lambda a: np.ravel(a)[PLACES],
        )
    ],
    "scatter_at": [
        Case(
            lambda a: record("scatter_at", a, PLACES, shape=(2, 3)),
            st.tuples(arrays(float, (2, 2), elements=small)),
            lambda a: np.array([[a[0, 0], 0, a[1, 1]], [0, 0, a[0, 1] + a[1, 0]]]),
        )
    ],
    "matmul": [product(*pair) for pair in ("vv", "vn", "mv", "mn", "vt", "sv", "st", "sc", "mt")]
    + [Case(lambda a: a @ a.T, st.tuples(three))],
    "inv": [Case(np.linalg.inv, st.tuples(matrix(3)))],
    "det": [Case(np.linalg.det, st.tuples(matrix(3)))],
    "solve": [
        Case(np.linalg.solve, st.tuples(matrix(3), arrays(float, shape, elements=small)))
        for shape in ((3,), (3, 2))
    ],
    "eigh": [
        real(lambda a: np.linalg.eigh(a).eigenvalues, matrix(3)),
        real(lambda a: np.linalg.eigh(a).eigenvectors ** 4, matrix(3)),
        real(lambda a: _exponential(*np.linalg.eigh(a)), matrix(2)),
    ],
    "svd": [real(np.linalg.svdvals, matrix(3, 2))]
    + [
        real(lambda a: _outer(*np.linalg.svd(a, full_matrices=False)), matrix(*shape))
        for shape in ((3, 3), (2, 3), (3, 2))
    ],
}


# ---------------------------------------------------------------- independent answers
def columns(function: Callable[..., Any], arrays: tuple, number: int) -> np.ndarray:
    """Return the derivatives of every element by every element, by the complex step."""
    found = []
    for place in np.ndindex(arrays[number].shape):
        moved = [a.astype(complex) for a in arrays]
        moved[number][place] += 1j * STEP
        found.append(np.ravel(function(*moved).imag) / STEP)
    return np.array(found)


def differences(function: Callable[..., Any], x: np.ndarray, h: float = 2e-3) -> np.ndarray:
    """Return the same by fourth-order differences."""
    found = []
    for place in np.ndindex(x.shape):
        offset = np.zeros(x.shape)
        offset[place] = h
        near = function(x + offset) - function(x - offset)
        far = function(x + 2 * offset) - function(x - 2 * offset)
        found.append(np.ravel((8 * near - far) / (12 * h)))
    return np.array(found)


def in_complex(output: Node, values: dict[Node, np.ndarray]) -> dict[Node, Node]:
    """Return every node of a graph made again, as a constant graph of complex numbers."""
    made: dict[Node, Node] = {}
    for node in topological_order([output]):
        inputs = tuple(made[read] for read in node.inputs)
        value, operation = values.get(node, node.value), node.operation
        if inputs:
            function = COMPLEX.get(operation) or OPERATIONS[operation]
            value = np.asarray(function(*(i.value for i in inputs), **node.settings))
        operation = "constant" if operation == "input" else operation
        made[node] = Node(operation, inputs, value, node.settings)
    return made


def gradient_of_complex(function: Callable[..., Any], at: tuple, number: int) -> Callable[..., Any]:
    """Return the gradient with respect to one array, as the rules compute it of complex numbers.

    It is recorded once: the numbers that it is computed of have the real parts of `at`.
    """
    inputs = [new_input(a) for a in at]
    output = function(*inputs).node
    nodes = [i.node for i in inputs]

    def gradient(*arrays):
        made = in_complex(output, dict(zip(nodes, arrays, strict=True)))
        (found,) = Backward([made[output]], [made[nodes[number]]]).run(np.ones(()))
        return np.zeros(arrays[number].shape, complex) if found is None else found + 0j

    return gradient


# ---------------------------------------------------------------- the comparison
def weights(size: int) -> np.ndarray:
    return np.linspace(0.5, 1.5, size)


def weighted(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the sum of the results, each with its own weight."""

    def total(*arrays):
        result = function(*arrays)
        return np.sum(result * weights(np.size(result)).reshape(np.shape(result)))

    return total


def error(found: np.ndarray, columns: np.ndarray, noise: float = 0.0) -> float:
    """Compare Σ weight · derivative, relative to Σ |weight · derivative|."""
    terms = columns * weights(columns.shape[1]) if columns.size else columns
    scale = np.sum(np.abs(terms), axis=1) + noise + TINY
    return float(np.max(np.abs(np.ravel(found) - np.sum(terms, axis=1)) / scale, initial=0))


def first_error(case: Case, arrays: tuple) -> float:
    """Return the largest error of the gradients, relative to the complex step's."""
    numbers = range(len(arrays))
    gradients = grad(weighted(case.function), tuple(numbers))(*arrays)
    function = case.of_complex or case.function
    return max(error(gradients[i], columns(function, arrays, i)) for i in numbers)


def second_error(case: Case, arrays: tuple) -> float:
    """Return the largest error of the gradients' gradients, relative to the complex step's.

    A gradient with respect to what is broadcast is itself a sum, in which derivatives of both
    signs may cancel: down to a thousandth of the largest second derivative, and no further, all
    digits are asked for.
    """
    total, numbers = weighted(case.function), range(len(arrays))
    pairs = []
    for i in numbers:
        found = grad(weighted(grad(total, i)), tuple(numbers))(*arrays)
        gradient = gradient_of_complex(total, arrays, i)
        expected = [columns(gradient, arrays, j) for j in numbers]
        pairs += zip(found, expected, strict=True)
    largest = max(float(np.max(np.abs(columns), initial=0)) for _, columns in pairs)
    return max(error(found, columns, noise=1e-3 * largest) for found, columns in pairs)


def differences_error(function: Callable[..., Any], arrays: tuple) -> float:
    """Return the largest error of a function's gradients, relative to fourth-order differences."""
    numbers = range(len(arrays))
    gradients = grad(weighted(function), tuple(numbers))(*arrays)

    def error_of(i):
        expected = differences(lambda x: function(*arrays[:i], x, *arrays[i + 1 :]), arrays[i])
        return error(gradients[i], expected, noise=float(np.max(np.abs(function(*arrays)))))

    return max(map(error_of, numbers))


def second_differences_error(case: Case, arrays: tuple) -> float:
    """Return the same for the gradients' gradients."""
    total = weighted(case.function)
    return max(differences_error(grad(total, i), arrays) for i in range(len(arrays)))


def first(case: Case, arrays: tuple) -> float:
    """Return the error of the gradients, in units of what the comparison allows."""
    if case.analytic:
        return first_error(case, arrays) / 1e-12
    return differences_error(case.function, arrays) / 1e-8


def second(case: Case, arrays: tuple) -> float:
    """Return the error of the gradients' gradients, in units of what the comparison allows."""
    if case.rules:
        return second_error(case, arrays) / 1e-12
    return second_differences_error(case, arrays) / 1e-8


def largest(measure: Callable[..., float], case: Case, examples: int) -> float:
    """Return the largest error that a search finds."""
    found = [0.0]

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True)
    @given(case.points)
    def search(arrays):
        found.append(measure(case, arrays))

    search()
    return max(found)


if __name__ == "__main__":
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{'operation':14}{'gradient':>12}{'second':>12}")
    for name, cases in CASES.items():
        worst = [
            max(largest(measure, c, examples) * (1e-12 if exact(c) else 1e-8) for c in cases)
            for measure, exact in ((first, lambda c: c.analytic), (second, lambda c: c.rules))
        ]
        by = "" if all(c.analytic for c in cases) else "  by differences"
        print(f"{name:14}{worst[0]:12.1e}{worst[1]:12.1e}{by}")
