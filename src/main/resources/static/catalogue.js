// The list of all functions, with search and filters.

import { curve } from "./api.js";
import { h, icon, svg } from "./dom.js";
import { prose } from "./prose.js";
import { collectionOf } from "./state.js";
import { fill, wordsOf } from "./texts.js";

const traits = {
  saturates: (card) => card.properties.saturates !== "none",
  zero_centered: (card) => card.properties.zero_centered,
  smooth: (card) => card.properties.smooth,
  convex: (card) => card.properties.convex,
};

/** The cards that a filter lets through. */
export function matching(cards, guide, filter, texts) {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const advised = guide.find((advice) => advice.model === filter.model)?.losses;
  return cards.filter((card) => {
    const { title, summary } = wordsOf(texts, card);
    const text = [card.name, ...card.aliases, card.title, card.summary, title, summary]
      .join(" ")
      .toLowerCase();
    return (
      (!filter.kind || card.kind === filter.kind) &&
      (!advised || advised.includes(card.name)) &&
      filter.traits.every((trait) => traits[trait]?.(card)) &&
      words.every((word) => text.includes(word))
    );
  });
}

/**
 * The list.
 *
 * @param change called with a new filter
 * @param address the address of a card, the rest of the view unchanged
 */
export function catalogueOf(cards, guide, texts, change, address) {
  let filter = null;
  let shown = null;
  const search = h("input", {
    type: "search",
    id: "search",
    placeholder: texts.list.search,
    "aria-label": texts.list.search,
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => change({ ...filter, text: search.value }),
  });
  const kinds = ["", "activation", "loss"].map((kind) =>
    h(
      "button",
      { type: "button", data: { kind }, onclick: () => change({ ...filter, kind }) },
      texts.list.kinds[kind || "all"],
    ),
  );
  const chips = Object.keys(traits).map((trait) =>
    h(
      "button",
      {
        type: "button",
        class: "chip",
        data: { trait },
        onclick: () => change({ ...filter, traits: toggled(filter.traits, trait) }),
      },
      texts.list.traits[trait],
    ),
  );
  const model = h(
    "select",
    { id: "model", onchange: () => change({ ...filter, model: model.value }) },
    h("option", { value: "" }, texts.list.anyModel),
    guide.map((advice) =>
      h("option", { value: advice.model }, texts.models[advice.model]?.model ?? advice.model),
    ),
  );
  const why = h("p", { class: "why" });
  const count = h("p", { class: "count", role: "status" });
  const lists = h("div", { class: "lists" });
  const items = new Map(cards.map((card) => [card, item(card, texts)]));

  const element = h(
    "nav",
    { class: "catalogue", id: "catalogue", "aria-label": texts.list.title },
    h("div", { class: "search" }, icon("search"), search),
    h("div", { class: "segments", role: "group", "aria-label": texts.list.kind }, kinds),
    h("div", { class: "chips", role: "group", "aria-label": texts.list.properties }, chips),
    h("label", { class: "model", for: "model" }, h("span", {}, texts.list.model), model),
    why,
    count,
    lists,
  );

  /** Brings a function into sight where the list scrolls. */
  function reveal(name) {
    const link = lists.querySelector(`[data-name="${CSS.escape(name)}"]`);
    if (link && lists.scrollHeight > lists.clientHeight) {
      const { top, bottom } = link.getBoundingClientRect();
      const frame = lists.getBoundingClientRect();
      lists.scrollTop += Math.max(0, bottom + 24 - frame.bottom) - Math.max(0, frame.top - top);
    }
  }

  return {
    element,
    reveal,
    show(state) {
      const { kind, name } = state.current;
      const next = JSON.stringify([state.filter, kind, name, state.pins, state.language]);
      if (next === shown) {
        return;
      }
      shown = next;
      filter = state.filter;
      if (document.activeElement !== search) {
        search.value = filter.text;
      }
      model.value = filter.model;
      press(kinds, (button) => button.dataset.kind === filter.kind);
      press(chips, (button) => filter.traits.includes(button.dataset.trait));
      const advice = guide.find((it) => it.model === filter.model);
      why.replaceChildren(...prose(advice ? (texts.models[advice.model]?.why ?? advice.why) : ""));
      const found = matching(cards, guide, filter, texts);
      count.textContent =
        found.length === cards.length
          ? ""
          : fill(texts.list.count, { found: found.length, all: cards.length });
      lists.replaceChildren(
        ...["activation", "loss"].flatMap((kind) => {
          const group = found.filter((card) => card.kind === kind);
          return group.length
            ? [
                h("h2", {}, texts.list.kinds[kind]),
                h(
                  "ul",
                  {},
                  group.map((card) => shownItem(items.get(card), card, state, address)),
                ),
              ]
            : [];
        }),
        ...(found.length ? [] : [h("p", { class: "muted" }, texts.list.nothing)]),
      );
    },
    /** Draws the small curves beside the names, once there is time for it. */
    async illustrate() {
      for (const [card, { path }] of items) {
        path.setAttribute("d", await glyph(card));
      }
    },
  };
}

function toggled(list, word) {
  return list.includes(word) ? list.filter((it) => it !== word) : [...list, word];
}

function press(buttons, isPressed) {
  buttons.forEach((button) => button.setAttribute("aria-pressed", isPressed(button)));
}

function item(card, texts) {
  const path = svg("path");
  const link = h(
    "a",
    { data: { name: card.name } },
    svg("svg", { class: "glyph", viewBox: "0 0 32 22", "aria-hidden": "true" }, path),
    h("span", {}, wordsOf(texts, card).title, h("code", {}, card.name)),
  );
  return { path, link, row: h("li", {}, link) };
}

function shownItem({ link, row }, card, state, address) {
  link.href = address(card);
  const current = state.current.kind === card.kind && state.current.name === card.name;
  if (current) {
    link.setAttribute("aria-current", "page");
  } else {
    link.removeAttribute("aria-current");
  }
  return row;
}

/** The shape of a function's curve in a box of 32 by 22. */
async function glyph(card) {
  try {
    const { x, values } = await curve(card.kind, card.name, { points: 33, outputs: "values" });
    const finite = values.filter(Number.isFinite);
    const low = Math.min(...finite);
    const height = Math.max(...finite) - low || 1;
    return values
      .map((value, i) =>
        Number.isFinite(value)
          ? `${i && Number.isFinite(values[i - 1]) ? "L" : "M"}${(2 + (28 * (x[i] - x[0])) / (x.at(-1) - x[0])).toFixed(1)} ${(19 - (16 * (value - low)) / height).toFixed(1)}`
          : "",
      )
      .join("");
  } catch {
    return "";
  }
}

/** The address path of a card. */
export function pathTo(card) {
  return `${collectionOf(card.kind)}/${card.name}`;
}
