// Where a gradient has nothing to say.

/** Below this a gradient counts as faded: a whole step along the axis changes the value by less. */
export const fadedBelow = 0.01;

/** A faded stretch narrower than this share of the picture is a turning point rather than a region. */
const narrowest = 0.03;

/**
 * The stretches of a curve where the gradient is exactly 0 ("dead") or nearly 0 ("faded"), in order. A stretch in which
 * it changes its sign is the bottom of a valley or a top, and no region.
 *
 * @returns {{from: number, to: number, kind: "dead" | "faded"}[]}
 */
export function regionsOf(x, gradients) {
  const width = narrowest * (x.at(-1) - x[0]);
  const isWide = ([start, end]) => x[end] - x[start] >= width;
  const isLow = (gradient) => gradient !== null && Math.abs(gradient) < fadedBelow;
  return runs(gradients, isLow, 0, x.length - 1)
    .filter((run) => isWide(run) && !turns(gradients, run))
    .flatMap((run) => {
      const dead = runs(gradients, (gradient) => gradient === 0, ...run).filter(isWide);
      const faded = between(run, dead).filter(([start, end]) => end > start);
      return [...dead.map((it) => [it, "dead"]), ...faded.map((it) => [it, "faded"])];
    })
    .map(([[start, end], kind]) => ({ from: x[start], to: x[end], kind }))
    .sort((a, b) => a.from - b.from);
}

/** The longest stretches from one index to another, both included, of which a test is true. */
function runs(list, test, first, last) {
  const found = [];
  for (let i = first; i <= last; i++) {
    if (test(list[i])) {
      if (found.at(-1)?.[1] === i - 1) {
        found.at(-1)[1] = i;
      } else {
        found.push([i, i]);
      }
    }
  }
  return found;
}

/** What is left of a stretch outside others in it. */
function between([start, end], others) {
  const edges = [start, ...others.flat(), end];
  return edges.flatMap((edge, i) => (i % 2 === 0 ? [[edge, edges[i + 1]]] : []));
}

function turns(gradients, [start, end]) {
  const part = gradients.slice(start, end + 1);
  return Math.min(...part) < 0 && Math.max(...part) > 0;
}
