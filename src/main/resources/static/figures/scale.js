// From numbers to pixels.

/** A linear scale that maps `from` to `start` and `to` to `end`; `invert` goes back. */
export function scale(from, to, start, end) {
  const factor = (end - start) / (to - from);
  const map = (number) => start + (number - from) * factor;
  map.invert = (pixel) => from + (pixel - start) / factor;
  return map;
}

/** The number of [minimum, maximum] nearest to `number`. */
export function clamp(number, minimum, maximum) {
  return Math.min(maximum, Math.max(minimum, number));
}

/** Evenly spaced numbers of which both ends are met. */
export function spaced(from, to, count) {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
}
