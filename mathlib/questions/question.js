/**
 * A question that the page checks: reads the reader's answer, and says what there is to say.
 */
import { find } from "../live/page/runtime/dom.js";

/**
 * @typedef {object} Asked what mathlib/questions/questions.py wrote into the form
 * @property {number} answer the right one's place among the answers
 * @property {string[]} texts what is said of each answer
 * @property {[number, number][]} [numbers] each answer and how far off it may be, where numbers are asked for
 * @property {string} hint
 */

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
// Some read 1,250 as a thousand and more, others as one and a quarter.
const UNCLEAR = /^[+-]?[1-9]\d{0,2}(,\d{3})+$/;

/**
 * The number that an entry means; NaN if it means none, or perhaps another.
 * @param {string} entry
 */
export function readNumber(entry) {
  const parts = entry.replace(/[−–]/g, "-").split("/").map((part) => part.trim());
  const [over, under = 1] = parts.map((part) => {
    const text = UNCLEAR.test(part) ? "" : part.replace(",", ".");
    return DECIMAL.test(text) ? Number(text) : NaN;
  });
  return parts.length < 3 && Number.isFinite(over / under) ? over / under : NaN;
}

/** What is said of an answer that its author did not foresee. @param {Asked} asked @param {number} entry */
function guide({ answer, numbers, hint }, entry) {
  const [right, off] = numbers?.[answer] ?? [NaN, 0];
  if (Math.abs(entry - right) <= 10 * off) return "That is close: give more digits.";
  return hint || "Try again, or open the answer.";
}

/**
 * Wake a question.
 * @param {HTMLFormElement} form
 * @param {(entry: string, isRight: boolean) => void} [checked] hears every answer
 * @returns {(entry: string) => void} what answers in the reader's place
 */
export function wakeQuestion(form, checked = () => {}) {
  /** @type {Asked} */
  const asked = JSON.parse(find(form, "script").textContent);
  const { numbers, texts } = asked;
  const fields = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input")]);
  const chosen = () => (numbers ? fields[0] : fields.find((field) => field.checked));
  const entered = () => chosen()?.value.trim() ?? "";

  /** @param {string} verdict @param {string} text */
  const say = (verdict, text) => {
    form.dataset.verdict = verdict;
    find(form, "output").textContent = text;
  };
  /** @param {string} entry @param {number} place which of the answers it is @param {string} text */
  const judge = (entry, place, text) => {
    const isRight = place === asked.answer;
    if (!isRight) form.dataset.missed = "";
    say(isRight ? "right" : "wrong", `${isRight ? "✓ Right." : "✗ Not yet."} ${text}`);
    checked(entry, isRight);
  };
  const check = () => {
    const entry = entered();
    if (!entry) return say("none", numbers ? "Write a number first." : "Choose an answer first.");
    if (!numbers) {
      const place = fields.findIndex((field) => field.checked);
      return judge(entry, place, texts[place]);
    }
    const number = readNumber(entry);
    if (Number.isNaN(number))
      return say("none", `“${entry}” cannot be read as one number. Write it like 1234.5, −2, 1/3 or 2e-3, without a unit or %.`);
    const place = numbers.findIndex(([answer, off]) => Math.abs(number - answer) <= off);
    judge(entry, place, texts[place] ?? guide(asked, number));
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  // What was said is said of another answer; and said anew, it is heard anew.
  form.addEventListener("input", () => say("", ""));
  find(form, "button").disabled = false;
  form.dataset.live = "ready";
  return (entry) => {
    if (entry === entered()) return;
    for (const field of fields)
      if (numbers) field.value = entry;
      else field.checked = field.value === entry;
    check();
  };
}

/** Wake every question of a page. */
export function wakeQuestions() {
  for (const form of document.querySelectorAll("form.live-question")) wakeQuestion(/** @type {HTMLFormElement} */ (form));
}
