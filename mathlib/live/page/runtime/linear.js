/**
 * Linear algebra for the small matrices of figures: row by row in flat arrays, plain loops.
 * What has no answer is nan, as in the operation table of mathlib/graph/operations.py.
 */

/** @typedef {Float64Array} F */

/**
 * The product of an m×k and a k×n matrix, four columns at a time. Each is read by two strides,
 * how far it is to the next row and to the next column, so a transposition need not be written.
 * @param {F} o @param {F} a @param {F} b @param {number} m @param {number} k @param {number} n
 * @param {number[]} stridesA @param {number[]} stridesB
 */
export function multiply(o, a, b, m, k, n, [downA, alongA], [downB, alongB]) {
  for (let i = 0, to = 0; i < m; i++) {
    let j = 0;
    for (; j + 4 <= n; j += 4, to += 4) {
      let r0 = 0, r1 = 0, r2 = 0, r3 = 0;
      for (let l = 0, p = i * downA, q = j * alongB; l < k; l++, p += alongA, q += downB) {
        const factor = a[p];
        r0 += factor * b[q];
        r1 += factor * b[q + alongB];
        r2 += factor * b[q + 2 * alongB];
        r3 += factor * b[q + 3 * alongB];
      }
      o[to] = r0; o[to + 1] = r1; o[to + 2] = r2; o[to + 3] = r3;
    }
    for (; j < n; j++, to++) {
      let r = 0;
      for (let l = 0, p = i * downA, q = j * alongB; l < k; l++, p += alongA, q += downB) r += a[p] * b[q];
      o[to] = r;
    }
  }
}

/** @param {F} a */
const allFinite = (a) => a.every(Number.isFinite);

/**
 * Eliminate with partial pivoting, as LAPACK does: the factors take the place of `a`, the rows
 * of the right sides `b` go along. Returns the determinant.
 * @param {F} a @param {number} n @param {F} b @param {number} columns
 */
function eliminate(a, n, b, columns) {
  let determinant = 1;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]) > Math.abs(a[best * n + k])) best = i;
    if (best !== k) {
      swapRows(a, n, k, best);
      swapRows(b, columns, k, best);
      determinant = -determinant;
    }
    const pivot = a[k * n + k];
    determinant *= pivot;
    if (!pivot) return pivot; // 0, or nan
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k] / pivot;
      for (let j = k + 1; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
      for (let j = 0; j < columns; j++) b[i * columns + j] -= factor * b[k * columns + j];
    }
  }
  return determinant;
}

/** @param {F} a @param {number} width @param {number} i @param {number} j */
function swapRows(a, width, i, j) {
  const row = a.slice(i * width, (i + 1) * width);
  a.copyWithin(i * width, j * width, (j + 1) * width);
  a.set(row, j * width);
}

/** @param {F} a @param {number} n */
export const determinant = (a, n) => (allFinite(a) ? eliminate(a.slice(), n, new Float64Array(0), 0) : NaN);

/**
 * Solve a x = b for each column of b, which `o` holds at first and x at last.
 * @param {F} o @param {F} a @param {number} n @param {number} columns
 */
export function solve(o, a, n, columns) {
  const factors = a.slice();
  if (!allFinite(a) || !allFinite(o) || !eliminate(factors, n, o, columns)) { o.fill(NaN); return; }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = 0; j < columns; j++) {
      let rest = o[k * columns + j];
      for (let l = k + 1; l < n; l++) rest -= factors[k * n + l] * o[l * columns + j];
      o[k * columns + j] = rest / factors[k * n + k];
    }
  }
}

/**
 * Turn two lines of numbers, `stride` apart: they become c·x - s·y and s·x + c·y.
 * @param {F} a @param {number} i where the first begins @param {number} j where the second does
 * @param {number} stride @param {number} n @param {number[]} turn
 */
function rotate(a, i, j, stride, n, [c, s]) {
  for (let k = 0; k < n; k++, i += stride, j += stride) {
    const [x, y] = [a[i], a[j]];
    a[i] = c * x - s * y;
    a[j] = s * x + c * y;
  }
}

/**
 * The cosine and sine of the smaller turn that makes [[x, z], [z, y]] diagonal (Jacobi).
 * @param {number} x @param {number} y @param {number} z
 */
function jacobi(x, y, z) {
  const zeta = (y - x) / (2 * z);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const c = 1 / Math.hypot(1, t);
  return [c, c * t];
}

/**
 * Turn every pair of n lines, again and again, until a sweep finds nothing to do.
 * @param {number} n @param {(i: number, j: number) => boolean} turnPair says whether it turned
 */
function sweep(n, turnPair) {
  for (let left = 60, turned = true; turned && left; left--) {
    turned = false;
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) if (turnPair(i, j)) turned = true;
  }
}

