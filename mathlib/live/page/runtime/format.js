/**
 * Writes numbers as Python's format() does, for the specifications that live text allows:
 * [sign][,][.digits][d e f g % or nothing]. Ties go to the even digit, as in Python.
 */

/**
 * Correct JavaScript's rounding of an exact tie, which goes up, to the even digit.
 * @param {string} text the rounded number, without sign
 * @param {string} exact the same number with many more digits
 * @param {number} kept how many digits stand after the point in `text`
 */
function evenTie(text, exact, kept) {
  const [mantissa, exponent = ""] = exact.split("e");
  const beyond = mantissa.split(".")[1].slice(kept);
  if (!/^50*$/.test(beyond)) return text;
  const digits = mantissa.slice(0, mantissa.length - beyond.length).replace(/\.$/, "");
  const even = Number(digits.at(-1)) % 2 === 0;
  return even ? digits + (exponent && `e${exponent}`) : text;
}

/** @param {number} x @param {number} digits */
function fixed(x, digits) {
  if (x >= 1e21) return BigInt(x).toString() + (digits ? "." + "0".repeat(digits) : "");
  return evenTie(x.toFixed(digits), x.toFixed(digits + 60), digits);
}

/** Python gives an exponent two digits at least. @param {string} text */
const longExponent = (text) => text.replace(/e([+-])(\d)$/, "e$10$2");

/** @param {number} x @param {number} digits */
const scientific = (x, digits) => longExponent(evenTie(x.toExponential(digits), x.toExponential(digits + 60), digits));

/** @param {string} text */
const withoutTrailingZeros = (text) => text.replace(/(\.\d*?)0+(?=e|$)/, "$1").replace(/\.(?=e|$)/, "");

/** @param {number} x @param {number} digits */
function general(x, digits) {
  const significant = digits || 1;
  const rounded = scientific(x, significant - 1);
  const exponent = Number(rounded.split("e")[1]);
  const small = exponent >= -4 && exponent < significant;
  return withoutTrailingZeros(small ? fixed(x, significant - 1 - exponent) : rounded);
}

/** Python's repr of a float: the shortest digits that read back as the same number. @param {number} x */
function shortest(x) {
  if (x !== 0 && (x < 1e-4 || x >= 1e16)) return longExponent(x.toExponential());
  return Number.isInteger(x) ? `${x}.0` : String(x);
}

/** @type {Record<string, (x: number, digits: number) => string>} */
const TYPES = {
  "": shortest,
  d: (x) => fixed(x, 0),
  e: scientific,
  f: fixed,
  g: general,
  "%": fixed,
};

/**
 * Write a number as Python's format(value, spec) does.
 * @param {number} value
 * @param {string} spec
 */
export function format(value, spec) {
  const [, plus, comma, digits = 6, type] = /** @type {RegExpMatchArray} */ (spec.match(/^([+ ]?)(,?)(?:\.(\d+))?([defg%]?)$/));
  const percent = type === "%" ? "%" : "";
  // A whole number 0 has no sign; JavaScript's may have one.
  const negative = value < 0 || (type !== "d" && Object.is(value, -0));
  const size = Math.abs(value) * (percent ? 100 : 1);
  const sign = negative ? "-" : plus;
  if (Number.isNaN(value)) return `${plus}nan${percent}`;
  if (size === Infinity) return `${sign}inf${percent}`;
  const text = TYPES[type](size, Number(digits)) + percent;
  return sign + (comma ? text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ",")) : text);
}

/**
 * Write a number as matplotlib writes it on an axis: with a true minus, none on a zero.
 * @param {string} number
 */
export function typeset(number) {
  const bare = /^-[0.,]+(e\+00)?%?$/.test(number) ? number.slice(1) : number;
  return bare.replaceAll("-", "−");
}
