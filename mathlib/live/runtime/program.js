/**
 * The interpreter: turns a recorded graph into a list of steps, and runs the steps that
 * a moved control asks for. Every array is allocated once, when the graph is prepared.
 */
import { BINARY, TERNARY, UNARY, pairwiseSum } from "./operations.js";

/**
 * @typedef {{op: string, in?: number[], shape?: number[], name?: string,
 *   values?: (number | string)[], [setting: string]: any}} GraphNode
 * @typedef {{values: Float64Array, shape: number[], parts?: Value[]}} Value
 * @typedef {() => void} Step
 */

/** @param {number[]} shape */
export const sizeOf = (shape) => shape.reduce((product, n) => product * n, 1);

/** @param {number[]} shape @returns {Value} */
const allocate = (shape) => ({ values: new Float64Array(sizeOf(shape)), shape });

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
 * Return an operand's values and its mask; insert a step that spreads it out first where
 * a mask cannot say how it broadcasts.
 * @param {Value} value
 * @param {number[]} shape
 * @param {Step[]} steps
 * @returns {[Float64Array, number]}
 */
function operand(value, shape, steps) {
  if (value.values.length === 1) return [value.values, 0];
  if (value.values.length === sizeOf(shape)) return [value.values, -1];
  const spread = new Float64Array(sizeOf(shape));
  const from = positions(shape, 0, broadcastStrides(value.shape, shape.length));
  steps.push(() => { for (let i = 0; i < spread.length; i++) spread[i] = value.values[from[i]]; });
  return [spread, -1];
}

/**
 * @param {(...args: any[]) => void} fill
 * @param {Value[]} inputs
 * @param {Value} out
 * @returns {Step}
 */
function elementwise(fill, inputs, out) {
  /** @type {Step[]} */
  const steps = [];
  const args = inputs.flatMap((value) => operand(value, out.shape, steps));
  steps.push(() => fill(out.values, ...args));
  return steps.length === 1 ? steps[0] : () => steps.forEach((step) => step());
}

/**
 * Rearrange elements: `out[i]` is the element at `from[i]` of the inputs laid end to end.
 * @param {GraphNode} node
 * @param {Value[]} inputs
 * @param {Value} out
 * @returns {Step}
 */
function gather(node, inputs, out) {
  const from = node.indices ? Int32Array.from(node.indices) : positions(out.shape, node.start, node.strides);
  const [to, first] = [out.values, inputs[0].values];
  if (inputs.length === 1) return () => { for (let i = 0; i < to.length; i++) to[i] = first[from[i]]; };
  const all = new Float64Array(inputs.reduce((n, value) => n + value.values.length, 0));
  return () => {
    let end = 0;
    for (const { values } of inputs) { all.set(values, end); end += values.length; }
    for (let i = 0; i < to.length; i++) to[i] = all[from[i]];
  };
}

/**
 * Sum over axes, in NumPy's order of additions: pairwise along the innermost axes where
 * these are summed, and one after another along the others.
 * @param {GraphNode} node
 * @param {Value[]} inputs
 * @param {Value} out
 * @returns {Step}
 */
function sum(node, [{ values, shape }], out) {
  const summed = shape.map((_, axis) => node.axis.includes(axis));
  const inner = summed.lastIndexOf(false) + 1;
  const run = sizeOf(shape.slice(inner));
  const kept = shape.slice(0, inner).map((n, axis) => (summed[axis] ? 0 : n));
  const strides = broadcastStrides(kept.map((n) => n || 1), inner);
  const target = positions(shape.slice(0, inner), 0, strides);
  return () => {
    out.values.fill(0);
    for (let i = 0; i < target.length; i++) out.values[target[i]] += pairwiseSum(values, i * run, run);
  };
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
  return () => {
    let to = 0;
    for (let i = 0; i < outer; i++) {
      for (let j = 0; j < picks.length; j++) {
        const at = picks[j] < 0 ? picks[j] + n : picks[j];
        const inside = at >= 0 && at < n;
        for (let k = 0; k < run; k++) out.values[to++] = inside ? values[(i * n + at) * run + k] : NaN;
      }
    }
  };
}

