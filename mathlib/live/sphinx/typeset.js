// Typesets the page a few formulas at a time, so that the reader's hand never waits.
// Appended to MathJax's own files; `MathJax.startup.promise` is kept once all are done.
MathJax.startup.promise = MathJax.startup.promise.then(async () => {
  const turn = 12; // milliseconds: a frame, and no more than a few on a phone
  const formulas = [...document.querySelectorAll(".math")];
  let count = 1;
  while (formulas.length > 0) {
    const start = performance.now();
    await MathJax.typesetPromise(formulas.splice(0, count));
    const share = turn / (performance.now() - start);
    count = Math.max(1, Math.floor(count * Math.min(share, 2)));
    await new Promise((rest) => setTimeout(rest));
  }
  // What is wider than the page scrolls, so the arrow keys must be able to get there.
  for (const wide of document.querySelectorAll("mjx-container[display]")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  }
});
