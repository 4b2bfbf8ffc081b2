/**
 * What computes one node: a step fills the node's array from those it reads. Every array is
 * allocated once, when the graph is prepared.
 */
import { determinant, eigh, multiply, solve, svd } from "./linear.js";
import { ALONG, REDUCTIONS, gatherAt, pairwiseSum, scatterAt } from "./operations.js";

/**
 * @typedef {{op: string, in?: number[], shape?: number[], name?: string,
 *   values?: (number | string)[], [setting: string]: any}} GraphNode
 * @typedef {{values: Float64Array, shape: number[], parts?: Value[], body?: Value[]}} Value
 * @typedef {{fill: (...operands: any[]) => void, o?: Float64Array, a?: Float64Array, p?: number,
 *   b?: Float64Array, q?: number, c?: Float64Array, r?: number}} Step
 */

/**
 * A step is a function and what to call it with, kept apart: a function around each call
 * would cost as much as most of the calls.
 * @param {Step["fill"]} fill
 * @param {any[]} operands
 * @returns {Step}
 */
export function makeStep(fill, [o, a, p, b, q, c, r] = []) {
  return { fill, o, a, p, b, q, c, r };
}

/** @param {Step[]} steps */
export function runAll(steps) {
  for (let i = 0; i < steps.length; i++) {
    const { fill, o, a, p, b, q, c, r } = steps[i];
    fill(o, a, p, b, q, c, r);
  }
}

/** @param {number[]} shape */
export const sizeOf = (shape) => shape.reduce((product, n) => product * n, 1);

/** @param {number[]} shape @returns {Value} */
export const allocate = (shape) => ({ values: new Float64Array(sizeOf(shape)), shape });

/**
 * List the positions that evenly spaced strides visit, in C order.
 * @param {number[]} shape
 * @param {number} start
 * @param {number[]} strides
 */
