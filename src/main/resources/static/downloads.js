// The curves on show as files, which the service writes.

import { pathOf } from "./api.js";
import { points } from "./curves.js";
import { h } from "./dom.js";
import { textOf } from "./legend.js";
import { theme } from "./preferences.js";
import { sameFunction } from "./state.js";

const formats = ["csv", "json", "svg", "png"];
const pictures = new Set(["svg", "png"]);

/**
 * The query of curves of one function: of what differs it names all values. Null where the service, which answers every
 * combination of them, would answer more than these curves.
 */
function queryOf(curves) {
  const names = [...new Set(curves.flatMap(({ spec }) => Object.keys(spec.given)))];
  const valuesOf = (curve) => names.map((name) => textOf(curve, name));
  const given = names.map((name) => [name, new Set(curves.map((curve) => textOf(curve, name)))]);
  const combinations = given.reduce((product, [, values]) => product * values.size, 1);
  const different = new Set(curves.map((curve) => JSON.stringify(valuesOf(curve)))).size;
  return combinations === different
    ? Object.fromEntries(given.map(([name, values]) => [name, [...values].join(",")]))
    : null;
}

/** Links to the current curve, with the pinned ones where they all are one query. */
export function downloadsOf(card, axis, texts) {
  const what = h("span", {}, texts.plot.download);
  const links = formats.map((format) =>
    h("a", { download: `${card.name}.${format}`, data: { format } }, format.toUpperCase()),
  );
  let address = () => "";
  const element = h("p", { class: "downloads" }, what, links);

  function point() {
    links.forEach((link) => (link.href = address(link.dataset.format)));
  }

  return {
    element,
    /** Pictures have the theme of the page. */
    point,
    show({ curves, range }) {
      const [current] = curves;
      const isOne = curves.every(({ spec, missing }) => !missing && sameFunction(spec, current.spec));
      const all = isOne ? queryOf(curves) : null;
      const given = all ?? queryOf([current]);
      what.textContent = all || curves.length === 1 ? texts.plot.download : texts.plot.downloadOne;
      address = (format) => {
        const rest = { axis: axis.name, ...range, points, format };
        const query = new URLSearchParams({
          ...given,
          ...rest,
          ...(pictures.has(format) && { theme: theme() }),
        });
        return `${pathOf(card.kind, card.name)}/curve?${query}`;
      };
      point();
    },
  };
}
