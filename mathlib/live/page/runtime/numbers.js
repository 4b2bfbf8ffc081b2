/** Small things about numbers that several modules need. */

/**
 * Bring a number into a range.
 * @param {number} v
 * @param {number[]} range its two ends, the low one first
 */
export const clamp = (v, [low, high]) => Math.min(high, Math.max(low, v));

/** Write a number for a reader: a few significant digits, a true minus. @param {number} v @param {number} digits */
export const brief = (v, digits) => String(Number(v.toPrecision(digits))).replaceAll("-", "−");
