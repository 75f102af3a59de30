// Curves over an axis.

import { shown, svg } from "../dom.js";
import { ticks } from "../ticks.js";
import { clamp, scale } from "./scale.js";
import { sized } from "./sized.js";

const space = { left: 54, right: 14, top: 30, bottom: 44 };

/**
 * A chart. `show` takes
 *
 * - `x`, `y`: `{from, to, label}`
 * - `lines`: `[{x, y, class, key?}]`, infinities leave the picture
 * - `bands`: `[{from, to, class, label?, low?}]`, shaded stretches of the x axis with a word above or, where `low`, below
 * - `marks`: `[{x, y, class, words?, below?}]`, points with lines of words above or below
 * - `cursor`: `{x, points: [{y, class}]}`, a line to read the curves at
 *
 * `front` is a group above the curves for what a figure adds itself, in the pixels of `scales`, after each drawing in
 * `ondraw`. `onpoint` is told the x under the pointer.
 */
export function chart({ name, label, height, role = "img", onpoint, ondraw = () => {} }) {
  const back = svg("g", { class: "figure-axes" });
  const plot = svg("svg", { class: "figure-plot" });
  const over = svg("g", {});
  const front = svg("g", {});
  const picture = svg(
    "svg",
    { class: "figure-chart", role, "aria-label": label, data: { chart: name } },
    back,
    plot,
    over,
    front,
  );
  const scales = { x: null, y: null };
  let width = 0;
  let now = null;

  function draw() {
    if (!width || !now) {
      return;
    }
    scales.x = scale(now.x.from, now.x.to, space.left, width - space.right);
    scales.y = scale(now.y.from, now.y.to, height - space.bottom, space.top);
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    for (const [key, value] of Object.entries(inner(width, height))) {
      plot.setAttribute(key, value);
    }
    back.replaceChildren(
      ...(now.bands ?? []).flatMap((it) => band(it, scales, height)),
      ...axes(now, scales, width, height),
    );
    plot.replaceChildren(...now.lines.map((it) => line(it, scales)));
    over.replaceChildren(
      ...cursor(now, scales, height),
      ...(now.marks ?? []).flatMap((it) => mark(it, scales)),
    );
    ondraw();
  }

  if (onpoint) {
    picture.addEventListener("pointermove", (event) => {
      if (scales.x) {
        const at = scales.x.invert(event.clientX - picture.getBoundingClientRect().left);
        onpoint(clamp(at, now.x.from, now.x.to));
      }
    });
  }
  const stop = sized(picture, (found) => {
    width = found;
    picture.setAttribute("height", height);
    draw();
  });
  return {
    element: picture,
    front,
    scales,
    show(next) {
      now = next;
      draw();
    },
    destroy: stop,
  };
}

/** The place of the curves, as a nested picture that cuts off what runs out of it. */
function inner(width, height) {
  const place = {
    x: space.left,
    y: space.top,
    width: width - space.left - space.right,
    height: height - space.top - space.bottom,
  };
  return { ...place, viewBox: `${place.x} ${place.y} ${place.width} ${place.height}` };
}

function axes({ x, y }, scales, width, height) {
  const bottom = height - space.bottom;
  const along = ticks(x.from, x.to, width < 420 ? 4 : 8).map((at) => [
    svg("line", {
      class: at === 0 && x.from < 0 ? "figure-zero" : "figure-grid",
      x1: scales.x(at),
      x2: scales.x(at),
      y1: space.top,
      y2: bottom,
    }),
    svg("text", { class: "figure-tick", x: scales.x(at), y: bottom + 17, "text-anchor": "middle" }, tick(at)),
  ]);
  const up = ticks(y.from, y.to, 5).map((at) => [
    svg("line", {
      class: at === 0 ? "figure-zero" : "figure-grid",
      x1: space.left,
      x2: width - space.right,
      y1: scales.y(at),
      y2: scales.y(at),
    }),
    svg(
      "text",
      { class: "figure-tick", x: space.left - 7, y: scales.y(at) + 4, "text-anchor": "end" },
      tick(at),
    ),
  ]);
  return [
    ...up,
    ...along,
    svg(
      "text",
      { class: "figure-axis-label", x: width - space.right, y: height - 6, "text-anchor": "end" },
      x.label,
    ),
    svg("text", { class: "figure-axis-label", x: 6, y: 16 }, y.label),
  ].flat();
}

function tick(number) {
  return shown(number, 3);
}

function band({ from, to, class: name, label, low }, { x }, height) {
  const area = {
    x: x(from),
    y: space.top,
    width: x(to) - x(from),
    height: height - space.top - space.bottom,
  };
  const words =
    label &&
    svg(
      "text",
      { class: "figure-band-label", x: x(from) + 8, y: low ? height - space.bottom - 10 : space.top + 17 },
      label,
    );
  return [svg("rect", { class: `figure-band ${name}`, ...area }), ...(words ? [words] : [])];
}

/** The path through points, out of sight where a number is infinite, with gaps where there is none. */
function path(xs, ys, { x, y }) {
  let text = "";
  let drawing = false;
  for (let i = 0; i < xs.length; i++) {
    const height = clamp(y(Number(ys[i])), -1e4, 1e4);
    if (!Number.isNaN(height)) {
      text += `${drawing ? "L" : "M"}${x(xs[i]).toFixed(2)} ${height.toFixed(2)}`;
    }
    drawing = !Number.isNaN(height);
  }
  return text;
}

function line({ x, y, class: name, key }, scales) {
  return svg("path", {
    class: `figure-line ${name}`,
    d: path(x, y, scales),
    data: key ? { series: key } : {},
  });
}

function cursor({ cursor: found, y: range }, { x, y }, height) {
  if (!found) {
    return [];
  }
  const at = x(found.x);
  const dots = found.points
    .filter((point) => point.y >= range.from && point.y <= range.to)
    .map((point) => svg("circle", { class: `figure-dot ${point.class}`, cx: at, cy: y(point.y), r: 4.5 }));
  return [
    svg("line", { class: "figure-cursor", x1: at, x2: at, y1: space.top, y2: height - space.bottom }),
    ...dots,
  ];
}

function mark({ x, y, class: name, words = [], below = false }, scales) {
  const [cx, cy] = [scales.x(x), scales.y(y)];
  const first = below ? 19 : 5 - 15 * words.length;
  return [
    svg("circle", { class: `figure-dot ${name}`, cx, cy, r: 4.5 }),
    ...words.map((word, index) =>
      svg("text", { class: "figure-mark", x: cx, y: cy + first + 15 * index, "text-anchor": "middle" }, word),
    ),
  ];
}
