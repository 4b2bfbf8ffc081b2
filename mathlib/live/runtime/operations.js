/**
 * The operation table, in JavaScript: what each operation of a recorded graph computes.
 * It mirrors mathlib/graph/operations.py row by row; a test runs both on random arrays.
 *
 * An elementwise row fills `o` from its operands. Operands of one element are read with
 * mask 0 and full ones with mask -1, so `a[i & p]` is `a[0]` or `a[i]`. Every row has a
 * loop of its own: a shared loop that calls a function runs several times slower.
 */

/** @typedef {Float64Array} F */

/** @type {Record<string, (o: F, a: F, p: number) => void>} */
export const UNARY = {
  negative: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = -a[i & p]; },
  absolute: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = Math.abs(a[i & p]); },
  sign: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = Math.sign(a[i & p]); },
  sqrt: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = Math.sqrt(a[i & p]); },
  exp: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = Math.exp(a[i & p]); },
  log: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = Math.log(a[i & p]); },
  log10: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = Math.log10(a[i & p]); },
  sin: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = Math.sin(a[i & p]); },
  cos: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = Math.cos(a[i & p]); },
  tanh: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = Math.tanh(a[i & p]); },
  floor: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = Math.floor(a[i & p]); },
  logical_not: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = +(a[i & p] === 0); },
  isfinite: (o, a, p) => { for (let i = 0; i < o.length; i++) o[i] = +Number.isFinite(a[i & p]); },
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
 * Add n numbers as NumPy does, bit for bit: pairwise, in blocks of 128, with eight
 * accumulators in a block.
 * @param {F} a
 * @param {number} start
 * @param {number} n
 * @returns {number}
 */
export function pairwiseSum(a, start, n) {
  if (n < 8) {
    let total = -0;
    for (let i = start; i < start + n; i++) total += a[i];
    return total;
  }
  if (n <= 128) {
    const r = a.slice(start, start + 8);
    const blocks = n - (n % 8);
    for (let i = 8; i < blocks; i += 8) {
      for (let j = 0; j < 8; j++) r[j] += a[start + i + j];
    }
    let total = r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7]));
    for (let i = blocks; i < n; i++) total += a[start + i];
    return total;
  }
  const half = (n >> 1) - ((n >> 1) % 8);
  return pairwiseSum(a, start, half) + pairwiseSum(a, start + half, n - half);
}
