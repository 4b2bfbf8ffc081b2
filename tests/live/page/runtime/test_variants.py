"""Tests of runtime/variants.js: which of a figure's recordings is chosen, and prepared once."""

CHOOSE = """(m, states) => {
  const graph = (value) => [
    { op: "input", name: "x", shape: [] },
    { op: "constant", shape: [], values: [value] },
    { op: "add", in: [0, 1], shape: [] },
  ];
  const choose = m.chooser([
    { choices: { kind: "a" }, nodes: graph(0), steps: { x: 2 } },
    { choices: { kind: "b" }, nodes: graph(1), steps: { x: 2 } },
  ]);
  const first = choose({ kind: "a", x: 0 });
  return states.map((state) => {
    const variant = choose(state);
    variant.program.set("x", [state.x]);
    variant.program.run(["x"]);
    const { taken, numbers } = variant.advance("x", { x: state.x }, 3, Infinity);
    const known = [choose({ ...state, x: 9 }) === variant, variant === first];
    return [variant.choices.kind, variant.values[2][0], taken, numbers[0], ...known];
  });
}"""


def test_a_state_chooses_its_variant_which_is_prepared_once(runtime):
    found = runtime.call("variants.js", CHOOSE, [{"kind": "a", "x": 5}, {"kind": "b", "x": 5}])
    assert found == [["a", 5, 3, 5, True, True], ["b", 6, 3, 8, True, False]]


def test_a_state_that_no_variant_fits_is_said_so(runtime):
    said = """(m) => { try { m.chooser([])({}); } catch (error) { return error.message; } }"""
    assert runtime.call("variants.js", said) == "no variant is chosen"
