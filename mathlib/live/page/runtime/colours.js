/**
 * From values to colours. The palette's own colour maps are made from the page's variables,
 * so they follow its theme.
 */

/** @typedef {{range: number[], stops?: string[], table?: string}} Colours */
/** @typedef {{bytes: number[][], css: string[]}} Table 256 colours */

/** @type {Map<string, Table>} */
const tables = new Map();
let watched = false;

/** Once the theme changes, every figure is drawn again in its colours. */
function watch() {
  watched = true;
  const themes = new MutationObserver(() => {
    tables.clear();
    for (const figure of document.querySelectorAll("figure.live-figure")) figure.dispatchEvent(new Event("live-theme"));
  });
  for (const element of [document.documentElement, document.body]) themes.observe(element, { attributeFilter: ["data-theme", "data-jp-theme-light"] });
}

/** @param {string} hex @param {number} at */
const bytesAt = (hex, at) => [0, 2, 4].map((i) => parseInt(hex.slice(at + i, at + i + 2), 16));

/** @param {Colours} colours @returns {Table} */
function tableOf({ stops, table = "" }) {
  const key = stops?.join() ?? table;
  const known = tables.get(key);
  if (known) return known;
  if (!watched) watch();
  const style = getComputedStyle(document.body);
  const ends = stops?.map((name) => bytesAt(style.getPropertyValue(`--live-${name}`).trim(), 1));
  const bytes = Array.from({ length: 256 }, (_, i) => {
    if (!ends) return bytesAt(table, 6 * i);
    const place = (i / 255) * (ends.length - 1);
    const from = Math.min(Math.floor(place), ends.length - 2);
    return ends[from].map((v, c) => Math.round(v + (place - from) * (ends[from + 1][c] - v)));
  });
  const made = { bytes, css: bytes.map((rgb) => `rgb(${rgb})`) };
  tables.set(key, made);
  return made;
}

/** Which of the 256 colours a value has: -1 for one that is no number. @param {number} v @param {number[]} range */
function indexOf(v, [low, high]) {
  const place = Math.floor(((v - low) / (high - low)) * 256);
  return place >= 0 ? Math.min(place, 255) : place < 0 ? 0 : -1;
}

/** A function from a value to its colour in CSS; undefined for one that is no number. @param {Colours} colours @returns {(v: number) => string | undefined} */
export function colourOf(colours) {
  const { css } = tableOf(colours);
  return (v) => css[indexOf(v, colours.range)];
}

/**
 * A picture of a table of numbers, one pixel each, as a data URL. Without colours the
 * numbers are red, green and blue, from 0 to 1.
 * @param {Float64Array} values @param {number} rows @param {number} columns @param {Colours} [colours]
 */
export function pixels(values, rows, columns, colours) {
  const image = new ImageData(columns, rows);
  const table = colours && tableOf(colours).bytes;
  for (let i = 0; i < rows * columns; i++) {
    const rgb = table ? table[indexOf(values[i], colours.range)] : [...values.subarray(3 * i, 3 * i + 3)].map((v) => Math.floor(v * 255));
    // What is no number stays transparent.
    if (rgb && !rgb.some(Number.isNaN)) image.data.set([...rgb, 255], 4 * i);
  }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [columns, rows];
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas.toDataURL();
}
