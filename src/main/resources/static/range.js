// Which ranges of an axis can be drawn, and zooming between them.

/** Beyond this nothing is drawn. */
const farthest = 1e15;

/** The narrowest range at 0, and elsewhere as a share of its ends: neighbouring points are then millions of float64 numbers apart. */
const narrowest = 1e-12;
const narrowestShare = 1e-6;

/** A range itself where it can be drawn, else the nearest that can. */
export function drawable({ from, to }) {
  const [low, high] = [from, to].map((end) => Math.min(farthest, Math.max(-farthest, end)));
  const least = Math.max(narrowest, narrowestShare * Math.max(Math.abs(low), Math.abs(high)));
  if (high - low >= least) {
    return { from: low, to: high };
  }
  const start = Math.min(farthest - least, Math.max(-farthest, (low + high - least) / 2));
  return { from: start, to: start + least };
}

/** The drawable range nearest to one, in about as many digits as can be seen. */
export function rounded(range) {
  const { from, to } = drawable(range);
  const digits = 4 - Math.floor(Math.log10(to - from));
  const round = (end) => Number(end.toFixed(Math.min(20, Math.max(0, digits))));
  return { from: round(from), to: round(to) };
}

/** A range made wider or narrower around a place, its middle unless there is another. */
export function scaled({ from, to }, factor, about) {
  const centre = about ?? (from + to) / 2;
  return rounded({ from: centre + (from - centre) * factor, to: centre + (to - centre) * factor });
}

/** Whether that makes a range much different; where it ends being drawable it does not. */
export function isScalable(range, factor) {
  const next = scaled(range, factor);
  const change = (next.to - next.from) / (range.to - range.from);
  return factor < 1 ? change < 0.9 : change > 1.1;
}

/** How many significant digits tell the points of a range apart. */
export function digitsOf({ from, to }) {
  return Math.max(6, 4 + Math.ceil(Math.log10(Math.max(Math.abs(from), Math.abs(to)) / (to - from))));
}
