/**
 * One live figure: binds the controls to the graph and the graph to the picture.
 * A choice picks one of the recorded variants; the width picks one of its two drawings.
 */
import { CONTROLS } from "./controls.js";
import { find } from "./dom.js";
import { writeText, writers } from "./drawing.js";
import { addHandle } from "./handle.js";
import { readValue } from "./link.js";
import { clamp } from "./numbers.js";
import { prepare } from "./program.js";

/** The figure's own width, in CSS pixels, below which its axes stand in one column. */
const NARROW = 560;

/**
 * Make a figure answer the hand.
 * @param {HTMLElement} root the `<figure class="live-figure">`
 * @param {{changed?: (name: string, value: any) => void}} [options] `changed` hears of
 *   every control that the reader moves
 */
export function activate(root, { changed = () => {} } = {}) {
  const data = find(root, 'script[type="application/json"]');
  if (!data) throw new Error("its data are missing");
  const { controls, variants } = JSON.parse(data.textContent);
  const picture = find(root, ".live-picture");
  /** @type {Record<string, any>} */
  const state = Object.fromEntries(controls.map((/** @type {any} */ c) => [c.name, c.start]));
  const first = picture.innerHTML;
  /** @type {any} */
  let variant;
  /** @type {any} */
  let drawing;
  /** @type {import("./drawing.js").Writer[]} */
  let write = [];
  /** @type {Record<string, {place: (p: number[]) => void, ranges: number[][]}>} */
  let handles = {};
  /** @type {Record<string, (value: any) => void>} */
  const show = {};
  const waiting = new Set();
  let frame = 0;
  let speaking = 0;

  const layout = () => (root.clientWidth && root.clientWidth < NARROW ? "narrow" : "wide");

  /** Choose the variant and the drawing that the state and the width ask for. */
  function choose() {
    const wanted = variants.find((/** @type {any} */ v) => Object.entries(v.choices).every(([name, value]) => state[name] === value));
    if (wanted !== variant) {
      variant = wanted;
      variant.program ??= prepare(variant.nodes);
      variant.values ??= variant.program.values.map((/** @type {any} */ v) => v.values);
      for (const control of controls) waiting.add(control.name);
    }
    if (drawing === variant.drawings[layout()]) return;
    drawing = variant.drawings[layout()];
    drawing.svg ??= first;
    if (picture.innerHTML !== drawing.svg) picture.innerHTML = drawing.svg;
    const svg = find(picture, "svg");
    write = writers(svg, drawing);
    handles = {};
    for (const control of controls) {
      if (control.type !== "handle") continue;
      const handle = addHandle(svg, control, drawing.axes[control.axes], (point) => move(control.name, point));
      handles[control.name] = handle;
      // Another variant may have other axes; the point stays in sight.
      state[control.name] = state[control.name].map((/** @type {number} */ v, /** @type {number} */ i) => (Number.isFinite(v) ? clamp(v, handle.ranges[i]) : v));
      waiting.add(control.name);
    }
  }

  /** Compute what the moved controls reach, and write it into the picture. */
  function draw() {
    cancelAnimationFrame(frame);
    frame = 0;
    const focused = document.activeElement?.getAttribute("data-name");
    choose();
    if (focused && !root.contains(document.activeElement)) find(root, `[data-name="${focused}"]`)?.focus();
    const { program, values } = variant;
    for (const name of waiting) {
      if (!(name in variant.choices)) program.set(name, [state[name]].flat());
      (show[name] ?? handles[name]?.place)?.(state[name]);
    }
    program.run(waiting);
    waiting.clear();
    for (const writer of write) writer(values);
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

  /** @param {string} name @param {any} value */
  function move(name, value) {
    note("");
    set(name, value);
    changed(name, value);
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

  /** The controls that do not stand at their start. @returns {[string, any][]} */
  const moved = () => controls.filter((/** @type {any} */ c) => String(state[c.name]) !== String(c.start)).map((/** @type {any} */ c) => [c.name, state[c.name]]);

  /** Take the state that a link holds; choices first, as they decide how far a handle goes. @param {URLSearchParams} query */
  function open(query) {
    /** @type {string[]} */
    const problems = [];
    for (const choices of [true, false]) {
      for (const control of controls) {
        const text = query.get(control.name);
        if (text === null || (control.type === "choice") !== choices) continue;
        const { value, problem } = readValue(control, text, handles[control.name]?.ranges ?? null);
        set(control.name, value);
        if (problem) problems.push(problem);
      }
      draw();
    }
    if (problems.length) note(`The link asked for more than this figure can do: ${problems.join("; ")}.`);
  }

  for (const control of controls) {
    const bind = CONTROLS[control.type];
    if (bind) show[control.name] = bind(root, control, (value) => move(control.name, value));
  }
  find(root, ".live-reset").addEventListener("click", () => {
    for (const control of controls) move(control.name, control.start);
  });
  for (const control of controls) waiting.add(control.name);
  draw();
  new ResizeObserver(() => { if (drawing !== variant.drawings[layout()]) draw(); }).observe(root);
  root.dataset.live = "ready";
  return { id: root.id, state, set, open, moved, draw, value };
}
