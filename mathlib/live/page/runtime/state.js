/**
 * A state: numbers that a recorded step takes on and on, while the reader watches.
 */
import { find } from "./dom.js";
import { prepare } from "./program.js";

/** Milliseconds of a frame that steps may take; the rest is for the picture. */
const ROOM = 8;

/**
 * The part of a graph that one node needs, and the node's number in it. Inputs stay.
 * @param {import("./steps.js").GraphNode[]} nodes
 * @param {number} wanted
 */
function partOf(nodes, wanted) {
  const needed = new Set([wanted]);
  for (let i = nodes.length - 1; i >= 0; i--) {
    if (nodes[i].op === "input") needed.add(i);
    if (needed.has(i)) for (const read of nodes[i].in ?? []) needed.add(read);
  }
  const kept = [...needed].sort((a, b) => a - b);
  const place = new Map(kept.map((i, at) => [i, at]));
  const part = kept.map((i) => ({ ...nodes[i], in: nodes[i].in?.map((read) => /** @type {number} */ (place.get(read))) }));
  return { part, at: /** @type {number} */ (place.get(wanted)) };
}

/**
 * Prepare the steps of a state: a program of its own, so that what is only drawn is not
 * computed for steps that are not shown.
 * @param {import("./steps.js").GraphNode[]} nodes
 * @param {number} wanted the node that holds the next state
 * @param {string} name
 */
export function stepper(nodes, wanted, name) {
  const { part, at } = partOf(nodes, wanted);
  const program = prepare(part);
  const [next, now] = [at, part.findIndex((node) => node.name === name)].map((i) => program.values[i].values);
  /**
   * Take steps while there is time, as long as they give finite numbers.
   * @param {Record<string, any>} state the values of all controls
   * @param {number} count
   * @param {number} until
   */
  return (state, count, until) => {
    for (const input of program.names) program.set(input, [state[input]].flat());
    let taken = 0;
    let finite = true;
    for (let names = program.names; taken < count && performance.now() < until; names = [name]) {
      program.run(names);
      finite = next.every(Number.isFinite);
      if (!finite) break;
      now.set(next);
      taken++;
    }
    return { taken, finite, numbers: [...now] };
  };
}

/**
 * @param {import("./controls.js").Place} place
 * @returns {import("./controls.js").Bound}
 */
export function training({ root, control, moved, value, advance, note }) {
  /** @param {string} job */
  const button = (job) => find(root, `button[name="${control.name}"][data-do="${job}"]`);
  const counter = find(button("play").closest(".live-control"), ".live-count");
  let known = value();
  let [count, running, seen] = [0, 0, true];

  function pause() {
    if (!running) return;
    cancelAnimationFrame(running);
    running = 0;
    button("play").classList.remove("is-playing");
    button("play").textContent = "Start";
    moved(known);
  }

  /** What comes from elsewhere than a step is a new beginning. @param {number[]} now */
  function show(now) {
    if (now !== known) {
      [known, count] = [now, 0];
      pause();
    }
    counter.textContent = `step ${count}`;
  }

  /** @param {number} n @param {number} [until] */
  function step(n, until = Infinity) {
    show(value());
    const { taken, finite, numbers } = advance(n, until);
    [known, count] = [numbers, count + taken];
    moved(known, until < Infinity);
    if (finite) return taken;
    pause();
    note(`“${control.label || control.name}” stopped after step ${count}: the next would give numbers that are not finite. Choose smaller steps, such as a lower learning rate, or start over.`);
    return taken;
  }

  function play() {
    let last = performance.now();
    let owed = 1;
    button("play").classList.add("is-playing");
    button("play").textContent = "Pause";
    /** @param {number} now */
    const tick = (now) => {
      show(value());
      if (!running) return;
      if (!root.isConnected) { pause(); return; }
      running = requestAnimationFrame(tick);
      // After a pause of the page itself nothing is made up for.
      owed = Math.min(owed + (control.rate * Math.max(0, now - last)) / 1000, control.rate / 10 + 1);
      last = now;
      if (!seen || owed < 1) return;
      const taken = step(Math.floor(owed), performance.now() + ROOM);
      owed -= taken;
    };
    running = requestAnimationFrame(tick);
  }

  button("play").addEventListener("click", () => (running ? pause() : play()));
  button("step").addEventListener("click", () => { pause(); step(1); });
  button("restart").addEventListener("click", () => moved([...control.start]));
  new IntersectionObserver((entries) => { seen = entries[entries.length - 1].isIntersecting; }).observe(root);
  return { show, step };
}
