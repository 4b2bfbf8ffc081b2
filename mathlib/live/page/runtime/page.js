/**
 * The page's part: wakes every figure of a built page, and keeps their state in its link.
 */
import { sayItFailed } from "./failure.js";
import { Figure } from "./figure.js";
import { readLink, writeLink } from "./link.js";

/** @param {HTMLElement} root @param {number} width */
function wake(root, width) {
  let writing = 0;
  const write = () => writeLink(root.id, figure.moved());
  const figure = new Figure(root, {
    width,
    changed: () => {
      clearTimeout(writing);
      writing = setTimeout(write, 150);
    },
  });
  // For the curious, and for tests: the figure's state and numbers.
  Object.assign(root, { live: figure });
  return figure;
}

/** @param {HTMLElement} root @param {number} width */
function tryToWake(root, width) {
  try {
    return [wake(root, width)];
  } catch (error) {
    sayItFailed(root, error);
    return [];
  }
}

/** A turn for the page, so that waking many figures does not keep the reader waiting. */
const turn = () => new Promise((done) => setTimeout(done));

export async function wakeFigures() {
  const roots = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("figure.live-figure")]);
  // All are measured before the first one changes the page, which is then laid out only once.
  const widths = roots.map((root) => root.clientWidth);
  /** @type {ReturnType<typeof wake>[]} */
  const figures = [];
  for (const [i, root] of roots.entries()) {
    if (i) await turn();
    figures.push(...tryToWake(root, widths[i]));
  }
  const open = () => {
    const asked = readLink(decodeURIComponent(location.hash));
    for (const [id, query] of asked) figures.find((figure) => figure.id === id)?.open(query);
    if (asked.length) document.getElementById(asked[0][0])?.scrollIntoView({ block: "center" });
  };
  open();
  addEventListener("hashchange", open);
}
