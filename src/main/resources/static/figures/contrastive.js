// A pair in the plane: similar ones attract, others repel inside the margin.

import { h } from "../dom.js";
import { fill } from "../texts.js";
import { contour } from "./contour.js";
import { choice, slider } from "./controls.js";
import { distanceChoice, gridAround, isDistance } from "./distances.js";
import { brief } from "./numbers.js";
import { descent, pointsFigure } from "./points.js";
import { readout } from "./readout.js";

const extent = 2;
const standard = {
  x1: [-0.3, -0.15],
  x2: [0.3, 0.25],
  targets: 0,
  margin: 1,
  form: "linear",
  distance: "euclidean",
};
const forms = ["linear", "squared"];

function allowed(key, value) {
  return {
    targets: [0, 1].includes(value),
    margin: value >= 0,
    form: forms.includes(value),
    distance: isDistance(value),
  }[key];
}

export function mount(container, context) {
  const { api, texts } = context;
  const numbers = readout([
    { name: "loss", label: texts.loss, class: "figure-readout-main" },
    { name: "distance", label: texts.distanceShort },
  ]);
  const sentence = h("p", { class: "figure-sentence", data: { value: "sentence" } });

  return pointsFigure(
    container,
    "contrastive",
    {
      extent,
      standard,
      allowed,
      parameters: ["margin", "form", "distance"],
      mapped: ["x1", "margin", "distance"],
      points: [
        { name: "x1", sign: "1", class: "series-1", label: texts.x1 },
        { name: "x2", sign: "2", class: "series-2", label: texts.x2 },
      ],

      controls: (values, set) => ({
        targets: choice({
          name: "targets",
          label: texts.pair,
          options: [
            [1, texts.similar],
            [0, texts.dissimilar],
          ],
          value: values.targets,
          onchange: (targets) => set({ targets }),
        }),
        margin: slider({
          name: "margin",
          label: texts.margin,
          minimum: 0,
          maximum: 3,
          step: 0.05,
          value: values.margin,
          oninput: (margin) => set({ margin }),
        }),
        form: choice({
          name: "form",
          label: texts.form,
          options: forms.map((word) => [word, texts.words[word]]),
          value: values.form,
          onchange: (form) => set({ form }),
        }),
        distance: distanceChoice(texts, values.distance, (distance) => set({ distance })),
      }),

      layout: (field, controls) => [
        field,
        h(
          "div",
          { class: "figure-side" },
          numbers.element,
          sentence,
          h("p", { class: "figure-note" }, texts.arrows),
          controls,
        ),
      ],

      evaluate: (values, signal) => api.evaluate("loss", "contrastive", values, { signal }),

      async map({ x1, margin, distance }, signal) {
        const { xs, ys, points } = gridAround(x1, extent);
        const request = {
          x1: points.map(() => x1),
          x2: points,
          targets: points.map(() => 0),
          distance,
          outputs: ["values"],
          dtype: "float32",
        };
        const { distances } = await api.evaluate("loss", "contrastive", request, { signal });
        return contour(xs, ys, distances, margin);
      },

      picture({ x1, x2, targets, distance }, answer, rings) {
        const margin = { rings, border: "figure-margin", outside: "D = m" };
        return {
          places: { x1, x2 },
          areas: [
            targets === 0
              ? { ...margin, class: "figure-inside" }
              : { ...margin, class: "figure-hollow figure-faint" },
          ],
          links: [{ from: "x1", to: "x2", class: "", label: answer && `D = ${brief(answer.distances, 3)}` }],
          arrows: { x1: descent(answer, "x1"), x2: descent(answer, "x2") },
          origin: distance === "cosine" && texts.origin,
        };
      },

      tell({ loss, distances }, { targets }, say) {
        numbers.show({ loss, distance: distances });
        sentence.textContent = targets === 1 ? texts.pulls : loss > 0 ? texts.pushes : texts.rests;
        say(
          fill(texts.spoken, {
            loss: brief(loss),
            distance: brief(distances),
            sentence: sentence.textContent,
          }),
        );
      },
    },
    context,
  );
}
