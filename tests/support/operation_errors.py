"""Random cases of every operation, and how far the page's result is from NumPy's.

``python tests/operation_errors.py`` prints the largest error of each operation.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from decimal import Decimal, localcontext
from typing import Any

import numpy as np

from mathlib.graph import Exported, Recorded, new_input
from mathlib.graph.operations import ELEMENTWISE, OPERATIONS, SLOPES
from mathlib.graph.recorded import record

Arrays = list[np.ndarray]
Random = np.random.Generator

RUN = """(m, cases) => cases.map(({ nodes, wanted, inputs }) => {
  const program = m.prepare(nodes);
  inputs.forEach((numbers, i) => program.set(String(i), numbers));
  program.run(program.names);
  return wanted.map((i) => program.values[i].values.slice());
})"""
#: How many inputs each operation has that acts element by element.
INPUTS = {n: getattr(f, "nin", 3) for n, f in ELEMENTWISE.items()} | dict.fromkeys(SLOPES, 1)
#: Operations that only move numbers or compare them, that IEEE 754 rounds exactly, or that
#: add and multiply in NumPy's own order.
EXACT = {
    *("add", "subtract", "multiply", "divide", "negative", "absolute", "sign", "sqrt", "floor"),
    *("ceil", "trunc", "rint", "remainder", "floor_divide"),
    *("minimum", "maximum", "less", "less_equal", "equal", "not_equal", "isfinite", "where"),
    *("logical_and", "logical_or", "logical_not"),
    *("copy", "gather", "scatter", "gather_at", "scatter_at"),
    *("sum", "prod", "max", "min", "cumsum", "argmax", "argmin", "argsort"),
}
#: What the others may differ by, in their unit.
LIMITS = (
    dict.fromkeys(OPERATIONS, 2.0)
    | dict.fromkeys(EXACT, 0.0)
    | {"inv": 4.0, "solve": 4.0, "det": 16.0, "eigh": 16.0, "svd": 16.0}
)
UNITS = dict.fromkeys(OPERATIONS, "ulp") | {
    "matmul": "k u |A||B|",
    "det": "n u cond(A) |det|",
    "inv": "n u cond(A) |X|",
    "solve": "n u cond(A) |x|",
    "eigh": "n u |A|",
    "svd": "max(m, n) u |A|",
}
U = 2.0**-53


# ---------------------------------------------------------------- cases
def numbers(rng: Random, shape: tuple[int, ...]) -> np.ndarray:
    """Return ordinary numbers of many sizes; in one array of four also extreme ones."""
    array = rng.standard_normal(shape) * 10.0 ** rng.integers(-3, 4, shape)
    if rng.random() < 0.25:
        rare = rng.choice([0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 5e-324, 1e308], shape)
        array = np.where(rng.random(shape) < 0.3, rare, array)
    return array


def _shape(rng: Random, least: int = 0, most: int = 4, side: int = 7) -> tuple[int, ...]:
    return tuple(int(n) for n in rng.integers(1, side, rng.integers(least, most + 1)))


def _elementwise(rng: Random, name: str) -> tuple[Arrays, dict]:
    """Return operands whose shapes broadcast: some axes of length one, some left out."""
    shape = _shape(rng)
    shapes = [
        tuple(1 if rng.random() < 0.3 else n for n in shape)[rng.integers(0, len(shape) + 1) :]
        for _ in range(INPUTS[name])
    ]
    return [numbers(rng, s) for s in shapes], {}


def _reduction(rng: Random, name: str) -> tuple[Arrays, dict]:
    shape = _shape(rng, side=12) if rng.random() < 0.8 else (int(rng.integers(100, 3000)),)
    axis = tuple(i for i in range(len(shape)) if rng.random() < 0.6)
    return [numbers(rng, shape)], {"axis": axis, "keepdims": bool(rng.random() < 0.5)}


def _along(rng: Random, name: str) -> tuple[Arrays, dict]:
    shape = _shape(rng, least=1, side=12)
    array = numbers(rng, shape)
    if rng.random() < 0.5:  # with equal elements
        array = np.round(rng.normal(size=shape))
    keepdims = {"keepdims": bool(rng.random() < 0.5)} if name.startswith("argm") else {}
    return [array], {"axis": int(rng.integers(len(shape)))} | keepdims


def _gather(rng: Random, name: str) -> tuple[Arrays, dict]:
    arrays = [numbers(rng, _shape(rng)) for _ in range(rng.integers(1, 4))]
    total = sum(a.size for a in arrays)
    return arrays, {"indices": rng.integers(0, total, _shape(rng))}


def _scatter(rng: Random, name: str) -> tuple[Arrays, dict]:
    g, shape = numbers(rng, _shape(rng)), _shape(rng)
    return [g], {"indices": rng.integers(0, int(np.prod(shape)), g.shape), "shape": shape}


def _places(rng: Random, shape: tuple[int, ...], size: int) -> np.ndarray:
    """Return positions, one of three of which is none."""
    none = rng.choice([-1.0, size, size + 2.0, 0.5, np.nan, np.inf, -np.inf], shape)
    return np.where(rng.random(shape) < 0.7, rng.integers(0, size, shape), none)


def _pick(rng: Random, name: str) -> tuple[Arrays, dict]:
    a = numbers(rng, _shape(rng))
    return [a, _places(rng, _shape(rng), a.size)], {}


def _place(rng: Random, name: str) -> tuple[Arrays, dict]:
    g, shape = numbers(rng, _shape(rng)), _shape(rng)
    return [g, _places(rng, g.shape, int(np.prod(shape)))], {"shape": shape}


def _matmul(rng: Random, name: str) -> tuple[Arrays, dict]:
    batch = _shape(rng, most=2, side=4)
    m, k, n = (int(i) for i in rng.integers(1, 9, 3))
    shapes = [(*_part_of(rng, batch), m, k), (*_part_of(rng, batch), k, n)]
    for i in (0, 1):
        if rng.random() < 0.2:
            shapes[i] = (k,)
    return [rng.standard_normal(s) * 10.0 ** rng.integers(-3, 4, s) for s in shapes], {}


def _part_of(rng: Random, batch: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(1 if rng.random() < 0.3 else n for n in batch)[rng.integers(0, len(batch) + 1) :]


def _square(rng: Random) -> np.ndarray:
    n = int(rng.integers(1, 7))
    a = rng.standard_normal((n, n)) * 10.0 ** rng.integers(-3, 4)
    if rng.random() < 0.1:
        a[:, -1] = 0.0  # singular
    if rng.random() < 0.1:
        a[0, -1] = rng.choice([np.nan, np.inf])
    return a


def _of_square(rng: Random, name: str) -> tuple[Arrays, dict]:
    a = _square(rng)
    if name == "eigh":
        a = a + a.T
    if name != "solve":
        return [a], {}
    return [a, rng.standard_normal((len(a), *rng.integers(1, 4, rng.integers(0, 2))))], {}


def _svd(rng: Random, name: str) -> tuple[Arrays, dict]:
    m, n, rank = (int(i) for i in rng.integers(1, 7, 3))
    factors = rng.standard_normal((m, rank)), rng.standard_normal((rank, n))
    return [np.matmul(*factors) * 10.0 ** (rank - 3)], {}


CASES: dict[str, Callable[[Random, str], tuple[Arrays, dict]]] = {
    **dict.fromkeys(INPUTS, _elementwise),
    **dict.fromkeys(("sum", "prod", "max", "min"), _reduction),
    **dict.fromkeys(("cumsum", "argmax", "argmin", "argsort"), _along),
    "copy": lambda rng, name: ([numbers(rng, _shape(rng))], {}),
    "gather": _gather,
    "scatter": _scatter,
    "gather_at": _pick,
    "scatter_at": _place,
    "matmul": _matmul,
    **dict.fromkeys(("det", "inv", "solve", "eigh"), _of_square),
    "svd": _svd,
}


# ---------------------------------------------------------------- errors
def ulps_apart(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Count the doubles between two arrays of numbers."""

    def place(x):
        whole = np.ascontiguousarray(x).view(np.int64)
        return np.where(whole < 0, -(whole & np.int64(2**63 - 1)), whole)

    both = ~np.isnan(a) & ~np.isnan(b)
    return np.where(both, np.abs(place(a) - place(b)), 0)