/**
 * Run the body of a loop `count` times and keep every state.
 * @param {GraphNode} node
 * @param {Value[]} inputs
 * @param {Value} out
 * @returns {Step}
 */
function iterate(node, inputs, out) {
  const { count, body, next } = node;
  const program = prepare(body);
  const given = body.filter((/** @type {GraphNode} */ n) => n.op === "input").map((/** @type {any} */ _, /** @type {number} */ i) => program.values[i]);
  const results = next.map((/** @type {number} */ i) => program.values[i]);
  const states = given.slice(0, results.length);
  const captured = given.slice(results.length + 1);
  out.parts = states.map(({ shape }) => allocate([count + 1, ...shape]));
  return () => {
    captured.forEach((value, i) => value.values.set(inputs[results.length + i].values));
    states.forEach((value, i) => value.values.set(inputs[i].values));
    for (let k = 0; ; k++) {
      states.forEach(({ values }, i) => out.parts?.[i].values.set(values, k * values.length));
      if (k === count) return;
      given[results.length].values[0] = k;
      program.runAll();
      // All next states are computed from the present ones before any is replaced.
      const coming = results.map((/** @type {Value} */ { values }) => (results.length > 1 ? values.slice() : values));
      states.forEach((value, i) => value.values.set(coming[i]));
    }
  };
}

/** @type {Record<string, (node: GraphNode, inputs: Value[], out: Value) => Step>} */
const STEPS = { gather, sum, take, iterate };

/**
 * The step that computes one node; inputs, constants and parts of a loop need none.
 * @param {GraphNode} node
 * @param {Value[]} inputs
 * @param {Value} out
 * @returns {Step | null}
 */
function stepOf(node, inputs, out) {
  if (node.op === "input") return null;
  if (node.op === "constant") { out.values.set((node.values ?? []).map(Number)); return null; }
  if (node.op === "part") { Object.assign(out, inputs[0].parts?.[node.number]); return null; }
  if (STEPS[node.op]) return STEPS[node.op](node, inputs, out);
  const fill = UNARY[node.op] ?? BINARY[node.op] ?? TERNARY[node.op];
  if (!fill) throw new Error(`the graph holds an unknown operation, ${node.op}`);
  return elementwise(fill, inputs, out);
}

/**
 * Prepare a graph. `run` computes what depends on the named inputs and nothing else.
 * @param {GraphNode[]} nodes
 */
export function prepare(nodes) {
  /** @type {Value[]} */
  const values = [];
  /** @type {{step: Step, reads: Set<string>}[]} */
  const steps = [];
  /** @type {Set<string>[]} */
  const reads = [];
  for (const node of nodes) {
    const inputs = (node.in ?? []).map((i) => values[i]);
    const out = allocate(node.shape ?? []);
    const step = stepOf(node, inputs, out);
    values.push(out);
    reads.push(new Set(node.op === "input" ? [/** @type {string} */ (node.name)] : (node.in ?? []).flatMap((i) => [...reads[i]])));
    if (step) steps.push({ step, reads: reads[reads.length - 1] });
  }
  const all = steps.map(({ step }) => step);
  return {
    values,
    runAll: () => { for (let i = 0; i < all.length; i++) all[i](); },
    /** @param {string} name @param {ArrayLike<number>} numbers */
    set: (name, numbers) => {
      const at = nodes.findIndex((node) => node.op === "input" && node.name === name);
      if (at >= 0) values[at].values.set(numbers);
    },
    /** @param {Set<string>} names */
    run: (names) => { for (const { step, reads: read } of steps) if ([...names].some((name) => read.has(name))) step(); },
  };
}
