// What a card says besides its curve: title and formula above, properties, notes and references below the plot.

import { h, shown } from "./dom.js";
import { setFormula } from "./formula.js";
import { prose } from "./prose.js";
import { describe, fill, wordsOf } from "./texts.js";

/** The head of a function's page. */
export function headingOf(card, guide, texts, modelAddress) {
  const { title, summary } = wordsOf(texts, card);
  const advised = guide.filter((advice) => advice.losses.includes(card.name));
  return h(
    "header",
    { class: "heading" },
    h(
      "p",
      { class: "eyebrow" },
      texts.list.kindOf[card.kind],
      h("code", {}, [card.name, ...card.aliases].join(" · ")),
    ),
    h("h1", { id: "title", tabindex: "-1" }, title),
    h("p", { class: "summary" }, prose(summary)),
    advised.length > 0 &&
      h(
        "p",
        { class: "models" },
        texts.card.usedFor,
        advised.map((advice) =>
          h(
            "a",
            { class: "tag", href: modelAddress(advice.model) },
            texts.models[advice.model]?.model ?? advice.model,
          ),
        ),
      ),
    h(
      "div",
      { class: "formulas" },
      formula(texts.plot.value, card.latex.value, card.formula.value, texts),
      formula(texts.plot.gradient, card.latex.gradient, card.formula.gradient, texts),
    ),
  );
}

function formula(name, latex, plain, texts) {
  const box = h("div", { class: "formula", tabindex: "0", role: "group", "aria-label": `${name}: ${plain}` });
  setFormula(box, latex, texts.formulas);
  return h("figure", {}, h("figcaption", {}, name), box);
}

/** What there is to know about a function. */
export function factsOf(card, texts) {
  return h(
    "section",
    { class: "facts", "aria-labelledby": "facts-title" },
    h("h2", { id: "facts-title" }, texts.card.title),
    h(
      "div",
      { class: "columns" },
      h(
        "div",
        { class: "card notes" },
        h("h3", {}, texts.card.notes),
        h(
          "ul",
          { lang: "en" },
          card.notes.map((note) => h("li", {}, prose(note))),
        ),
      ),
      h("div", { class: "card" }, h("h3", {}, texts.card.properties), properties(card, texts)),
    ),
    h(
      "div",
      { class: "columns even" },
      h(
        "div",
        { class: "card" },
        h("h3", {}, texts.card.inputs),
        definitions(
          card.inputs.map((input) => [
            input.name,
            [
              `${input.shape.replace(" or ", ` ${texts.card.or} `)} · ${texts.card[input.presence]}`,
              describe(input, texts),
            ],
          ]),
        ),
      ),
      h(
        "div",
        { class: "card" },
        h("h3", {}, texts.card.parameters),
        card.parameters.length
          ? definitions(
              card.parameters.map((parameter) => [
                parameter.name,
                [range(parameter, texts), describe(parameter, texts)],
              ]),
            )
          : h("p", { class: "muted" }, texts.plot.noParameters),
        card.outputs.length > 0 && [
          h("h3", {}, texts.card.outputs),
          definitions(card.outputs.map((output) => [output.name, [output.shape, describe(output, texts)]])),
        ],
      ),
    ),
    h(
      "div",
      { class: "card" },
      h("h3", {}, texts.card.references),
      h(
        "ul",
        { class: "references", lang: "en" },
        card.references.map(({ title, url }) => h("li", {}, h("a", { href: url, rel: "noreferrer" }, title))),
      ),
    ),
  );
}

function definitions(entries) {
  return h(
    "dl",
    { class: "definitions" },
    entries.map(([name, [form, description]]) =>
      h("div", {}, h("dt", {}, h("code", {}, name), h("span", {}, form)), h("dd", {}, prose(description))),
    ),
  );
}

function range(parameter, texts) {
  const low = parameter.minimum === undefined ? "−∞" : shown(parameter.minimum);
  const high = parameter.maximum === undefined ? "∞" : shown(parameter.maximum);
  const open = parameter.exclusive || parameter.minimum === undefined ? "(" : "[";
  const close = parameter.maximum === undefined ? ")" : "]";
  const bounded =
    parameter.type === "number" || (parameter.type === "integer" && parameter.minimum !== undefined);
  const set = parameter.allowed?.join(" | ") ?? (bounded ? `${open}${low}, ${high}${close}` : parameter.type);
  return `${set} · ${fill(texts.card.default, { value: String(parameter.default) })}`;
}

function accuracy({ value_ulp, gradient_ulp, note }, words) {
  const bound = (ulp) => (ulp === 0 ? words.exact : fill(words.within, { bound: ulp }));
  return [
    fill(words.accuracy, { value: bound(value_ulp), gradient: bound(gradient_ulp) }),
    note && h("small", { lang: "en" }, prose(note)),
  ];
}

function properties(card, texts) {
  const {
    along,
    range: values,
    zero_centered,
    monotonic,
    saturates,
    symmetry,
    smooth,
    convex,
    kinks,
    limits,
  } = card.properties;
  const words = texts.properties;
  const rows = {
    along: texts.axes[along] ?? along,
    range: values.replaceAll("-", "−"),
    limits: `${shown(limits.minus_infinity)} … ${shown(limits.plus_infinity)}`,
    monotonic: words.monotonicities[monotonic],
    saturates: words.sides[saturates],
    symmetry: words.symmetries[symmetry],
    zero_centered: words.yes[zero_centered],
    smooth: words.yes[smooth],
    convex: words.yes[convex],
    kinks: kinks.length
      ? kinks
          .map(({ at, gradient }) => fill(words.kinkAt, { at: shown(at), gradient: shown(gradient) }))
          .join("; ")
      : words.noKinks,
    accuracy: accuracy(card.accuracy, words),
  };
  return h(
    "table",
    { class: "properties" },
    h(
      "tbody",
      {},
      Object.entries(rows).map(([name, text]) =>
        h(
          "tr",
          { data: { property: name } },
          h("th", { scope: "row" }, words.names[name]),
          h("td", {}, text),
        ),
      ),
    ),
  );
}
