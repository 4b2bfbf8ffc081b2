/**
 * Kinds of artist that are many shapes: polygons, bands, points, arrows, images and level
 * lines. They replace what matplotlib drew by elements of the page's own. A shape with a
 * place that is not finite is not shown.
 */
import { colourOf, pixels } from "./colours.js";
import { svgElement } from "./dom.js";
import { hundredths, toPicture, write } from "./picture.js";

/**
 * @typedef {import("./picture.js").Artist} Artist
 * @typedef {import("./picture.js").Axes} Axes
 * @typedef {import("./picture.js").Writer} Writer
 * @typedef {Record<string, Float64Array>} Data
 */

/** Cut a group off at its axes. @param {Element} group @param {Axes} axes @param {Artist} artist */
function clipTo(group, { x, y }, { id, style }) {
  if (style.unclipped) return;
  const clip = svgElement("clipPath", { id: `${id}-clip` });
  const ends = [x, y].map((s) => s.limits.map((v) => toPicture(s, v)).sort((a, b) => a - b));
  clip.append(svgElement("rect", { x: ends[0][0], y: ends[1][0], width: ends[0][1] - ends[0][0], height: ends[1][1] - ends[1][0] }));
  group.before(clip);
  group.setAttribute("clip-path", `url(#${clip.id})`);
}

/**
 * Put so many paths in the place of what matplotlib drew, and colour them by their values.
 * @param {Element} group @param {Artist} artist @param {number} count
 * @returns {{paths: SVGElement[], paint: (data: Data, i: number) => boolean, ready: () => void}}
 */
function ownPaths(group, { rest = [], style }, count) {
  for (const id of rest) group.parentNode?.querySelector(`[id="${id}"]`)?.remove();
  const paths = Array.from({ length: count }, (_, i) => svgElement("path", style.css[1] ? { style: style.css[i % style.css.length] } : {}));
  if (!style.css[1]) group.setAttribute("style", style.css[0]);
  group.replaceChildren(...paths);
  /** @type {(v: number) => string | undefined} */
  let colour = () => "";
  return {
    paths,
    ready: () => { if (style.colours) colour = colourOf(style.colours); },
    paint: ({ value }, i) => {
      if (!value) return true;
      const named = colour(value[i]);
      if (named) write(paths[i], "color", named);
      return !!named;
    },
  };
}

/** The `d` of a line through places of the picture; empty if one is not finite. @param {number[]} places x and y in turn @param {string} [end] */
function outline(places, end = "z") {
  let d = "";
  for (let i = 0; i < places.length; i += 2) {
    if (!Number.isFinite(places[i] + places[i + 1])) return "";
    d += `${i ? "L" : "M"}${hundredths(places[i])} ${hundredths(places[i + 1])}`;
  }
  return d && d + end;
}

/** @param {Element} group @param {Artist} artist @param {Axes} axes */
export function polygons(group, artist, axes) {
  const { corners, count, open } = artist.style;
  const { paths, paint, ready } = ownPaths(group, artist, count);
  clipTo(group, axes, artist);
  /** @param {Data} data */
  return (data) => {
    ready();
    paths.forEach((path, i) => {
      /** @type {number[]} */
      const places = [];
      for (let j = i * corners; j < (i + 1) * corners; j++) places.push(toPicture(axes.x, data.x[j]), toPicture(axes.y, data.y[j]));
      write(path, "d", paint(data, i) ? outline(places, open ? "" : "z") : "");
    });
  };
}

/** The ground between two lines, with gaps. @param {Element} group @param {Artist} artist @param {Axes} axes */
export function band(group, artist, axes) {
  const { paths } = ownPaths(group, artist, 1);
  clipTo(group, axes, artist);
  /** @param {Data} data */
  return ({ x, y, y2 }) => {
    let d = "";
    /** @type {number[]} */
    let there = [];
    /** @type {number[]} */
    let back = [];
    for (let i = 0; i <= x.length; i++) {
      if (Number.isFinite(x[i] + y[i] + y2[i])) {
        there.push(toPicture(axes.x, x[i]), toPicture(axes.y, y[i]));
        back.unshift(toPicture(axes.x, x[i]), toPicture(axes.y, y2[i]));
      } else {
        d += outline([...there, ...back]);
        [there, back] = [[], []];
      }
    }
    write(paths[0], "d", d);
  };
}

/** A path's numbers, all times one. @param {string} d @param {number} by */
const scaled = (d, by) => d.replace(/-?[\d.]+(e-?\d+)?/g, (v) => `${Math.round(Number(v) * by * 1e4) / 1e4}`);

/** @param {Element} group @param {Artist} artist @param {Axes} axes */
export function points(group, artist, axes) {
  const { marker, size, count } = artist.style;
  const { paths, paint, ready } = ownPaths(group, artist, count);
  clipTo(group, axes, artist);
  /** @type {Map<number, string>} */
  const markers = new Map();
  /** @param {number} area */
  const markerOf = (area) => markers.get(area) ?? markers.set(area, scaled(marker, Math.sqrt(area))).get(area) ?? "";
  /** @param {Data} data */
  return (data) => {
    ready();
    if (data.size) markers.clear();
    paths.forEach((path, i) => {
      const [x, y] = [toPicture(axes.x, data.x[i]), toPicture(axes.y, data.y[i])];
      const area = data.size ? data.size[i] : size[i % size.length];
      const seen = paint(data, i) && Number.isFinite(x + y + Math.sqrt(area));
      write(path, "d", seen ? markerOf(area) : "");
      if (seen) write(path, "transform", `translate(${hundredths(x)} ${hundredths(y)})`);
    });
  };
}

