"""Tests of mathlib.graph.additions."""

import doctest

import numpy as np
import pytest
from support.tables import TABLES, tables_kept

from mathlib.autodiff import check_gradient, grad, hessian
from mathlib.graph import Exported, RecordingError, add_operation, additions, new_input
from mathlib.iteration import iterate


@pytest.fixture(autouse=True)
def tables():
    with tables_kept():
        yield


def add_cube(**changes):
    row = {"function": lambda x: x**3, "slopes": lambda g, out, x: g * 3 * x * x}
    return add_operation("cube", **row | changes)


def test_an_added_operation_computes_on_numbers_lists_and_arrays_as_numpys_own_do():
    cube = add_cube()
    assert cube(2) == 8 and cube.__name__ == "cube"
    np.testing.assert_array_equal(cube([1.0, 2.0]), [1, 8])
    np.testing.assert_array_equal(cube(np.eye(2)), np.eye(2))


def test_it_is_recorded_as_one_step_and_differentiated_as_often_as_asked():
    cube = add_cube()
    x = new_input([1.0, -2.0])
    assert [row["op"] for row in Exported({"x": x.node}, [cube(x).node]).nodes] == ["input", "cube"]
    assert (
        grad(cube)(2.0) == 12 and grad(grad(cube))(2.0) == 12 and grad(grad(grad(cube)))(2.0) == 6
    )
    np.testing.assert_allclose(
        hessian(lambda w: np.sum(cube(w)))(np.array([1.0, 2.0])), np.diag([6, 12])
    )


def test_it_works_inside_a_loop():
    cube = add_cube()

    def last(x):
        return iterate(lambda s, k: cube(s) * 0.5, x, 3)[-1]

    assert check_gradient(last, grad(last), 1.1)


def test_each_of_several_inputs_has_its_slope_and_none_where_nothing_flows():
    both = add_operation("both", lambda x, y: x * y, (lambda g, out, x, y: g * y, None))
    x, y = np.array([1.0, 2.0]), np.array(3.0)
    np.testing.assert_array_equal(grad(lambda x: np.sum(both(x, y)))(x), [3, 3])
    np.testing.assert_array_equal(grad(lambda y: np.sum(both(x, y)))(y), 0)


def test_a_wrong_slope_is_caught_by_the_gradient_check():
    cube = add_cube(slopes=lambda g, out, x: g * 2 * x * x)
    assert not check_gradient(cube, grad(cube), 2.0)


def test_added_again_it_is_replaced_so_a_cell_can_be_run_twice():
    add_cube(slopes=lambda g, out, x: g)
    assert grad(add_cube())(2.0) == 12


def test_a_call_with_another_number_of_inputs_is_refused():
    cube = add_cube()
    for call in (lambda: cube(), lambda: cube(1.0, 2.0), lambda: cube(new_input(1.0), 2.0)):
        with pytest.raises(TypeError, match="cube takes 1 inputs"):
            call()


@pytest.mark.parametrize(
    ("name", "changes", "error", "message"),
    [
        ("two words", {}, ValueError, "a name as a variable has"),
        (3, {}, ValueError, "a name as a variable has"),
        ("add", {}, ValueError, "'add' is in the tables from the start"),
        ("iterate", {}, ValueError, "'iterate' is in the tables from the start"),
        ("cube", {"function": 3}, TypeError, "a function of NumPy arrays"),
        ("cube", {"slopes": 3}, TypeError, "a slope for each input"),
        ("cube", {"slopes": ()}, TypeError, "a slope for each input"),
        ("cube", {"javascript": "x * x * x"}, ValueError, "an arrow function"),
        ("cube", {"javascript": "(x) => 1</script>"}, ValueError, "an arrow function"),
    ],
)
def test_what_cannot_be_added_is_refused_in_words_and_the_tables_stay(
    name, changes, error, message
):
    row = {"function": np.abs, "slopes": lambda g, out, x: g}
    before = [dict(table) for table in TABLES]
    with pytest.raises(error, match=message):
        add_operation(name, **row | changes)
    assert [dict(table) for table in TABLES] == before


def test_how_the_page_computes_it_is_told_or_missed_by_name():
    add_cube(javascript="(x) => x * x * x")
    assert additions.javascript_of(["add", "cube", "cube"]) == {"cube": "(x) => x * x * x"}
    add_cube()
    with pytest.raises(RecordingError, match="'cube' was added without JavaScript"):
        additions.javascript_of(["cube"])


def test_the_examples_in_the_docstrings_are_right():
    assert doctest.testmod(additions).failed == 0