def slope_errors(found: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the errors of slopes of tanh relative to those of 40 digits, in units of 2⁻⁵³."""
    with localcontext(prec=40):
        e = [(-2 * abs(Decimal(float(v)))).exp() for v in x]
        true = [4 * v / (1 + v) ** 2 for v in e]
        errors = [abs(Decimal(float(f)) / t - 1) for f, t in zip(found, true, strict=True)]
    return np.array(errors, dtype=float) / U


def _within(found: np.ndarray, expected: np.ndarray, unit: Any) -> float:
    """Return the largest error in a unit; an error of nothing in a unit of nothing is none."""
    error = np.abs(np.asarray(found - expected))
    unit = np.broadcast_to(unit, error.shape)
    with np.errstate(all="ignore"):
        parts = np.where(error == 0, 0.0, error / unit)
    return float(np.nanmax(parts, initial=0.0))


def _matmul_error(found: Arrays, expected: Arrays, inputs: Arrays) -> float:
    a, b = inputs
    return _within(found[0], expected[0], a.shape[-1] * U * np.matmul(np.abs(a), np.abs(b)))


def _solution_error(found: Arrays, expected: Arrays, inputs: Arrays) -> float:
    if np.isnan(expected[0]).any() or not expected[0].any():
        return 0.0
    condition = np.linalg.cond(inputs[0])
    unit = len(inputs[0]) * U * condition * np.abs(expected[0]).max()
    return _within(found[0], expected[0], unit)


def _factors_error(factors: Arrays, values: Any, product: np.ndarray, a: np.ndarray) -> float:
    """Measure vectors by what they must do, for their signs are free."""
    unit = max(a.shape) * U * np.linalg.norm(a)
    skew = [_within(v.T @ v, np.eye(v.shape[1]), max(a.shape) * U) for v in factors]
    return max(_within(product, a, unit), _within(*values, unit), *skew)


def _eigh_error(found: Arrays, expected: Arrays, inputs: Arrays) -> float:
    (w, v), (a,) = found, inputs
    if np.isnan(a).any() or np.isinf(a).any():
        return 0.0
    return _factors_error([v], (w, expected[0]), (v * w) @ v.T, a)


def _svd_error(found: Arrays, expected: Arrays, inputs: Arrays) -> float:
    (u, s, vh), (a,) = found, inputs
    return _factors_error([u, vh.T], (s, expected[1]), (u * s) @ vh, a)


ERRORS = {
    "matmul": _matmul_error,
    "det": _solution_error,
    "inv": _solution_error,
    "solve": _solution_error,
    "eigh": _eigh_error,
    "svd": _svd_error,
}


def largest_error(name: str, seed: int, count: int, runtime: Any) -> float:
    """Return the largest error of an operation in so many random cases.

    Raises
    ------
    AssertionError
        If the page has nan where NumPy has none, or the other way round.
    """
    rng = np.random.default_rng(seed)
    cases = [CASES[name](rng, name) for _ in range(count)]
    recorded = [_recorded(name, *case) for case in cases]
    sent = [_sent(inputs, results) for inputs, results in recorded]
    worst = 0.0
    answers = runtime.call("program.js", RUN, sent)
    for (arrays, settings), (_, results), found in zip(cases, recorded, answers, strict=True):
        expected = [np.asarray(r.node.value, dtype=float) for r in results]
        found = [f.reshape(e.shape) for f, e in zip(found, expected, strict=True)]
        for f, e in zip(found, expected, strict=True):
            message = f"{name} of {arrays} with {settings}"
            np.testing.assert_array_equal(np.isnan(f), np.isnan(e), err_msg=message)
        if name in ERRORS:
            error = ERRORS[name](found, expected, arrays)
        else:
            error = float(ulps_apart(found[0], expected[0]).max(initial=0))
        worst = max(worst, error)
    return worst


def _recorded(name: str, arrays: Arrays, settings: dict) -> tuple[list[Recorded], list[Recorded]]:
    inputs = [new_input(array) for array in arrays]
    if name not in ("eigh", "svd"):
        return inputs, [record(name, *inputs, **settings)]
    whole = record(name, *inputs, value=OPERATIONS[name](*arrays))
    parts = enumerate(whole.node.value)
    return inputs, [record("element", whole, value=value, number=i) for i, value in parts]


def _sent(inputs: list[Recorded], results: list[Recorded]) -> dict[str, Any]:
    named = {str(i): value.node for i, value in enumerate(inputs)}
    graph = Exported(named, [result.node for result in results])
    wanted = [graph.number(result.node) for result in results]
    given = [np.ravel(value.node.value).astype(float) for value in inputs]
    return {"nodes": graph.nodes, "wanted": wanted, "inputs": given}


def table(runtime: Any, count: int = 1000) -> Iterator[str]:
    """Yield a row for each operation: its name, the largest error, the unit."""
    for name in CASES:
        yield f"{name:14} {largest_error(name, 0, count, runtime):8.3g} {UNITS[name]}"


def main() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    from support.browser import find_browser
    from support.javascript import Runtime

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for row in table(Runtime(browser.new_page()), int(*sys.argv[1:2] or [1000])):
            print(row)
        browser.close()


if __name__ == "__main__":
    main()
