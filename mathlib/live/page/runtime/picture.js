/**
 * The picture's units: from data to places in the SVG and back, and how they are written.
 */

/**
 * @typedef {{scale: string, start: number, factor: number, limits: number[]}} Scale
 * @typedef {{x: Scale, y: Scale, id: string}} Axes
 * @typedef {{width: number, height: number}} Size
 * @typedef {string | {node: number, format?: string, words?: string[]}} Piece
 * @typedef {{kind: string, id: string, axes: number, data: Record<string, number>, at?: number[], text?: Piece[],
 *   rest?: string[], axes_fraction?: Record<string, Scale>, style: Record<string, any>}} Artist
 * @typedef {(values: Float64Array[]) => void} Writer
 */

/** From data to the SVG's units. On a log axis, matplotlib sends what is not above 0 far below. @param {Scale} s @param {number} v */
export const toPicture = (s, v) => s.start + s.factor * (s.scale === "linear" ? v : v > 0 ? Math.log10(v) : v <= 0 ? -1000 : NaN);

/** The way back. @param {Scale} s @param {number} p */
export function toData(s, p) {
  const v = (p - s.start) / s.factor;
  return s.scale === "linear" ? v : 10 ** v;
}

/** A place in the picture as it is written: no eye tells less than a hundredth. @param {number} v */
export const hundredths = (v) => Math.round(v * 100) / 100;

/** @param {Element} element @param {string} name @param {string} value */
export function write(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
