/**
 * The inspector, under the hood: the graph that a figure runs, one row a step, with the numbers it holds now
 * and the gradient of one of its results with respect to them. The rows stand under the line
 * of NumPy that made them.
 */
import { format, typeset } from "./format.js";
import { prepare } from "./program.js";

/**
 * @typedef {import("./steps.js").GraphNode} GraphNode
 * @typedef {import("./steps.js").Value} Value
 * @typedef {[number, number, any[]?]} Row a node, its line and, for a loop, the rows of its body
 * @typedef {{node: number, label: string, gradients: Record<string, number>}} Result
 * @typedef {{lines: [string, string][], rows: Row[], results: Result[], nodes: GraphNode[]}} Inspected
 * @typedef {{nodes: GraphNode[], values: Float64Array[], inspector: Inspected}} Variant
 */

/** How a step is written with a sign; the others are written as a call. @type {Record<string, string>} */
const SIGNS = { add: "+", subtract: "−", multiply: "×", divide: "/", power: "**", matmul: "@", less: "<", less_equal: "≤", equal: "==", not_equal: "≠" };

/** And what says more in words. @type {Record<string, string>} */
const SAID = { input: "yours to move", constant: "fixed", gather: "elements of", gather_at: "element of", element: "all states of" };

/** @param {string} tag @param {string} className @param {(string | Node)[]} content */
function make(tag, className, ...content) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}

/** @param {number} v */
const short = (v) => typeset(format(v, ".4g"));

/** The numbers of an array: the first few, where there are many; a loop's are in its parts. @param {Value} value */
function numbers({ values, shape, parts }) {
  if (parts) return "";
  if (!shape.length) return short(values[0]);
  return `[${Array.from(values.subarray(0, 3), short).join(", ")}${values.length > 3 ? ", …" : ""}]`;
}

/** @param {GraphNode} node @param {string[]} names of all nodes */
function expression({ op, in: inputs = [], count, axis, turned = [] }, names) {
  const read = inputs.map((i, at) => names[i] + (turned[at] ? "ᵀ" : ""));
  if (SIGNS[op]) return read.join(` ${SIGNS[op]} `);
  if (SAID[op]) return [SAID[op], read.join(", ")].join(" ");
  const call = `${op}(${[...read, ...(axis === undefined ? [] : [`axis=${axis}`])].join(", ")})`;
  return count === undefined ? call : `${call}, ${count} times; below, the last`;
}

/**
 * What each node is called: a control by its name, a number by itself, a step by its place.
 * @param {GraphNode[]} nodes @param {string} prefix @param {string[]} given what inputs are called
 */
function namesOf(nodes, prefix, given) {
  let input = 0;
  return nodes.map((node, i) => {
    if (node.op === "input") return given[input++] ?? node.name;
    if (node.op === "constant" && !node.shape?.length) return short(Number(node.values?.[0]));
    return `${prefix}${i}`;
  });
}

/**
 * Add a row for each step of a graph, and for those of its loops.
 * @param {Element} body of the table
 * @param {{nodes: GraphNode[], rows: Row[], lines: [string, string][], values: Value[], names: string[]}} graph
 * @param {number} above the line that stands above already
 * @returns {{node: number, value: Value, cells: Element[]}[]}
 */
function list(body, { nodes, rows, lines, values, names }, above = -1) {
  return rows.flatMap(([i, at, inner]) => {
    if (at !== above) {
      const [place, code] = lines[at];
      const head = Object.assign(make("th", "", make("code", "", code), " ", make("small", "", place)), { colSpan: 4, scope: "rowgroup" });
      body.append(make("tr", "live-line", head));
      above = at;
    }
    const shape = make("small", "", nodes[i].shape?.join(" × ") ?? "");
    const cells = [make("td", "", numbers(values[i])), make("td", "")];
    body.append(make("tr", "", make("td", "", names[i]), make("td", "", expression(nodes[i], names), " ", shape), ...cells));
    const row = { node: i, value: values[i], cells };
    if (!inner) return row;
    const { body: steps, next, in: read = [] } = nodes[i];
    const states = next.map((/** @type {number} */ _, /** @type {number} */ s) => (next.length > 1 ? `state ${s + 1}` : "state"));
    const own = namesOf(steps, `${names[i]}.`, [...states, "k", ...read.slice(next.length).map((r) => names[r])]);
    const parts = list(body, { nodes: steps, rows: inner, lines, values: values[i].body ?? [], names: own }, at);
    return [row, ...parts.map((part) => ({ ...part, node: -1 }))];
  });
}

/**
 * Fill the drawer when it is opened, and keep its numbers up to date while it is.
 * @param {HTMLDetailsElement} drawer
 * @param {() => Variant} current the variant that is now shown
 */
export function addInspector(drawer, current) {
  /** @type {Variant | undefined} */
  let shown;
  let refresh = () => {};

  /** @param {Variant} variant */
  function build({ nodes, values, inspector }) {
    const all = [...nodes, ...inspector.nodes];
    const program = prepare(all);
    const names = namesOf(all, "v", []);
    const choice = /** @type {HTMLSelectElement} */ (make("select", ""));
    choice.append(...inspector.results.map(({ node, label }) => make("option", "", `${label} (${names[node]})`)));
    choice.addEventListener("change", () => refresh());
    const label = inspector.results.length ? [make("label", "", "The gradient is that of ", choice)] : [];
    const heads = ["", "step", "value", label.length ? "gradient" : ""];
    const body = make("tbody", "");
    const rows = list(body, { nodes: all, rows: inspector.rows, lines: inspector.lines, values: program.values, names });
    drawer.querySelector("div")?.replaceChildren(...label, make("table", "", make("thead", "", make("tr", "", ...heads.map((head) => make("th", "", head)))), body));
    refresh = () => {
      nodes.forEach((node, i) => { if (node.op === "input") program.set(node.name ?? "", values[i]); });
      program.run(program.names);
      const gradients = inspector.results[choice.selectedIndex]?.gradients ?? {};
      for (const { node, value, cells } of rows) {
        const gradient = program.values[gradients[node]];
        cells[0].textContent = numbers(value);
        cells[1].textContent = gradient ? numbers(gradient) : "";
      }
    };
  }

  /** Show the numbers that hold now. */
  function show() {
    if (!drawer.open) return;
    const variant = current();
    if (variant !== shown) build(variant);
    shown = variant;
    refresh();
  }
  drawer.addEventListener("toggle", show);
  return show;
}
