// Formulas set by KaTeX, which builds elements and no markup.

// A script of its own in index.html: as a module KaTeX comes only at twice the size.
const { katex } = globalThis;

/** Sets LaTeX into an element; screen readers get KaTeX's MathML. */
export function setFormula(element, latex) {
  katex.render(latex, element, { displayMode: true, throwOnError: false, output: "htmlAndMathml" });
}
