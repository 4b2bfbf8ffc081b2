/** Who gets the keys that a reader presses, in a notebook. */

/**
 * Keep them in a figure or question: JupyterLab would take the arrow keys to move between cells,
 * unless the very element that has the focus asks it not to.
 * @param {HTMLElement} root
 */
export function keepKeys(root) {
  root.addEventListener("focusin", ({ target }) => {
    /** @type {HTMLElement} */ (target).dataset.lmSuppressShortcuts = "true";
  });
}
