/**
 * What a hand does in a picture: it drags an element, or moves it with the arrow keys.
 */

/** @type {Record<string, number[]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

/**
 * Let an element be moved by mouse, pen, touch and keys.
 * @param {SVGSVGElement} svg
 * @param {SVGElement} element
 * @param {object} hand
 * @param {(at: DOMPoint) => (at: DOMPoint) => void} hand.take called where the element is taken, in
 *   the picture's units; returns what to call at every place it is dragged to
 * @param {(direction: number[], fine: boolean) => void} hand.push called with an arrow key's direction
 * @param {() => void} hand.home called with the Home key
 */
export function movable(svg, element, { take, push, home }) {
  /** @param {PointerEvent} event */
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()?.inverse());

  element.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    element.focus({ preventScroll: true });
    const to = take(at(event));
    /** @param {PointerEvent} e */
    const drag = (e) => to(at(e));
    const drop = () => {
      element.removeEventListener("pointermove", drag);
      element.classList.remove("is-held");
    };
    element.classList.add("is-held");
    element.addEventListener("pointermove", drag);
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) element.addEventListener(end, drop, { once: true });
  });

  element.addEventListener("keydown", (event) => {
    if (event.key === "Home") home();
    else if (event.key in ARROWS) push(ARROWS[event.key], event.shiftKey);
    else return;
    event.preventDefault();
  });
}
