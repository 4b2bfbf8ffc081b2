"""Tests of runtime/view.js: which drawing is shown, and what is said of it."""

#: Makes a figure of a picture and a place for what is said.
MAKE = """const make = (inside, id) => {
  const root = document.createElement("figure");
  root.innerHTML = `<div class="live-picture">
    <svg id="${id}" viewBox="0 0 9 9">${inside}</svg></div>
    <p class="live-readout"></p>`;
  return root;
};"""
SHOW = f"""(m) => {{
  {MAKE}
  const root = make("", "own"), own = root.querySelector("svg");
  const [first, other] = [0, 1].map((svg) => ({{ svg, axes: [], artists: [] }}));
  const view = m.viewOf(root, [null, '<svg id="other" viewBox="0 0 9 9"></svg>']);
  const show = (drawing) => [view.show(drawing), view.svg().id];
  const shown = [show(first), show(first)], kept = view.svg() === own;
  return [[...shown, show(other), show(first)], kept, view.isAnother(other), view.isAnother(first)];
}}"""
SAY = f"""async (m) => {{
  {MAKE}
  const root = make('<g id="t"><text></text></g>', "own");
  const text = ["x = ", {{ node: 0, format: ".1f" }}];
  const artists = [{{ kind: "text", id: "t", axes: 0, data: {{}}, text }}];
  const view = m.viewOf(root, [null]), readout = root.querySelector(".live-readout");
  view.show({{ svg: 0, axes: [{{}}], artists }});
  for (const v of [1, 2]) view.write([new Float64Array([v])]);
  const before = readout.textContent;
  while (!readout.textContent) await new Promise((done) => setTimeout(done, 20));
  const written = root.querySelector("text").textContent;
  return [before, readout.textContent, written, view.value([new Float64Array([3])])];
}}"""


def test_another_drawing_takes_the_place_of_the_first_and_the_first_comes_back(runtime):
    shown, kept, other, first = runtime.call("view.js", SHOW)
    assert shown == [[True, "own"], [False, "own"], [True, "other"], [True, "own"]]
    assert kept is True  # The picture of the page is not written anew when it is shown first.
    assert (other, first) == (True, False)


def test_live_texts_are_said_once_the_hand_rests(runtime):
    before, after, written, value = runtime.call("view.js", SAY)
    assert (before, after, written) == ("", "x = 2.0", "x = 2.0")
    assert value == [{"kind": "text", "text": "x = 3.0"}]
