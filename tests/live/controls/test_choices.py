import numpy as np
import pytest

from mathlib.live.controls.base import ControlError
from mathlib.live.controls.choices import Choice, Toggle


def test_a_choice_takes_its_options_and_nothing_else():
    choice = Choice({"bowl": 1, "ravine": 2}, label="surface")
    assert choice.check("ravine") == "ravine"
    assert choice.start_value == "bowl"
    for wrong in ("saddle", 1, None, ["bowl"]):
        with pytest.raises(ControlError, match="'bowl', 'ravine'"):
            choice.check(wrong)


@pytest.mark.parametrize("options", [[], {}, [1, 2]])
def test_a_choice_needs_options_with_names(options):
    with pytest.raises(ControlError, match="at least one option"):
        Choice(options)


def test_a_choice_that_starts_elsewhere_is_refused():
    with pytest.raises(ControlError, match="'c' is none of them"):
        Choice(["a", "b"], start="c")


def test_a_choice_gives_the_function_what_the_name_stands_for():
    assert Choice({"bowl": 1, "ravine": 2}).argument_for("ravine") == 2


@pytest.mark.parametrize(
    "address",
    ["https://a.b/c.html", "//a.b/c.html", "/c.html", "javascript:1", "c.html?x=1", "c.png", ""],
)
def test_a_choice_s_link_stays_in_the_book(address):
    Choice(["a"], links={"a": ("more", "chapters/07-gradient-descent.html#the-rule")})
    Choice(["a"], links={"a": ("more", "../index.html")})
    with pytest.raises(ControlError, match="no page of the same book"):
        Choice(["a"], links={"a": ("more", address)})


def test_a_choice_s_link_belongs_to_an_option():
    with pytest.raises(ControlError, match="'b' is none of them"):
        Choice(["a"], links={"b": ("more", "c.html")})


@pytest.mark.parametrize("value", [True, False, np.True_, 1, 0])
def test_a_toggle_is_true_or_false(value):
    checked = Toggle().check(value)
    assert type(checked) is bool and checked == value


@pytest.mark.parametrize("value", ["true", None, 2, 0.5, [], "off"])
def test_a_toggle_takes_nothing_else(value):
    with pytest.raises(ControlError, match="“bias” is True or False, not"):
        Toggle(label="bias").check(value)
    with pytest.raises(ControlError, match="is True or False"):
        Toggle(start=value)


@pytest.mark.parametrize("control", [Toggle(label="a"), Choice(["a"], label="b")])
def test_a_control_describes_itself_in_json_s_terms(control):
    described = control.described()
    assert described["type"] == control.kind and described["label"] == control.label
