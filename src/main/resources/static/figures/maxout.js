// Maxout as the envelope of tangents of a convex curve.

import { h, shown, svg } from "../dom.js";
import { fill } from "../texts.js";
import { bars } from "./bars.js";
import { chart } from "./chart.js";
import { button, choice, slider } from "./controls.js";
import { draggable } from "./drag.js";
import { frame } from "./frame.js";
import { brief } from "./numbers.js";
import { pack, unpack } from "./pack.js";
import { readout } from "./readout.js";
import { evenly, from, indexOf, onGrid, points, tangentsOf, to, xs } from "./tangents.js";

const [fewest, most] = [2, 8];
const standard = { target: "square", pieces: 4, at: "even" };

/** Convex curves that the service has: x², log(1 + eˣ) and e⁻ˣ are losses over their axes. */
const targets = {
  square: ["mse", { axis: "error" }],
  softplus: ["binary_cross_entropy", { axis: "logit", targets: 0 }],
  exponential: ["exponential", { axis: "margin" }],
};

function allowed(key, value) {
  return {
    target: () => value in targets,
    pieces: () => Number.isInteger(value) && value >= fewest && value <= most,
    at: () => value === "even" || value.split("_").every((part) => Math.abs(Number(part)) <= to),
  }[key]();
}

function colour(piece) {
  return `series-${(piece % 6) + 1}`;
}

