"""Tests of runtime/format.js: Python's format() against JavaScript's."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathlib.live.recording.text import SPEC, typeset

FORMAT = "(m, { values, specs }) => specs.map((spec, i) => m.format(values[i], spec))"
SIGNS = ("", "+", " ", ",", "+,", " ,")
KINDS = ["", *(f".{n}{kind}" for n, kind in itertools.product(range(21), "efg%")), *"efg%"]

ties = [
    *(0.5, 1.5, 2.5, 0.125, 0.375, 2.675, 1e22, 1.005, 0.25, 5e-1, 8.5, 1e15 + 0.5),
    *(4503599627370497.5, 12345.5, 0.0625, 2**-30, 2**-60, 1.25e10, 1.5e10, 12.5e20, 2.5e-5),
    *(99.5, 999999.5, 0.000095),
]  # fmt: skip
extremes = [
    *(0.0, -0.0, np.nan, np.inf, -np.inf, 5e-324, 1.7976931348623157e308, 1e308, 2e306, 1e21, 1e16),
    *(9999999999999998.0, 1e15, 123456789.0, 1e-4, 9.9999e-5, 1e-5, 1e-7, 1e100, 1e23, 0.1, 1 / 3),
    *(9.995, 99999.5, 0.99999, 1e5, 1e6, 999999.0, 1e-100, 2.0**53, 2.0**70, 1e20, 1e22),
]
found_by_chance = np.random.default_rng(0).integers(0, 2**64, 300, dtype=np.uint64).view(float)
ordinary = np.random.default_rng(1).normal(size=300) * 10.0 ** np.random.default_rng(2).integers(
    -8, 9, 300
)
VALUES = [
    *ties,
    *(-t for t in ties),
    *extremes,
    *map(float, found_by_chance),
    *map(float, ordinary),
]


def compare(runtime, values, specs):
    found = runtime.call("format.js", FORMAT, {"values": np.array(values), "specs": specs})
    expected = [format(value, spec) for value, spec in zip(values, specs, strict=True)]
    wrong = [
        (value, spec, e, f)
        for value, spec, e, f in zip(values, specs, expected, found, strict=True)
        if e != f
    ]
    assert not wrong, f"{len(wrong)} differ, such as (value, spec, Python, JavaScript) {wrong[:5]}"


@pytest.mark.parametrize("kind", KINDS)
def test_floats_are_written_as_python_writes_them(runtime, kind):
    specs = [sign + kind for sign in SIGNS]
    assert all(SPEC.fullmatch(spec) for spec in specs)
    pairs = list(itertools.product(VALUES, specs))
    compare(runtime, *map(list, zip(*pairs, strict=True)))


@pytest.mark.parametrize("spec", [*(sign + "d" for sign in SIGNS), ".2f", ",.0f", ".3g", "%", "e"])
def test_whole_numbers_are_written_as_python_writes_them(runtime, spec):
    numbers = [0, 1, -1, 999, 1000, -1000, 123456789, 2**53, -(2**53), 10**15]
    found = runtime.call(
        "format.js", FORMAT, {"values": np.array(numbers, float), "specs": [spec] * len(numbers)}
    )
    assert found == [format(number, spec) for number in numbers]


def test_a_whole_number_has_no_negative_zero_and_may_have_no_value(runtime):
    given = {"values": np.array([-0.0, np.nan, -np.inf, np.nan]), "specs": ["d", ",d", "d", "+d"]}
    assert runtime.call("format.js", FORMAT, given) == ["0", "nan", "-inf", "+nan"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(), st.from_regex(SPEC, fullmatch=True)), min_size=100, max_size=200
    )
)
def test_any_float_in_any_format_that_is_allowed(runtime, pairs):
    pairs = [(value, spec) for value, spec in pairs if not spec.endswith("d")]
    compare(runtime, *map(list, zip(*pairs, strict=True)))


def test_a_minus_is_set_as_python_sets_it(runtime):
    texts = [
        format(value, spec) for value in VALUES for spec in (".2f", ".0f", "e", "g", ",.1f", "%")
    ]
    found = runtime.call("format.js", "(m, texts) => texts.map(m.typeset)", texts)
    assert found == [typeset(text) for text in texts]
    assert any(text.startswith("−") for text in found)
