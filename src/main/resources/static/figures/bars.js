// Numbers with bars.

import { h } from "../dom.js";
import { brief } from "./numbers.js";

/**
 * A list of bars. `rows` are `[{label, class, data}]`, `data` being that of the number's element. `show(index, number, share, digits)`
 * writes a number and makes its bar that share of the whole width; `mark(index)` brings one out.
 */
export function bars(rows, name = "") {
  const items = rows.map(({ label, class: colour, data }) => {
    const bar = h("span", { class: `figure-bar ${colour}` });
    const number = h("span", { class: "figure-bar-number", data });
    const element = h("li", {}, h("span", {}, label), h("span", { class: "figure-bar-track" }, bar), number);
    return { bar, number, element };
  });
  return {
    element: h(
      "ol",
      { class: `figure-bars ${name}` },
      items.map((item) => item.element),
    ),
    show(index, number, share, digits) {
      const item = items[index];
      item.bar.style.setProperty("inline-size", `${100 * share}%`);
      item.number.textContent = brief(number, digits);
      item.number.dataset.exact = String(number);
    },
    mark(index) {
      items.forEach(({ element }, at) => element.classList.toggle("figure-current", at === index));
    },
  };
}
