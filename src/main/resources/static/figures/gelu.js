// GELU in its three forms, and how far the approximations are off.

import { h, shown } from "../dom.js";
import { fill } from "../texts.js";
import { chart } from "./chart.js";
import { choice } from "./controls.js";
import { frame } from "./frame.js";
import { brief } from "./numbers.js";
import { pack, unpack } from "./pack.js";
import { reader } from "./reader.js";
import { readings } from "./readings.js";

const range = { from: -5, to: 5, points: 1001 };
const forms = ["exact", "tanh", "sigmoid"];
const approximations = ["tanh", "sigmoid"];
const outputs = ["values", "gradients"];
const standard = { show: "values", x: 1 };
const heights = { forms: 300, difference: 230 };

function allowed(key, value) {
  return key === "show" ? outputs.includes(value) : Math.abs(value) <= range.to;
}

function differences(one, other) {
  return one.map((value, index) => value - other[index]);
}

/** The index of the largest magnitude between two others. */
function peak(numbers, start, end) {
  let best = start;
  for (let index = start; index < end; index++) {
    best = Math.abs(numbers[index]) > Math.abs(numbers[best]) ? index : best;
  }
  return best;
}

export function mount(container, { api, texts, state, onChange }) {
  const shell = frame(container, "gelu", texts);
  let { show, x: place } = unpack(state, standard, allowed);
  let curves = null;

  const onpoint = (at) => cursor.move(at);
  const picture = shell.part(chart({ name: "forms", label: texts.chart, height: heights.forms, onpoint }));
  const panels = Object.fromEntries(
    approximations.map((form) => [
      form,
      shell.part(
        chart({ name: `difference-${form}`, label: texts[form], height: heights.difference, onpoint }),
      ),
    ]),
  );
  const cursor = reader({ name: "x", label: texts.reader, ...range, value: place, onchange: moved });
  const choose = choice({
    name: "show",
    label: texts.show,
    options: [
      ["values", texts.value],
      ["gradients", texts.gradient],
    ],
    value: show,
    onchange(output) {
      show = output;
      ask(show);
      tell();
    },
  });
  const table = readings({
    caption: texts.table,
    columns: [texts.form, texts.number, texts.differenceColumn],
    rows: forms.map((form, index) => ({ key: form, class: `series-${index + 1}`, label: texts[form] })),
    digits: 5,
  });
  shell.body.classList.add("figure-halves");
  shell.body.append(
    picture.element,
    h("div", { class: "figure-side" }, table.element, cursor.element, choose.element),
    ...approximations.map((form) => panels[form].element),
  );

  const ask = shell.asking(
    async (output, signal) => {
      const all = await fetchForms(range, output, signal);
      const peaks = {};
      for (const form of approximations) {
        peaks[form] = await Promise.all([0, 1].map((side) => refinedPeak(all, form, side, output, signal)));
      }
      return { ...all, peaks, output };
    },
    (found) => {
      curves = found;
      draw();
    },
  );

  async function fetchForms(where, output, signal) {
    const { x, series } = await api.curve(
      "activation",
      "gelu",
      { ...where, approximate: "none,tanh,sigmoid", outputs: output },
      { signal },
    );
    const [exact, tanh, sigmoid] = series.map((it) => it[output]);
    return { x, exact, tanh, sigmoid };
  }

  /** Where left or right of 0 a form is furthest off, asked for again a hundred times finer than the curve. */
  async function refinedPeak(all, form, side, output, signal) {
    const middle = (all.x.length - 1) / 2;
    const coarse = peak(differences(all[form], all.exact), side * middle, (side + 1) * middle);
    const at = all.x[coarse];
    const fine = await fetchForms({ from: at - 0.02, to: at + 0.02, points: 401 }, output, signal);
    const off = differences(fine[form], fine.exact);
    const best = peak(off, 0, off.length);
    return { x: fine.x[best], y: off[best] };
  }

  function draw() {
    if (!curves) {
      return;
    }
    const { x, peaks, output } = curves;
    const { index } = cursor;
    const along = { from: range.from, to: range.to, label: "x" };
    const up = output === "values" ? { from: -0.5, to: 5 } : { from: -0.25, to: 1.25 };
    picture.show({
      x: along,
      y: { ...up, label: texts[output === "values" ? "value" : "gradient"] },
      lines: forms.map((form, at) => ({ x, y: curves[form], class: `series-${at + 1}`, key: form })),
      cursor: {
        x: x[index],
        points: forms.map((form, at) => ({ y: curves[form][index], class: `series-${at + 1}` })),
      },
    });
    const off = Object.fromEntries(
      approximations.map((form) => [form, differences(curves[form], curves.exact)]),
    );
    for (const [at, form] of approximations.entries()) {
      showDifference(form, `series-${at + 2}`, off[form], along, (up.to - up.from) / (heights.forms - 74));
    }
    table.show({
      exact: { numbers: [curves.exact[index], 0] },
      tanh: { numbers: [curves.tanh[index], off.tanh[index]] },
      sigmoid: { numbers: [curves.sigmoid[index], off.sigmoid[index]] },
    });
    const [exact, tanh, sigmoid] = [curves.exact[index], off.tanh[index], off.sigmoid[index]].map((number) =>
      brief(number),
    );
    shell.say(fill(texts.spoken, { x: shown(x[index]), exact, tanh, sigmoid }));
  }

  function showDifference(form, colour, off, along, unit) {
    const { x, peaks } = curves;
    const largest = 1.9 * Math.max(...peaks[form].map((it) => Math.abs(it.y)));
    const factor = unit / ((2 * largest) / (heights.difference - 74));
    panels[form].show({
      x: along,
      y: {
        from: -largest,
        to: largest,
        label: fill(texts.difference, { form: texts[form], factor: shown(factor, 2) }),
      },
      lines: [{ x, y: off, class: colour, key: form }],
      marks: peaks[form].map((it) => ({
        ...it,
        class: colour,
        words: [brief(it.y, 5), fill(texts.at, { x: shown(it.x, 4) })],
        below: it.y < 0,
      })),
      cursor: { x: x[cursor.index], points: [{ y: off[cursor.index], class: colour }] },
    });
  }

  function moved() {
    place = cursor.value;
    draw();
    tell();
  }

  function tell() {
    onChange(pack({ show, x: place }, standard));
  }

  ask(show);
  return { destroy: shell.destroy };
}
