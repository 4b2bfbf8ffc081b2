/**
 * One live figure: binds the controls to the graph and the graph to the picture.
 * A choice picks one of the recorded variants; the width picks one of its two drawings.
 */
import { checkFigure } from "./check.js";
import { CONTROLS } from "./controls.js";
import { find } from "./dom.js";
import { addInspector } from "./inspector.js";
import { readValue } from "./link.js";
import { clamp } from "./numbers.js";
import { chooser } from "./variants.js";
import { viewOf } from "./view.js";

/** @typedef {import("./controls.js").Control} Control */

/** The figure's own width, in CSS pixels, below which its axes stand in one column. */
const NARROW = 560;

/** Bring the numbers of a control into their ranges; a gap stays a gap. @param {number[]} numbers @param {number[][]} ranges */
const inside = (numbers, ranges) => numbers.map((v, i) => (Number.isFinite(v) ? clamp(v, ranges[i]) : v));

/** What a figure brought along. @param {HTMLElement} root @returns {any} */
function dataOf(root) {
  const data = find(root, 'script[type="application/json"]');
  if (!data) throw new Error("its data are missing");
  return checkFigure(JSON.parse(data.textContent));
}

/** A figure that answers the hand. */
export class Figure {
  /**
   * @param {HTMLElement} root the `<figure class="live-figure">`
   * @param {{changed?: (name: string, value: any) => void, width?: number}} [options]
   *   `changed` hears of every control that the reader moves; `width` is the figure's, where it
   *   is known
   */
  constructor(root, { changed = () => {}, width = root.clientWidth } = {}) {
    const { controls, pictures, variants } = dataOf(root);
    this.root = root;
    this.id = root.id;
    this.changed = changed;
    this.width = width;
    /** @type {Control[]} */
    this.controls = controls;
    /** @type {Record<string, any>} */
    this.state = Object.fromEntries(this.controls.map((c) => [c.name, c.start]));
    /** @type {Record<string, import("./controls.js").Bound>} */
    this.bound = {};
    /** Which controls have moved since the last drawing. */
    this.waiting = new Set();
    this.frame = 0;
    this.view = viewOf(root, pictures);
    this.variantOf = chooser(variants);
    this.variant = this.variantOf(this.state);
    this.showInspector = addInspector(find(root, ".live-inspector"), () => this.variant);
    this.wake();
  }

  /** Bind all controls, draw for the first time, and listen. */
  wake() {
    const { root } = this;
    for (const { name } of this.controls) this.waiting.add(name);
    this.choose();
    for (const control of this.controls) if (control.axes === undefined) this.bind(control);
    this.draw();
    find(root, ".live-reset").addEventListener("click", () => {
      for (const { name, start } of this.controls) this.move(name, start);
    });
    new ResizeObserver(() => {
      this.width = root.clientWidth;
      if (this.view.isAnother(this.drawing())) this.draw();
    }).observe(root);
    root.addEventListener("live-theme", () => this.draw());
    root.dataset.live = "ready";
  }

  /** The drawing that the width asks for. */
  drawing() {
    return this.variant.drawings[this.width && this.width < NARROW ? "narrow" : "wide"];
  }

  /** Bind a control to its place, in the picture or under it. @param {Control} control */
  bind(control) {
    const { name, type, axes } = control;
    this.bound[name] = CONTROLS[type]({
      root: this.root,
      svg: this.view.svg(),
      control,
      axes: this.view.axes(axes),
      value: () => this.state[name],
      moved: (value, passing) => this.move(name, value, passing),
      note: (text) => this.note(text),
      advance: (count, until) => this.variantOf(this.state).advance(name, this.state, count, until),
    });
    this.waiting.add(name);
  }

  /** Choose the variant and the drawing that the state and the width ask for. */
  choose() {
    const wanted = this.variantOf(this.state);
    if (this.variant !== wanted) {
      this.variant = wanted;
      for (const { name } of this.controls) this.waiting.add(name);
    }
    if (!this.view.show(this.drawing())) return;
    for (const control of this.controls) {
      if (control.axes === undefined) continue;
      this.bind(control);
      // Another variant may have other axes; the point stays in sight.
      this.state[control.name] = inside(this.state[control.name], this.bound[control.name].limits ?? []);
    }
  }

  /** Compute what the moved controls reach, and write it into the picture. */
  draw() {
    const { root, waiting } = this;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const held = document.activeElement;
    const focused = root.contains(held) && held?.getAttribute("data-name");
    this.choose();
    if (focused && !root.contains(document.activeElement)) find(root, `[data-name="${focused}"]`)?.focus();
    const { program, values, choices } = this.variant;
    for (const name of waiting) {
      if (!(name in choices)) program.set(name, [this.state[name]].flat());
      this.bound[name]?.show(this.state[name]);
    }
    program.run(waiting);
    waiting.clear();
    this.view.write(values);
    this.showInspector();
  }

  /** Set a control; the picture follows in the next frame. @param {string} name @param {any} value */
  set(name, value) {
    this.state[name] = value;
    this.waiting.add(name);
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  /** Set a control by the reader's hand. @param {string} name @param {any} value @param {boolean} [passing] whether it will be gone in the next frame */
  move(name, value, passing = false) {
    this.note("");
    this.set(name, value);
    if (!passing) this.changed(name, value);
  }

  /** Take steps of a state, as its button does. @param {string} name @param {number} count */
  step(name, count) {
    return this.bound[name].step?.(count);
  }

  /** What is now drawn, as Python's `figure.value()` gives it. */
  value() {
    return this.view.value(this.variant.values);
  }

  /** Say something under the picture; nothing takes it away. @param {string} text */
  note(text) {
    const place = find(this.root, ".live-note");
    place.textContent = text;
    place.hidden = !text;
  }

  /** The controls that a link holds: a state is too long for it, and its steps can be taken again. */
  linked() {
    return this.controls.filter(({ type }) => type !== "state");
  }

  /** Of these, those that do not stand at their start. @returns {[string, any][]} */
  moved() {
    return this.linked().flatMap(({ name, start }) => (String(this.state[name]) === String(start) ? [] : [[name, this.state[name]]]));
  }

  /** Take the state that a link holds; choices first, as they decide how far a handle goes. @param {URLSearchParams} query */
  open(query) {
    /** @type {string[]} */
    const problems = [];
    for (const choices of [true, false]) {
      for (const control of this.linked()) {
        const text = query.get(control.name);
        if (text === null || (control.type === "choice") !== choices) continue;
        const { value, problem } = readValue(control, text, this.bound[control.name].limits ?? []);
        this.set(control.name, value);
        if (problem) problems.push(problem);
      }
      this.draw();
    }
    if (problems.length) this.note(`The link asked for more than this figure can do: ${problems.join("; ")}.`);
  }
}
