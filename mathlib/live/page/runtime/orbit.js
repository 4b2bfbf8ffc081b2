/**
 * An orbit: turns a 3-D view, by dragging across its axes or with the arrow keys.
 */
import { svgElement } from "./dom.js";
import { movable } from "./drag.js";
import { toPicture } from "./picture.js";
import { brief, clamp } from "./numbers.js";

/** Degrees that the view turns for each unit of the picture. */
const SPEED = 0.5;

/** Bring an azimuth above -180 and up to 180 degrees. @param {number} v */
const around = (v) => v - 360 * Math.ceil((v - 180) / 360);

/** @param {number} v */
const tenth = (v) => Math.round(v * 10) / 10;

/**
 * Lay an orbit over its axes, below the handles.
 * @param {import("./controls.js").Place} place
 * @returns {import("./controls.js").Bound}
 */
export function orbit({ svg, control, axes, moved }) {
  const [x, y] = [axes.x, axes.y].map((scale) => scale.limits.map((v) => toPicture(scale, v)).sort((a, b) => a - b));
  const limits = [[-180, 180], control.elevations];
  const area = svgElement("rect", {
    class: "live-orbit", x: x[0], y: y[0], width: x[1] - x[0], height: y[1] - y[0], rx: 4,
    role: "slider", tabindex: 0, "data-name": control.name, "aria-valuemin": -180, "aria-valuemax": 180,
    "aria-label": `${control.label || control.name}: drag to turn, or use the arrow keys`,
  });
  svg.insertBefore(area, svg.querySelector(".live-handle"));
  let view = [...control.start];

  /** @param {number[]} to */
  const show = (to) => {
    view = to;
    if (Number.isFinite(to[0])) area.setAttribute("aria-valuenow", String(to[0]));
    area.setAttribute("aria-valuetext", `turned ${brief(to[0], 4)}°, tilted ${brief(to[1], 4)}°`);
  };

  /** @param {number} azimuth @param {number} elevation */
  const move = (azimuth, elevation) => {
    view = [around(tenth(azimuth)), clamp(tenth(elevation), limits[1])];
    moved(view);
  };

  movable(svg, area, {
    // The scene follows the finger: the eye goes the other way.
    take: (from) => {
      const [azimuth, elevation] = view;
      return (to) => move(azimuth - SPEED * (to.x - from.x), elevation + SPEED * (to.y - from.y));
    },
    // The keys move the eye.
    push: ([dx, dy], fine) => move(view[0] + dx * (fine ? 1 : 5), view[1] + dy * (fine ? 1 : 5)),
    home: () => moved([...control.start]),
  });
  return { show, limits };
}
