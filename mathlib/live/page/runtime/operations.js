/**
 * The operation table, in JavaScript: what each operation of a recorded graph computes.
 * It mirrors mathlib/graph/operations.py row by row; a test runs both on random arrays.
 *
 * An elementwise row fills `o` from its operands. A row of several operands is given a mask
 * for each (p, q, r): -1 for a full operand, 0 for one of one element, so that `a[i & p]` is
 * `a[i]` or `a[0]`. Every row has a loop of its own: a shared loop that calls a function runs
 * several times slower.
 */

/** @typedef {Float64Array} F */

/** @type {Record<string, (o: F, a: F) => void>} */
export const UNARY = {
  negative: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = -a[i]; },
  absolute: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.abs(a[i]); },
  sign: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.sign(a[i]) + 0; },
  sqrt: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.sqrt(a[i]); },
  exp: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.exp(a[i]); },
  log: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.log(a[i]); },
  log10: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.log10(a[i]); },
  sin: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.sin(a[i]); },
  cos: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.cos(a[i]); },
  tanh: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = tanh(a[i]); },
  tanh_slope: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = tanhSlope(a[i]); },
  floor: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.floor(a[i]); },
  cbrt: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.cbrt(a[i]); },
  exp2: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = 2 ** a[i]; },
  expm1: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.expm1(a[i]); },
  log2: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.log2(a[i]); },
  log1p: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.log1p(a[i]); },
  tan: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.tan(a[i]); },
  arcsin: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.asin(a[i]); },
  arccos: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.acos(a[i]); },
  arctan: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.atan(a[i]); },
  sinh: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.sinh(a[i]); },
  cosh: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.cosh(a[i]); },
  arcsinh: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.asinh(a[i]); },
  arccosh: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.acosh(a[i]); },
  arctanh: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.atanh(a[i]); },
  ceil: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.ceil(a[i]); },
  trunc: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.trunc(a[i]); },
  rint: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = rint(a[i]); },
  logical_not: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = +(a[i] === 0); },
  isfinite: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = +Number.isFinite(a[i]); },
};

/** @type {Record<string, (o: F, a: F, p: number, b: F, q: number) => void>} */
export const BINARY = {
  add: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = a[i & p] + b[i & q]; },
  subtract: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = a[i & p] - b[i & q]; },
  multiply: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = a[i & p] * b[i & q]; },
  divide: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = a[i & p] / b[i & q]; },
  power: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = power(a[i & p], b[i & q]); },
  remainder: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = remainder(a[i & p], b[i & q]); },
  floor_divide: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = floorDivide(a[i & p], b[i & q]); },
  logaddexp: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = logaddexp(a[i & p], b[i & q]); },
  arctan2: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = Math.atan2(a[i & p], b[i & q]); },
  hypot: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = Math.hypot(a[i & p], b[i & q]); },
  minimum: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = Math.min(a[i & p], b[i & q]); },
  maximum: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = Math.max(a[i & p], b[i & q]); },
  less: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = +(a[i & p] < b[i & q]); },
  less_equal: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = +(a[i & p] <= b[i & q]); },
  equal: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = +(a[i & p] === b[i & q]); },
  not_equal: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = +(a[i & p] !== b[i & q]); },
  logical_and: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = +(a[i & p] !== 0 && b[i & q] !== 0); },
  logical_or: (o, a, p, b, q) => { for (let i = 0; i < o.length; i++) o[i] = +(a[i & p] !== 0 || b[i & q] !== 0); },
};

/** @type {Record<string, (o: F, a: F, p: number, b: F, q: number, c: F, r: number) => void>} */
export const TERNARY = {
  where: (o, a, p, b, q, c, r) => { for (let i = 0; i < o.length; i++) o[i] = a[i & p] !== 0 ? b[i & q] : c[i & r]; },
};

/**
 * Rows that bring together what lies along axes: `t[i]` is the place to which element i goes.
 * @type {Record<string, (o: F, a: F, t: Int32Array) => void>}
 */
export const REDUCTIONS = {
  prod: (o, a, t) => { o.fill(1); for (let i = 0; i < t.length; i++) o[t[i]] *= a[i]; },
  max: (o, a, t) => { o.fill(-Infinity); for (let i = 0; i < t.length; i++) o[t[i]] = Math.max(o[t[i]], a[i]); },
  min: (o, a, t) => { o.fill(Infinity); for (let i = 0; i < t.length; i++) o[t[i]] = Math.min(o[t[i]], a[i]); },
};

/**
 * Rows that go along one axis of `n` elements, which lie `run` apart.
 * @type {Record<string, (o: F, a: F, n: number, run: number) => void>}
 */
export const ALONG = {
  cumsum: (o, a, n, run) => { for (let i = 0; i < o.length; i++) o[i] = i % (n * run) < run ? a[i] : o[i - run] + a[i]; },
  argmax: (o, a, n, run) => extremes(o, a, n, run, (x, top) => x > top),
  argmin: (o, a, n, run) => extremes(o, a, n, run, (x, top) => x < top),
  argsort: (o, a, n, run) => {
    for (let lane = 0; lane < o.length / n; lane++) {
      const start = laneStart(lane, n, run);
      const order = Array.from({ length: n }, (_, j) => j);
      const at = (/** @type {number} */ j) => a[start + j * run];
      order.sort((i, j) => (at(i) < at(j) ? -1 : at(i) > at(j) ? 1 : +isNaN(at(i)) - +isNaN(at(j))));
      for (let j = 0; j < n; j++) o[start + j * run] = order[j];
    }
  },
};

