"""Tests of mathlib.graph.protocol."""

import linecache

import numpy as np
import pytest
from numpy.testing import overrides
from support.compositions import flat

from mathlib.graph import Recorded, RecordingError, new_input
from mathlib.graph.refusals import no_refusal_swallowed


def entry_points():
    functions = overrides.get_overridable_numpy_array_functions()
    ufuncs = overrides.get_overridable_numpy_ufuncs()
    return sorted(functions | ufuncs, key=full_name)


def full_name(function):
    return f"{getattr(function, '__module__', 'numpy')}.{function.__name__}"


def call(function, arguments):
    """Call a function as a line of source does, which is where a refusal finds its name."""
    source = f"{function.__name__}(*arguments)"
    file = f"<call of {function.__name__}>"
    linecache.cache[file] = (len(source), None, [source], file)
    names = {"arguments": arguments, function.__name__: function}
    return eval(compile(source, file, "eval"), names)


#: Three sets of numbers: a result that depends on them and is not recorded has lost them.
NUMBERS = (1.0, 2.0, 0.5), (-3.0, 5.0, 0.25), (2.0, 1.0, 2.0)


def values(a, b, c):
    return new_input([a, b]), new_input([[a, b], [0.0, c]]), new_input(c)


def lists(a, b, c):
    return [new_input(a), b], [new_input([a, b])], [[new_input(a), b], [3.0, new_input(c)]]


def calls(function, given):
    """Yield calls with one of the given arguments, among plain ones."""
    plain = np.array([1.0, 2.0])
    for one in given:
        yield from ((one,), (one, plain), (one, plain, plain), (one, 1), (plain, one))
        yield from ((1, one), (one, 1, plain), (one, [True, False], plain), ("i,i", one, plain))
        yield from (([one, one],), (one, float), (3, one), (one, plain, 1), (np.sum, 0, one))
        yield from ((one, np.eye(2)), (one, [[0]], 1.0, 0), (one, [[0]], 0))
        yield from ((one, [0], 1.0), (one, [0], 0), (plain, [0], one, 0), (one, one, (0, 0)))
        yield (one,) * getattr(function, "nin", 1)


#: What NumPy itself says of a call that does not fit: its number of arguments, their shapes.
ITSELF = (
    *(TypeError, ValueError, AttributeError, LookupError, ArithmeticError, OSError),
    *(Warning, StopIteration),
)


def outcome(function, arguments):
    """Return a result, the text of a refusal, or None if NumPy itself refuses the call."""
    try:
        with no_refusal_swallowed():
            return call(function, arguments)
    except RecordingError as error:
        return str(error)
    except ITSELF:
        return None


_FILES = {"fromfile", "fromstring", "genfromtxt", "loadtxt"}
#: NumPy itself refuses every such call, as it does with plain numbers: these functions take
#: files; or, for lists, only arrays, records, or whole numbers that are counts.
NEVER = {
    values: _FILES,
    lists: _FILES
    | {"eye", "identity", "tri", "full", "frombuffer", "fromfunction", "fromiter"}
    | {"array2string", "array_repr", "array_str", "astype", "can_cast", "common_type"}
    | {"result_type", "rollaxis", "unstack", "fill_diagonal", "place", "put_along_axis", "putmask"}
    | {"take_along_axis", "diag_indices_from", "tril_indices_from", "triu_indices_from"}
    | {"apply_along_fields", "drop_fields", "rec_drop_fields", "join_by", "rec_join"}
    | {"recursive_fill_fields", "rename_fields", "require_fields"}
    | {"structured_to_unstructured", "unstructured_to_structured"},
}


def test_all_of_numpys_entry_points_are_called_here():
    assert len(entry_points()) >= 429  # more, once np.fft and its like are imported


@pytest.mark.parametrize("function", entry_points(), ids=full_name)
@pytest.mark.parametrize("given", [values, lists])
def test_an_entry_point_records_or_refuses_by_name_and_loses_nothing(
    function, given, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)  # np.save begins a file before it looks at what to save
    reached = False
    alike = zip(*(calls(function, given(*numbers)) for numbers in NUMBERS), strict=True)
    for arguments, *others in alike:
        found = outcome(function, arguments)
        if found is None:
            continue
        reached = True
        if type(found) is str:
            assert function.__name__ in found, f"{arguments}: {found}"
        elif not any(isinstance(one, Recorded) for one in flat(found)):
            for other in others:
                same = np.shape if function in (np.empty, np.empty_like) else flat
                other = outcome(function, other)
                np.testing.assert_equal(same(other), same(found), err_msg=f"{arguments}")
    assert reached or function.__name__ in NEVER[given]


def test_a_refusal_that_a_function_swallows_is_brought_back():
    x = new_input(1.0)
    assert np.array_equal([x], [1.0]) is False
    refused = pytest.raises(RecordingError, match=r"plain array \(np\.array_equal\)")
    with refused, no_refusal_swallowed():
        np.array_equal([x], [1.0])


def test_an_error_in_the_context_is_not_replaced_by_a_swallowed_refusal():
    with pytest.raises(ZeroDivisionError), no_refusal_swallowed():
        np.array_equal([new_input(1.0)], [1.0])
        _ = 1 // 0


def test_a_refusal_names_the_function_in_c_that_the_source_line_calls():
    x = new_input(1.0)
    with pytest.raises(RecordingError, match=r"plain array \(np\.add\)"):
        np.add([x, 1.0], 2.0)
    with pytest.raises(RecordingError, match=r"plain array \(np\.array\)"):
        np.array(
            [
                x,
                2.0,
            ]
        )


def test_a_function_in_terms_of_others_is_refused_by_its_own_name():
    with pytest.raises(RecordingError, match=r"np\.linalg\.pinv .* one matrix"):
        np.linalg.pinv(new_input([1.0, 2.0]))
    with pytest.raises(RecordingError, match=r"np\.linalg\.multi_dot: .* float32"):
        np.linalg.multi_dot([new_input([1.0]), np.ones(1, np.float32)])


@pytest.mark.parametrize("name", ["sort", "partition", "resize", "fill", "put", "tolist", "item"])
def test_a_method_that_is_not_recorded_is_refused_with_those_that_are(name):
    with pytest.raises(AttributeError, match=rf"method \.{name} .* mean, .* sum"):
        getattr(new_input([1.0, 2.0]), name)


def test_an_attribute_that_no_array_has_is_refused_by_name():
    with pytest.raises(AttributeError, match="no attribute 'colour'"):
        _ = new_input([1.0, 2.0]).colour
