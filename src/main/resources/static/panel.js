// One panel of the plot: lines over a shared axis, drawn by uPlot on a canvas.

import { shown } from "./dom.js";

// A script of its own in index.html: as a module uPlot comes only at three times the size.
const { uPlot } = globalThis;

export const dashes = [[], [9, 4], [2, 4], [9, 4, 2, 4], [16, 5], [5, 5]];

const ratio = () => window.devicePixelRatio || 1;

/** A colour of theme.css, as the theme of the moment has it. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/**
 * The heights to show: those of the lines, unless a few steep points, as of a logarithm near 0, would flatten all the
 * others. The middle 96 % then say how much is shown.
 */
function heights(lists) {
  const all = lists.flat().filter(Number.isFinite).sort((a, b) => a - b);
  if (all.length === 0) {
    return [-1, 1];
  }
  const at = (share) => all[Math.round(share * (all.length - 1))];
  let [low, high] = [all[0], all.at(-1)];
  const [q1, q2] = [at(0.02), at(0.98)];
  const middle = q2 - q1;
  if (high - low > 4 * middle && middle > 0) {
    low = Math.max(low, q1 - middle / 2);
    high = Math.min(high, q2 + middle / 2);
  }
  const margin = high > low ? (high - low) * 0.07 : Math.max(0.5, Math.abs(low) * 0.07);
  return [low - margin, high + margin];
}

/**
 * A panel of the plot.
 *
 * @param output "values" or "gradients": what of the curves it shows
 * @param last whether it is the lowest one, which has the labels of the axis
 * @param listener `zoom(from, to)`, `reset()` and `hover(index or null)`
 */
export class Panel {
  #plot = null;
  #signature = "";
  #scene = null;

  constructor(container, output, last, sync, listener) {
    Object.assign(this, { container, output, last, sync, listener });
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(container);
  }