function positions(shape, start, strides) {
  const list = new Int32Array(sizeOf(shape));
  for (let i = 0; i < list.length; i++) {
    let at = start;
    for (let axis = shape.length - 1, rest = i; axis >= 0; axis--) {
      at += (rest % shape[axis]) * strides[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    list[i] = at;
  }
  return list;
}

/**
 * The strides of an array in C order, with 0 along axes of length one, so that it
 * broadcasts; `ndim` axes in all.
 * @param {number[]} shape
 * @param {number} ndim
 */
function broadcastStrides(shape, ndim) {
  const strides = new Array(ndim).fill(0);
  for (let axis = shape.length - 1, step = 1; axis >= 0; axis--) {
    if (shape[axis] > 1) strides[axis + ndim - shape.length] = step;
    step *= shape[axis];
  }
  return strides;
}

/**
 * For each element of an array, in C order, the place of what is broadcast there.
 * @param {number[]} own the shape of what is broadcast
 * @param {number[]} shape
 */
export const repeated = (own, shape) => positions(shape, 0, broadcastStrides(own, shape.length));

/**
 * Return an operand's values and its mask, spread out first where a mask cannot say how they
 * broadcast. An operand with as many elements as the result lies in the same order:
 * broadcasting repeats elements, and none are repeated.
 * @param {Value} value
 * @param {number[]} shape
 * @param {(spreading: Step) => void} before is given the step that spreads
 * @returns {[Float64Array, number]}
 */
function operand(value, shape, before) {
  const { values } = value;
  if (values.length === 1) return [values, 0];
  if (values.length === sizeOf(shape)) return [values, -1];
  const spread = new Float64Array(sizeOf(shape));
  const from = repeated(value.shape, shape);
  before(makeStep(() => { for (let i = 0; i < spread.length; i++) spread[i] = values[from[i]]; }));
  return [spread, -1];
}

/**
 * @param {Step["fill"]} fill a row of the operation table
 * @param {Value[]} inputs
 * @param {Value} out
 * @param {(spreading: Step, input: number) => void} before is given the steps that must run
 *   first, and which input each of them reads
 */
export function elementwise(fill, inputs, out, before) {
  const operands = inputs.map((value, i) => operand(value, out.shape, (spreading) => before(spreading, i)));
  return makeStep(fill, [out.values, ...operands.flat()]);
}

/**
 * Whether strides visit one element after another, as in an array of C order.
 * @param {number[]} shape
 * @param {number[]} strides
 */
const isRun = (shape, strides) => strides.every((stride, axis) => shape[axis] === 1 || stride === sizeOf(shape.slice(axis + 1)));

/**
 * Rearrange elements: `out[i]` is the element at `from[i]` of the inputs laid end to end.
 * What lies in one run already is not moved: the result is a view of it, and needs no step.
 * @param {GraphNode} node
 * @param {Value[]} inputs
 * @param {Value} out
 * @returns {Step | null}
 */
function gather({ indices, start, strides }, inputs, out) {
  const first = inputs[0].values;
  const to = out.values;
  if (inputs.length === 1 && !indices && isRun(out.shape, strides)) {
    out.values = first.subarray(start, start + to.length);
    return null;
  }
  const from = indices ? Int32Array.from(indices) : positions(out.shape, start, strides);
  if (inputs.length === 1) return makeStep(gatherAt, [to, first, from]);
  const all = new Float64Array(inputs.reduce((n, { values }) => n + values.length, 0));
  return makeStep(() => {
    let end = 0;
    for (const { values } of inputs) for (let i = 0; i < values.length; i++) all[end++] = values[i];
    for (let i = 0; i < to.length; i++) to[i] = all[from[i]];
  });
}

/**
 * For each element in C order, or each run of elements, the place of what it is reduced to.
 * @param {number[]} shape
 * @param {boolean[]} reduced which axes
 */
function targets(shape, reduced) {
  const left = shape.map((n, axis) => (reduced[axis] ? 1 : n));
  return repeated(left, shape);
}

/**
 * Sum over axes, in NumPy's order of additions: pairwise along the innermost axes where
 * these are summed, and one after another along the others. Axes of length one are no axes.
 * @param {GraphNode} node
 * @param {Value[]} inputs
 * @param {Value} out
 * @returns {Step}
 */
function sum(node, [{ values, shape }], out) {
  const summed = shape.map((n, axis) => n === 1 || node.axis.includes(axis));
  const inner = summed.lastIndexOf(false) + 1;
  const run = sizeOf(shape.slice(inner));
  const target = targets(shape.slice(0, inner), summed);
  const totals = out.values;
  if (run === 1) return makeStep(scatterAt, [totals, values, target]);
  return makeStep(() => {
    totals.fill(0);
    for (let i = 0; i < target.length; i++) totals[target[i]] += pairwiseSum(values, i * run, run);
  });
}

/**
 * The product of two matrices, or of a matrix and a vector, for each pair of a batch. A matrix
 * that is `turned` is read where it stands, its columns as rows.
 * @param {GraphNode} node
 * @param {Value[]} inputs
 * @param {Value} out
 * @returns {Step}
 */
function matmul({ turned = [] }, [a, b], out) {
  const left = a.shape.length > 1 ? a.shape : [1, ...a.shape];
  const right = b.shape.length > 1 ? b.shape : [...b.shape, 1];
  const [[m, k], [, n]] = [left, right].map((shape, i) => (turned[i] ? shape.slice(-2).reverse() : shape.slice(-2)));
  const [stridesA, stridesB] = [turned[0] ? [1, m] : [k, 1], turned[1] ? [1, k] : [n, 1]];
  const [batchA, batchB] = [left.slice(0, -2), right.slice(0, -2)];
  const ndim = Math.max(batchA.length, batchB.length);
  const batch = out.shape.slice(0, ndim);
  const froms = [batchA, batchB].map((shape) => repeated(shape, batch));
  const parts = Array.from(froms[0], (_, i) => [
    out.values.subarray(i * m * n, (i + 1) * m * n),
    a.values.subarray(froms[0][i] * m * k, (froms[0][i] + 1) * m * k),
    b.values.subarray(froms[1][i] * k * n, (froms[1][i] + 1) * k * n),
  ]);
  return makeStep(() => {
    for (const [product, x, y] of parts) multiply(product, x, y, m, k, n, stridesA, stridesB);
  });
}

/** @typedef {(node: GraphNode, inputs: Value[], out: Value) => Step | null} MakeStep */

/** @param {typeof REDUCTIONS.prod} fill @returns {MakeStep} */
const reduction = (fill) => ({ axis }, [{ values, shape }], out) =>
  makeStep(fill, [out.values, values, targets(shape, shape.map((_, i) => axis.includes(i)))]);

/** @param {typeof ALONG.cumsum} fill @returns {MakeStep} */
const along = (fill) => ({ axis }, [{ values, shape }], out) =>
  makeStep(fill, [out.values, values, shape[axis], sizeOf(shape.slice(axis + 1))]);

/** @param {Record<string, any>} table @param {(row: any) => MakeStep} make @returns {Record<string, MakeStep>} */
const each = (table, make) => Object.fromEntries(Object.entries(table).map(([name, row]) => [name, make(row)]));

/** What makes the step of each operation that does not act element by element. @type {Record<string, MakeStep>} */
export const STEPS = {
  copy: (_node, [{ values }], out) => { out.values = values; return null; },
  gather,
  sum,
  matmul,
  ...each(REDUCTIONS, reduction),
  ...each(ALONG, along),
  gather_at: (_node, [a, at], out) => makeStep(gatherAt, [out.values, a.values, at.values]),
  scatter_at: (_node, [g, at], out) => makeStep(scatterAt, [out.values, g.values, at.values]),
  scatter: ({ indices, start, strides }, [g], out) =>
    makeStep(scatterAt, [out.values, g.values, indices ? Int32Array.from(indices) : positions(g.shape, start, strides)]),
  det: (_node, [a], out) => makeStep(() => { out.values[0] = determinant(a.values, a.shape[0]); }),
  inv: (_node, [a], out) => makeStep(() => {
    const n = a.shape[0];
    for (let i = 0; i < n * n; i++) out.values[i] = +(i % (n + 1) === 0);
    solve(out.values, a.values, n, n);
  }),
  solve: (_node, [a, b], out) => makeStep(() => {
    out.values.set(b.values);
    solve(out.values, a.values, a.shape[0], b.shape[1] ?? 1);
  }),
  eigh: (_node, [a], out) => {
    const [w, v] = out.parts = [a.shape.slice(1), a.shape].map(allocate);
    return makeStep(() => eigh(w.values, v.values, a.values, a.shape[0]));
  },
  svd: (_node, [a], out) => {
    const [m, n] = a.shape;
    const k = Math.min(m, n);
    const [u, s, vh] = out.parts = [[m, k], [k], [k, n]].map(allocate);
    return makeStep(() => svd(u.values, s.values, vh.values, a.values, m, n));
  },
};
