/**
 * One training step of a 2-8-1 tanh network in the page, three ways: ours, which replays the step
 * as it was recorded; one loop written by hand for this network; and the way of TensorFlow
 * Playground, in which neurons and connections are objects and each example goes through alone.
 * All descend the mean squared error of all points at once.
 */
import { stepper } from "/live/page/runtime/state.js";

/** @typedef {{x: Float64Array, y: Float64Array, start: Float64Array, rate: number}} Problem */
/** @typedef {{steps: (count: number) => void, weights: () => number[]}} Rival */

const [INPUTS, HIDDEN] = [2, 8];

/**
 * Ours: as the page takes the steps of a State.
 * @param {Problem} problem
 * @param {{nodes: any[], wanted: number, name: string}} recorded
 * @returns {Rival}
 */
function replayed({ start, rate }, { nodes, wanted, name }) {
  const advance = stepper(nodes, wanted, name);
  let now = [...start];
  return {
    steps: (count) => { now = advance({ [name]: now, rate }, count, Infinity).numbers; },
    weights: () => now,
  };
}

/**
 * By hand: everything in one loop over the points, in arrays that are made once.
 * @param {Problem} problem
 * @returns {Rival}
 */
function byHand({ x, y, start, rate }) {
  const n = y.length;
  const w1 = start.slice(0, INPUTS * HIDDEN);
  const b1 = start.slice(INPUTS * HIDDEN, (INPUTS + 1) * HIDDEN);
  const w2 = start.slice((INPUTS + 1) * HIDDEN, (INPUTS + 2) * HIDDEN);
  let b2 = start[(INPUTS + 2) * HIDDEN];
  const [gw1, gb1, gw2] = [w1, b1, w2].map((w) => new Float64Array(w.length));
  const hidden = new Float64Array(HIDDEN);

  function step() {
    gw1.fill(0);
    gb1.fill(0);
    gw2.fill(0);
    let gb2 = 0;
    for (let i = 0; i < n; i++) {
      const [x0, x1] = [x[2 * i], x[2 * i + 1]];
      let out = b2;
      for (let j = 0; j < HIDDEN; j++) {
        const h = Math.tanh(x0 * w1[j] + x1 * w1[HIDDEN + j] + b1[j]);
        hidden[j] = h;
        out += h * w2[j];
      }
      const back = (2 / n) * (out - y[i]);
      gb2 += back;
      for (let j = 0; j < HIDDEN; j++) {
        const h = hidden[j];
        const inside = back * w2[j] * (1 - h * h);
        gw2[j] += back * h;
        gb1[j] += inside;
        gw1[j] += inside * x0;
        gw1[HIDDEN + j] += inside * x1;
      }
    }
    for (let j = 0; j < gw1.length; j++) w1[j] -= rate * gw1[j];
    for (let j = 0; j < HIDDEN; j++) {
      b1[j] -= rate * gb1[j];
      w2[j] -= rate * gw2[j];
    }
    b2 -= rate * gb2;
  }
  return {
    steps: (count) => { for (let k = 0; k < count; k++) step(); },
    weights: () => [...w1, ...b1, ...w2, b2],
  };
}

/** An activation is a pair of functions of a neuron's total input. */
const TANH = { output: Math.tanh, slope: (/** @type {number} */ z) => { const h = TANH.output(z); return 1 - h * h; } };
const LINEAR = { output: (/** @type {number} */ z) => z, slope: () => 1 };
const SQUARE = { slope: (/** @type {number} */ output, /** @type {number} */ target) => 2 * (output - target) };

class Link {
  slope = 0;
  sum = 0;
  count = 0;

  /** @param {Neuron} source @param {Neuron} target @param {number} weight */
  constructor(source, target, weight) {
    this.source = source;
    this.target = target;
    this.weight = weight;
  }
}

class Neuron {
  /** @type {Link[]} */
  inputs = [];
  /** @type {Link[]} */
  outputs = [];
  total = 0;
  output = 0;
  outputSlope = 0;
  totalSlope = 0;
  sum = 0;
  count = 0;

  /** @param {typeof TANH} activation @param {number} bias */
  constructor(activation, bias) {
    this.activation = activation;
    this.bias = bias;
  }