  /**
   * Draws a scene: `x`, `curves` (each with a slot for its colour, or `missing`), `data` of both outputs aligned to `x`,
   * `range`, `regions` and `label`.
   */
  draw(scene) {
    this.#scene = scene;
    const data = [scene.x, ...scene[this.output]];
    const signature = JSON.stringify([scene.curves.map((curve) => curve.slot), scene.label]);
    if (!this.#plot || signature !== this.#signature) {
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(), data, this.container);
      this.#signature = signature;
    } else {
      this.#plot.setData(data);
    }
  }

  /** Draws with the colours of another theme. */
  recolour() {
    this.#signature = "";
    if (this.#scene) {
      this.draw(this.#scene);
    }
  }

  /** Puts the read-out at a point, or away with null. */
  point(index) {
    const plot = this.#plot;
    plot?.setCursor(index === null ? { left: -10, top: -10 } : { left: plot.valToPos(this.#scene.x[index], "x"), top: plot.over.clientHeight / 2 });
  }

  /** The index of the point below a place on the screen. */
  indexAt(clientX) {
    return this.#plot.posToIdx(clientX - this.#plot.over.getBoundingClientRect().left);
  }

  #size() {
    return { width: this.container.clientWidth, height: this.container.clientHeight };
  }

  #options() {
    const axis = { stroke: () => colour("text-muted"), grid: { stroke: () => colour("border"), width: 1 }, ticks: { show: false }, font: `12px ${getComputedStyle(document.body).fontFamily}` };
    return {
      ...this.#size(),
      padding: [12, 12, this.last ? 0 : 8, 0],
      legend: { show: false },
      cursor: {
        sync: { key: this.sync, scales: ["x", null] },
        drag: { x: true, y: false, setScale: false },
        bind: { dblclick: () => () => this.listener.reset() },
        points: { size: 9, width: 2, stroke: (plot, index) => colour(`series-${this.#slot(index)}`), fill: () => colour("surface-raised") },
      },
      scales: { x: { time: false, range: () => [this.#scene.range.from, this.#scene.range.to] }, y: { range: () => heights(this.#scene[this.output]) } },
      axes: [
        { ...axis, size: this.last ? 26 : 0, label: this.last ? this.#scene.label : undefined, labelSize: 20, labelGap: 0, labelFont: axis.font, gap: 6, space: 56, values: this.last ? (_, ticks) => ticks.map((tick) => shown(tick)) : () => [] },
        { ...axis, size: 52, gap: 8, space: 36, values: (_, ticks) => ticks.map((tick) => shown(tick)) },
      ],
      series: [{}, ...this.#scene.curves.map((curve) => this.#line(curve))],
      hooks: {
        drawClear: [(plot) => this.#shade(plot)],
        draw: [(plot) => this.#mark(plot)],
        setCursor: [(plot) => this.listener.hover(plot.cursor.idx ?? null)],
        setSelect: [(plot) => this.#zoom(plot)],
      },
    };
  }

  #slot(index) {
    return this.#scene.curves[index - 1].slot;
  }

  #line({ slot }) {
    return {
      stroke: () => colour(`series-${slot}`),
      width: slot === 1 ? 2.5 : 2,
      dash: dashes[slot - 1],
      pxAlign: 0,
      points: { show: false },
    };
  }

  #zoom(plot) {
    const { left, width } = plot.select;
    if (width > 4) {
      this.listener.zoom(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"));
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    }
  }

  /** Dead regions are hatched, faded ones dotted, so that they differ without colour. */
  #shade(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    for (const { from, to, kind } of this.#scene.regions) {
      const left = Math.max(bbox.left, plot.valToPos(from, "x", true));
      const right = Math.min(bbox.left + bbox.width, plot.valToPos(to, "x", true));
      ctx.fillStyle = pattern(ctx, kind);
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
    }
    ctx.restore();
  }

  /** The zero lines, and a ring where the current curve has a kink. */
  #mark(plot) {
    const { ctx, bbox } = plot;
    const curve = this.#scene.curves[0];
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.lineWidth = ratio();
    for (const kink of curve.kinks) {
      const x = plot.valToPos(kink, "x", true);
      ctx.strokeStyle = colour("text-muted");
      ctx.setLineDash([2 * ratio(), 3 * ratio()]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      if (this.output === "values") {
        ctx.setLineDash([]);
        ctx.fillStyle = colour("surface-raised");
        ctx.strokeStyle = colour("series-1");
        ctx.lineWidth = 2 * ratio();
        ctx.beginPath();
        ctx.arc(x, plot.valToPos(between(curve.x, curve.values, kink), "y", true), 4.5 * ratio(), 0, 2 * Math.PI);
        ctx.fill();
        ctx.stroke();
      }
    }
    ctx.restore();
  }
}

/** The height of a line at a place between its points. */
function between(x, values, at) {
  const right = Math.max(1, x.findIndex((value) => value >= at));
  const share = (at - x[right - 1]) / (x[right] - x[right - 1]);
  return (values[right - 1] ?? 0) * (1 - share) + (values[right] ?? 0) * share;
}

function pattern(ctx, kind) {
  const size = Math.round(8 * ratio());
  const tile = new OffscreenCanvas(size, size);
  const brush = tile.getContext("2d");
  brush.globalAlpha = 0.08;
  brush.fillStyle = colour("dead");
  brush.fillRect(0, 0, size, size);
  brush.globalAlpha = 0.22;
  if (kind === "dead") {
    brush.strokeStyle = colour("dead");
    brush.lineWidth = ratio();
    brush.beginPath();
    for (const shift of [-size, 0, size]) {
      brush.moveTo(shift, size);
      brush.lineTo(shift + size, 0);
    }
    brush.stroke();
  } else {
    brush.beginPath();
    brush.arc(size / 2, size / 2, 0.8 * ratio(), 0, 2 * Math.PI);
    brush.fill();
  }
  return ctx.createPattern(tile, "repeat");
}
