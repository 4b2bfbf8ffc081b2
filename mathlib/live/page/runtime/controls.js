/**
 * The controls: each kind binds itself to its place, the native ones to their elements under
 * the picture, the others to the picture itself, and tells how to show a value.
 */
import { find } from "./dom.js";
import { handle } from "./handle.js";
import { brief } from "./numbers.js";
import { orbit } from "./orbit.js";
import { training } from "./state.js";

/**
 * @typedef {{name: string, type: string, label: string, start: any, [setting: string]: any}} Control
 *
 * What a control has to do with: the figure's elements, and the axes if it stands in them.
 * @typedef {{root: HTMLElement, svg: SVGSVGElement, control: Control,
 *   axes: import("./drawing.js").Axes, value: () => any,
 *   moved: (value: any, passing?: boolean) => void, note: (text: string) => void,
 *   advance: (count: number, until: number) => {taken: number, finite: boolean, numbers: number[]}}} Place
 *
 * What a figure has to do with: `limits` are the ranges of its numbers.
 * @typedef {{show: (value: any) => void, limits?: number[][], step?: (n: number) => number}} Bound
 */

/** @param {Place} place */
function slider({ root, control, moved }) {
  const input = find(root, `input[name="${control.name}"]`);
  const output = find(root, `output[for="${input.id}"]`);
  const { stops, low, high } = control;
  /** The value of a log slider is one of its stops, which it counts. @param {number} at */
  const valueAt = (at) => (stops ? stops[at] : at);
  /** @param {number} value */
  const placeOf = (value) => (stops ? stops.findLastIndex((/** @type {number} */ stop) => stop <= value) : value);
  /** @param {number} value */
  const text = (value) => (stops ? brief(value, control.digits) : value.toFixed(control.digits).replace("-", "−"));
  input.addEventListener("input", () => moved(valueAt(input.valueAsNumber)));
  return {
    limits: [[low, high]],
    show: (/** @type {number} */ value) => {
      const finite = Number.isFinite(value);
      if (finite) input.value = String(placeOf(value));
      output.value = finite ? text(value) : String(value);
      input.setAttribute("aria-valuetext", output.value);
    },
  };
}

/** @param {Place} place */
function choice({ root, control, moved }) {
  const select = find(root, `select[name="${control.name}"]`);
  select.addEventListener("change", () => moved(select.value));
  const links = /** @type {HTMLElement[]} */ ([...(select.parentElement?.querySelectorAll("a") ?? [])]);
  return {
    show: (/** @type {string} */ value) => {
      select.value = value;
      for (const link of links) link.hidden = link.dataset.option !== value;
    },
  };
}

/** @param {Place} place */
function toggle({ root, control, moved }) {
  const box = find(root, `input[name="${control.name}"]`);
  box.addEventListener("change", () => moved(box.checked));
  return { show: (/** @type {boolean} */ value) => { box.checked = value; } };
}

/** @param {Place} place */
function play(place) {
  const { root, control } = place;
  const bound = slider(place);
  const input = find(root, `input[name="${control.name}"]`);
  const button = find(root, `button[name="${control.name}"]`);
  const seconds = control.seconds * (matchMedia("(prefers-reduced-motion: reduce)").matches ? 3 : 1);
  let running = 0;
  const stop = () => {
    cancelAnimationFrame(running);
    running = 0;
    button.classList.remove("is-playing");
    button.setAttribute("aria-label", `Play ${control.label || control.name}`);
  };
  const start = () => {
    const [low, high] = [Number(input.min), Number(input.max)];
    const from = input.valueAsNumber >= high ? low : input.valueAsNumber;
    const began = performance.now();
    button.classList.add("is-playing");
    button.setAttribute("aria-label", `Pause ${control.label || control.name}`);
    /** @param {number} now */
    const tick = (now) => {
      const value = from + (Math.max(0, now - began) / (seconds * 1000)) * (high - low);
      const last = input.value;
      input.value = String(Math.min(high, value));
      if (input.value !== last) input.dispatchEvent(new Event("input"));
      if (value >= high) stop();
      else running = requestAnimationFrame(tick);
    };
    running = requestAnimationFrame(tick);
  };
  button.addEventListener("click", () => (running ? stop() : start()));
  for (const by of ["pointerdown", "keydown"]) input.addEventListener(by, stop);
  return bound;
}

/** @type {Record<string, (place: Place) => Bound>} */
export const CONTROLS = { slider, play, choice, toggle, handle, orbit, state: training };
