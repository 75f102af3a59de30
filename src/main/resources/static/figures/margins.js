// Losses over the margin t·s beside the number of mistakes, which they stand in for.

import { h, shown } from "../dom.js";
import { fill } from "../texts.js";
import { chart } from "./chart.js";
import { frame } from "./frame.js";
import { brief } from "./numbers.js";
import { pack, unpack } from "./pack.js";
import { follower, given } from "./parameters.js";
import { reader } from "./reader.js";
import { readings } from "./readings.js";

const range = { from: -3, to: 3, points: 601 };
const standard = { x: -0.5 };
const keys = ["hinge", "exponential", "logistic"];
const colours = { hinge: "series-1", exponential: "series-2", logistic: "series-3", zeroOne: "series-own" };

export function mount(container, { api, texts, card, parameters, state, onChange }) {
  const shell = frame(container, "margins", texts);
  const changes = follower(card, card.name === "hinge" ? ["margin"] : [], parameters);
  const values = unpack(state, standard, (_, value) => Math.abs(value) <= range.to);
  let { margin = 1 } = given(card, ["margin"], parameters);
  let curves = null;

  const picture = shell.part(
    chart({ name: "margins", label: texts.chart, height: 340, onpoint: (at) => cursor.move(at) }),
  );
  const cursor = reader({ name: "t·s", label: texts.reader, ...range, value: values.x, onchange: moved });
  const table = readings({
    caption: texts.table,
    columns: [texts.curve, texts.number, texts.slope],
    rows: [...keys, "zeroOne"].map((key) => ({ key, class: colours[key], label: texts[key] })),
  });
  shell.body.classList.add("figure-beside");
  shell.body.append(picture.element, h("div", { class: "figure-side" }, table.element, cursor.element));

  // Weighted by 1 / log 2, cross-entropy is 1 where the others are, at t·s = 0.
  const ask = shell.asking(
    async (_, signal) => {
      const found = await Promise.all([
        api.curve("loss", "hinge", { ...range, margin }, { signal }),
        api.curve("loss", "exponential", range, { signal }),
        api.curve(
          "loss",
          "binary_cross_entropy",
          { ...range, axis: "logit", targets: 1, pos_weight: 1 / Math.LN2 },
          { signal },
        ),
      ]);
      return Object.fromEntries(keys.map((key, index) => [key, found[index]]));
    },
    (found) => {
      curves = found;
      draw();
    },
  );

  function draw() {
    if (!curves) {
      return;
    }
    const { index } = cursor;
    const { x } = curves.hinge;
    const mistakes = x.map((at) => (at <= 0 ? 1 : 0));
    const lines = { ...Object.fromEntries(keys.map((key) => [key, curves[key].values])), zeroOne: mistakes };
    picture.show({
      x: { from: range.from, to: range.to, label: texts.axis },
      y: { from: 0, to: 5, label: texts.loss },
      bands: [{ from: range.from, to: 0, class: "figure-dead", label: texts.wrong, low: true }],
      lines: Object.entries(lines).map(([key, y]) => ({ x, y, class: colours[key], key })),
      cursor: {
        x: x[index],
        points: Object.entries(lines).map(([key, y]) => ({ y: y[index], class: colours[key] })),
      },
    });
    const numbers = Object.fromEntries(
      keys.map((key) => [key, { numbers: [curves[key].values[index], curves[key].gradients[index]] }]),
    );
    table.show({ ...numbers, zeroOne: { numbers: [mistakes[index], x[index] === 0 ? null : 0] } });
    const [hinge, exponential, logistic] = keys.map((key) => brief(curves[key].values[index]));
    shell.say(fill(texts.spoken, { x: shown(x[index]), hinge, exponential, logistic }));
  }

  function moved() {
    draw();
    onChange(pack({ x: cursor.value }, standard));
  }

  function follow(next) {
    if (next !== undefined) {
      margin = next;
      ask();
    }
  }

  ask();
  return {
    update: ({ parameters: next }) => follow(changes(next).margin),
    destroy: shell.destroy,
  };
}
