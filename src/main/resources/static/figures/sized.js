// Pictures are drawn in the pixels of the place they get, so that text keeps its size on a phone.

/** Calls `draw(width)` when the element first has a width and whenever that changes. */
export function sized(element, draw) {
  let width = 0;
  const observer = new ResizeObserver(([entry]) => {
    const found = Math.round(entry.contentRect.width);
    if (found > 0 && found !== width) {
      width = found;
      draw(width);
    }
  });
  observer.observe(element);
  return () => observer.disconnect();
}
