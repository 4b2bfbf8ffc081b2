/**
 * The notebook's part: the same figure as a widget, its controls tied to Python's traits.
 */
import { activate } from "./figure.js";

/** @param {{model: any, el: HTMLElement}} context */
export function render({ model, el }) {
  el.innerHTML = model.get("_html");
  const root = /** @type {HTMLElement} */ (el.querySelector("figure"));
  // JupyterLab would take the arrow keys to move between cells, unless the very element
  // that has the focus asks it not to.
  root.addEventListener("focusin", ({ target }) => {
    /** @type {HTMLElement} */ (target).dataset.lmSuppressShortcuts = "true";
  });
  const names = model.get("_names");
  const figure = activate(root, {
    changed: (name, value) => {
      model.set(name, value);
      model.save_changes();
    },
  });
  for (const name of names) {
    const follow = () => {
      const value = model.get(name);
      const numbers = Array.isArray(value) ? value.map(Number) : typeof value === "object" ? NaN : value;
      if (String(figure.state[name]) !== String(numbers)) figure.set(name, numbers);
    };
    follow();
    model.on(`change:${name}`, follow);
  }
}
