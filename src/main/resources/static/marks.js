// What is drawn on a panel's canvas around its lines: shaded regions, the zero lines and kinks.

const ratio = () => window.devicePixelRatio || 1;

/** A colour of theme.css, as the theme of the moment has it. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Shades regions. Dead ones are hatched, faded ones dotted, so that they differ without colour. */
export function shade({ ctx, bbox, valToPos }, regions) {
  for (const { from, to, kind } of regions) {
    const left = Math.max(bbox.left, valToPos(from, "x", true));
    const right = Math.min(bbox.left + bbox.width, valToPos(to, "x", true));
    ctx.fillStyle = pattern(ctx, kind);
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
}

/** Draws the lines of x = 0 and of y = 0 over the grid, where they are in sight. */
export function drawZero(plot) {
  within(plot, (ctx, { left, top, width, height }) => {
    ctx.strokeStyle = colour("border-strong");
    const x = Math.round(plot.valToPos(0, "x", true)) + 0.5;
    const y = Math.round(plot.valToPos(0, "y", true)) + 0.5;
    line(ctx, x, top, x, top + height);
    line(ctx, left, y, left + width, y);
  });
}

/**
 * A dotted line at each kink of a curve, and a ring on the curve itself.
 *
 * @param unit of the plot's heights; null where the plot does not show the values, for no rings
 */
export function markKinks(plot, { kinks, x, values }, unit) {
  within(plot, (ctx, { top, height }) => {
    for (const kink of kinks) {
      const at = plot.valToPos(kink, "x", true);
      ctx.strokeStyle = colour("text-muted");
      ctx.setLineDash([2 * ratio(), 3 * ratio()]);
      line(ctx, at, top, at, top + height);
      if (unit !== null) {
        ring(ctx, at, plot.valToPos(heightAt(x, values, kink) / unit, "y", true));
      }
    }
  });
}

/** Draws inside the frame of a plot, in lines of one CSS pixel. */
function within({ ctx, bbox }, draw) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = ratio();
  draw(ctx, bbox);
  ctx.restore();
}

function line(ctx, x1, y1, x2, y2) {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

function ring(ctx, x, y) {
  ctx.save();
  ctx.setLineDash([]);
  ctx.lineWidth = 2 * ratio();
  ctx.fillStyle = colour("surface-raised");
  ctx.strokeStyle = colour("series-1");
  ctx.beginPath();
  ctx.arc(x, y, 4.5 * ratio(), 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  ctx.restore();
}

/** The height of a curve at a place between its points. */
function heightAt(x, values, at) {
  const found = x.findIndex((value) => value >= at);
  const right = Math.max(1, found);
  const share = (at - x[right - 1]) / (x[right] - x[right - 1]);
  return (values[right - 1] ?? 0) * (1 - share) + (values[right] ?? 0) * share;
}

function pattern(ctx, kind) {
  const size = Math.round(8 * ratio());
  const tile = new OffscreenCanvas(size, size);
  const brush = tile.getContext("2d");
  brush.globalAlpha = 0.08;
  brush.fillStyle = colour("dead");
  brush.fillRect(0, 0, size, size);
  brush.globalAlpha = 0.22;
  if (kind === "dead") {
    brush.strokeStyle = colour("dead");
    brush.lineWidth = ratio();
    brush.beginPath();
    for (const shift of [-size, 0, size]) {
      brush.moveTo(shift, size);
      brush.lineTo(shift + size, 0);
    }
    brush.stroke();
  } else {
    brush.beginPath();
    brush.arc(size / 2, size / 2, 0.8 * ratio(), 0, 2 * Math.PI);
    brush.fill();
  }
  return ctx.createPattern(tile, "repeat");
}