  update() {
    this.total = this.bias;
    for (const link of this.inputs) this.total += link.weight * link.source.output;
    this.output = this.activation.output(this.total);
  }
}

/**
 * With objects: what each example changes is added up in the neurons and links, and taken off
 * their weights at the end.
 * @param {Problem} problem
 * @returns {Rival}
 */
function withObjects({ x, y, start, rate }) {
  let at = INPUTS * HIDDEN;
  const layers = [
    Array.from({ length: INPUTS }, () => new Neuron(LINEAR, 0)),
    Array.from({ length: HIDDEN }, () => new Neuron(TANH, start[at++])),
    [new Neuron(LINEAR, start[start.length - 1])],
  ];
  let weight = 0;
  for (let l = 1; l < layers.length; l++) {
    if (l === 2) weight = at;
    for (const source of layers[l - 1]) {
      for (const target of layers[l]) {
        const link = new Link(source, target, start[weight++]);
        source.outputs.push(link);
        target.inputs.push(link);
      }
    }
  }
  const neurons = layers.slice(1).flat();

  /** @param {number} i */
  function forward(i) {
    layers[0].forEach((neuron, k) => { neuron.output = x[INPUTS * i + k]; });
    for (let l = 1; l < layers.length; l++) for (const neuron of layers[l]) neuron.update();
    return layers[layers.length - 1][0];
  }

  /** @param {Neuron} out @param {number} target */
  function backward(out, target) {
    out.outputSlope = SQUARE.slope(out.output, target);
    for (let l = layers.length - 1; l >= 1; l--) {
      for (const neuron of layers[l]) {
        neuron.totalSlope = neuron.outputSlope * neuron.activation.slope(neuron.total);
        neuron.sum += neuron.totalSlope;
        neuron.count++;
      }
      for (const neuron of layers[l]) {
        for (const link of neuron.inputs) {
          link.slope = neuron.totalSlope * link.source.output;
          link.sum += link.slope;
          link.count++;
        }
      }
      if (l === 1) continue;
      for (const neuron of layers[l - 1]) {
        neuron.outputSlope = 0;
        for (const link of neuron.outputs) neuron.outputSlope += link.weight * link.target.totalSlope;
      }
    }
  }

  function update() {
    for (const neuron of neurons) {
      if (neuron.count > 0) {
        neuron.bias -= (rate * neuron.sum) / neuron.count;
        neuron.sum = neuron.count = 0;
      }
      for (const link of neuron.inputs) {
        if (link.count > 0) {
          link.weight -= (rate / link.count) * link.sum;
          link.sum = link.count = 0;
        }
      }
    }
  }

  return {
    steps: (count) => {
      for (let k = 0; k < count; k++) {
        for (let i = 0; i < y.length; i++) backward(forward(i), y[i]);
        update();
      }
    },
    weights: () => [
      ...layers[0].flatMap(({ outputs }) => outputs.map((link) => link.weight)),
      ...layers[1].map(({ bias }) => bias),
      ...layers[1].flatMap(({ outputs }) => outputs.map((link) => link.weight)),
      layers[2][0].bias,
    ],
  };
}

/**
 * Let each take the same steps from the same start, and return where they arrive.
 * @param {Problem} problem @param {any} recorded @param {number} count
 */
export function arrivals(problem, recorded, count) {
  const rivals = [replayed(problem, recorded), byHand(problem), withObjects(problem)];
  return rivals.map(({ steps, weights }) => { steps(count); return weights(); });
}

/**
 * Return each one's microseconds a step, round by round: in turns, so that a busy moment meets all.
 * @param {Problem} problem @param {any} recorded @param {number} count @param {number} rounds
 */
export function times(problem, recorded, count, rounds) {
  const rivals = [replayed(problem, recorded), byHand(problem), withObjects(problem)];
  for (const { steps } of rivals) steps(4 * count); // until the browser has compiled them
  return Array.from({ length: rounds }, () => rivals.map(({ steps }) => {
    const began = performance.now();
    steps(count);
    return ((performance.now() - began) * 1000) / count;
  }));
}
