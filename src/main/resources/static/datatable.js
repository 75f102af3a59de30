// The curves as a table, for those who read rather than look.

import { h, shown } from "./dom.js";
import { detailOf } from "./legend.js";
import { wordsOf } from "./texts.js";

const rows = 25;

/** A disclosure with every 25th point of all curves. */
export function dataTableOf(texts) {
  const holder = h("div", {
    class: "scroll",
    tabindex: "0",
    role: "region",
    "aria-label": texts.table.title,
  });
  let latest = null;
  const element = h(
    "details",
    { class: "data", ontoggle: fillIn },
    h("summary", {}, texts.table.title),
    holder,
  );

  function fillIn() {
    if (!latest || !element.open) {
      return;
    }
    const { curves, cards, axis } = latest;
    const present = curves
      .map((curve, index) => ({ curve, card: cards[index] }))
      .filter(({ curve }) => !curve.missing);
    const count = present[0].curve.x.length;
    const step = (count - 1) / (rows - 1);
    const indices = Array.from({ length: rows }, (_, i) => Math.round(i * step));
    const names = present.map(({ curve, card }) =>
      [wordsOf(texts, card).title, detailOf(curve, curves, cards, texts)].filter(Boolean).join(", "),
    );
    holder.replaceChildren(
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col", rowspan: 2 }, axis),
            names.map((name) => h("th", { scope: "colgroup", colspan: 2 }, name)),
          ),
          h(
            "tr",
            {},
            names.map(() =>
              [texts.plot.value, texts.plot.gradient].map((text) => h("th", { scope: "col" }, text)),
            ),
          ),
        ),
        h(
          "tbody",
          {},
          indices.map((index) => {
            const x = present[0].curve.x[index];
            return h(
              "tr",
              {},
              h("th", { scope: "row" }, shown(x, 4)),
              present.map(({ curve }) => {
                const own = curve.x.indexOf(x);
                return ["values", "gradients"].map((output) =>
                  h("td", {}, shown(own < 0 ? null : curve.exact[output][own])),
                );
              }),
            );
          }),
        ),
      ),
    );
  }

  return {
    element,
    show(next) {
      latest = next;
      fillIn();
    },
  };
}
