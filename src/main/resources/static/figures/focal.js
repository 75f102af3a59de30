// Focal loss over the probability of the true class, as Figure 1 of its paper, and its weight.

import { h, shown } from "../dom.js";
import { fill } from "../texts.js";
import { chart } from "./chart.js";
import { frame } from "./frame.js";
import { brief } from "./numbers.js";
import { pack, unpack } from "./pack.js";
import { follower, given } from "./parameters.js";
import {
  allowed,
  exponentSlider,
  probabilityAxis,
  probabilityReader,
  wellClassified,
} from "./probability.js";
import { readings } from "./readings.js";

const gammas = [0, 0.5, 1, 2, 5];
const own = gammas.length;
const standard = { gamma: 3, p: 0.9 };
const classes = [...gammas.map((_, index) => `series-${index + 1}`), "series-own"];

export function mount(container, { api, texts, card, parameters, state, onChange }) {
  const shell = frame(container, "focal", texts);
  const changes = follower(card, ["gamma"], parameters);
  let { gamma, p } = state
    ? unpack(state, standard, allowed)
    : { ...standard, ...given(card, ["gamma"], parameters) };
  let curves = null;

  const onpoint = (at) => cursor.move(at);
  const losses = shell.part(chart({ name: "loss", label: texts.lossChart, height: 330, onpoint }));
  const weights = shell.part(chart({ name: "weight", label: texts.weightChart, height: 330, onpoint }));
  const cursor = probabilityReader(texts, p, moved);
  const control = exponentSlider(texts, gamma, choose);
  const table = readings({
    caption: texts.table,
    columns: [texts.curve, texts.lossColumn, texts.weightColumn],
    rows: classes.map((name, index) => ({
      key: String(index),
      class: name,
      label: index === 0 ? texts.crossEntropy : `γ = ${gammas[index]}`,
    })),
  });
  shell.body.classList.add("figure-halves");
  shell.body.append(
    losses.element,
    weights.element,
    h("div", { class: "figure-side" }, control.element, cursor.element),
    table.element,
  );

  const ask = shell.asking(
    (exponent, signal) => {
      const query = {
        axis: "p_t",
        points: probabilityAxis.points,
        alpha: null,
        gamma: [...gammas, exponent].join(","),
        outputs: "values",
      };
      return api.curve("loss", "focal", query, { signal });
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
    const { x, series } = curves;
    const { index } = cursor;
    const panel = (key) => ({
      lines: series.map((it, at) => ({ x, y: it[key], class: classes[at], key: String(at) })),
      cursor: { x: x[index], points: series.map((it, at) => ({ y: it[key][index], class: classes[at] })) },
      bands: [wellClassified(texts)],
      x: { from: 0, to: 1, label: texts.probability },
    });
    losses.show({ ...panel("values"), y: { from: 0, to: 5, label: texts.loss } });
    weights.show({ ...panel("modulating"), y: { from: 0, to: 1, label: texts.weight } });
    const exponent = series[own].parameters.gamma;
    table.show(
      Object.fromEntries(
        series.map((it, at) => [
          at,
          {
            label: at === own ? fill(texts.yours, { gamma: shown(exponent) }) : null,
            numbers: [it.values[index], it.modulating[index]],
          },
        ]),
      ),
    );
    shell.say(
      fill(texts.spoken, {
        p: shown(x[index]),
        ce: brief(series[0].values[index]),
        gamma: shown(exponent),
        loss: brief(series[own].values[index]),
        weight: brief(series[own].modulating[index]),
      }),
    );
  }

  function moved() {
    p = cursor.value;
    draw();
    onChange(pack({ gamma, p }, standard));
  }

  function choose(next) {
    gamma = next;
    control.set(gamma);
    ask(gamma);
    onChange(pack({ gamma, p }, standard));
  }

  ask(gamma);
  return {
    update: ({ parameters: next }) => {
      const { gamma: changed } = changes(next);
      if (changed !== undefined) {
        choose(changed);
      }
    },
    destroy: shell.destroy,
  };
}
