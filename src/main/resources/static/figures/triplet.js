// Anchor, positive and negative in the plane, with the regions where a negative is easy, semi-hard or hard.

import { h } from "../dom.js";
import { fill } from "../texts.js";
import { contour } from "./contour.js";
import { slider, toggle } from "./controls.js";
import { distanceChoice, gridAround, isDistance } from "./distances.js";
import { brief } from "./numbers.js";
import { descent, pointsFigure } from "./points.js";
import { readout } from "./readout.js";

const extent = 3;
const standard = {
  anchor: [-0.5, 0],
  positive: [0.5, 0.6],
  negative: [-0.9, -1.5],
  margin: 1,
  distance: "euclidean",
  swap: false,
};
const parameters = ["margin", "distance", "swap"];

export function mount(container, context) {
  const { api, texts } = context;
  const numbers = readout([
    { name: "loss", label: texts.loss, class: "figure-readout-main" },
    { name: "distance-positive", label: "D(a,p)" },
    { name: "distance-negative", label: "D(a,n)" },
  ]);
  const legend = h(
    "ul",
    { class: "figure-regions", "aria-label": texts.regions },
    ["hard", "semi_hard", "easy"].map((name) =>
      h(
        "li",
        { class: `figure-region-${name}`, data: { region: name } },
        h("span", { class: "figure-swatch" }),
        h("span", {}, texts[name]),
      ),
    ),
  );
  const region = h("p", { class: "figure-region", data: { value: "region" } });
  const sentence = h("p", { class: "figure-sentence", data: { value: "sentence" } });

  return pointsFigure(
    container,
    "triplet",
    {
      extent,
      standard,
      allowed: (key, value) => key !== "distance" || isDistance(value),
      parameters,
      mapped: ["anchor", "positive", ...parameters],
      points: [
        { name: "anchor", sign: "a", class: "figure-anchor", label: texts.anchor },
        { name: "positive", sign: "p", class: "figure-positive", label: texts.positive },
        { name: "negative", sign: "n", class: "figure-negative", label: texts.negative },
      ],

      controls: (values, set) => ({
        margin: slider({
          name: "margin",
          label: texts.margin,
          minimum: 0,
          maximum: 3,
          step: 0.05,
          value: values.margin,
          oninput: (margin) => set({ margin }),
        }),
        distance: distanceChoice(texts, values.distance, (distance) => set({ distance })),
        swap: toggle({
          name: "swap",
          label: texts.swap,
          value: values.swap,
          onchange: (swap) => set({ swap }),
        }),
      }),

      layout: (field, controls) => [
        h("div", {}, field, legend),
        h(
          "div",
          { class: "figure-side" },
          region,
          numbers.element,
          sentence,
          h("p", { class: "figure-note" }, texts.arrows),
          controls,
        ),
      ],

      evaluate: (values, signal) => api.evaluate("loss", "triplet", values, { signal }),

      // The borders are where D(a,n) is D(a,p) and D(a,p) + m, for negatives all over the plane.
      async map({ anchor, positive, margin, distance, swap }, signal) {
        const { xs, ys, points } = gridAround(anchor, extent);
        const many = {
          anchor: points.map(() => anchor),
          positive: points.map(() => positive),
          negative: points,
        };
        const request = { ...many, margin, distance, swap, outputs: ["values"], dtype: "float32" };
        const { distances_positive: near, distances_negative: far } = await api.evaluate(
          "loss",
          "triplet",
          request,
          { signal },
        );
        return [
          {
            rings: contour(xs, ys, far, near[0] + margin),
            class: "figure-region-semi_hard",
            border: "figure-margin",
            inside: distance !== "cosine" && texts.semi_hard,
            outside: texts.easy,
          },
          {
            rings: contour(xs, ys, far, near[0]),
            class: "figure-region-hard",
            border: "figure-border",
            inside: distance !== "cosine" && texts.hard,
          },
        ];
      },

      picture({ anchor, positive, negative, distance, swap }, answer, areas) {
        return {
          places: { anchor, positive, negative },
          areas,
          links: [
            {
              from: "anchor",
              to: "positive",
              class: "figure-positive",
              label: answer && brief(answer.distances_positive, 3),
            },
            {
              from: "anchor",
              to: "negative",
              class: "figure-negative",
              label: answer && !swap && brief(answer.distances_negative, 3),
            },
          ],
          arrows: Object.fromEntries(
            ["anchor", "positive", "negative"].map((name) => [name, descent(answer, name)]),
          ),
          origin: distance === "cosine" && texts.origin,
        };
      },

      tell({ loss, regions: name, distances_positive: near, distances_negative: far }, _, say) {
        numbers.show({ loss, "distance-positive": near, "distance-negative": far });
        region.textContent = texts[name];
        region.className = `figure-region figure-region-${name}`;
        region.dataset.exact = name;
        sentence.textContent = texts.sentences[name];
        legend
          .querySelectorAll("li")
          .forEach((item) => item.classList.toggle("figure-current", item.dataset.region === name));
        say(
          fill(texts.spoken, { region: texts[name], loss: brief(loss), near: brief(near), far: brief(far) }),
        );
      },
    },
    context,
  );
}
