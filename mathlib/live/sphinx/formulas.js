// What is wider than the page scrolls, so the arrow keys must be able to get there.
for (const wide of document.querySelectorAll("mjx-container[display]")) {
  if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
}
