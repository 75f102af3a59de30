// Numbers beside a picture.

import { h } from "../dom.js";
import { brief } from "./numbers.js";

/**
 * A list of named numbers. `entries` are `[{name, label, class?}]`; `show({name: number})` writes them, in full under
 * `data-exact`.
 */
export function readout(entries, digits = 5) {
  const places = Object.fromEntries(
    entries.map(({ name }) => [name, h("dd", { data: { value: name } }, "–")]),
  );
  const element = h(
    "dl",
    { class: "figure-readout" },
    entries.map((entry) => h("div", { class: entry.class }, h("dt", {}, entry.label), places[entry.name])),
  );
  return {
    element,
    show(values) {
      for (const [name, value] of Object.entries(values)) {
        places[name].textContent = brief(value, digits);
        places[name].dataset.exact = String(value);
      }
    },
  };
}