/**
 * The corners of an arrow along x that starts at 0, in widths of its shaft, as
 * matplotlib.quiver draws it: without a shaft if it is short, a dot if it is shorter still.
 * @param {number} length @param {Record<string, number>} style
 */
function arrow(length, { headwidth, headlength, headaxislength, minshaft, minlength, pivot }) {
  if (length < minlength) return [0, 1, 2, 3, 4, 5, 6, 7].flatMap((k) => [Math.cos, Math.sin].map((f) => (f((k * Math.PI) / 3) * minlength) / 2));
  const least = minshaft * headlength;
  const [tip, by] = length < least ? [least, length / least] : [Math.min(length, 65536), 1];
  const back = pivot * tip;
  const side = [0, 0.5, tip - headaxislength, 0.5, tip - headlength, headwidth / 2];
  const half = side.map((v, i) => by * (i % 2 ? v : v - back));
  const [x0, y0, x1, y1, x2, y2] = half;
  return [x0, y0, x1, y1, x2, y2, by * (tip - back), 0, x2, -y2, x1, -y1, x0, -y0];
}

/** @param {Element} group @param {Artist} artist @param {Axes} axes */
export function arrows(group, artist, axes) {
  const { unit, scale, count } = artist.style;
  const { paths, paint, ready } = ownPaths(group, artist, count);
  clipTo(group, axes, artist);
  /** @param {Data} data */
  return (data) => {
    ready();
    const { x, y, u, v } = data;
    paths.forEach((path, i) => {
      const [x0, y0] = [toPicture(axes.x, x[i]), toPicture(axes.y, y[i])];
      const [dx, dy] = [toPicture(axes.x, x[i] + u[i]) - x0, toPicture(axes.y, y[i] + v[i]) - y0];
      const length = Math.hypot(dx, dy);
      const [c, s] = length ? [(unit * dx) / length, (unit * dy) / length] : [unit, 0];
      const corners = arrow(length / (scale * unit), artist.style);
      const places = corners.map((p, j) => (j % 2 ? y0 + s * corners[j - 1] - c * p : x0 + c * p + s * corners[j + 1]));
      write(path, "d", paint(data, i) ? outline(places) : "");
    });
  };
}

/** @param {Element} group @param {Artist} artist @param {Axes} axes */
export function image(group, artist, axes) {
  const { rows, columns, colours, place } = artist.style;
  let picture = group;
  if (place) {
    picture = svgElement("image", { width: columns, height: rows, transform: `matrix(${place})`, style: "image-rendering: pixelated", preserveAspectRatio: "none" });
    group.replaceChildren(picture);
    clipTo(group, axes, artist);
  }
  /** @param {Data} data */
  return ({ value }) => write(picture, "href", pixels(value, rows, columns, colours));
}

/**
 * The pieces of a level line in a table of heights. A square whose corners lie crosswise above
 * and below is parted by the mean of the four; one that lacks a corner is a triangle.
 * @param {Float64Array} z @param {number} columns @param {number} level
 * @param {(i: number) => number[]} place where a corner stands, in data
 * @returns {number[][]} x and y of where each piece starts and ends
 */
export function levelLine(z, columns, level, place) {
  /** @type {number[][]} */
  const pieces = [];
  for (let i = 0; i + columns < z.length; i++) {
    if (i % columns === columns - 1) continue;
    const corners = [i, i + 1, i + columns + 1, i + columns].filter((k) => Number.isFinite(z[k]));
    if (corners.length < 3) continue;
    /** @type {number[][]} */
    const crossings = [];
    corners.forEach((a, k) => {
      const b = corners[(k + 1) % corners.length];
      if (z[a] > level === z[b] > level) return;
      const part = (z[b] - level) / (z[b] - z[a]);
      const [from, to] = [place(a), place(b)];
      crossings.push(from.map((v, c) => v * part + to[c] * (1 - part)));
    });
    const middle = (z[i] + z[i + 1] + z[i + columns] + z[i + columns + 1]) / 4;
    // Pieces run around the corners that the middle is unlike; the sides start at the first corner.
    if (crossings.length === 4 && middle > level !== z[i] > level) crossings.unshift(...crossings.splice(3));
    for (let k = 0; k < crossings.length; k += 2) pieces.push([...crossings[k], ...crossings[k + 1]]);
  }
  return pieces;
}

/** @param {Element} group @param {Artist} artist @param {Axes} axes */
export function contour(group, artist, axes) {
  const { levels, columns } = artist.style;
  const { paths, paint, ready } = ownPaths(group, artist, levels.length);
  clipTo(group, axes, artist);
  /** @param {Data} data */
  return ({ x, y, z }) => {
    ready();
    const whole = z.length;
    /** @param {number} i */
    const place = (i) => [x[x.length === whole ? i : i % columns], y[y.length === whole ? i : Math.floor(i / columns)]];
    levels.forEach((/** @type {number} */ level, /** @type {number} */ k) => {
      paint({ value: levels }, k);
      const pieces = levelLine(z, columns, level, place);
      write(paths[k], "d", pieces.map((p) => outline(p.map((v, c) => toPicture(c % 2 ? axes.y : axes.x, v)), "")).join(""));
    });
  };
}
