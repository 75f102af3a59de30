// Points that are moved by pointer, finger or keyboard.

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * Lets an SVG element be dragged. `toUnits(clientX, clientY)` says where the pointer is in the units of the figure, `where()`
 * where the element is, `move([x, y])` puts it there. Arrow keys go a step, with Shift five.
 */
export function draggable(element, { toUnits, where, move, step = 0.1 }) {
  let grip = null;
  element.classList.add("figure-draggable");
  element.setAttribute("tabindex", "0");

  element.addEventListener("pointerdown", (event) => {
    if (event.button === 0) {
      const [x, y] = toUnits(event.clientX, event.clientY);
      const [atX, atY] = where();
      grip = [atX - x, atY - y];
      element.setPointerCapture(event.pointerId);
      element.focus();
      event.preventDefault();
    }
  });
  element.addEventListener("pointermove", (event) => {
    if (grip) {
      const [x, y] = toUnits(event.clientX, event.clientY);
      move([x + grip[0], y + grip[1]]);
    }
  });
  const release = () => (grip = null);
  element.addEventListener("pointerup", release);
  element.addEventListener("pointercancel", release);

  element.addEventListener("keydown", (event) => {
    const direction = directions[event.key];
    if (direction && !event.ctrlKey && !event.altKey && !event.metaKey) {
      const [x, y] = where();
      const far = step * (event.shiftKey ? 5 : 1);
      move([x + direction[0] * far, y + direction[1] * far]);
      event.preventDefault();
    }
  });
}
