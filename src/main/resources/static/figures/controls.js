// The controls below a picture.

import { h, shown } from "../dom.js";

let count = 0;

/** A slider with its value beside it. `set` moves it without a word to `oninput`. */
export function slider({
  name,
  label,
  minimum,
  maximum,
  step,
  value,
  oninput,
  format = (number) => shown(number, 4),
}) {
  const id = `figure-control-${++count}`;
  const output = h("output", { class: "figure-control-value", for: id });
  const input = h("input", {
    id,
    type: "range",
    min: minimum,
    max: maximum,
    step,
    data: { control: name },
    oninput: () => {
      tell();
      oninput(input.valueAsNumber);
    },
  });

  function tell() {
    const text = format(input.valueAsNumber);
    output.textContent = text;
    input.setAttribute("aria-valuetext", text);
  }

  function set(number) {
    input.value = number;
    tell();
  }
  set(value);
  return {
    element: h("div", { class: "figure-control" }, h("label", { for: id }, label), output, input),
    set,
  };
}

/** A choice out of a few, all of them in sight. Options are `[value, text]`. */
export function choice({ name, label, options, value, onchange }) {
  const group = `figure-choice-${++count}`;
  const inputs = options.map(([option]) =>
    h("input", {
      type: "radio",
      name: group,
      value: option,
      data: { control: name },
      onchange: () => onchange(option),
    }),
  );
  const set = (option) => inputs.forEach((input) => (input.checked = input.value === String(option)));
  set(value);
  const element = h(
    "fieldset",
    { class: "figure-choice" },
    h("legend", {}, label),
    h(
      "div",
      { class: "figure-choice-options" },
      options.map(([, text], index) => h("label", {}, inputs[index], h("span", {}, text))),
    ),
  );
  return { element, set };
}

/** A box to tick. */
export function toggle({ name, label, value, onchange }) {
  const input = h("input", {
    type: "checkbox",
    data: { control: name },
    onchange: () => onchange(input.checked),
  });
  const set = (checked) => (input.checked = checked);
  set(value);
  return { element: h("label", { class: "figure-toggle" }, input, h("span", {}, label)), set };
}

/** A button. */
export function button(label, onclick, data = {}) {
  return h("button", { type: "button", class: "figure-button", data, onclick }, label);
}
