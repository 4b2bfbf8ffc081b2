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

export function wakePage() {
  const figures = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("figure.live-figure")]).map(wake);
  const open = () => {
    const asked = readLink(decodeURIComponent(location.hash));
    for (const [id, query] of asked) figures.find((figure) => figure.id === id)?.open(query);
    if (asked.length) document.getElementById(asked[0][0])?.scrollIntoView({ block: "center" });
  };
  open();
  addEventListener("hashchange", open);
}
