// A cross-entropy beside focal loss, over the probability of the true class.

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

const standard = { gamma: 2, p: 0.9 };
const keys = ["own", "focal"];

export function mount(container, { api, texts, card, title, parameters, state, onChange }) {
  const shell = frame(container, "cross-entropy", texts);
  const names = card.parameters.map(({ name }) => name).filter((name) => name !== "axis");
  const changes = follower(card, names, parameters);
  let own = given(card, names, parameters);
  let { gamma, p } = unpack(state, standard, allowed);
  let curves = null;

  const losses = shell.part(
    chart({ name: "loss", label: texts.lossChart, height: 330, onpoint: (at) => cursor.move(at) }),
  );
  const cursor = probabilityReader(texts, p, moved);
  const control = exponentSlider(texts, gamma, choose);
  const table = readings({
    caption: texts.table,
    columns: [texts.curve, texts.lossColumn],
    rows: [
      { key: "own", class: "series-1", label: title },
      { key: "focal", class: "series-2", label: fill(texts.focal, { gamma: shown(gamma) }) },
    ],
  });
  shell.body.classList.add("figure-beside");
  shell.body.append(
    losses.element,
    h("div", { class: "figure-side" }, table.element, control.element, cursor.element),
  );

  const ask = shell.asking(
    async (_, signal) => {
      const common = { axis: "p_t", points: probabilityAxis.points, outputs: "values" };
      const curve = await api.curve("loss", card.name, { ...own, ...common }, { signal });
      // Where the loss weighs the classes, so does focal loss beside it.
      const { alpha = null } = curve.parameters;
      return { own: curve, focal: await api.curve("loss", "focal", { ...common, alpha, gamma }, { signal }) };
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
    const { x } = curves.own;
    losses.show({
      x: { from: 0, to: 1, label: texts.probability },
      y: { from: 0, to: 5, label: texts.loss },
      bands: [wellClassified(texts)],
      lines: keys.map((key, at) => ({ x, y: curves[key].values, class: `series-${at + 1}`, key })),
      cursor: {
        x: x[index],
        points: keys.map((key, at) => ({ y: curves[key].values[index], class: `series-${at + 1}` })),
      },
    });
    const [loss, focal] = keys.map((key) => curves[key].values[index]);
    table.show({
      own: { numbers: [loss] },
      focal: { label: fill(texts.focal, { gamma: shown(curves.focal.parameters.gamma) }), numbers: [focal] },
    });
    shell.say(fill(texts.spoken, { p: shown(x[index]), title, own: brief(loss), focal: brief(focal) }));
  }

  function tell() {
    onChange(pack({ gamma, p }, standard));
  }

  function moved() {
    p = cursor.value;
    draw();
    tell();
  }

  function choose(next) {
    gamma = next;
    ask();
    tell();
  }

  ask();
  return {
    update: ({ parameters: next }) => {
      if (Object.keys(changes(next)).length > 0) {
        own = given(card, names, next);
        ask();
      }
    },
    destroy: shell.destroy,
  };
}
