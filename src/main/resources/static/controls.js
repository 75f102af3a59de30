// A control for every parameter of a function, and a field for every input that a curve's axis leaves open.

import { h } from "./dom.js";
import { curveParameters, queryText, sliderRange, valueOf } from "./parameters.js";
import { prose } from "./prose.js";
import { describe, fill } from "./texts.js";

/**
 * The controls of one function.
 *
 * @param change called with a name and its text, null for the default
 * @returns element, `show(curve, given)`, which shows what is given and for the rest what a curve was computed with, and
 *   `fail(errors)`
 */
export function controlsOf(card, axis, texts, change) {
  const controls = new Map();
  // What a curve takes where nothing is given; an axis may have other defaults than the function.
  const defaults = new Map();
  const send = (name) => (text) => change(name, text === defaults.get(name) ? null : text);
  for (const parameter of curveParameters(card)) {
    controls.set(parameter.name, parameterControl(parameter, texts, send(parameter.name)));
  }
  for (const name of axis.open) {
    const input = card.inputs.find((it) => it.name === name);
    controls.set(name, openInput(input, texts, send(name)));
  }
  const reset = h(
    "button",
    { type: "button", class: "quiet", onclick: () => change(null, null) },
    texts.plot.defaults,
  );
  const element = h(
    "section",
    { class: "controls", "aria-label": texts.plot.parameters },
    h("h3", {}, texts.plot.parameters),
    controls.size
      ? [...controls.values()].map((control) => control.element)
      : h("p", { class: "muted" }, texts.plot.noParameters),
    controls.size > 0 && reset,
  );
  return {
    element,
    show(curve, given) {
      for (const [name, control] of controls) {
        const computed = queryText(name in curve.parameters ? curve.parameters[name] : curve.inputs[name]);
        if (!(name in given)) {
          defaults.set(name, computed);
        }
        control.show(given[name] ?? computed);
        control.fail("");
      }
      reset.disabled = Object.keys(given).length === 0;
    },
    fail(errors) {
      for (const [name, control] of controls) {
        control.fail(errors.find((error) => error.parameter === name)?.detail ?? "");
      }
    },
  };
}

function parameterControl(parameter, texts, send) {
  if (parameter.allowed || parameter.type === "boolean") {
    return choice(parameter, parameter.allowed ?? ["false", "true"], texts, send);
  }
  return number(parameter, texts, send);
}

function frame(name, description, content) {
  const error = h("p", { class: "fault", id: `fault-${name}`, role: "status" });
  const element = h(
    "div",
    { class: "control", data: { parameter: name } },
    content,
    description && h("p", { class: "hint", id: `hint-${name}` }, prose(description)),
    error,
  );
  return {
    element,
    fail(detail) {
      error.textContent = detail;
      element.classList.toggle("faulty", detail !== "");
    },
  };
}

function choice(parameter, allowed, texts, send) {
  const select = h(
    "select",
    {
      id: `p-${parameter.name}`,
      "aria-describedby": `hint-${parameter.name}`,
      onchange: () => send(select.value),
    },
    allowed.map((word) => h("option", { value: word }, word)),
  );
  const framed = frame(parameter.name, describe(parameter, texts), [
    h("label", { for: select.id }, h("code", {}, parameter.name)),
    select,
  ]);
  return { ...framed, show: (text) => (select.value = text) };
}

function number(parameter, texts, send) {
  const { low, high, step } = sliderRange(parameter);
  const id = `p-${parameter.name}`;
  const slider = h("input", {
    type: "range",
    id: `${id}-slider`,
    min: low,
    max: high,
    step,
    value: typeof parameter.default === "number" ? parameter.default : low,
    "aria-label": parameter.name,
    "aria-describedby": `hint-${parameter.name}`,
    oninput: () => set(slider.value),
  });
  const box = h("input", {
    type: "number",
    id,
    min: parameter.minimum,
    max: parameter.maximum,
    step: "any",
    "aria-describedby": `hint-${parameter.name}`,
    oninput: () => box.value !== "" && set(box.value),
  });
  const none = h("input", {
    type: "checkbox",
    id: `${id}-null`,
    onchange: () =>
      none.checked
        ? send("null")
        : set(
            box.value || String(typeof parameter.default === "number" ? parameter.default : (low + high) / 2),
          ),
  });
  const hasSlider =
    parameter.type !== "integer" || (parameter.minimum !== undefined && parameter.maximum !== undefined);

  function set(text) {
    show(text);
    send(queryText(Number(text)));
  }

  /** What is being typed stays as it is. */
  function show(text) {
    const value = valueOf(parameter, text);
    none.checked = value === null;
    slider.disabled = value === null;
    box.disabled = value === null;
    if (typeof value !== "number") {
      box.value = value === null ? box.value : "";
      return;
    }
    slider.min = Math.min(low, value);
    slider.max = Math.max(high, value);
    slider.value = value;
    if (box.value === "" || Number(box.value) !== value) {
      box.value = value;
    }
  }

  const framed = frame(parameter.name, describe(parameter, texts), [
    h("div", { class: "control-head" }, h("label", { for: id }, h("code", {}, parameter.name)), box),
    hasSlider && slider,
    parameter.nullable &&
      h("label", { class: "check", for: none.id }, none, fill(texts.plot.none, { name: "null" })),
  ]);
  return { ...framed, show };
}

function openInput(input, texts, send) {
  const field = h("input", {
    type: "text",
    id: `p-${input.name}`,
    spellcheck: "false",
    autocomplete: "off",
    "aria-describedby": `hint-${input.name}`,
    oninput: () => send(field.value.trim() || null),
  });
  const framed = frame(input.name, describe(input, texts), [
    h("label", { for: field.id }, h("code", {}, input.name), h("span", { class: "tag" }, texts.plot.input)),
    field,
  ]);
  return {
    ...framed,
    show(text) {
      if (document.activeElement !== field) {
        field.value = text;
      }
    },
  };
}
