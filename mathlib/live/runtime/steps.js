/**
 * What computes one node: a step fills the node's array from those it reads. Every array is
 * allocated once, when the graph is prepared.
 */
import { pairwiseSum } from "./operations.js";

/**
 * @typedef {{op: string, in?: number[], shape?: number[], name?: string,
 *   values?: (number | string)[], [setting: string]: any}} GraphNode
 * @typedef {{values: Float64Array, shape: number[], parts?: Value[]}} Value
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
const sizeOf = (shape) => shape.reduce((product, n) => product * n, 1);

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
  const from = positions(shape, 0, broadcastStrides(value.shape, shape.length));
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
  if (inputs.length === 1) return makeStep(() => { for (let i = 0; i < to.length; i++) to[i] = first[from[i]]; });
  const all = new Float64Array(inputs.reduce((n, { values }) => n + values.length, 0));
  return makeStep(() => {
    let end = 0;
    for (const { values } of inputs) for (let i = 0; i < values.length; i++) all[end++] = values[i];
    for (let i = 0; i < to.length; i++) to[i] = all[from[i]];
  });
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
  const outer = shape.slice(0, inner);
  const target = positions(outer, 0, broadcastStrides(outer.map((n, axis) => (summed[axis] ? 1 : n)), inner));
  const totals = out.values;
  return makeStep(() => {
    totals.fill(0);
    for (let i = 0; i < target.length; i++) totals[target[i]] += pairwiseSum(values, i * run, run);
  });
}

/**
 * Pick by a whole number that a control sets; a place outside the array gives nan.
 * @param {GraphNode} node
 * @param {Value[]} inputs
 * @param {Value} out
 * @returns {Step}
 */
function take(node, [{ values, shape }, index], out) {
  const n = shape[node.axis];
  const run = sizeOf(shape.slice(node.axis + 1));
  const outer = sizeOf(shape.slice(0, node.axis));
  const picks = index.values;
  return makeStep(() => {
    let to = 0;
    for (let i = 0; i < outer; i++) {
      for (let j = 0; j < picks.length; j++) {
        const at = picks[j] < 0 ? picks[j] + n : picks[j];
        const inside = at >= 0 && at < n;
        for (let k = 0; k < run; k++) out.values[to++] = inside ? values[(i * n + at) * run + k] : NaN;
      }
    }
  });
}

/**
 * @type {Record<string, (node: GraphNode, inputs: Value[], out: Value) => Step | null>}
 */
export const STEPS = { gather, sum, take };
