// The plane's grid of places, at each of which the service measures a distance.

import { choice } from "./controls.js";
import { spaced } from "./scale.js";

const cells = 36;
const names = ["euclidean", "squared_euclidean", "manhattan", "cosine"];

/**
 * The grid over [−extent, extent]² and a little more on which a distance from `centre` is asked for. The centre is a point of
 * it, so that the corners of Manhattan's circles are not cut off.
 */
export function gridAround([x, y], extent) {
  const step = (2 * extent) / cells;
  const axis = (middle) => {
    const before = Math.ceil((middle + extent) / step) + 1;
    return spaced(middle - before * step, middle + (cells + 3 - before) * step, cells + 4);
  };
  const [xs, ys] = [axis(x), axis(y)];
  return { xs, ys, points: ys.flatMap((row) => xs.map((column) => [column, row])) };
}

export function isDistance(word) {
  return names.includes(word);
}

/** The choice of how distances are measured. */
export function distanceChoice(texts, value, onchange) {
  return choice({
    name: "distance",
    label: texts.distance,
    options: names.map((word) => [word, texts.words[word]]),
    value,
    onchange,
  });
}
