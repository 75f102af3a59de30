// A table that says which line is whose and what each is worth at the cursor.

import { h, svg } from "../dom.js";
import { brief } from "./numbers.js";

/** A short piece of a line as it looks in the chart. */
function sample(name) {
  return svg(
    "svg",
    {
      class: "figure-sample",
      viewBox: "0 0 34 10",
      preserveAspectRatio: "xMinYMid slice",
      "aria-hidden": "true",
    },
    svg("line", { class: `figure-line ${name}`, x1: 1, x2: 33, y1: 5, y2: 5 }),
  );
}

/**
 * The table. `columns` are the headings, the first of them that of the names; `rows` are `[{key, class, label}]`. `show` takes for each
 * key its label, where that changes, and the numbers, in full under `data-exact`.
 */
export function readings({ caption, columns, rows, digits = 4 }) {
  const lines = rows.map(({ key, class: name, label }) => {
    const words = h("span", {}, label);
    const cells = columns.slice(1).map((_, index) => h("td", { data: { value: `${key}-${index}` } }, "–"));
    return {
      key,
      words,
      cells,
      element: h("tr", { data: { row: key } }, h("th", { scope: "row" }, sample(name), words), cells),
    };
  });
  const element = h(
    "table",
    { class: "figure-readings" },
    h("caption", { class: "figure-spoken" }, caption),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        columns.map((text) => h("th", { scope: "col" }, text)),
      ),
    ),
    h(
      "tbody",
      {},
      lines.map((line) => line.element),
    ),
  );
  return {
    element,
    show(values) {
      for (const { key, words, cells } of lines) {
        const { label, numbers = [] } = values[key] ?? {};
        if (label) {
          words.textContent = label;
        }
        cells.forEach((cell, index) => {
          cell.textContent = brief(numbers[index], digits);
          cell.dataset.exact = String(numbers[index]);
        });
      }
    },
  };
}
