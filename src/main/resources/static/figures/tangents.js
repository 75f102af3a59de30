// Lines that touch a convex curve.

import { clamp, spaced } from "./scale.js";

export const [from, to, points] = [-3, 3, 601];

/** The x at which the curve is known: every hundredth. */
export const xs = spaced(from, to, points);

export function indexOf(x) {
  return clamp(Math.round(((x - from) / (to - from)) * (points - 1)), 0, points - 1);
}

/** The x nearest to a number at which the curve is known. */
export function onGrid(x) {
  return Math.round(xs[indexOf(x)] * 100) / 100;
}

/** The middles of as many equal parts of the axis. */
export function evenly(count) {
  return Array.from({ length: count }, (_, index) => onGrid(from + ((to - from) * (index + 0.5)) / count));
}

/** The tangents of a curve at these places, from its values and gradients there. */
export function tangentsOf(curve, places) {
  const weights = places.map((x) => curve.gradients[indexOf(x)]);
  return { weights, biases: places.map((x, index) => curve.values[indexOf(x)] - weights[index] * x) };
}
