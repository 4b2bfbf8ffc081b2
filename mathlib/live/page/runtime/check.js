/**
 * The check of a figure's data before they run. A figure may come from anywhere, with a notebook
 * or a page; what it asks of the reader's machine stays within bounds. (Operations that are
 * unknown are refused by program.js, where they are looked up.)
 */
import { CONTROLS } from "./controls.js";
import { sizeOf } from "./steps.js";

/** The most numbers that a figure's arrays hold, and the most that one run computes. */
const [MOST, WORK] = [3e7, 1e9];

/** The numbers that a graph's arrays hold, and those that one run of it computes. @param {any[]} nodes */
function demands(nodes) {
  let [held, work] = [0, 0];
  for (const { op, shape = [], count, body, next } of nodes) {
    const size = sizeOf(shape);
    if (op === "iterate") {
      const inside = demands(body);
      const state = next.reduce((/** @type {number} */ n, /** @type {number} */ i) => n + sizeOf(body[i].shape ?? []), 0);
      held += inside.held + state * (count + 1);
      work += inside.work * count;
    }
    held += size;
    work += Math.max(1, size);
  }
  return { held, work };
}

/**
 * Check everything a figure brings along, and return it.
 * @param {any} data
 */
export function checkFigure(data) {
  for (const { name, type } of data.controls) {
    if (!Object.hasOwn(CONTROLS, type)) throw new Error(`the control ${name} is of an unknown kind, ${type}`);
  }
  for (const { nodes, inspector } of data.variants) {
    const { held, work } = demands([...nodes, ...(inspector?.nodes ?? [])]);
    if (!(held <= MOST && work <= WORK)) throw new Error("it is more than a page can compute");
  }
  return data;
}
