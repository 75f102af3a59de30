// One panel of the plot: lines over a shared axis, drawn by uPlot on a canvas.

import { shown } from "./dom.js";
import { colour, drawZero, markKinks, shade } from "./marks.js";

// A script of its own in index.html: as a module uPlot comes only at three times the size.
const { uPlot } = globalThis;

export const dashes = [[], [9, 4], [2, 4], [9, 4, 2, 4], [16, 5], [5, 5]];

/**
 * The heights to show: those of the lines, unless a few steep points, as of a logarithm near 0, would flatten all the
 * others. The middle 96 % then say how much is shown.
 */
function heights(lists) {
  const all = lists
    .flat()
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
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
   * of them, the `range` and `label` of the axis, and the `regions` to shade.
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

  #options() {
    const axis = {
      stroke: () => colour("text-muted"),
      grid: { stroke: () => colour("border"), width: 1 },
      ticks: { show: false },
      font: `12px ${getComputedStyle(document.body).fontFamily}`,
    };
    return {
      ...this.#size(),
      padding: [12, 12, this.last ? 0 : 8, 0],
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
        y: { range: () => heights(this.#scene[this.output]) },
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
          space: 56,
          values: this.last ? (_, ticks) => ticks.map((tick) => shown(tick)) : () => [],
        },
        { ...axis, size: 52, gap: 8, space: 36, values: (_, ticks) => ticks.map((tick) => shown(tick)) },
      ],
      series: [{}, ...this.#scene.curves.map((curve) => this.#line(curve))],
      hooks: {
        drawClear: [(plot) => shade(plot, this.#scene.regions)],
        drawAxes: [drawZero],
        draw: [(plot) => markKinks(plot, this.#scene.curves[0], this.output === "values")],
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
