// What is on show, as it stands in the address behind #:
//
//   #/losses/focal?axis=p_t&from=0&to=1&gamma=3&pin=losses/focal?gamma=0&figure.focal=…&lang=zh
//
// Parameters and open inputs stand under their own names, in the text that a curve's query has for them: several values
// with commas between them are curves of their own, the first on show and the others pinned.

import { drawable } from "./range.js";

const own = new Set(["axis", "from", "to", "pin", "lang", "find", "kind", "traits", "model"]);

/** The most curves beside the current one. */
export const mostPins = 5;

export const kinds = { activations: "activation", losses: "loss" };

export function collectionOf(kind) {
  return Object.keys(kinds).find((collection) => kinds[collection] === kind);
}

/** A curve: a function, its axis if it is not the first, parameters and open inputs where they are not the defaults. */
function parseCurve(text) {
  const [path, query = ""] = split(text, "?");
  const [collection, name] = path.split("/");
  if (!kinds[collection] || !name) {
    return null;
  }
  const search = new URLSearchParams(query);
  const given = {};
  for (const [key, value] of search) {
    if (!own.has(key) && !key.startsWith("figure.")) {
      given[key] = value;
    }
  }
  return { kind: kinds[collection], name, axis: search.get("axis"), given };
}

/** The curves of a text, one for each choice of its values. */
function parseCurves(text) {
  const curve = parseCurve(text);
  if (!curve) {
    return [];
  }
  const choices = Object.entries(curve.given).reduce(
    (list, [key, values]) =>
      list
        .flatMap((given) => valuesOf(values).map((value) => ({ ...given, [key]: value })))
        .slice(0, 1 + mostPins),
    [{}],
  );
  return choices.map((given) => ({ ...curve, given }));
}

/** The values of a text with commas between them; a list in brackets is one. */
function valuesOf(text) {
  let depth = 0;
  const values = [""];
  for (const sign of text) {
    depth += (sign === "[") - (sign === "]");
    if (sign === "," && depth === 0) {
      values.push("");
    } else {
      values[values.length - 1] += sign;
    }
  }
  return values;
}

/** Whether two curves are of one function along one axis. */
export function sameFunction(curve, other) {
  return curve.kind === other.kind && curve.name === other.name && curve.axis === other.axis;
}

function split(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function appendCurve(search, curve) {
  if (curve.axis) {
    search.set("axis", curve.axis);
  }
  for (const [key, value] of Object.entries(curve.given)) {
    search.set(key, value);
  }
}

/** The text of a curve, which also tells two curves apart. */
export function curveText(curve) {
  const search = new URLSearchParams();
  appendCurve(search, curve);
  const query = readable(search);
  return `${collectionOf(curve.kind)}/${curve.name}${query ? `?${query}` : ""}`;
}

function readable(search) {
  return String(search)
    .replaceAll("%2F", "/")
    .replaceAll("%2C", ",")
    .replaceAll("%5B", "[")
    .replaceAll("%5D", "]");
}

function finite(text) {
  const number = text === null || text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

/** The state that an address holds; `current` is null where it names no function. */
export function parseState(hash) {
  const text = hash.replace(/^#?\/?/, "");
  const search = new URLSearchParams(split(text, "?")[1] ?? "");
  const figures = {};
  for (const [key, value] of search) {
    if (key.startsWith("figure.")) {
      figures[key.slice("figure.".length)] = value;
    }
  }
  const from = finite(search.get("from"));
  const to = finite(search.get("to"));
  const range = from !== null && to !== null && from < to ? drawable({ from, to }) : null;
  const [current = null, ...others] = parseCurves(text);
  return {
    current,
    range,
    pins: [...others, ...search.getAll("pin").flatMap(parseCurves)].slice(0, mostPins),
    figures,
    language: search.get("lang"),
    filter: {
      text: search.get("find") ?? "",
      kind: search.get("kind") ?? "",
      traits: (search.get("traits") ?? "").split(",").filter(Boolean),
      model: search.get("model") ?? "",
    },
  };
}

/** The address of a state. */
export function stateText(state) {
  const search = new URLSearchParams();
  appendCurve(search, state.current);
  if (state.range) {
    search.set("from", state.range.from);
    search.set("to", state.range.to);
  }
  for (const pin of state.pins) {
    search.append("pin", curveText(pin));
  }
  for (const [id, text] of Object.entries(state.figures)) {
    if (text) {
      search.set(`figure.${id}`, text);
    }
  }
  const { text, kind, traits, model } = state.filter;
  const rest = { find: text, kind, traits: traits.join(","), model, lang: state.language };
  for (const [key, value] of Object.entries(rest)) {
    if (value) {
      search.set(key, value);
    }
  }
  const query = readable(search);
  return `#/${collectionOf(state.current.kind)}/${state.current.name}${query ? `?${query}` : ""}`;
}
