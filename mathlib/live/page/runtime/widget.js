/**
 * The notebook's part: the same figure as a widget, its controls tied to Python's traits.
 */
import { sayItFailed } from "./failure.js";
import { Figure } from "./figure.js";
import { keepKeys } from "./keys.js";

/** The numbers that JSON has no word for, as Python's side writes them. @type {Record<string, number>} */
const WORDS = { nan: NaN, inf: Infinity, "-inf": -Infinity };

/** @param {any} value @returns {any} */
function toPython(value) {
  if (Array.isArray(value)) return value.map(toPython);
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  return Object.keys(WORDS).find((word) => Object.is(WORDS[word], value));
}

/** @param {any} value @param {any} now the control's value, whose kind says what a word means @returns {any} */
function fromPython(value, now) {
  if (Array.isArray(value)) return value.map((part) => fromPython(part, 0));
  return typeof now === "number" && typeof value === "string" ? WORDS[value] : value;
}

let views = 0;

/** One figure may be shown by several cells; each view's labels mean its own fields. @param {Element} root */
function tellApart(root) {
  views += 1;
  for (const element of root.querySelectorAll(".live-controls *"))
    for (const attribute of ["id", "for", "aria-labelledby"]) {
      const name = element.getAttribute(attribute);
      if (name) element.setAttribute(attribute, `${name}-view${views}`);
    }
}

/**
 * Connect one view with the model, until it is removed.
 * @param {any} model
 * @param {HTMLElement} root
 * @returns {() => void} what ends it
 */
function connect(model, root) {
  keepKeys(root);
  tellApart(root);
  const figure = new Figure(root, {
    changed: (name, value) => {
      model.set(name, toPython(value));
      model.save_changes();
    },
  });
  const stops = model.get("_names").map((/** @type {string} */ name) => {
    const follow = () => {
      const value = model.get(name);
      const now = figure.state[name];
      if (JSON.stringify(toPython(now)) !== JSON.stringify(value)) figure.set(name, fromPython(value, now));
    };
    follow();
    model.on(`change:${name}`, follow);
    return () => model.off(`change:${name}`, follow);
  });
  return () => {
    for (const stop of stops) stop();
    for (const playing of root.querySelectorAll(".is-playing")) /** @type {HTMLElement} */ (playing).click();
  };
}

/** @param {{model: any, el: HTMLElement}} context */
export function render({ model, el }) {
  el.innerHTML = model.get("_html");
  const root = /** @type {HTMLElement} */ (el.querySelector("figure") ?? el);
  try {
    return connect(model, root);
  } catch (error) {
    sayItFailed(root, error);
  }
}
