/**
 * Writes what a graph computed into the SVG that matplotlib drew: line paths, markers and
 * text here, shapes by shapes.js. Coordinates follow matplotlib's own rules, so a redrawn
 * picture equals a fresh one.
 */
import { svgElement } from "./dom.js";
import { format, typeset } from "./format.js";
import { hundredths, toPicture, write } from "./picture.js";
import { arrows, band, contour, image, points, polygons } from "./shapes.js";

/**
 * @typedef {import("./picture.js").Artist} Artist
 * @typedef {import("./picture.js").Axes} Axes
 * @typedef {import("./picture.js").Piece} Piece
 * @typedef {import("./picture.js").Size} Size
 * @typedef {import("./picture.js").Writer} Writer
 * @typedef {Record<string, Float64Array>} Data
 * @typedef {(data: Data, values: Float64Array[]) => void} Draw
 */

/**
 * Cut a segment to the picture with a margin of one unit (Liang and Barsky, 1984), as
 * matplotlib does. Returns where it starts and ends, as parts of its length.
 * @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @param {Size} size
 * @returns {[number, number] | null}
 */
function clip(x0, y0, x1, y1, { width, height }) {
  let [from, to] = [0, 1];
  const [dx, dy] = [x1 - x0, y1 - y0];
  for (const [d, room] of [[-dx, x0 + 1], [dx, width + 1 - x0], [-dy, y0 + 1], [dy, height + 1 - y0]]) {
    if (d === 0 && room < 0) return null;
    if (d < 0) from = Math.max(from, room / d);
    if (d > 0) to = Math.min(to, room / d);
  }
  return from <= to ? [from, to] : null;
}

/**
 * The `d` of a line through points; where a coordinate is not finite the line has a gap.
 * @param {Float64Array} xs @param {Float64Array} ys @param {Axes} axes @param {Size} size
 */
export function pathData(xs, ys, axes, size) {
  let d = "";
  let [x0, y0] = [NaN, NaN];
  let lifted = true;
  for (let i = 0; i < ys.length; i++) {
    const [x1, y1] = [toPicture(axes.x, xs[i]), toPicture(axes.y, ys[i])];
    const cut = Number.isFinite(x0 + y0 + x1 + y1) ? clip(x0, y0, x1, y1, size) : null;
    if (cut) {
      const [dx, dy] = [x1 - x0, y1 - y0];
      if (lifted || cut[0] > 0) d += `M${hundredths(x0 + cut[0] * dx)} ${hundredths(y0 + cut[0] * dy)}`;
      d += `L${hundredths(x0 + cut[1] * dx)} ${hundredths(y0 + cut[1] * dy)}`;
    }
    lifted = !cut || cut[1] < 1;
    [x0, y0] = [x1, y1];
  }
  return d;
}

/**
 * Put one `<use>` of the marker for each point into the group that holds them.
 * @param {Element} holder @param {Element} marker @param {number} count
 */
function markers(holder, marker, count) {
  const use = svgElement("use", { href: `#${marker.id}` });
  const uses = Array.from({ length: count }, () => /** @type {Element} */ (use.cloneNode()));
  holder.replaceChildren(...uses);
  return uses;
}

/**
 * Give a line's group a marker of its own: matplotlib wrote it only into the first of the
 * groups that have the same.
 * @param {Element} group @param {string} outline
 */
function ownMarker(group, outline) {
  const defs = svgElement("defs", {});
  defs.append(svgElement("path", { id: `${group.id}-marker`, d: outline }));
  group.prepend(defs);
  return /** @type {Element} */ (defs.firstElementChild);
}

/** @param {Element} group @param {Artist} artist @param {Axes} axes @param {Size} size @returns {Draw} */
function line(group, artist, axes, size) {
  const path = group.querySelector(":scope > path");
  const holder = group.querySelector(":scope > g");
  const { outline } = artist.style;
  const marker = group.querySelector("defs path") ?? (outline ? ownMarker(group, outline) : null);
  /** @type {Element[]} */
  let uses = [];
  holder?.setAttribute("style", artist.style.marker);
  return ({ x: xs, y: ys }) => {
    if (path) write(path, "d", pathData(xs, ys, axes, size));
    if (!marker || !holder) return;
    if (uses.length !== ys.length) uses = markers(holder, marker, ys.length);
    uses.forEach((use, i) => {
      const [x, y] = [toPicture(axes.x, xs[i]), toPicture(axes.y, ys[i])];
      const seen = x >= 0 && x <= size.width && y >= 0 && y <= size.height;
      write(use, "display", seen ? "inline" : "none");
      if (!seen) return;
      write(use, "x", `${hundredths(x)}`);
      write(use, "y", `${hundredths(y)}`);
    });
  };
}

/** @param {Piece[]} pieces @param {Float64Array[]} values */
export const writeText = (pieces, values) => pieces.map((piece) => {
  if (typeof piece === "string") return piece;
  const value = values[piece.node][0];
  return piece.words ? (piece.words[value] ?? "") : typeset(format(value, piece.format ?? ""));
}).join("");

/** @param {Element} group @param {Artist} artist @param {Axes} axes @returns {Draw} */
function text(group, artist, axes) {
  const words = /** @type {Element} */ (group.querySelector("text"));
  // matplotlib wrote the text where it stood when it was recorded; we move it from there.
  const [x0, y0] = artist.at ? [toPicture(axes.x, artist.at[0]), toPicture(axes.y, artist.at[1])] : [0, 0];
  return (data, values) => {
    const written = writeText(artist.text ?? [], values);
    if (words.textContent !== written) words.textContent = written;
    if (!artist.at) return;
    const [dx, dy] = [toPicture(axes.x, data.x[0]) - x0, toPicture(axes.y, data.y[0]) - y0];
    const seen = Number.isFinite(dx + dy);
    write(group, "display", seen ? "inline" : "none");
    if (seen) write(group, "transform", `translate(${hundredths(dx)} ${hundredths(dy)})`);
  };
}

/** @type {Record<string, (group: Element, artist: Artist, axes: Axes, size: Size) => Draw>} */
export const KINDS = { line, text, polygons, band, points, arrows, image, contour };

/**
 * Find a drawing's live artists in its SVG.
 * @param {SVGSVGElement} svg
 * @param {{artists: Artist[], axes: Axes[]}} drawing
 * @returns {Writer[]}
 */
export function writers(svg, { artists, axes }) {
  const [, , width, height] = (svg.getAttribute("viewBox") ?? "").split(" ").map(Number);
  return artists.map((artist) => {
    const group = svg.querySelector(`[id="${artist.id}"]`);
    if (!group) throw new Error(`the picture has no ${artist.kind} ${artist.id}`);
    const draw = KINDS[artist.kind](group, artist, { ...axes[artist.axes], ...artist.axes_fraction }, { width, height });
    const names = Object.entries(artist.data);
    return (values) => draw(Object.fromEntries(names.map(([name, node]) => [name, values[node]])), values);
  });
}
