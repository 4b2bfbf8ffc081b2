"""Tests of runtime/operations.js: every row of the table, NumPy against JavaScript."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.operation_errors import (
    CASES,
    EXACT,
    INPUTS,
    LIMITS,
    largest_error,
    slope_errors,
    ulps_apart,
)

from mathlib.graph.operations import OPERATIONS

EXTREMES = np.array(
    [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 3.0, 1e308, -1e308, np.inf, -np.inf, np.nan]
    + [5e-324, -5e-324, 2.0**53, np.pi, 709.8, -745.2, 1e-300, 1 + 2**-52, 1 - 2**-53]
)
ROWS = """(m, { name, operands }) => {
  const fill = m.UNARY[name] ?? m.BINARY[name] ?? m.TERNARY[name];
  const o = new Float64Array(operands[0].length);
  fill(o, ...operands.flatMap((a) => [a, -1]));
  return o;
}"""


def operands(count):
    """Return arrays that meet ordinary numbers of every size, all bit patterns, and extremes."""
    rng = np.random.default_rng(count)
    corners = np.meshgrid(*[EXTREMES] * count)
    spread = rng.standard_normal((count, 20_000)) * 10.0 ** rng.integers(-9, 9, (count, 20_000))
    near = rng.uniform(-30, 30, (count, 20_000))
    unit = rng.uniform(-1, 1, (count, 20_000))
    far = rng.uniform(-800, 800, (count, 20_000))
    bits = rng.integers(0, 2**64, (count, 5_000), dtype=np.uint64).view(float)
    return [
        np.concatenate([c.ravel(), *rest])
        for c, *rest in zip(corners, spread, near, unit, far, bits, strict=True)
    ]


def test_both_tables_have_the_same_rows(runtime):
    tables = runtime.call("operations.js", "(m) => [m.UNARY, m.BINARY, m.TERNARY].map(Object.keys)")
    assert sorted(name for table in tables for name in table) == sorted(INPUTS)
    assert {n: i + 1 for i, table in enumerate(tables) for n in table} == INPUTS
    steps = runtime.call("steps.js", "(m) => Object.keys(m.STEPS)")
    assert sorted([*steps, "iterate", "element"]) == sorted(set(OPERATIONS) - set(INPUTS))


def test_every_operation_has_random_cases():
    assert set(CASES) == set(OPERATIONS) - {"iterate", "element"}


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=2)
@given(seed=st.integers(0, 2**32))
def test_an_operation_computes_what_numpy_does_in_100_random_cases(runtime, name, seed):
    assert largest_error(name, seed, 100, runtime) <= LIMITS[name]


@pytest.mark.parametrize("name", INPUTS)
def test_a_row_computes_what_numpy_does(runtime, name):
    numbers = operands(INPUTS[name])
    with np.errstate(all="ignore"):
        expected = np.asarray(OPERATIONS[name](*numbers), dtype=float)
    found = runtime.call("operations.js", ROWS, {"name": name, "operands": numbers})
    np.testing.assert_array_equal(np.isnan(found), np.isnan(expected))
    assert ulps_apart(found, expected).max() <= (0 if name in EXACT else 2)
    # Of two zeros that differ in sign, NumPy's minimum takes one or the other by processor.
    if name not in ("minimum", "maximum"):
        zero = expected == 0
        np.testing.assert_array_equal(np.signbit(found)[zero], np.signbit(expected)[zero])


def test_the_hyperbolic_tangent_keeps_2_ulp_where_browsers_lose_3(runtime):
    x = np.random.default_rng(0).uniform(-1.5, 1.5, 300_000)
    found = runtime.call("operations.js", ROWS, {"name": "tanh", "operands": [x]})
    assert ulps_apart(found, np.tanh(x)).max() <= 2


def test_the_slope_of_tanh_keeps_its_digits_in_the_page_at_every_size(runtime):
    rng = np.random.default_rng(0)
    x = rng.uniform(-1, 1, 300_000) * 10.0 ** rng.integers(-12, 3, 300_000) / 3
    x = np.append(x, [0.0, -0.0, 5e-324, 1e-300, -1e-300, 350.0, -350.0])
    found = runtime.call("operations.js", ROWS, {"name": "tanh_slope", "operands": [x]})
    assert slope_errors(found[-3000:], x[-3000:]).max() <= 3.5  # 1 / cosh(x)**2 comes to 5
    assert ulps_apart(found, OPERATIONS["tanh_slope"](x)).max() <= 2
    x = np.array([355.5, 370.0, -370.0, 710.0, 1e308, np.inf, -np.inf, np.nan])
    found = runtime.call("operations.js", ROWS, {"name": "tanh_slope", "operands": [x]})
    with np.errstate(over="ignore"):
        assert ulps_apart(found, OPERATIONS["tanh_slope"](x)).max() <= 2
    assert (found[:3] > 0).all()
    assert found[3:].tolist()[:-1] == [0.0] * 4
    assert np.isnan(found[-1])


def test_the_count_of_ulps_sees_one_bit_and_both_signs():
    a = np.array([1.0, -1.0, 0.0, 5e-324, np.inf])
    b = np.nextafter(a, -1.5)
    assert ulps_apart(a, b).tolist() == [1, 1, 1, 1, 1]
    assert ulps_apart(a, a).tolist() == [0] * 5


def test_pairwise_sums_equal_numpys_bit_for_bit(runtime):
    rng = np.random.default_rng(0)
    sizes = [*range(1, 300), 1000, 1024, 1025, 4097, 100_000]
    arrays = [rng.standard_normal(n) * 10.0 ** rng.integers(-8, 8, n) for n in sizes]
    script = "(m, arrays) => Float64Array.from(arrays, (a) => m.pairwiseSum(a, 0, a.length))"
    found = runtime.call("operations.js", script, arrays)
    assert found.tolist() == [float(np.sum(a)) for a in arrays]
    assert any(float(np.sum(a)) != float(np.cumsum(a)[-1]) for a in arrays)
