// Where a function over a grid is at most a level.

/**
 * Rings around the places where `values`, row by row over the grid of `xs` and `ys`, are at most `level`, with straight lines
 * between the grid's points. Beyond the grid everything counts as above. Filled by the even-odd rule the rings are
 * the place.
 */
export function contour(xs, ys, values, level) {
  const links = new Map();
  const columns = xs.length;
  const height = (i, j) =>
    i < 0 || j < 0 || i >= columns || j >= ys.length ? Infinity : values[j * columns + i] - level;
  for (let j = -1; j < ys.length; j++) {
    for (let i = -1; i < columns; i++) {
      const corners = [height(i, j), height(i + 1, j), height(i + 1, j + 1), height(i, j + 1)];
      for (const [from, to] of crossings(corners)) {
        links.set(edge(i, j, from), edge(i, j, to));
      }
    }
  }
  return rings(links).map((ring) => ring.map((key) => crossing(key, xs, ys, height)));
}

/** Of a cell, the pairs of sides where a run of low corners begins and ends, going around. */
function crossings(corners) {
  const low = corners.map((corner) => corner <= 0);
  const begins = [0, 1, 2, 3].filter((side) => !low[side] && low[(side + 1) % 4]);
  return begins.map((side) => {
    let corner = side + 1;
    while (low[(corner + 1) % 4]) {
      corner++;
    }
    return [side, corner % 4];
  });
}

/** A name for a cell's side that both cells beside it have. */
function edge(i, j, side) {
  return [`${i},${j},x`, `${i + 1},${j},y`, `${i},${j + 1},x`, `${i},${j},y`][side];
}

function rings(links) {
  const found = [];
  while (links.size > 0) {
    const [start] = links.keys();
    const ring = [];
    for (let key = start; links.has(key);) {
      ring.push(key);
      const next = links.get(key);
      links.delete(key);
      key = next;
    }
    found.push(ring);
  }
  return found;
}

/** Where along a side the level is crossed. */
function crossing(key, xs, ys, height) {
  const [column, row, along] = key.split(",");
  const [i, j] = [Number(column), Number(row)];
  const [k, l] = along === "x" ? [i + 1, j] : [i, j + 1];
  const [one, other] = [height(i, j), height(k, l)];
  const share = one === Infinity ? 1 : other === Infinity ? 0 : one / (one - other);
  const at = (places, from, to) => {
    const [a, b] = [places[Math.max(from, 0)] ?? places.at(-1), places[to] ?? places.at(-1)];
    return a + (b - a) * share;
  };
  return [at(xs, i, k), at(ys, j, l)];
}
