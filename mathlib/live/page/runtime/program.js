/**
 * The interpreter: turns a recorded graph into a list of steps, and runs the steps that a
 * moved control asks for.
 */
import { BINARY, TERNARY, UNARY, gatherAt } from "./operations.js";
import { STEPS, allocate, elementwise, makeStep, repeated, runAll, sizeOf } from "./steps.js";

/**
 * @typedef {import("./steps.js").GraphNode} GraphNode
 * @typedef {import("./steps.js").Value} Value
 * @typedef {import("./steps.js").Step} Step
 */

/**
 * Run the body of a loop `count` times and keep every state. The body reads, in order: the
 * states, the number of the step, and what it captures from outside, which it reads in place.
 * @param {GraphNode} node
 * @param {Value[]} inputs
 * @param {Value} out
 */
function iterate({ count, body, next }, inputs, out) {
  const first = inputs.slice(0, next.length);
  const states = first.map(({ shape }) => allocate(shape));
  const number = allocate([]);
  const program = prepare(body, [...states, number, ...inputs.slice(next.length)]);
  // What reads the state or its number is computed in each step, the rest before the first.
  const each = program.steps(program.names.slice(0, next.length + 1));
  const once = program.steps(program.names).filter((step) => !each.includes(step));
  const results = next.map((/** @type {number} */ i) => program.values[i]);
  const histories = first.map(({ shape }) => allocate([count + 1, ...shape]));
  out.parts = histories;
  out.body = program.values;

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
  return makeStep(() => {
    enter(first, 0);
    runAll(once);
    for (let k = 0; k < count; k++) {
      number.values[0] = k;
      runAll(each);
      enter(results, k + 1);
    }
  });
}

/**
 * The numbers of a constant: listed, or evenly spaced by NumPy's own formula for linspace. What
 * repeats along axes comes `once`, an array of that shape.
 * @param {GraphNode} node
 * @param {Value} out
 */
function constant({ values, start, stop, once }, { values: all, shape }) {
  const out = once ? all.subarray(0, sizeOf(once)) : all;
  if (values) out.set(values.map(Number));
  else {
    const last = out.length - 1;
    const step = (stop - start) / last;
    for (let i = 0; i < last; i++) out[i] = i * step + start;
    out[last] = stop;
  }
  if (once) gatherAt(all, out.slice(), repeated(once, shape));
}

/** A row of a table, if it has one of that name itself. @param {Record<string, any>} table @param {string} op */
const own = (table, op) => (Object.hasOwn(table, op) ? table[op] : undefined);

/** The row of an operation that came with a figure, as a function of numbers: mathlib/graph/additions.py. @param {string} op */
function brought(op) {
  const f = own(/** @type {any} */ (globalThis).liveOperations ?? {}, op);
  /** @type {(o: Float64Array, a: Float64Array, p: number, b?: Float64Array, q?: number, c?: Float64Array, r?: number) => void} */
  const row = (o, a, p, b = a, q = p, c = a, r = p) => { for (let i = 0; i < o.length; i++) o[i] = f(a[i & p], b[i & q], c[i & r]); };
  return f && row;
}

/**
 * The step that computes one node; inputs, constants, views and elements of a result need none.
 * @param {GraphNode} node
 * @param {Value[]} inputs
 * @param {Value} out
 * @param {(step: Step, input: number) => void} before takes steps that must run first
 * @returns {Step | null}
 */
function stepOf(node, inputs, out, before) {
  if (node.op === "input") return null;
  if (node.op === "constant") { constant(node, out); return null; }
  if (node.op === "element") { Object.assign(out, inputs[0].parts?.[node.number]); return null; }
  if (node.op === "iterate") return iterate(node, inputs, out);
  const make = own(STEPS, node.op);
  if (make) return make(node, inputs, out);
  const fill = own(UNARY, node.op) ?? own(BINARY, node.op) ?? own(TERNARY, node.op) ?? brought(node.op);
  if (!fill) throw new Error(`the graph holds an unknown operation, ${node.op}`);
  return elementwise(fill, inputs, out, before);
}

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
    const step = stepOf(node, sources.map((i) => values[i]), out, (before, i) => steps.push({ step: before, read: reads[sources[i]] }));
    if (step) steps.push({ step, read });
    values.push(out);
    reads.push(read);
  }
  /** @type {Record<string, Step[]>} */
  const plans = {};
  /** The steps that read any of the inputs, in order. @param {string[]} names */
  const stepsOf = (names) => (plans[names.join()] ??= steps.filter(({ read }) => names.some((name) => read.has(name))).map(({ step }) => step));
  // What reads no input at all is computed once, here.
  runAll(steps.filter(({ read }) => !read.size).map(({ step }) => step));
  return {
    values,
    names: [...inputs.keys()],
    steps: stepsOf,
    /** @param {string} name @param {ArrayLike<number>} numbers */
    set: (name, numbers) => inputs.get(name)?.values.set(numbers),
    /** @param {Iterable<string>} names */
    run: (names) => runAll(stepsOf([...names])),
  };
}
