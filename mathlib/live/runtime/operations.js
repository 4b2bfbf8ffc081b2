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
  floor: (o, a) => { for (let i = 0; i < o.length; i++) o[i] = Math.floor(a[i]); },
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

/**
 * The hyperbolic tangent, t / (t + 2) with t = exp(2x) - 1, less what the rounding of t + 2
 * adds to it. Math.tanh starts from exp(-2x) - 1, whose error grows: it can be 3 ulp off NumPy's.
 * @param {number} x
 */
function tanh(x) {
  const t = Math.expm1(2 * Math.abs(x));
  if (t > 2) return Math.sign(x) * (1 - 2 / (t + 2));
  const divisor = t + 2;
  const rounding = 2 - divisor + t;
  const quotient = t / divisor;
  return Math.sign(x) * (quotient - quotient * (rounding / divisor));
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