/** @param {number} lane @param {number} n @param {number} run */
const laneStart = (lane, n, run) => Math.floor(lane / run) * n * run + (lane % run);

/**
 * The first place of the largest or smallest element; nan is more extreme than any number.
 * @param {F} o @param {F} a @param {number} n @param {number} run
 * @param {(x: number, top: number) => boolean} beats
 */
function extremes(o, a, n, run, beats) {
  for (let lane = 0; lane < o.length; lane++) {
    const start = laneStart(lane, n, run);
    let best = 0;
    for (let j = 1; j < n; j++) {
      const [x, top] = [a[start + j * run], a[start + best * run]];
      if (!isNaN(top) && (isNaN(x) || beats(x, top))) best = j;
    }
    o[lane] = best;
  }
}

/**
 * Elements by their places. What is no place of an array is undefined there, which reads as
 * nan, and what is written to it is dropped.
 * @param {F} o
 * @param {F} a
 * @param {F | Int32Array} places
 */
export function gatherAt(o, a, places) {
  for (let i = 0; i < o.length; i++) o[i] = a[places[i]];
}

/** Add elements to their places, one after another. @param {F} o @param {F} g @param {F | Int32Array} places */
export function scatterAt(o, g, places) {
  o.fill(0);
  for (let i = 0; i < g.length; i++) o[places[i]] += g[i];
}

/**
 * NumPy's power. It differs from JavaScript's where the base is 1 or -1 and the exponent
 * is nan or infinite (C99 says 1); squares are multiplied, as NumPy does.
 * @param {number} x
 * @param {number} y
 */
function power(x, y) {
  if (y === 2) return x * x;
  if (x === 1 || (x === -1 && Math.abs(y) === Infinity)) return 1;
  return x ** y;
}

/** The nearest whole number, of two equally near the even one. @param {number} x */
function rint(x) {
  const size = Math.abs(x);
  return Math.sign(x) * (size < 2 ** 52 ? size + 2 ** 52 - 2 ** 52 : size);
}

/** The remainder with the divisor's sign. @param {number} x @param {number} y */
function remainder(x, y) {
  const rest = x % y;
  return rest && rest < 0 !== y < 0 ? rest + y : Math.sign(y) * Math.abs(rest);
}

/** NumPy's //, which makes the quotient whole before it rounds down. @param {number} x @param {number} y */
function floorDivide(x, y) {
  if (!y) return x / y;
  const rest = x % y;
  const quotient = (x - rest) / y - +(rest && rest < 0 !== y < 0);
  const whole = Math.floor(quotient);
  return quotient ? whole + +(quotient - whole > 0.5) : 0 * (x / y);
}

/** log(exp(x) + exp(y)), from the larger and the distance. @param {number} x @param {number} y */
function logaddexp(x, y) {
  return x === y ? x + Math.LN2 : Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)));
}

/**
 * The hyperbolic tangent: near 0 by a quotient of polynomials (S. Moshier, Cephes, tanh.c), else
 * 1 - 2 / (exp(2x) + 1). Math.tanh takes twice as long, and can be 3 ulp off NumPy's.
 * @param {number} x
 */
function tanh(x) {
  const s = x * x;
  if (!s) return x; // -0 too
  if (s < 0.625 ** 2) {
    const above = (-0.964399179425052238628 * s - 99.2877231001918586564) * s - 1614.68768441708447952;
    const below = ((s + 112.811678491632931402) * s + 2235.48839060100448583) * s + 4844.06305325125486048;
    return x + x * (s * (above / below));
  }
  const far = 1 - 2 / (Math.exp(2 * Math.abs(x)) + 1);
  return x < 0 ? -far : far;
}

/** Its slope, 1 / cosh² x, as mathlib/graph/operations.py computes it. @param {number} x */
function tanhSlope(x) {
  const e = Math.exp(-2 * Math.abs(x));
  return (4 * e) / (1 + (2 * e + e * e));
}

/**
 * Add n numbers as NumPy does, bit for bit: pairwise, in blocks of 128, with eight
 * accumulators in a block.
 * @param {F} a
 * @param {number} start
 * @param {number} n
 * @returns {number}
 */
export function pairwiseSum(a, start, n) {
  if (n > 128) {
    const half = (n >> 1) - ((n >> 1) % 8);
    return pairwiseSum(a, start, half) + pairwiseSum(a, start + half, n - half);
  }
  const end = start + n;
  let i = start;
  let total = 0;
  if (n >= 8) {
    let r0 = a[i], r1 = a[i + 1], r2 = a[i + 2], r3 = a[i + 3];
    let r4 = a[i + 4], r5 = a[i + 5], r6 = a[i + 6], r7 = a[i + 7];
    for (i += 8; i <= end - 8; i += 8) {
      r0 += a[i]; r1 += a[i + 1]; r2 += a[i + 2]; r3 += a[i + 3];
      r4 += a[i + 4]; r5 += a[i + 5]; r6 += a[i + 6]; r7 += a[i + 7];
    }
    total = r0 + r1 + (r2 + r3) + (r4 + r5 + (r6 + r7));
  }
  for (; i < end; i++) total += a[i];
  return total;
}
