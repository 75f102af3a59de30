// What every figure has around its picture.

import { h } from "../dom.js";
import { newest } from "../newest.js";

const restBeforeSpeech = 600;

/** A section with heading and introduction. `body` takes the picture. */
export function frame(container, id, texts) {
  const heading = h("h3", { id: `figure-${id}-title`, class: "figure-title" }, texts.title);
  const body = h("div", { class: "figure-body" });
  const error = h("p", { class: "figure-error", role: "alert", hidden: true });
  const spoken = h("p", { class: "figure-spoken", "aria-live": "polite" });
  const section = h(
    "section",
    { class: `figure figure-${id}`, "aria-labelledby": heading.id },
    heading,
    h("p", { class: "figure-lead" }, texts.lead),
    body,
    error,
    spoken,
  );
  container.append(section);
  const waiting = new Set();
  const endings = [];
  let speech;

  function fail(problem) {
    error.textContent = problem.message;
    error.hidden = false;
  }

  return {
    body,

    /**
     * Work for the service, as `newest` does it, of which `deliver` gets the results. What the service objects to is shown until
     * the next result; the section is marked as ready once each such work has had one.
     */
    asking(work, deliver) {
      const ask = newest(
        work,
        (result) => {
          error.hidden = true;
          deliver(result);
          waiting.delete(ask);
          if (waiting.size === 0) {
            section.dataset.ready = "true";
          }
        },
        fail,
      );
      waiting.add(ask);
      endings.push(ask.cancel);
      return ask;
    },

    /** A part that is destroyed with the figure. */
    part(part) {
      endings.push(part.destroy);
      return part;
    },

    /** Speaks to screen readers once the figure has come to rest. */
    say(text) {
      clearTimeout(speech);
      speech = setTimeout(() => (spoken.textContent = text), restBeforeSpeech);
    },

    destroy() {
      clearTimeout(speech);
      endings.forEach((end) => end());
      section.remove();
    },
  };
}
