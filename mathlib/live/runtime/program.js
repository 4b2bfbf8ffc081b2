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
 * Return an operand's values and its mask; insert a step that spreads them out first where a
 * mask cannot say how they broadcast. An operand with as many elements as the result lies in
 * the same order: broadcasting repeats elements, and none are repeated.
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
  const o = out.values;
  const [a, p, b, q, c, r] = inputs.flatMap((value) => operand(value, out.shape, steps));
  steps.push(() => fill(o, a, p, b, q, c, r));
  return steps.length === 1 ? steps[0] : () => runAll(steps);
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
  return () => {
    totals.fill(0);
    for (let i = 0; i < target.length; i++) totals[target[i]] += pairwiseSum(values, i * run, run);
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
 * Run the body of a loop `count` times and keep every state. The body reads, in order: the
 * states, the number of the step, and what it captures from outside, which it reads in place.
 * @param {GraphNode} node
 * @param {Value[]} inputs
 * @param {Value} out
 * @returns {Step}
 */
function iterate({ count, body, next }, inputs, out) {
  const first = inputs.slice(0, next.length);
  const states = first.map(({ shape }) => allocate(shape));
  const number = allocate([]);
  const program = prepare(body, [...states, number, ...inputs.slice(next.length)]);
  const results = next.map((/** @type {number} */ i) => program.values[i]);
  const histories = first.map(({ shape }) => allocate([count + 1, ...shape]));
  out.parts = histories;

  /** Keep new states as row k. All are kept before any moves on: one may be another's next. @param {Value[]} coming @param {number} k */
  function enter(coming, k) {
    for (let s = 0; s < states.length; s++) {
      const [history, from, n] = [histories[s].values, coming[s].values, states[s].values.length];
      for (let i = 0; i < n; i++) history[k * n + i] = from[i];
    }
    for (let s = 0; s < states.length; s++) {
      const [history, to] = [histories[s].values, states[s].values];
      for (let i = 0; i < to.length; i++) to[i] = history[k * to.length + i];
    }
  }
  return () => {
    enter(first, 0);
    for (let k = 0; k < count; k++) {
      number.values[0] = k;
      program.runAll();
      enter(results, k + 1);
    }
  };
}

/**
 * The numbers of a constant: listed, or evenly spaced by NumPy's own formula for linspace.
 * @param {GraphNode} node
 * @param {Float64Array} out
 */
function constant({ values, start, stop }, out) {
  if (values) { out.set(values.map(Number)); return; }
  const last = out.length - 1;
  const step = (stop - start) / last;
  for (let i = 0; i < last; i++) out[i] = i * step + start;
  out[last] = stop;
}

/** @type {Record<string, (node: GraphNode, inputs: Value[], out: Value) => Step>} */
export const STEPS = { gather, sum, take, iterate };

/**
 * The step that computes one node; inputs, constants and parts of a loop need none.
 * @param {GraphNode} node
 * @param {Value[]} inputs
 * @param {Value} out
 * @returns {Step | null}
 */
function stepOf(node, inputs, out) {
  if (node.op === "input") return null;
  if (node.op === "constant") { constant(node, out.values); return null; }
  if (node.op === "part") { Object.assign(out, inputs[0].parts?.[node.number]); return null; }
  if (STEPS[node.op]) return STEPS[node.op](node, inputs, out);
  const fill = UNARY[node.op] ?? BINARY[node.op] ?? TERNARY[node.op];
  if (!fill) throw new Error(`the graph holds an unknown operation, ${node.op}`);
  return elementwise(fill, inputs, out);
}

/** @param {Step[]} steps */
const runAll = (steps) => { for (let i = 0; i < steps.length; i++) steps[i](); };

/**
 * Prepare a graph. `run` computes what depends on the named inputs and nothing else.
 * @param {GraphNode[]} nodes
 * @param {Value[]} [given] where the inputs stand, in order, if they exist already
 */
export function prepare(nodes, given = []) {
  /** @type {Value[]} */
  const values = [];
  /** @type {Map<string, Value>} */
  const inputs = new Map();
  /** @type {Set<string>[]} */
  const reads = [];
  /** @type {{step: Step, read: Set<string>}[]} */
  const steps = [];
  for (const { name = "", ...node } of nodes) {
    const sources = node.in ?? [];
    const isInput = node.op === "input";
    const out = (isInput && given[inputs.size]) || allocate(node.shape ?? []);
    if (isInput) inputs.set(name, out);
    const read = new Set(isInput ? [name] : sources.flatMap((i) => [...reads[i]]));
    const step = stepOf(node, sources.map((i) => values[i]), out);
    if (step) steps.push({ step, read });
    values.push(out);
    reads.push(read);
  }
  const all = steps.map(({ step }) => step);
  /** @type {Record<string, Step[]>} */
  const plans = {};
  // What reads no input at all is computed once, here.
  runAll(steps.filter(({ read }) => !read.size).map(({ step }) => step));
  return {
    values,
    runAll: () => runAll(all),
    /** @param {string} name @param {ArrayLike<number>} numbers */
    set: (name, numbers) => inputs.get(name)?.values.set(numbers),
    /** @param {Iterable<string>} names */
    run: (names) => {
      const moved = [...names];
      const plan = (plans[moved.join()] ??= steps.filter(({ read }) => moved.some((name) => read.has(name))).map(({ step }) => step));
      runAll(plan);
    },
  };
}
