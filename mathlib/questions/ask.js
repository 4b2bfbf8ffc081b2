/**
 * The notebook's part of a question: what the reader answers becomes the traits of its widget.
 */
import { find } from "../live/page/runtime/dom.js";
import { keepKeys } from "../live/page/runtime/keys.js";
import { wakeQuestion } from "./question.js";

/** @param {{model: any, el: HTMLElement}} context */
export function render({ model, el }) {
  el.innerHTML = model.get("_html");
  keepKeys(el);
  const form = find(el, "form");
  // JupyterLab keeps the Enter key from sending a form.
  el.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  const answer = wakeQuestion(form, (answered, correct) => {
    model.set({ answered, correct });
    model.save_changes();
  });
  // Another view, or Python, may answer; what was answered before stands in a new view.
  const follow = () => answer(model.get("answered"));
  follow();
  model.on("change:answered", follow);
  return () => model.off("change:answered", follow);
}
