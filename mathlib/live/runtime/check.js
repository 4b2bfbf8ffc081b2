/**
 * The check of a figure's data before they run. What the page could not compute, or would
 * never finish, is refused here, with the node's number and name; what
 * mathlib/graph/export.py and mathlib/live/html.py write never is.
 */
import { CONTROLS } from "./controls.js";
import { KINDS } from "./drawing.js";
import { BINARY, TERNARY, UNARY } from "./operations.js";
import { sizeOf } from "./steps.js";

/** @typedef {(node: any, ...shapes: any[]) => any} Rule */

/** The most elements of one array and of all, the most steps of loops, the most that one run computes. */
const [LARGEST, MOST, LONGEST, WORK] = [1e7, 3e7, 1e6, 1e9];
const TOO_MUCH = "it is more than a page can compute";

/** @param {unknown} holds @param {string} problem */
function must(holds, problem) {
  if (!holds) throw new Error(problem);
}

/** Data that are not even of the kind expected lead to a TypeError. @param {any} error */
const told = (error) => (error instanceof TypeError ? "it is malformed" : error.message);
/** @param {any} v @param {number} [end] */
const isWhole = (v, end = Infinity) => Number.isInteger(v) && v >= 0 && v < end;
/** @param {any} a @param {any} b */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
/** @param {number[]} a */
const isSquare = (a) => a.length === 2 && a[0] === a[1];

/** @type {Rule} */
function broadcast(_, ...shapes) {
  const longest = Math.max(...shapes.map((s) => s.length));
  const axes = Array.from({ length: longest }, (_, k) => shapes.map((s) => s[k + s.length - longest] ?? 1).filter((n) => n !== 1));
  return axes.every((lengths) => lengths.every((n) => n === lengths[0])) && axes.map(([n = 1]) => n);
}

/** The axes go, or stay with the length 1. @param {any} node @param {number[]} a @param {any} [axes] */
function reduced({ axis, shape }, a, axes = axis) {
  const kept = a.map((n, k) => (axes.includes(k) ? 1 : n));
  return axes.every((/** @type {any} */ k) => isWhole(k, a.length)) && (same(shape, kept) ? kept : a.filter((_, k) => !axes.includes(k)));
}

/** Whether places, listed or evenly spaced, lie in an array of so many elements. @param {any} node @param {number[]} shape @param {number} size */
function placed({ indices, start, strides }, shape, size) {
  if (indices) return indices.every((/** @type {any} */ i) => isWhole(i, size)) && indices.length === sizeOf(shape);
  const ends = [Math.min, Math.max].map((f) => shape.reduce((at, n, k) => at + f(0, (n - 1) * strides[k]), start));
  return strides.every(Number.isInteger) && strides.length === shape.length && (!sizeOf(shape) || ends.every((end) => isWhole(end, size)));
}

/** What goes along an axis for each element. @type {Record<string, Rule>} */
const LINEAR = {
  matmul: (_, a, b) => {
    const batch = broadcast(_, a.slice(0, -2), b.slice(0, -2));
    return batch && a[0] !== undefined && a.at(-1) === (b.at(-2) ?? b[0]) && [...batch, ...a.slice(-2, -1), ...b.slice(1).slice(-1)];
  },
  inv: (_, a) => isSquare(a) && a,
  det: (_, a) => isSquare(a) && [],
  solve: (_, a, b) => isSquare(a) && a[0] === b[0] && b.length < 3 && b,
  eigh: (_, a) => isSquare(a) && { parts: [[a[0]], a] },
  svd: (_, a) => a.length === 2 && { parts: [[a[0], Math.min(...a)], [Math.min(...a)], [Math.min(...a), a[1]]] },
};

/** @param {string[]} names @param {Rule} rule */
const rows = (names, rule) => Object.fromEntries(names.map((name) => [name, rule]));

/**
 * The shape that each operation makes of its inputs', one parameter for each; nothing if
 * they do not fit.
 * @type {Record<string, Rule>}
 */
