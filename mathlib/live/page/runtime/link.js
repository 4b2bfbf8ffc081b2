/**
 * The state of a page's figures in its link: `#figure?rate=0.1&start=-1,2;other?rate=2`.
 * The figure moved last stands first, so that opening the link scrolls to it.
 */
import { clamp } from "./numbers.js";

/**
 * Read the state that a link holds.
 * @param {string} hash
 * @returns {[string, URLSearchParams][]}
 */
export function readLink(hash) {
  return hash.slice(1).split(";").filter((part) => part.includes("?")).map((part) => {
    const at = part.indexOf("?");
    return [part.slice(0, at), new URLSearchParams(part.slice(at + 1))];
  });
}

/**
 * Write one figure's state into the page's link; a figure at its start leaves it.
 * @param {string} id
 * @param {[string, any][]} state
 */
export function writeLink(id, state) {
  const parts = readLink(location.hash).filter(([name]) => name !== id);
  if (state.length) parts.unshift([id, new URLSearchParams(state.map(([name, value]) => [name, String(value)]))]);
  const written = parts.map(([name, query]) => `${name}?${decodeURIComponent(query.toString())}`);
  const hash = written.join(";").replaceAll(" ", "+");
  history.replaceState(null, "", hash ? `#${hash}` : `${location.pathname}${location.search}`);
}

/**
 * Read a value that a link asks for. What the control cannot have is brought into its
 * range, and a sentence says so.
 * @param {import("./controls.js").Control} control
 * @param {string} text
 * @param {number[][]} limits the ranges of its numbers
 * @returns {{value: any, problem?: string}}
 */
export function readValue(control, text, limits) {
  const name = control.label || control.name;
  const words = control.type === "toggle" ? ["false", "true"] : control.options;
  if (words && !words.includes(text)) return { value: control.start, problem: `“${name}” has no option “${text}”` };
  if (words) return { value: control.options ? text : text === "true" };
  const numbers = text.split(",").map(Number);
  if (numbers.length !== limits.length || !text.trim() || !numbers.every(Number.isFinite)) {
    return { value: control.start, problem: `“${name}” cannot be “${text}”` };
  }
  const near = numbers.map((v, i) => clamp(control.whole ? Math.round(v) : v, limits[i]));
  const value = limits.length === 1 ? near[0] : near;
  return near.every((v, i) => v === numbers[i]) ? { value } : { value, problem: `“${name}” cannot go to ${text}` };
}
