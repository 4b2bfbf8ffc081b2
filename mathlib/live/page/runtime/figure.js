/**
 * One live figure: binds the controls to the graph and the graph to the picture.
 * A choice picks one of the recorded variants; the width picks one of its two drawings.
 */
import { checkFigure } from "./check.js";
import { CONTROLS } from "./controls.js";
import { find } from "./dom.js";
import { writeText, writers } from "./drawing.js";
import { addInspector } from "./inspector.js";
import { readValue } from "./link.js";
import { clamp } from "./numbers.js";
import { prepare } from "./program.js";
import { stepper } from "./state.js";

/** The figure's own width, in CSS pixels, below which its axes stand in one column. */
const NARROW = 560;

/** Bring the numbers of a control into their ranges; a gap stays a gap. @param {number[]} numbers @param {number[][]} ranges */
const inside = (numbers, ranges) => numbers.map((v, i) => (Number.isFinite(v) ? clamp(v, ranges[i]) : v));

/**
 * Make a figure answer the hand.
 * @param {HTMLElement} root the `<figure class="live-figure">`
 * @param {{changed?: (name: string, value: any) => void, width?: number}} [options]
 *   `changed` hears of every control that the reader moves; `width` is the figure's, where it
 *   is known
 */
export function activate(root, { changed = () => {}, width = root.clientWidth } = {}) {
  const data = find(root, 'script[type="application/json"]');
  if (!data) throw new Error("its data are missing");
  /** @type {{controls: import("./controls.js").Control[], pictures: string[], variants: any[]}} */
  const { controls, pictures, variants } = checkFigure(JSON.parse(data.textContent));
  const picture = find(root, ".live-picture");
  /** @type {Record<string, any>} */
  const state = Object.fromEntries(controls.map((c) => [c.name, c.start]));
  pictures[0] = picture.innerHTML;
  for (const each of variants) each.steppers = {};
  /** @type {any} */
  let variant;
  /** @type {any} */
  let drawing;
  /** @type {import("./drawing.js").Writer[]} */
  let write = [];
  /** @type {Record<string, import("./controls.js").Bound>} */
  const bound = {};
  const waiting = new Set();
  let frame = 0;
  let speaking = 0;
  let untouched = true;
  const showInspector = addInspector(find(root, ".live-inspector"), () => variant);

  // A state is too long for a link, and the reader can take its steps again.
  const linked = controls.filter((c) => c.type !== "state");
  const layout = () => (width && width < NARROW ? "narrow" : "wide");

  /** The variant that the state asks for. */
  const wanted = () => variants.find((v) => Object.entries(v.choices).every(([name, value]) => state[name] === value));

  /** Bind a control to its place, in the picture or under it. @param {import("./controls.js").Control} control */
  function bind(control) {
    const { name } = control;
    bound[name] = CONTROLS[control.type]({
      root, control, note, svg: find(picture, "svg"), axes: drawing.axes[control.axes],
      value: () => state[name],
      moved: (value, passing) => move(name, value, passing),
      advance: (count, until) => {
        const { nodes, steps, steppers } = wanted();
        return (steppers[name] ??= stepper(nodes, steps[name], name))(state, count, until);
      },
    });
    waiting.add(name);
  }

  /** Choose the variant and the drawing that the state and the width ask for. */
  function choose() {
    if (variant !== wanted()) {
      variant = wanted();
      variant.program ??= prepare(variant.nodes);
      variant.values ??= variant.program.values.map((/** @type {any} */ v) => v.values);
      for (const control of controls) waiting.add(control.name);
    }
    if (drawing === variant.drawings[layout()]) return;
    drawing = variant.drawings[layout()];
    const svg = pictures[drawing.svg];
    if (!untouched || drawing.svg) picture.innerHTML = svg;
    untouched = false;
    write = writers(find(picture, "svg"), drawing);
    for (const control of controls) {
      if (control.axes === undefined) continue;
      bind(control);
      // Another variant may have other axes; the point stays in sight.
      state[control.name] = inside(state[control.name], bound[control.name].limits ?? []);
    }
  }

  /** Compute what the moved controls reach, and write it into the picture. */
  function draw() {
    cancelAnimationFrame(frame);
    frame = 0;
    const held = document.activeElement;
    const focused = root.contains(held) && held?.getAttribute("data-name");
    choose();
    if (focused && !root.contains(document.activeElement)) find(root, `[data-name="${focused}"]`)?.focus();
    const { program, values } = variant;
    for (const name of waiting) {
      if (!(name in variant.choices)) program.set(name, [state[name]].flat());
      bound[name]?.show(state[name]);
    }
    program.run(waiting);
    waiting.clear();
    for (const writer of write) writer(values);
    showInspector();
    clearTimeout(speaking);
    speaking = setTimeout(speak, 400, values);
  }

  /** Say the picture's live texts to a screen reader, once the hand rests. @param {Float64Array[]} values */
  function speak(values) {
    const texts = drawing.artists.filter((/** @type {any} */ a) => a.text).map((/** @type {any} */ a) => writeText(a.text, values));
    const said = texts.join(". ");
    const readout = find(root, ".live-readout");
    if (readout.textContent !== said) readout.textContent = said;
  }

  /** @param {string} name @param {any} value */
  function set(name, value) {
    state[name] = value;
    waiting.add(name);
    frame ||= requestAnimationFrame(draw);
  }

  /** @param {string} name @param {any} value @param {boolean} [passing] whether it will be gone in the next frame */
  function move(name, value, passing = false) {
    note("");
    set(name, value);
    if (!passing) changed(name, value);
  }

  /** What is now drawn, as Python's `figure.value()` gives it. */
  function value() {
    const { values } = variant;
    return drawing.artists.map((/** @type {import("./drawing.js").Artist} */ a) => ({
      kind: a.kind,
      ...Object.fromEntries(Object.entries(a.data).map(([name, node]) => [name, [...values[node]]])),
      ...(a.text && { text: writeText(a.text, values) }),
    }));
  }

  /** @param {string} text */
  function note(text) {
    const place = find(root, ".live-note");
    place.textContent = text;
    place.hidden = !text;
  }

  /** The controls that a link holds and that do not stand at their start. @returns {[string, any][]} */
  const moved = () => linked.filter((c) => String(state[c.name]) !== String(c.start)).map((c) => [c.name, state[c.name]]);

  /** Take the state that a link holds; choices first, as they decide how far a handle goes. @param {URLSearchParams} query */
  function open(query) {
    /** @type {string[]} */
    const problems = [];
    for (const choices of [true, false]) {
      for (const control of linked) {
        const text = query.get(control.name);
        if (text === null || (control.type === "choice") !== choices) continue;
        const { value, problem } = readValue(control, text, bound[control.name].limits ?? []);
        set(control.name, value);
        if (problem) problems.push(problem);
      }
      draw();
    }
    if (problems.length) note(`The link asked for more than this figure can do: ${problems.join("; ")}.`);
  }

  choose();
  for (const control of controls) if (control.axes === undefined) bind(control);
  find(root, ".live-reset").addEventListener("click", () => {
    for (const control of controls) move(control.name, control.start);
  });
  draw();
  new ResizeObserver(() => {
    width = root.clientWidth;
    if (drawing !== variant.drawings[layout()]) draw();
  }).observe(root);
  root.addEventListener("live-theme", draw);
  root.dataset.live = "ready";
  /** Take steps of a state, as its button does. @param {string} name @param {number} count */
  const step = (name, count) => bound[name].step?.(count);
  return { id: root.id, state, set, open, moved, draw, value, step };
}