const RULES = {
  ...LINEAR,
  ...rows([...Object.keys(UNARY), "copy"], (_, a) => a),
  ...rows(Object.keys(BINARY), (_, a, b) => broadcast(_, a, b)),
  ...rows(Object.keys(TERNARY), (_, a, b, c) => broadcast(_, a, b, c)),
  ...rows(["sum", "prod", "max", "min"], (node, a) => reduced(node, a)),
  ...rows(["argmax", "argmin"], (node, a) => reduced(node, a, [node.axis])),
  ...rows(["cumsum", "argsort"], ({ axis }, a) => isWhole(axis, a.length) && a),
  input: ({ shape }) => shape,
  constant: ({ shape, values, start, stop }) => (values ? values.every((/** @type {any} */ v) => typeof v === "number" || /^(NaN|-?Infinity)$/.test(v)) && values.length === sizeOf(shape) : Number.isFinite(start + stop)) && shape,
  gather: (node, ...shapes) => shapes.length && placed(node, node.shape, shapes.reduce((n, s) => n + sizeOf(s), 0)) && node.shape,
  scatter: (node, a) => placed(node, a, sizeOf(node.shape)) && node.shape,
  pick: (_, a, places) => places,
  place: ({ shape }, a, places) => same(a, places) && shape,
  part: ({ number }, { parts }) => parts[number],
  iterate: ({ count, next, body, times, tally }, ...shapes) => {
    must(isWhole(count, LONGEST / times), TOO_MUCH);
    const states = shapes.slice(0, next.length);
    const known = checkNodes(body, times * Math.max(1, count), tally, [...states, [], ...shapes.slice(next.length)]);
    return same(next.map((/** @type {number} */ i) => known[i]), states) && { parts: states.map((s) => [count + 1, ...s]) };
  },
};

/**
 * Check a graph's nodes in order, and return their shapes.
 * @param {any[]} nodes
 * @param {number} times how often they run
 * @param {{held: number, work: number}} tally
 * @param {number[][]} [given] the shapes of the inputs
 */
function checkNodes(nodes, times, tally, given) {
  /** @type {any[]} */
  const known = [];
  /** @type {string[]} */
  const names = [];
  nodes.forEach((node, i) => {
    try {
      const { op, name, shape = [], in: sources = [] } = node;
      must(Object.hasOwn(RULES, op), "it is unknown");
      must(sources.every((/** @type {any} */ j) => isWhole(j, i)), "it reads what does not stand before it");
      const shapes = sources.map((/** @type {number} */ j) => known[j]);
      const inputs = RULES[op].length - 1;
      const fits = shape.every((/** @type {any} */ n) => isWhole(n)) && (!inputs || inputs === shapes.length) && (op === "part" || shapes.every(Array.isArray));
      const found = fits && RULES[op]({ ...node, shape, times, tally }, ...shapes);
      const isNew = op !== "input" || (!names.includes(name) && names.push(name) && (!given || same(given[names.length - 1], shape)));
      must(isNew && found && same(found.parts ? [] : found, shape), `its shape ${JSON.stringify(shape)}, its settings and its inputs' shapes ${JSON.stringify(shapes)} do not fit`);
      const sizes = (found.parts ?? [found]).map(sizeOf);
      for (const n of sizes) tally.held += n > LARGEST ? MOST : n;
      tally.work += times * Math.max(1, ...sizes, ...shapes.map((/** @type {any} */ s) => sizeOf(s.parts ? [] : s))) * (op in LINEAR ? shapes[0].at(-1) : 1);
      must(tally.held < MOST && tally.work < WORK, TOO_MUCH);
      known.push(found);
    } catch (error) {
      throw new Error(`node ${i}, ${JSON.stringify(node?.op)}: ${told(error)}`);
    }
  });
  must(!given || names.length === given.length, "an input is missing");
  return known;
}

/**
 * Check everything a figure brings along, its controls, its graphs and what its drawings
 * show, and return it.
 * @param {any} data
 */
export function checkFigure(data) {
  try {
    const { controls, pictures, variants } = data;
    for (const { name, type } of controls) must(Object.hasOwn(CONTROLS, type), `the control ${name} is unknown: ${type}`);
    must(variants.some((/** @type {any} */ { choices }) => controls.every((/** @type {any} */ { name, start }) => (choices[name] ?? start) === start)), "no variant is chosen");
    for (const { nodes, hood, drawings, steps = {} } of variants) {
      const known = checkNodes([...nodes, ...(hood?.nodes ?? [])], 1, { held: 0, work: 0 });
      /** @param {any[]} shown */
      const hold = (shown) => shown.every((i) => i < nodes.length && Array.isArray(known[i]));
      for (const { op, name, shape = [] } of nodes) {
        must(op !== "input" || [controls.find((/** @type {any} */ c) => c.name === name).start].flat().length === sizeOf(shape), `the control ${name} does not fit its input`);
      }
      for (const { svg, axes, artists } of [drawings.wide, drawings.narrow]) {
        must(hold(Object.values(steps)) && isWhole(svg, pictures.length) && controls.every((/** @type {any} */ c) => c.axes === undefined || axes[c.axes].x), "a drawing is not whole");
        for (const { kind, id, axes: own, data = {}, text = [], style = {} } of artists) {
          must(Object.hasOwn(KINDS, kind) && axes[own].x && hold([...Object.values(data), ...text.flatMap((/** @type {any} */ piece) => piece.node ?? [])]) && !(style.count > LARGEST), `the ${kind} ${id} is unknown, or shows what there is not`);
        }
      }
    }
  } catch (error) {
    throw new Error(`its data cannot be used: ${told(error)}`);
  }
  return data;
}
