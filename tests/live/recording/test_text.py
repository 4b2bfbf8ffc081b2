"""Tests of mathlib.live.recording.text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathlib.graph import RecordingError, new_input
from mathlib.live.recording.text import (
    SPEC,
    LiveNumber,
    collecting_text,
    concrete,
    is_live,
    template,
    typeset,
    words,
)

specs = st.from_regex(SPEC, fullmatch=True).filter(lambda spec: not spec.endswith("d"))


def on_an_axis(text):
    """Return Python's text with the minus of an axis: a true one, and none on a zero."""
    says_something = any(letter in "123456789infa" for letter in text.split("e")[0])
    return text.replace("-", "−") if says_something else text.removeprefix("-")


@given(st.floats(), specs)
def test_a_live_number_reads_as_python_would_format_it(value, spec):
    with collecting_text():
        text = f"loss {new_input(value):{spec}}!"
        assert is_live(text)
        assert concrete(text) == f"loss {on_an_axis(format(value, spec))}!"


@given(st.integers(-(2**53), 2**53), st.one_of(specs, st.sampled_from(["d", ",d", "+,d", "+"])))
def test_a_live_whole_number_reads_as_python_would_format_it(value, spec):
    with collecting_text():
        assert concrete(f"{new_input(value):{spec}}") == on_an_axis(format(value, spec))


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("spec", ["", "d", ".1f"])
def test_a_live_condition_reads_as_python_would_format_it(value, spec):
    with collecting_text():
        assert concrete(f"{new_input(value):{spec}}") == format(value, spec)


@pytest.mark.parametrize("spec", ["d", ".2x", "10.2f", ".21f", ".٢f", "_", "s", ".3", "#g", "=+d"])
def test_a_format_that_the_page_cannot_write_is_refused_with_those_it_can(spec):
    with collecting_text(), pytest.raises(RecordingError, match=r"\.2f, \.3g") as refusal:
        format(new_input(1.5), spec)
    assert repr(spec) in str(refusal.value)


def test_a_whole_number_that_has_no_value_is_written_as_nan():
    with collecting_text():
        piece = template(f"{new_input(3):+d}")[0]
    assert piece.text(np.nan) == "+nan"
    assert piece.text(np.inf) == "+inf"
    assert piece.text(4.0) == "+4"


def test_an_array_cannot_stand_in_a_text():
    with collecting_text(), pytest.raises(RecordingError, match=r"pick an element.*value\[0\]"):
        format(new_input([1.5]), ".2f")


def test_words_outside_a_figure_cannot_be_chosen():
    with pytest.raises(RecordingError, match="only inside a live figure"):
        words(new_input(1), ("a", "b"))


def test_a_template_keeps_the_order_of_plain_and_live_pieces():
    a, b = new_input(1.0), new_input(2.0)
    with collecting_text():
        first, second = f"{a:.1f}", f"{b:.2f}"
        pieces = template(f"{second}: {first} and {first}")
    assert [p if isinstance(p, str) else (p.node, p.spec) for p in pieces] == [
        (b.node, ".2f"), ": ", (a.node, ".1f"), " and ", (a.node, ".1f"),
    ]  # fmt: skip


def test_plain_text_is_not_live():
    assert not is_live("loss 3")
    assert not is_live(3)
    assert template("loss 3") == ["loss 3"]
    assert template("") == []


@pytest.mark.parametrize("index", [0, 1, True, 2.0, 3, -1, 0.5, np.nan, np.inf])
def test_live_words_are_the_words_that_plain_numbers_choose(index):
    options = ("a", "b", "c")
    plain = words(index, options)
    assert plain == (options[int(index)] if index in (0, 1, 2) else "")
    with collecting_text():
        assert concrete(words(new_input(index), options)) == plain


def test_words_cannot_be_chosen_by_an_array():
    with collecting_text(), pytest.raises(RecordingError, match="single number"):
        words(new_input([0, 1]), ("a", "b"))


def test_str_of_a_number_is_live_and_repr_shows_the_recorded_value():
    x = new_input(1.5)
    with collecting_text():
        assert isinstance(template(str(x))[0], LiveNumber)
    assert repr(x) == "<recorded 1.5, shape ()>"
    assert str(new_input([1.0, 2.0])) == "<recorded [1. 2.], shape (2,)>"


@pytest.mark.parametrize(
    ("python", "axis"),
    [
        ("-1.5", "−1.5"),
        ("1.2e-36", "1.2e−36"),
        ("-0.00", "0.00"),
        ("-0", "0"),
        ("-0.0e+00", "0.0e+00"),
    ]
    + [("-0.000%", "0.000%"), ("-inf", "−inf"), ("-0.01", "−0.01"), ("-1,000", "−1,000")],
)
def test_a_minus_is_set_as_on_an_axis(python, axis):
    assert typeset(python) == axis
