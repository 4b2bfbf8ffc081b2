// Beside MathJax's own files, while the book is built: what Python asks of MathJax.

// A formula that cannot be typeset is told to the author, and not shown in red to the reader.
MathJax.config.tex.formatError = (_input, error) => {
  throw error;
};

/** Forgets the commands and labels that the formulas of the last page defined. */
function startPage() {
  MathJax.startup.getComponents();
}

/** Returns a formula's HTML, or why there is none. */
function typeset(tex, display) {
  try {
    const element = MathJax.tex2chtml(tex, { display });
    return { html: MathJax.startup.adaptor.outerHTML(element) };
  } catch (error) {
    return { error: error.message };
  }
}

/** Returns the style that any formula may need. */
function styleSheet() {
  return MathJax.startup.adaptor.textContent(MathJax.chtmlStylesheet());
}
