// The curves of the plot by name, with what they are at the read-out.

import { axisOf } from "./curves.js";
import { h, icon, shown, svg } from "./dom.js";
import { dashes } from "./panel.js";
import { queryText } from "./parameters.js";
import { fill, wordsOf } from "./texts.js";

/**
 * What tells a curve from the others in a few words: its axis where they run along several, and its parameters where
 * the same function's other curves have different ones, or else where they are not the defaults.
 *
 * @param cards those of the curves
 */
export function detailOf(curve, curves, cards, texts) {
  const kin = curves.filter(({ spec }) => spec.kind === curve.spec.kind && spec.name === curve.spec.name);
  const names = [...new Set(kin.flatMap(({ spec }) => Object.keys(spec.given)))];
  const differing = names.filter((name) => new Set(kin.map((it) => textOf(it, name))).size > 1);
  const parts = (differing.length ? differing : Object.keys(curve.spec.given)).map(
    (name) => `${name} = ${textOf(curve, name).replaceAll("-", "−")}`,
  );
  const axes = curves.map(({ spec }, index) => axisOf(cards[index], spec.axis).name);
  const along = new Set(axes).size > 1 && fill(texts.plot.along, { axis: axes[curves.indexOf(curve)] });
  return [along, ...parts].filter(Boolean).join(", ");
}

/** What a parameter or open input of a curve is, as the address would say it. */
export function textOf({ spec, parameters, inputs }, name) {
  return spec.given[name] ?? queryText(parameters?.[name] ?? inputs?.[name] ?? null);
}

/** A piece of a curve's line, as it is drawn. */
export function swatch(slot) {
  return svg(
    "svg",
    { class: `swatch series-${slot}`, viewBox: "0 0 28 8", "aria-hidden": "true" },
    svg("line", { x1: 0, y1: 4, x2: 28, y2: 4, "stroke-dasharray": dashes[slot - 1].join(" ") || null }),
  );
}

/** @param remove takes a pinned curve's slot away */
export function legendOf(texts, remove) {
  const body = h("tbody");
  const element = h(
    "table",
    { class: "legend" },
    h("caption", { class: "hidden" }, texts.plot.legend),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        [texts.plot.curve, texts.plot.value, texts.plot.gradient].map((text) =>
          h("th", { scope: "col" }, text),
        ),
        h("td"),
      ),
    ),
    body,
  );
  let cells = [];
  return {
    element,
    show(curves, cards) {
      cells = [];
      body.replaceChildren(
        ...curves.map((curve, index) => {
          const { title } = wordsOf(texts, cards[index]);
          const detail = detailOf(curve, curves, cards, texts);
          const numbers = curve.missing
            ? null
            : [h("td", { class: "number" }, "–"), h("td", { class: "number" }, "–")];
          if (numbers) {
            cells.push(numbers);
          }
          return h(
            "tr",
            { data: { slot: curve.slot } },
            h(
              "th",
              { scope: "row" },
              swatch(curve.slot),
              h("span", {}, title, detail && h("small", {}, detail)),
            ),
            numbers ?? h("td", { colspan: 2, class: "muted" }, texts.plot.missing),
            h(
              "td",
              {},
              index > 0 &&
                h(
                  "button",
                  {
                    type: "button",
                    class: "icon-button small",
                    "aria-label": fill(texts.plot.unpin, { title }),
                    title: fill(texts.plot.unpin, { title }),
                    onclick: () => remove(curve.slot),
                  },
                  icon("close"),
                ),
            ),
          );
        }),
      );
    },
    /** @param reading values and gradients of the curves that are not missing, or null */
    read(reading) {
      cells.forEach(([value, gradient], index) => {
        value.textContent = reading ? shown(reading.values[index]) : "–";
        gradient.textContent = reading ? shown(reading.gradients[index]) : "–";
      });
    },
  };
}
