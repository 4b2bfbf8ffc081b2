// What is wider than its place scrolls, so the arrow keys must be able to get there. An
// observer is told of sizes that the browser knows by then: asking for them costs a layout.
const watch = new ResizeObserver((changes) => {
  for (const { target } of changes) {
    if (target.scrollWidth > target.clientWidth) /** @type {HTMLElement} */ (target).tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const box of document.querySelectorAll("pre, .cell_output > .output, .pst-scrollable-table-container, mjx-container[display]")) {
  watch.observe(box);
}
