/**
 * The native controls under a figure: sliders, choices, and the button that plays a slider.
 * Each kind binds itself to its elements and returns a function that shows a value.
 */
import { find } from "./dom.js";

/**
 * @typedef {{name: string, type: string, label: string, start: any, low: number,
 *   high: number, digits: number, options: string[], seconds: number}} ControlData
 * @typedef {(value: any) => void} Show
 */

/** @param {number} value @param {number} digits */
const shown = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits).replace("-", "−") : String(value));

/** @param {Element} root @param {ControlData} control @param {(value: any) => void} moved @returns {Show} */
function slider(root, control, moved) {
  const input = find(root, `input[name="${control.name}"]`);
  const output = find(root, `output[for="${input.id}"]`);
  input.addEventListener("input", () => moved(input.valueAsNumber));
  return (value) => {
    if (Number.isFinite(value)) input.value = String(value);
    output.value = shown(value, control.digits);
    input.setAttribute("aria-valuetext", output.value);
  };
}

/** @param {Element} root @param {ControlData} control @param {(value: any) => void} moved @returns {Show} */
function choice(root, control, moved) {
  const select = find(root, `select[name="${control.name}"]`);
  select.addEventListener("change", () => moved(select.value));
  return (value) => { select.value = value; };
}

/** @param {Element} root @param {ControlData} control @param {(value: any) => void} moved @returns {Show} */
function play(root, control, moved) {
  const show = slider(root, control, moved);
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
    const { low, high } = control;
    const from = input.valueAsNumber >= high ? low : input.valueAsNumber;
    const began = performance.now();
    button.classList.add("is-playing");
    button.setAttribute("aria-label", `Pause ${control.label || control.name}`);
    /** @param {number} now */
    const tick = (now) => {
      const value = from + (Math.max(0, now - began) / (seconds * 1000)) * (high - low);
      const last = input.value;
      input.value = String(Math.min(high, value));
      if (input.value !== last) moved(input.valueAsNumber);
      if (value >= high) stop();
      else running = requestAnimationFrame(tick);
    };
    running = requestAnimationFrame(tick);
  };
  button.addEventListener("click", () => (running ? stop() : start()));
  for (const by of ["pointerdown", "keydown"]) input.addEventListener(by, stop);
  return show;
}

/** @type {Record<string, (root: Element, control: ControlData, moved: (value: any) => void) => Show>} */
export const CONTROLS = { slider, choice, play };
