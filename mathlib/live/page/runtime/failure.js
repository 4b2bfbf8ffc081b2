/** What a figure says when it cannot start. */

/**
 * Say so in its place; the others run.
 * @param {HTMLElement} root
 * @param {unknown} error
 */
export function sayItFailed(root, error) {
  const words = document.createElement("p");
  words.className = "live-note";
  words.textContent = `This figure could not start: ${error instanceof Error ? error.message : error}.`;
  root.append(words);
  root.dataset.live = "failed";
}
