/**
 * The picture of a figure: which of its drawings is shown, and what writes into it.
 */
import { find } from "./dom.js";
import { writeText, writers } from "./drawing.js";

/** @typedef {{svg: number, axes: import("./picture.js").Axes[], artists: import("./picture.js").Artist[]}} Drawing */

/** How long the hand rests, in milliseconds, before a screen reader hears what it has done. */
const REST = 400;

/**
 * @param {HTMLElement} root the figure
 * @param {(string | null)[]} pictures the drawings' SVG, of which the first stands in the page
 */
export function viewOf(root, pictures) {
  const place = find(root, ".live-picture");
  const first = place.innerHTML;
  /** @type {Drawing | undefined} */
  let drawing;
  /** @type {import("./picture.js").Writer[]} */
  let write = [];
  let speaking = 0;

  /** @param {Drawing} next */
  const isAnother = (next) => next !== drawing;

  /** Show a drawing, and tell whether it is another than before. @param {Drawing} next */
  function show(next) {
    if (!isAnother(next)) return false;
    if (drawing || next.svg) place.innerHTML = pictures[next.svg] ?? first;
    drawing = next;
    write = writers(svg(), drawing);
    return true;
  }

  /** @returns {SVGSVGElement} */
  const svg = () => find(place, "svg");
  const artists = () => drawing?.artists ?? [];

  /** Say the picture's live texts to a screen reader, once the hand rests. @param {Float64Array[]} values */
  function speak(values) {
    const said = artists().flatMap(({ text }) => (text ? [writeText(text, values)] : [])).join(". ");
    const readout = find(root, ".live-readout");
    if (readout.textContent !== said) readout.textContent = said;
  }

  return {
    show,
    isAnother,
    svg,
    /** The axes of what is shown. @param {number} number */
    axes: (number) => /** @type {Drawing} */ (drawing).axes[number],
    /** Write what the graph computed. @param {Float64Array[]} values */
    write: (values) => {
      for (const writer of write) writer(values);
      clearTimeout(speaking);
      speaking = setTimeout(speak, REST, values);
    },
    /** What is now drawn, as Python's `figure.value()` gives it. @param {Float64Array[]} values */
    value: (values) => artists().map(({ kind, data, text }) => ({
      kind,
      ...Object.fromEntries(Object.entries(data).map(([name, node]) => [name, [...values[node]]])),
      ...(text && { text: writeText(text, values) }),
    })),
  };
}
