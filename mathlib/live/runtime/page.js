/**
 * The page's part: wakes every figure of a built page, and keeps their state in its link.
 */
import { activate } from "./figure.js";
import { readLink, writeLink } from "./link.js";

/** @param {HTMLElement} root */
function wake(root) {
  let writing = 0;
  const figure = activate(root, {
    changed: () => {
      clearTimeout(writing);
      writing = setTimeout(() => writeLink(root.id, figure.moved()), 150);
    },
  });
  // For the curious, and for tests: the figure's state and numbers.
  Object.assign(root, { live: figure });
  return figure;
}

/**
 * A figure that cannot start says so in its place; the others run.
 * @param {HTMLElement} root
 */
function tryToWake(root) {
  try {
    return [wake(root)];
  } catch (error) {
    const words = document.createElement("p");
    words.className = "live-note";
    words.textContent = `This figure could not start: ${error instanceof Error ? error.message : error}.`;
    root.append(words);
    root.dataset.live = "failed";
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
