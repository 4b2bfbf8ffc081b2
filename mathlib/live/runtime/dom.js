/** The page's elements, found by the one who knows they are there. */

/**
 * The first match inside an element. The figure's HTML is written by mathlib/live/html.py,
 * so its parts are known to exist.
 * @param {Element} root
 * @param {string} selector
 * @returns {any}
 */
export const find = (root, selector) => root.querySelector(selector);