export function mount(container, { api, texts, state, onChange }) {
  const shell = frame(container, "maxout", texts);
  const restored = unpack(state, standard, allowed);
  let target = restored.target;
  let tangents =
    restored.at === "even"
      ? evenly(restored.pieces)
      : restored.at.split("_").map((part) => onGrid(Number(part)));
  let curve = null;
  let fit = null;
  let handles = [];

  const picture = shell.part(
    chart({ name: "maxout", label: texts.chart, height: 380, role: "group", ondraw: placeHandles }),
  );
  const numbers = readout([
    { name: "gap", label: texts.gap, class: "figure-readout-main" },
    { name: "error", label: texts.squaredError },
  ]);
  const choose = choice({
    name: "target",
    label: texts.target,
    options: Object.keys(targets).map((name) => [name, texts.targets[name]]),
    value: target,
    onchange(name) {
      target = name;
      load();
      tell();
    },
  });
  const count = slider({
    name: "pieces",
    label: texts.pieces,
    minimum: fewest,
    maximum: most,
    step: 1,
    value: tangents.length,
    oninput: (pieces) => setTangents(evenly(pieces)),
  });
  const counts = Array.from({ length: most - fewest + 1 }, (_, index) => fewest + index);
  const steps = bars(
    counts.map((pieces) => ({ label: pieces, class: "series-1" })),
    "figure-bars-small",
  );
  shell.body.classList.add("figure-beside");
  shell.body.append(
    picture.element,
    h(
      "div",
      { class: "figure-side" },
      numbers.element,
      choose.element,
      count.element,
      button(texts.even, () => setTangents(evenly(tangents.length)), { action: "even" }),
      h("p", { class: "figure-subtitle" }, texts.byPieces),
      steps.element,
    ),
  );

  const askFit = shell.asking(
    async (places, signal) => {
      const { weights, biases } = tangentsOf(curve, places);
      const query = {
        from,
        to,
        points,
        weights: weights.map((weight) => [[weight]]),
        biases: biases.map((bias) => [bias]),
        outputs: "values",
      };
      const envelope = await api.curve("activation", "maxout", query, { signal });
      const error = await api.evaluate(
        "loss",
        "mse",
        { predictions: envelope.values, targets: curve.values, outputs: ["loss"] },
        { signal },
      );
      return { weights, biases, places, ...envelope, error: error.loss };
    },
    (found) => {
      fit = found;
      draw();
    },
  );

  const askCurve = shell.asking(
    async (name, signal) => {
      const [loss, query] = targets[name];
      return api.curve("loss", loss, { ...query, from, to, points }, { signal });
    },
    (found) => {
      curve = found;
      askFit(tangents);
      askSteps();
    },
  );

  // The units of one layer are the fits with 2, 3, … pieces; those with fewer have their first more than once.
  const askSteps = shell.asking(
    async (_, signal) => {
      const units = counts.map((pieces) => tangentsOf(curve, evenly(pieces)));
      const rows = Array.from({ length: most }, (__, piece) => piece);
      const of = (list, piece) => list[piece] ?? list[0];
      const request = {
        x: xs.map((x) => [x]),
        weights: rows.map((piece) => units.map((unit) => [of(unit.weights, piece)])),
        biases: rows.map((piece) => units.map((unit) => of(unit.biases, piece))),
        outputs: ["values"],
      };
      const { values } = await api.evaluate("activation", "maxout", request, { signal });
      return counts.map((__, unit) =>
        Math.max(...values.map((row, index) => curve.values[index] - row[unit])),
      );
    },
    (gaps) => gaps.forEach((gap, index) => steps.show(index, gap, gap / gaps[0], 3)),
  );

  function draw() {
    const highest = Math.max(...curve.values);
    const pieces = fit.weights.map((weight, piece) => ({
      x: [from, to],
      y: [from, to].map((x) => weight * x + fit.biases[piece]),
      class: `${colour(piece)} figure-thin`,
    }));
    picture.show({
      x: { from, to, label: "x" },
      y: { from: -0.12 * highest, to: 1.02 * highest, label: "" },
      lines: [...pieces, ...chosen(fit), { x: xs, y: curve.values, class: "figure-target", key: "target" }],
    });
    const gap = Math.max(...curve.values.map((value, index) => value - fit.values[index]));
    numbers.show({ gap, error: fit.error });
    steps.mark(counts.indexOf(fit.weights.length));
    shell.say(fill(texts.spoken, { k: fit.weights.length, gap: brief(gap, 3), error: brief(fit.error, 3) }));
  }

  /** The envelope, cut where another piece is selected. */
  function chosen({ x, values, selected }) {
    const starts = selected.flatMap((piece, index) =>
      index === 0 || piece !== selected[index - 1] ? [index] : [],
    );
    return starts.map((start, index) => {
      const end = (starts[index + 1] ?? x.length - 1) + 1;
      return {
        x: x.slice(start, end),
        y: values.slice(start, end),
        class: `${colour(selected[start])} figure-thick`,
        key: `piece-${selected[start]}`,
      };
    });
  }

  function placeHandles() {
    const { x, y } = picture.scales;
    if (!x || !curve) {
      return;
    }
    if (handles.length !== tangents.length) {
      handles = tangents.map((_, piece) => handle(piece));
      picture.front.replaceChildren(...handles);
    }
    handles.forEach((element, piece) => {
      element.setAttribute(
        "transform",
        `translate(${x(tangents[piece])} ${y(curve.values[indexOf(tangents[piece])])})`,
      );
      element.setAttribute("aria-valuenow", tangents[piece]);
      element.setAttribute("aria-valuetext", `x ${shown(tangents[piece])}`);
    });
  }

  function handle(piece) {
    const label = fill(texts.point, { piece: piece + 1 });
    const element = svg(
      "g",
      {
        class: `figure-point ${colour(piece)}`,
        role: "slider",
        "aria-label": label,
        "aria-roledescription": texts.hint,
        "aria-valuemin": from,
        "aria-valuemax": to,
        data: { point: `tangent-${piece}` },
      },
      svg("circle", { class: "figure-point-target", r: 18 }),
      svg("circle", { class: "figure-point-disc", r: 7 }),
    );
    draggable(element, {
      toUnits: (clientX) => [
        picture.scales.x.invert(clientX - picture.element.getBoundingClientRect().left),
        0,
      ],
      where: () => [tangents[piece], 0],
      move: ([at]) => setTangents(tangents.with(piece, onGrid(at))),
    });
    return element;
  }

  function setTangents(next) {
    tangents = next;
    count.set(tangents.length);
    placeHandles();
    if (curve) {
      askFit(tangents);
    }
    tell();
  }

  function tell() {
    const even = evenly(tangents.length).join("_");
    const at = tangents.join("_");
    onChange(pack({ target, pieces: tangents.length, at: at === even ? "even" : at }, standard));
  }

  function load() {
    askFit.cancel();
    askCurve(target);
  }

  load();
  return { destroy: shell.destroy };
}
