// Formulas set by KaTeX, which builds elements and no markup.

// A script of its own in index.html: as a module KaTeX comes only at twice the size.
const { katex } = globalThis;

/** Where a formula may be broken: behind a comma with a space, and before a word. */
const seam = /\s*,\\(?:quad|;)\s*|\s*(?:\\quad)?\s*\\text\{\s*(or|while)\s*\}\s*(?:\\quad)?\s*/g;

/**
 * Sets LaTeX into an element, its parts as boxes that may stand below each other; screen readers get KaTeX's MathML.
 *
 * @param words what the words in formulas are in the page's language
 */
export function setFormula(element, latex, words) {
  const parts = latex
    .replaceAll(seam, (_, word) => (word ? `\n\\text{${words[word]}}\\;` : ",\n"))
    .split("\n");
  for (const part of parts) {
    const box = document.createElement("span");
    katex.render(part, box, { displayMode: true, throwOnError: false, output: "htmlAndMathml" });
    element.append(box);
  }
}
