// Numbers as people read them.

import { shown } from "../dom.js";

const superscripts = {
  "-": "⁻",
  0: "⁰",
  1: "¹",
  2: "²",
  3: "³",
  4: "⁴",
  5: "⁵",
  6: "⁶",
  7: "⁷",
  8: "⁸",
  9: "⁹",
};

/** A number with `digits` significant digits, small ones with a power of ten. */
export function brief(number, digits = 4) {
  if (typeof number !== "number" || number === 0 || !(Math.abs(number) < 1e-3)) {
    return shown(number, digits);
  }
  const [factor, exponent] = number.toExponential(digits - 1).split("e");
  return `${shown(Number(factor), digits)} × 10${[...exponent].map((sign) => superscripts[sign]).join("")}`;
}
