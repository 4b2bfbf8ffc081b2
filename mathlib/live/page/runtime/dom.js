/** The page's elements: found by the one who knows they are there, or made. */

/**
 * The first match inside an element. The figure's HTML is written by mathlib/live/page/html.py,
 * so its parts are known to exist.
 * @param {Element} root
 * @param {string} selector
 * @returns {any}
 */
export const find = (root, selector) => root.querySelector(selector);

/** Make an element of a picture. @param {string} tag @param {Record<string, string | number>} attributes */
export function svgElement(tag, attributes) {
  const made = /** @type {SVGElement} */ (document.createElementNS("http://www.w3.org/2000/svg", tag));
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
