/**
 * The page's part: wakes every figure of a built page, and keeps their state in its link.
 */
import { sayItFailed } from "./failure.js";
import { activate } from "./figure.js";
import { readLink, writeLink } from "./link.js";

/** @param {HTMLElement} root */
function wake(root) {
  let writing = 0;
  const figure = activate(root, {
    changed: (_name, _value, followed) => {
      if (followed) return; // The link of the figure that was moved says it for all.
      clearTimeout(writing);
      writing = setTimeout(() => writeLink(root.id, figure.moved()), 150);
    },
  });
  // For the curious, and for tests: the figure's state and numbers.
  Object.assign(root, { live: figure });
  return figure;
}

/**
 * @param {HTMLElement} root
 */
function tryToWake(root) {
  try {
    return [wake(root)];
  } catch (error) {
    sayItFailed(root, error);
    return [];
  }
}

export function wakePage() {
  const roots = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("figure.live-figure")]);
  const figures = roots.flatMap(tryToWake);
  const open = () => {
    const asked = readLink(decodeURIComponent(location.hash));
    for (const [id, query] of asked) figures.find((figure) => figure.id === id)?.open(query);
    if (asked.length) document.getElementById(asked[0][0])?.scrollIntoView({ block: "center" });
  };
  open();
  addEventListener("hashchange", open);
}
