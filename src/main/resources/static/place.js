// How far down the page its reader is. Each step of the history keeps that, and how tall the page was: a browser that goes
// back would scroll before what is being loaded has its height.

const restBeforeKeeping = 100;

/** Keeps the place with the step on show whenever scrolling has come to rest. */
export function keepPlace() {
  history.scrollRestoration = "manual";
  let resting = 0;
  addEventListener("popstate", () => clearTimeout(resting));
  addEventListener("scroll", () => {
    clearTimeout(resting);
    resting = setTimeout(() => history.replaceState(place(), ""), restBeforeKeeping);
  });
}

/** The place, as a step of the history keeps it. */
export function place() {
  return { top: scrollY, height: document.body.offsetHeight };
}

/** Goes where the reader was in this step of the history; new steps begin at the top. */
export function returnToPlace() {
  const { top = 0, height } = history.state ?? {};
  document.body.style.minHeight = height ? `${height}px` : "";
  document.body.style.overflowAnchor = top > 0 ? "none" : "";
  scrollTo({ top, behavior: "instant" });
}
