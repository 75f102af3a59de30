// A cursor on the points of a curve, moved by slider or by the pointer over a chart.

import { slider } from "./controls.js";
import { clamp } from "./scale.js";

/** `points` evenly spaced ones in [from, to]; `index` says on which the cursor is. */
export function reader({ name, label, from, to, points, value, onchange }) {
  const step = (to - from) / (points - 1);
  const indexOf = (at) => clamp(Math.round((at - from) / step), 0, points - 1);
  let index = indexOf(value);
  const control = slider({ name, label, minimum: from, maximum: to, step, value, oninput: move });

  function move(at) {
    const found = indexOf(at);
    if (found !== index) {
      index = found;
      control.set(from + index * step);
      onchange();
    }
  }

  return {
    element: control.element,
    move,
    get index() {
      return index;
    },
    get value() {
      return from + index * step;
    },
  };
}
