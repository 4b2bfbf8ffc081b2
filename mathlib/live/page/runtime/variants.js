/**
 * The variants of a figure: it was recorded once for every option of its choices. Each has a
 * program of its own, which is prepared when the variant is first wanted.
 */
import { prepare } from "./program.js";
import { stepper } from "./state.js";

/**
 * @typedef {{choices: Record<string, any>, nodes: import("./steps.js").GraphNode[],
 *   drawings: Record<string, import("./view.js").Drawing>, steps?: Record<string, number>,
 *   inspector: import("./inspector.js").Inspected}} Recorded
 *
 * @typedef {Recorded & {program: ReturnType<typeof prepare>, values: Float64Array[],
 *   advance: (name: string, state: Record<string, any>, count: number, until: number) => Advanced}} Variant
 * @typedef {ReturnType<ReturnType<typeof stepper>>} Advanced
 */

/** @param {Recorded} recorded @returns {Variant} */
function ready(recorded) {
  const { nodes, steps = {} } = recorded;
  const program = prepare(nodes);
  /** @type {Record<string, ReturnType<typeof stepper>>} */
  const steppers = {};
  return {
    ...recorded,
    program,
    values: program.values.map(({ values }) => values),
    advance: (name, state, count, until) => (steppers[name] ??= stepper(nodes, steps[name], name))(state, count, until),
  };
}

/**
 * Return a function that gives the variant which a state of the controls chooses.
 * @param {Recorded[]} variants
 */
export function chooser(variants) {
  /** @type {Map<Recorded, Variant>} */
  const known = new Map();
  /** @param {Record<string, any>} state */
  return (state) => {
    const chosen = variants.find(({ choices }) => Object.entries(choices).every(([name, value]) => state[name] === value));
    if (!chosen) throw new Error("no variant is chosen");
    const variant = known.get(chosen) ?? ready(chosen);
    known.set(chosen, variant);
    return variant;
  };
}
