// A unit that ReLU kills and leaky ReLU keeps alive.

import { h } from "../dom.js";
import { fill } from "../texts.js";
import { chart } from "./chart.js";
import { slider } from "./controls.js";
import { frame } from "./frame.js";
import { pack, unpack } from "./pack.js";
import { follower, given } from "./parameters.js";
import { readings } from "./readings.js";

const range = { from: -5, to: 5, points: 101 };
const batch = [-1.9, -1.4, -1.1, -0.6, -0.2, 0.3, 0.5, 0.9, 1.2, 1.8];
const standard = { weight: 1, bias: 0.5, alpha: 0.1 };
const names = ["relu", "leaky_relu"];
const limits = { weight: [-2, 2, 0.1], bias: [-5, 3, 0.1], alpha: [0, 0.5, 0.01] };

function allowed(key, value) {
  return value >= limits[key][0] && value <= limits[key][1];
}

export function mount(container, { api, texts, card, parameters, state, onChange }) {
  const shell = frame(container, "dead-unit", texts);
  const changes = follower(card, ["alpha"], parameters);
  const { alpha = standard.alpha } = given(card, ["alpha"], parameters);
  let values = state ? unpack(state, standard, allowed) : { ...standard, alpha };

  const picture = shell.part(chart({ name: "dead-unit", label: texts.chart, height: 320 }));
  const table = readings({
    caption: texts.table,
    columns: [texts.form, texts.active, texts.toBias, texts.toWeight],
    rows: names.map((name, index) => ({ key: name, class: `series-${index + 1}`, label: texts[name] })),
  });
  const verdict = h("p", { class: "figure-sentence", data: { value: "verdict" } });
  const controls = Object.entries(limits).map(([name, [minimum, maximum, step]]) => [
    name,
    slider({
      name,
      label: texts[name],
      minimum,
      maximum,
      step,
      value: values[name],
      oninput: (number) => set({ [name]: number }),
    }),
  ]);
  shell.body.classList.add("figure-beside");
  shell.body.append(
    picture.element,
    h(
      "div",
      { class: "figure-side" },
      verdict,
      controls.map(([, control]) => control.element),
      table.element,
    ),
  );

  // With the inputs as upstream the gradients are the samples' parts of the gradient to w.
  const ask = shell.asking(
    async ({ weight, bias, alpha }, signal) => {
      const x = batch.map((input) => weight * input + bias);
      const options = { relu: {}, leaky_relu: { alpha } };
      const answers = names.map(async (name) => {
        const [curve, plain, weighed] = await Promise.all([
          api.curve("activation", name, { ...range, ...options[name], outputs: "values" }, { signal }),
          api.evaluate("activation", name, { x, ...options[name] }, { signal }),
          api.evaluate(
            "activation",
            name,
            { x, upstream: batch, outputs: ["gradients"], ...options[name] },
            { signal },
          ),
        ]);
        return { curve, x, values: plain.values, slopes: plain.gradients.x, parts: weighed.gradients.x };
      });
      return Object.fromEntries((await Promise.all(answers)).map((answer, index) => [names[index], answer]));
    },
    (found) => {
      draw(found);
    },
  );

  function draw(found) {
    picture.show({
      x: { from: range.from, to: range.to, label: texts.axis },
      y: { from: -1.5, to: 5, label: "" },
      bands: [{ from: range.from, to: 0, class: "figure-dead" }],
      lines: names.map((name, index) => ({
        x: found[name].curve.x,
        y: found[name].curve.values,
        class: `series-${index + 1}`,
        key: name,
      })),
      marks: names.flatMap((name, index) =>
        found[name].x.map((x, sample) => ({
          x,
          y: found[name].values[sample],
          class: `series-${index + 1} ${found[name].slopes[sample] === 0 ? "figure-hollow-dot" : ""}`,
        })),
      ),
    });
    const active = (name) => found[name].slopes.filter((slope) => slope !== 0).length;
    const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
    table.show(
      Object.fromEntries(
        names.map((name) => [
          name,
          { numbers: [active(name), total(found[name].slopes), total(found[name].parts)] },
        ]),
      ),
    );
    const sentence = fill(active("relu") > 0 ? texts.alive : texts.dead, {
      active: active("relu"),
      all: batch.length,
    });
    verdict.textContent = sentence;
    verdict.dataset.exact = active("relu") > 0 ? "alive" : "dead";
    shell.say(sentence);
  }

  function set(changed) {
    values = { ...values, ...changed };
    controls.forEach(([name, control]) => control.set(values[name]));
    ask(values);
    onChange(pack(values, standard));
  }

  ask(values);
  return {
    update: ({ parameters: next }) => {
      const changed = changes(next);
      if (changed.alpha !== undefined) {
        set(changed);
      }
    },
    destroy: shell.destroy,
  };
}
