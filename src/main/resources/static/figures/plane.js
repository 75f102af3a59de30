// A plane with points to drag, areas below them and arrows from them.

import { h, shown, svg } from "../dom.js";
import { ticks } from "../ticks.js";
import { draggable } from "./drag.js";
import { clamp, scale } from "./scale.js";
import { sized } from "./sized.js";

const longestArrow = 0.22;
/** How near to the edge a point may come, as a share of the extent, so that it can be taken hold of again. */
const reach = 0.95;

/**
 * A square plane over [−extent, extent]². `points` are `[{name, sign, class, label}]`; `onmove(name, place)` is told where one is
 * dragged to. `show` takes
 *
 * - `places`: `{name: [x, y]}`
 * - `areas`: `[{rings, class, border, inside?, outside?}]`, from the widest to the narrowest, with words for their lower edge
 * - `arrows`: `{name: [x, y]}`, a vector from each point
 * - `links`: `[{from, to, class, label?}]`, lines between two points
 * - `origin`: a word for the origin, where it matters
 */
export function plane({ label, extent, points, onmove, hint }) {
  const back = svg("g", {});
  const middle = svg("g", { class: "figure-plane-middle" });
  const handles = points.map((point) => handle(point, hint));
  const picture = svg(
    "svg",
    { class: "figure-plane", role: "group", "aria-label": label, data: { plane: "" } },
    back,
    middle,
    handles.map((it) => it.element),
  );
  const holder = h("div", { class: "figure-plane-holder" }, picture);
  let toX = scale(-1, 1, 0, 1);
  let toY = scale(-1, 1, 1, 0);
  let size = 0;
  let now = null;

  points.forEach(({ name }, index) => {
    draggable(handles[index].element, {
      toUnits(clientX, clientY) {
        const box = picture.getBoundingClientRect();
        return [toX.invert(clientX - box.left), toY.invert(clientY - box.top)];
      },
      where: () => now.places[name],
      move: ([x, y]) =>
        onmove(name, [
          round(clamp(x, -reach * extent, reach * extent)),
          round(clamp(y, -reach * extent, reach * extent)),
        ]),
    });
  });

  function draw() {
    if (!size || !now) {
      return;
    }
    const { places, areas = [], arrows = {}, links = [], origin } = now;
    back.replaceChildren(...areas.map(area), ...grid(origin), ...areas.flatMap(names));
    middle.replaceChildren(
      ...links.flatMap(link),
      ...points.flatMap((point) => arrow(point, places[point.name], arrows[point.name])),
    );
    points.forEach(({ name }, index) =>
      handles[index].place(places[name], toX(places[name][0]), toY(places[name][1])),
    );
  }

  function area({ rings, class: name, border }) {
    const d = rings
      .map((ring) => `M${ring.map(([x, y]) => `${toX(x).toFixed(2)} ${toY(y).toFixed(2)}`).join("L")}Z`)
      .join("");
    return svg("path", { class: `${name} ${border}`, "fill-rule": "evenodd", d });
  }

  /** The words at the lowest point of an area, unless it is out of sight or has no room for them. */
  function names({ rings, class: name, inside, outside }) {
    const ring = rings.flat();
    if (ring.length === 0) {
      return [];
    }
    const lowest = ring.reduce((low, place) => (place[1] < low[1] ? place : low), [0, Infinity]);
    const [x, y] = [toX(lowest[0]), toY(lowest[1])];
    const high = y - Math.min(...ring.map((place) => toY(place[1])));
    const seen = x > 30 && x < size - 30 && y < size - 20;
    const word = (text, shift, colour) =>
      svg("text", { class: `figure-area-label ${colour}`, x, y: y + shift, "text-anchor": "middle" }, text);
    return [
      ...(seen && inside && high > 110 ? [word(inside, -9, name)] : []),
      ...(seen && outside ? [word(outside, 18, "")] : []),
    ];
  }

  function grid(origin) {
    const lines = ticks(-extent, extent, 6).map((at) => [
      svg("line", { class: "figure-grid", x1: toX(at), x2: toX(at), y1: 0, y2: size }),
      svg("line", { class: "figure-grid", x1: 0, x2: size, y1: toY(at), y2: toY(at) }),
    ]);
    const [x, y] = [toX(0), toY(0)];
    const marked = [
      svg("path", { class: "figure-origin", d: `M${x - 6} ${y}h12M${x} ${y - 6}v12` }),
      svg("text", { class: "figure-link-label", x: x + 9, y: y + 16 }, origin),
    ];
    return [...lines.flat(), ...(origin ? marked : [])];
  }

  function link({ from, to, class: name, label: words }) {
    const [a, b] = [now.places[from], now.places[to]];
    const [x1, y1, x2, y2] = [toX(a[0]), toY(a[1]), toX(b[0]), toY(b[1])];
    const line = svg("line", { class: `figure-link ${name}`, x1, y1, x2, y2 });
    if (!words || Math.hypot(x2 - x1, y2 - y1) < 90) {
      return [line];
    }
    const middle = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 7, "text-anchor": "middle" };
    return [line, svg("text", { class: "figure-link-label", ...middle }, words)];
  }

  /** Longer where the vector is, but never so long that it leaves the picture. */
  function arrow({ name, class: colour }, place, vector) {
    const length = vector ? Math.hypot(...vector) : 0;
    if (!(length > 0)) {
      return [];
    }
    const shaftLength = (longestArrow * size * length) / (1 + length);
    const [x, y] = [toX(place[0]), toY(place[1])];
    const [dx, dy] = [vector[0] / length, -vector[1] / length];
    const [tipX, tipY] = [x + dx * (shaftLength + 16), y + dy * (shaftLength + 16)];
    const [neckX, neckY] = [tipX - dx * 10, tipY - dy * 10];
    const shaft = `M${x + dx * 13} ${y + dy * 13}L${neckX} ${neckY}`;
    const head = `M${tipX} ${tipY}L${neckX - dy * 5.5} ${neckY + dx * 5.5}L${neckX + dy * 5.5} ${neckY - dx * 5.5}Z`;
    return [
      svg("path", { class: `figure-arrow ${colour}`, d: shaft, data: { arrow: name } }),
      svg("path", { class: `figure-arrow-head ${colour}`, d: head }),
    ];
  }

  const stop = sized(holder, (width) => {
    size = width;
    toX = scale(-extent, extent, 0, size);
    toY = scale(-extent, extent, size, 0);
    picture.setAttribute("viewBox", `0 0 ${size} ${size}`);
    draw();
  });
  return {
    element: holder,
    show(next) {
      now = next;
      draw();
    },
    destroy: stop,
  };
}

function round(number) {
  return Math.round(number * 100) / 100;
}

/** The handle of a point: a large target around a disc with a letter. */
function handle({ name, sign, class: colour, label }, hint) {
  const element = svg(
    "g",
    {
      class: `figure-point ${colour}`,
      role: "slider",
      "aria-label": label,
      "aria-roledescription": hint,
      data: { point: name },
    },
    svg("circle", { class: "figure-point-target", r: 22 }),
    svg("circle", { class: "figure-point-disc", r: 11 }),
    svg("text", { class: "figure-point-sign", y: 4.5, "text-anchor": "middle" }, sign),
  );
  return {
    element,
    place([x, y], left, top) {
      element.setAttribute("transform", `translate(${left.toFixed(2)} ${top.toFixed(2)})`);
      element.setAttribute("aria-valuenow", x);
      element.setAttribute("aria-valuetext", `x ${shown(x)}, y ${shown(y)}`);
    },
  };
}
