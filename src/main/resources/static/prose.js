// Texts with a little mathematics in them.

import { h } from "./dom.js";

/** Subscripts and powers of one sign, as in p_t and (1 − p_t)^γ, and powers in parentheses; names such as pos_weight are none. */
const marked =
  /(?<![\p{L}\d_])(?<base>\p{L})_(?<sub>\p{L})(?![\p{L}\d_])|\^(?:\((?<power>[^()]*)\)|(?<sign>[\p{L}\d]))/gu;

/** A text as nodes, its subscripts and powers set as such. */
export function prose(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(marked)) {
    const { base = "", sub, power, sign } = match.groups;
    nodes.push(text.slice(end, match.index) + base, sub ? h("sub", {}, sub) : h("sup", {}, power ?? sign));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
}
