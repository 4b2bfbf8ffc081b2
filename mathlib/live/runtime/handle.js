/**
 * A handle: a point in the axes, moved by mouse, pen, touch and the arrow keys.
 */
import { toData, toPicture } from "./drawing.js";
import { clamp } from "./numbers.js";

/**
 * @typedef {import("./drawing.js").Axes} Axes
 * @typedef {{name: string, type: string, label: string, start: any, axes: number,
 *   x_range: number[] | null, y_range: number[] | null}} HandleControl
 */

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Record<string, string>} attributes */
function element(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Bring a number into a range and onto a grid of about 500 places across the axes. @param {number} v @param {number[]} range @param {number} span */
function settle(v, range, span) {
  const grid = 10 ** Math.floor(Math.log10(span / 500));
  const decimals = Math.max(0, Math.min(20, -Math.floor(Math.log10(span / 500))));
  return clamp(Number((Math.round(v / grid) * grid).toFixed(decimals)), range);
}

/** @param {number} v */
const short = (v) => String(Number(v.toPrecision(4))).replace("-", "−");

/**
 * Put a handle into a picture.
 * @param {SVGSVGElement} svg
 * @param {HandleControl} control
 * @param {Axes} axes
 * @param {(point: number[]) => void} moved
 */
export function addHandle(svg, control, axes, moved) {
  const ranges = [control.x_range ?? axes.x.limits, control.y_range ?? axes.y.limits].map((r) => [...r].sort((a, b) => a - b));
  const spans = [axes.x, axes.y].map(({ limits }) => Math.abs(limits[1] - limits[0]));
  const knob = element("g", {
    class: "live-handle", role: "slider", tabindex: "0", "data-name": control.name,
    "aria-label": `${control.label || control.name}: drag, or use the arrow keys`,
    "aria-valuemin": String(ranges[0][0]), "aria-valuemax": String(ranges[0][1]),
  });
  knob.append(element("circle", { class: "live-handle-reach", r: "22" }), element("circle", { class: "live-handle-halo", r: "12" }), element("circle", { class: "live-handle-knob", r: "7" }));
  svg.append(knob);
  let point = [...control.start];

  /** @param {number[]} to */
  const place = (to) => {
    point = to;
    const [x, y] = [toPicture(axes.x, to[0]), toPicture(axes.y, to[1])];
    const seen = Number.isFinite(x) && Number.isFinite(y);
    knob.setAttribute("display", seen ? "inline" : "none");
    if (seen) knob.setAttribute("transform", `translate(${x} ${y})`);
    if (Number.isFinite(to[0])) knob.setAttribute("aria-valuenow", String(to[0]));
    knob.setAttribute("aria-valuetext", `x ${short(to[0])}, y ${short(to[1])}`);
  };

  /** Keys may follow each other faster than frames: the next starts from here, not from what is drawn. @param {number[]} to */
  const move = (to) => {
    point = to.map((v, i) => settle(v, ranges[i], spans[i]));
    moved(point);
  };

  /** @param {PointerEvent} event @returns {number[]} */
  const at = (event) => {
    const here = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()?.inverse());
    return [toData(axes.x, here.x), toData(axes.y, here.y)];
  };

  knob.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    knob.setPointerCapture(event.pointerId);
    knob.focus({ preventScroll: true });
    // The point keeps its distance to the finger, so taking hold does not move it.
    const held = at(event);
    const offset = held.map((v, i) => point[i] - v);
    /** @param {PointerEvent} e */
    const drag = (e) => move(at(e).map((v, i) => v + offset[i]));
    const drop = () => {
      knob.removeEventListener("pointermove", drag);
      knob.classList.remove("is-held");
    };
    knob.classList.add("is-held");
    knob.addEventListener("pointermove", drag);
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) knob.addEventListener(end, drop, { once: true });
  });

  knob.addEventListener("keydown", (event) => {
    const direction = /** @type {Record<string, number[]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] })[event.key];
    if (event.key === "Home") move([...control.start]);
    else if (direction) move(direction.map((d, i) => point[i] + (d * spans[i]) / (event.shiftKey ? 250 : 50)));
    else return;
    event.preventDefault();
  });
  return { place, ranges };
}
