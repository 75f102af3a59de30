// From numbers to pixels.

/** A linear scale that maps `from` to `start` and `to` to `end`; `invert` goes back. */
export function scale(from, to, start, end) {
  const factor = (end - start) / (to - from);
  const map = (number) => start + (number - from) * factor;
  map.invert = (pixel) => from + (pixel - start) / factor;
  return map;
}

/** Round numbers in [from, to], about `count` of them: multiples of 1, 2 or 5 times a power of ten. */
export function ticks(from, to, count) {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((multiple) => multiple * power >= rough * 0.75) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** The number of [minimum, maximum] nearest to `number`. */
export function clamp(number, minimum, maximum) {
  return Math.min(maximum, Math.max(minimum, number));
}

/** Evenly spaced numbers of which both ends are met. */
export function spaced(from, to, count) {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));
}