/** @param {number} n */
function identity(n) {
  const one = new Float64Array(n * n);
  for (let i = 0; i < n; i++) one[i * n + i] = 1;
  return one;
}

/** The largest size in an array, by which all is divided against overflow; 1 for zeros. @param {F} a */
const scaleOf = (a) => a.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;

/** Numbers 0 to n - 1 in the order of keys. @param {number} n @param {(i: number) => number} key */
const ordered = (n, key) => Array.from({ length: n }, (_, i) => i).sort((i, j) => key(i) - key(j));

/**
 * Eigenvalues, ascending, and eigenvectors in columns, of a symmetric matrix of which the lower
 * triangle is read. Jacobi's method.
 * @param {F} w @param {F} v @param {F} matrix @param {number} n
 */
export function eigh(w, v, matrix, n) {
  const a = matrix.map((_, at) => matrix[Math.max(at, (at % n) * n + Math.floor(at / n))]);
  if (!allFinite(a)) { w.fill(NaN); v.fill(NaN); return; }
  const scale = scaleOf(a);
  a.forEach((x, i) => { a[i] = x / scale; });
  const turns = identity(n);
  sweep(n, (i, j) => {
    if (Math.abs(a[i * n + j]) <= 2 ** -60) return false;
    const turn = jacobi(a[i * n + i], a[j * n + j], a[i * n + j]);
    rotate(a, i * n, j * n, 1, n, turn);
    rotate(a, i, j, n, n, turn);
    rotate(turns, i * n, j * n, 1, n, turn);
    a[i * n + j] = a[j * n + i] = 0;
    return true;
  });
  ordered(n, (i) => a[i * n + i]).forEach((from, to) => {
    w[to] = a[from * n + from] * scale;
    for (let k = 0; k < n; k++) v[k * n + to] = turns[from * n + k];
  });
}

/**
 * Singular values, descending, with `columns` (u, m×k) and `rows` (vh, k×n), of an m×n matrix
 * with k = min(m, n). One-sided Jacobi: pairs of rows are turned until all are perpendicular; a
 * tall matrix is laid on its side.
 * @param {F} u @param {F} s @param {F} vh @param {F} matrix @param {number} m @param {number} n
 */
export function svd(u, s, vh, matrix, m, n) {
  if (!allFinite(matrix)) { for (const part of [u, s, vh]) part.fill(NaN); return; }
  const [k, long] = [Math.min(m, n), Math.max(m, n)];
  const tall = m > n;
  const scale = scaleOf(matrix);
  const a = matrix.map((_, at) => matrix[tall ? (at % long) * n + Math.floor(at / long) : at] / scale);
  const turns = identity(k);
  const dot = (/** @type {number} */ i, /** @type {number} */ j) => {
    let sum = 0;
    for (let l = 0; l < long; l++) sum += a[i * long + l] * a[j * long + l];
    return sum;
  };
  sweep(k, (i, j) => {
    const [x, y, z] = [dot(i, i), dot(j, j), dot(i, j)];
    if (Math.abs(z) <= 2 ** -52 * Math.sqrt(x * y)) return false;
    const turn = jacobi(x, y, z);
    rotate(a, i * long, j * long, 1, long, turn);
    rotate(turns, i * k, j * k, 1, k, turn);
    return true;
  });
  const lengths = turns.slice(0, k).map((_, i) => Math.sqrt(dot(i, i)));
  const order = ordered(k, (i) => -lengths[i]);
  for (let i = 0; i < k; i++) {
    if (lengths[i]) rotate(a, i * long, i * long, 1, long, [1 / lengths[i], 0]);
  }
  for (const i of order) if (!lengths[i]) complete(a, i, k, long, dot);
  const [first, second] = tall ? [a, turns] : [turns, a];
  order.forEach((from, to) => {
    s[to] = lengths[from] * scale;
    for (let i = 0; i < m; i++) u[i * k + to] = first[from * m + i];
    for (let j = 0; j < n; j++) vh[to * n + j] = second[from * n + j];
  });
}

/**
 * Fill row i, of which nothing is left, with a direction perpendicular to all other rows.
 * @param {F} a @param {number} i @param {number} k @param {number} n
 * @param {(i: number, j: number) => number} dot
 */
function complete(a, i, k, n, dot) {
  const row = a.subarray(i * n, (i + 1) * n);
  for (let axis = 0; axis < n; axis++) {
    row.fill(0);
    row[axis] = 1;
    for (let again = 0; again < 2; again++) {
      for (let j = 0; j < k; j++) {
        const part = j === i ? 0 : dot(i, j);
        for (let l = 0; l < n; l++) row[l] -= part * a[j * n + l];
      }
    }
    const length = Math.sqrt(dot(i, i));
    if (length * length > 0.5 / n) { row.forEach((x, l) => { row[l] = x / length; }); return; }
  }
}
