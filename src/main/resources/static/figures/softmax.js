// Three scores, their probabilities and the Jacobian as a heat map.

import { h } from "../dom.js";
import { fill } from "../texts.js";
import { bars } from "./bars.js";
import { slider } from "./controls.js";
import { frame } from "./frame.js";
import { brief } from "./numbers.js";
import { pack, unpack } from "./pack.js";
import { follower, given } from "./parameters.js";

const standard = { x: [1.5, 0.5, -1], temperature: 1 };
const names = ["₁", "₂", "₃"];
/** No entry of the Jacobian is larger than this over T. */
const largest = 0.25;

function allowed(key, value) {
  return key !== "temperature" || value > 0;
}

export function mount(container, { api, texts, card, parameters, state, onChange }) {
  const shell = frame(container, "softmax", texts);
  const changes = follower(card, ["temperature"], parameters);
  let values = state
    ? unpack(state, standard, allowed)
    : { ...standard, ...given(card, ["temperature"], parameters) };

  const scores = names.map((name, index) =>
    slider({
      name: `x${index + 1}`,
      label: fill(texts.score, { name: `x${name}` }),
      minimum: -5,
      maximum: 5,
      step: 0.1,
      value: values.x[index],
      oninput: (score) => set({ x: values.x.with(index, score) }),
    }),
  );
  const temperature = slider({
    name: "temperature",
    label: texts.temperature,
    minimum: 0.1,
    maximum: 5,
    step: 0.1,
    value: values.temperature,
    oninput: (next) => set({ temperature: next }),
  });
  const probabilities = bars(
    names.map((name, index) => ({
      label: `s${name}`,
      class: `series-${index + 1}`,
      data: { value: `s${index + 1}` },
    })),
  );
  const cells = names.map((_, row) =>
    names.map((__, column) => h("td", { data: { value: `j${row + 1}${column + 1}` } })),
  );
  const heat = h(
    "table",
    { class: "figure-heat" },
    h("caption", {}, texts.jacobian),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("td"),
        names.map((name) => h("th", { scope: "col" }, `∂x${name}`)),
      ),
    ),
    h(
      "tbody",
      {},
      cells.map((row, index) => h("tr", {}, h("th", { scope: "row" }, `∂s${names[index]}`), row)),
    ),
  );
  shell.body.classList.add("figure-halves");
  const heading = h("p", { class: "figure-subtitle" }, texts.probabilities);
  shell.body.append(
    h(
      "div",
      { class: "figure-side" },
      scores.map((it) => it.element),
      temperature.element,
    ),
    h("div", { class: "figure-side" }, heading, probabilities.element, heat),
  );

  const ask = shell.asking(
    ({ x, temperature: degree }, signal) =>
      api.evaluate("activation", "softmax", { x, temperature: degree, jacobian: true }, { signal }),
    draw,
  );

  function draw({ values: found, jacobian, parameters: effective }) {
    found.forEach((probability, index) => probabilities.show(index, probability, probability));
    jacobian.forEach((row, i) =>
      row.forEach((entry, j) =>
        show(cells[i][j], entry, (Math.abs(entry) * effective.temperature) / largest),
      ),
    );
    shell.say(fill(texts.spoken, { list: found.map((it) => brief(it, 3)).join(", ") }));
  }

  function show(cell, entry, strength) {
    cell.textContent = brief(entry, 3);
    cell.dataset.exact = String(entry);
    cell.className = entry < 0 ? "figure-below" : "figure-above";
    cell.style.setProperty("--strength", `${Math.round(100 * strength)}%`);
  }

  function set(changed) {
    values = { ...values, ...changed };
    temperature.set(values.temperature);
    ask(values);
    onChange(pack(values, standard));
  }

  ask(values);
  return {
    update: ({ parameters: next }) => {
      const changed = changes(next);
      if (changed.temperature !== undefined) {
        set(changed);
      }
    },
    destroy: shell.destroy,
  };
}
