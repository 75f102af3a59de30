// What every figure has around its picture.

import { h } from "../dom.js";

const quietBeforeSpeech = 600;

/**
 * A section with heading and introduction. `body` takes the picture; `say` speaks to screen readers once the figure has
 * come to rest; `fail` shows what the service objected to, until `succeed`.
 */
export function frame(container, id, texts) {
  const heading = h("h3", { id: `figure-${id}-title`, class: "figure-title" }, texts.title);
  const body = h("div", { class: "figure-body" });
  const error = h("p", { class: "figure-error", role: "alert", hidden: true });
  const spoken = h("p", { class: "figure-spoken", "aria-live": "polite" });
  const lead = h("p", { class: "figure-lead" }, texts.lead);
  const section = h(
    "section",
    { class: `figure figure-${id}`, "aria-labelledby": heading.id },
    heading,
    lead,
    body,
    error,
    spoken,
  );
  container.append(section);
  let timer;
  return {
    section,
    body,
    say(text) {
      clearTimeout(timer);
      timer = setTimeout(() => (spoken.textContent = text), quietBeforeSpeech);
    },
    fail(problem) {
      error.textContent = problem.message;
      error.hidden = false;
    },
    succeed() {
      error.hidden = true;
      section.dataset.ready = "true";
    },
    remove() {
      clearTimeout(timer);
      section.remove();
    },
  };
}
