// What figures over the probability that the model gives the true class have in common: the axis, the
// cursor on it and focal loss's exponent.

import { slider } from "./controls.js";
import { reader } from "./reader.js";

/** Curves over it and the cursor on it have these points, every half per cent. */
export const probabilityAxis = { from: 0, to: 1, points: 201 };

/** Where the true class is the more probable one of two. */
export function wellClassified(texts) {
  return { from: 0.5, to: 1, class: "", label: texts.wellClassified };
}

/** Whether a shared view's probability `p` or exponent may have a value. */
export function allowed(key, value) {
  return value >= 0 && (key !== "p" || value <= 1);
}

export function probabilityReader(texts, value, onchange) {
  return reader({ name: "p_t", label: texts.reader, ...probabilityAxis, value, onchange });
}

export function exponentSlider(texts, value, oninput) {
  return slider({
    name: "gamma",
    label: texts.focalExponent,
    minimum: 0,
    maximum: 8,
    step: 0.1,
    value,
    oninput,
  });
}
