// The plot: values above, gradients below, over one axis with one read-out.

import { h, shown } from "./dom.js";
import { heightsOf } from "./heights.js";
import { gutterOf, Panel } from "./panel.js";
import { digitsOf } from "./range.js";
import { regionsOf } from "./regions.js";
import { fill } from "./texts.js";

const { uPlot } = globalThis;

/** The outputs of curves, on the points of all of them together. */
function aligned(curves) {
  const [first] = curves;
  if (
    curves.every(
      (curve) =>
        curve.x.length === first.x.length && curve.x[0] === first.x[0] && curve.x.at(-1) === first.x.at(-1),
    )
  ) {
    return { x: first.x, values: curves.map((it) => it.values), gradients: curves.map((it) => it.gradients) };
  }
  const join = (output) => uPlot.join(curves.map((curve) => [curve.x, curve[output]]));
  const [x, ...values] = join("values");
  const [, ...gradients] = join("gradients");
  return { x, values, gradients };
}

/**
 * The plot.
 *
 * @param actions `zoom(from, to)`, `scale(factor, about)`, `reset()` and `hover(reading)` with a reading of all curves or null
 */
export function plotOf(texts, actions) {
  const values = h("div", { class: "panel panel-values" });
  const gradients = h("div", { class: "panel panel-gradients" });
  const readout = h("output", { class: "readout", id: "readout" });
  const surface = h(
    "div",
    {
      class: "plot",
      tabindex: "0",
      role: "group",
      "aria-label": texts.plot.label,
      "aria-describedby": "plot-help",
      onkeydown: steer,
      onblur: () => move(null),
    },
    h("p", { class: "panel-title" }, texts.plot.value),
    values,
    h("p", { class: "panel-title" }, texts.plot.gradient),
    gradients,
  );
  const shading = h("p", { class: "shading" });
  const element = h(
    "div",
    { class: "plot-frame" },
    surface,
    h("div", { class: "plot-foot" }, readout, shading),
    h("p", { id: "plot-help", class: "hidden" }, texts.plot.help),
  );

  const hint = matchMedia("(pointer: coarse)").matches ? texts.plot.touch : texts.plot.hover;
  let scene = null;
  let at = null;
  const listener = { zoom: actions.zoom, reset: actions.reset, hover };
  const panels = [
    new Panel(values, "values", false, "plot", listener),
    new Panel(gradients, "gradients", true, "plot", listener),
  ];

  function hover(index) {
    if (index === at || !scene) {
      return;
    }
    at = index;
    readout.textContent =
      index === null ? hint : `${scene.axis} = ${shown(scene.x[index], digitsOf(scene.range))}`;
    actions.hover(
      index === null
        ? null
        : {
            values: scene.values.map((list) => list[index]),
            gradients: scene.gradients.map((list) => list[index]),
          },
    );
  }

  function move(index) {
    panels.forEach((panel) => panel.point(index));
    hover(index);
  }

  function steer(event) {
    if (!scene) {
      return;
    }
    const last = scene.x.length - 1;
    const stride = event.shiftKey ? 50 : 5;
    const moves = {
      ArrowLeft: () => Math.max(0, (at ?? last / 2 + stride) - stride),
      ArrowRight: () => Math.min(last, (at ?? last / 2 - stride) + stride),
      Home: () => 0,
      End: () => last,
      Escape: () => null,
    };
    if (moves[event.key]) {
      event.preventDefault();
      const index = moves[event.key]();
      move(index === null ? null : Math.round(index));
    } else if (event.key === "+" || event.key === "-") {
      actions.scale(event.key === "+" ? 0.5 : 2, at === null ? null : scene.x[at]);
    } else if (event.key === "0") {
      actions.reset();
    }
  }

  surface.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" && scene) {
      move(panels[0].indexAt(event.clientX));
    }
  });

  return {
    element,
    draw({ curves, range, label, axis }) {
      const present = curves.filter((curve) => !curve.missing);
      const regions = regionsOf(present[0].x, present[0].gradients);
      const lines = aligned(present);
      const heights = { values: heightsOf(lines.values), gradients: heightsOf(lines.gradients) };
      const gutter = gutterOf([...heights.values.texts, ...heights.gradients.texts]);
      element.style.setProperty("--gutter", `${gutter}px`);
      scene = { ...lines, curves: present, range, regions, label, axis, heights, gutter };
      panels.forEach((panel) => panel.draw(scene));
      const kinks = present[0].kinks;
      const kinds = new Set(regions.map((region) => region.kind));
      shading.replaceChildren(
        ...["dead", "faded"]
          .filter((kind) => kinds.has(kind))
          .map((kind) => h("span", { class: `mark ${kind}` }, texts.plot[kind])),
        ...(kinks.length
          ? [
              h(
                "span",
                { class: "mark kink" },
                fill(texts.plot.kinks, { at: kinks.map((kink) => shown(kink)).join(", ") }),
              ),
            ]
          : []),
      );
      const index = at;
      at = undefined;
      hover(index ?? null);
    },
    recolour: () => panels.forEach((panel) => panel.recolour()),
    destroy: () => panels.forEach((panel) => panel.destroy()),
  };
}
