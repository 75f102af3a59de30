// One panel of the plot: lines over a shared axis, drawn by uPlot on a canvas.

import { colour, drawZero, markKinks, shade } from "./marks.js";
import { ticks, tickTexts } from "./ticks.js";

// A script of its own in index.html: as a module uPlot comes only at three times the size.
const { uPlot } = globalThis;

export const dashes = [[], [9, 4], [2, 4], [9, 4, 2, 4], [16, 5], [5, 5]];

/** How labels of ticks are set, and the space around them in CSS pixels. */
const font = () => `12px ${getComputedStyle(document.body).fontFamily}`;
const labelGap = 8;
const narrowestGutter = 52;
const betweenLabels = 28;

const ruler = new OffscreenCanvas(1, 1).getContext("2d");

function widest(texts) {
  ruler.font = font();
  return Math.ceil(Math.max(...texts.map((text) => ruler.measureText(text).width)));
}

/** The width that labels need on the left of a panel. */
export function gutterOf(texts) {
  return Math.max(narrowestGutter, widest(texts) + labelGap + 2);
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
  #observer;

  constructor(container, output, last, sync, listener) {
    Object.assign(this, { container, output, last, sync, listener });
    this.#observer = new ResizeObserver(() => this.#plot?.setSize(this.#size()));
    this.#observer.observe(container);
  }

  destroy() {
    this.#observer.disconnect();
    this.#plot?.destroy();
  }

  /**
   * Draws a scene: `curves`, each with the slot of its colour, their `values` and `gradients` at the points `x` of all
   * of them, the `range` and `label` of the axis, the `heights` of both outputs, the `gutter` for their labels, and the
   * `regions` to shade.
   */
  draw(scene) {
    this.#scene = scene;
    const { unit } = this.#heights();
    const inUnits = (height) => (height === null || height === undefined ? height : height / unit);
    const data = [scene.x, ...scene[this.output].map((list) => list.map(inUnits))];
    const signature = JSON.stringify([scene.curves.map((curve) => curve.slot), scene.label]);
    if (!this.#plot || signature !== this.#signature) {
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(), data, this.container);
      this.#signature = signature;
    } else {
      this.#plot.setData(data);
      this.#plot.redraw(false, true);
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
    plot?.setCursor(
      index === null
        ? { left: -10, top: -10 }
        : { left: plot.valToPos(this.#scene.x[index], "x"), top: plot.over.clientHeight / 2 },
    );
  }

  /** The index of the point below a place on the screen. */
  indexAt(clientX) {
    return this.#plot.posToIdx(clientX - this.#plot.over.getBoundingClientRect().left);
  }

  #size() {
    return { width: this.container.clientWidth, height: this.container.clientHeight };
  }

  #heights() {
    return this.#scene.heights[this.output];
  }

  /** The width of a label of the axis. */
  #labelWidth() {
    const { from, to } = this.#scene.range;
    return widest(tickTexts(ticks(from, to, 5)));
  }

  #labelCount() {
    const width = this.container.clientWidth - this.#scene.gutter;
    return Math.max(2, Math.floor(width / (this.#labelWidth() + betweenLabels)));
  }

  #options() {
    const axis = {
      stroke: () => colour("text-muted"),
      grid: { stroke: () => colour("border"), width: 1 },
      ticks: { show: false },
      font: font(),
    };
    return {
      ...this.#size(),
      padding: [12, () => Math.max(12, this.#labelWidth() / 2), this.last ? 0 : 8, 0],
      legend: { show: false },
      cursor: {
        sync: { key: this.sync, scales: ["x", null] },
        drag: { x: true, y: false, setScale: false },
        bind: { dblclick: () => () => this.listener.reset() },
        points: {
          size: 9,
          width: 2,
          stroke: (plot, index) => colour(`series-${this.#slot(index)}`),
          fill: () => colour("surface-raised"),
        },
      },
      scales: {
        x: { time: false, range: () => [this.#scene.range.from, this.#scene.range.to] },
        y: { range: () => [this.#heights().low, this.#heights().high] },
      },
      axes: [
        {
          ...axis,
          size: this.last ? 26 : 0,
          label: this.last ? this.#scene.label : undefined,
          labelSize: 20,
          labelGap: 0,
          labelFont: axis.font,
          gap: 6,
          splits: (_, __, from, to) => ticks(from, to, this.#labelCount()),
          values: (_, splits) => (this.last ? tickTexts(splits) : []),
        },
        {
          ...axis,
          size: () => this.#scene.gutter,
          gap: labelGap,
          splits: () => this.#heights().ticks,
          values: () => this.#heights().texts,
        },
      ],
      series: [{}, ...this.#scene.curves.map((curve) => this.#line(curve))],
      hooks: {
        drawClear: [(plot) => shade(plot, this.#scene.regions)],
        drawAxes: [drawZero],
        draw: [
          (plot) =>
            markKinks(plot, this.#scene.curves[0], this.output === "values" ? this.#heights().unit : null),
        ],
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
}
