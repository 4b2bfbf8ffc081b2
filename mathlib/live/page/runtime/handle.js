/**
 * A handle: a point in the axes, moved by mouse, pen, touch and the arrow keys.
 */
import { svgElement } from "./dom.js";
import { movable } from "./drag.js";
import { toData, toPicture } from "./picture.js";
import { brief, clamp } from "./numbers.js";

/** Bring a number into a range and onto a grid: the step's, or one of about 500 places across the axes. @param {number} v @param {number[]} range @param {number} span @param {number} [step] */
function settle(v, range, span, step) {
  const power = Math.floor(Math.log10(step ? step * 1e-9 : span / 500));
  const grid = step ?? 10 ** power;
  const decimals = Math.max(0, Math.min(20, -power));
  return clamp(Number((Math.round(v / grid) * grid).toFixed(decimals)), range);
}

/**
 * Put a handle into a picture.
 * @param {import("./controls.js").Place} place
 * @returns {import("./controls.js").Bound}
 */
export function handle({ svg, control, axes, moved }) {
  const ranges = [control.x_range ?? axes.x.limits, control.y_range ?? axes.y.limits].map((r) => [...r].sort((a, b) => a - b));
  const spans = [axes.x, axes.y].map(({ limits }) => Math.abs(limits[1] - limits[0]));
  const knob = svgElement("g", {
    class: "live-handle", role: "slider", tabindex: 0, "data-name": control.name,
    "aria-label": `${control.label || control.name}: drag, or use the arrow keys`,
    "aria-valuemin": ranges[0][0], "aria-valuemax": ranges[0][1],
  });
  for (const [part, r] of /** @type {[string, number][]} */ ([["reach", 22], ["halo", 12], ["knob", 7]])) knob.append(svgElement("circle", { class: `live-handle-${part}`, r }));
  // `touch-action: none` alone lets Chromium scroll the page under a finger that moves up or down.
  knob.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  svg.append(knob);
  let point = [...control.start];

  /** @param {number[]} to */
  const show = (to) => {
    point = to;
    const [x, y] = [toPicture(axes.x, to[0]), toPicture(axes.y, to[1])];
    const seen = Number.isFinite(x) && Number.isFinite(y);
    knob.setAttribute("display", seen ? "inline" : "none");
    if (seen) knob.setAttribute("transform", `translate(${x} ${y})`);
    if (Number.isFinite(to[0])) knob.setAttribute("aria-valuenow", String(to[0]));
    knob.setAttribute("aria-valuetext", `x ${brief(to[0], 4)}, y ${brief(to[1], 4)}`);
  };

  /** Keys may follow each other faster than frames: the next starts from here, not from what is drawn. @param {number[]} to */
  const move = (to) => {
    point = to.map((v, i) => settle(v, ranges[i], spans[i], control.step));
    moved(point);
  };

  /** @param {DOMPoint} at */
  const dataAt = (at) => [toData(axes.x, at.x), toData(axes.y, at.y)];

  movable(svg, knob, {
    take: (at) => {
      // The point keeps its distance to the finger, so taking hold does not move it.
      const offset = dataAt(at).map((v, i) => point[i] - v);
      return (to) => move(dataAt(to).map((v, i) => v + offset[i]));
    },
    push: (direction, fine) => move(direction.map((d, i) => point[i] + d * (control.step ?? spans[i] / (fine ? 250 : 50)))),
    home: () => move([...control.start]),
  });
  return { show, limits: ranges };
}
