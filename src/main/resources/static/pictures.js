// The pictures that some functions have besides their curve. Each draws itself into an element of its own.

import * as api from "./api.js";
import { h } from "./dom.js";
import { figuresOf } from "./figures/index.js";
import { reducedMotion, theme } from "./preferences.js";
import { wordsOf } from "./texts.js";

/**
 * The section of a function's pictures, empty where it has none.
 *
 * @param keep called with a picture's id and its state, which goes into the address
 */
export function picturesOf(card, language, texts, keep) {
  const element = h("section", { class: "pictures", "aria-labelledby": "pictures-title" });
  let mounted = [];
  let gone = false;
  const context = (state, id) => ({
    api,
    texts,
    language,
    theme: theme(),
    reducedMotion: reducedMotion(),
    card,
    title: wordsOf(texts, card).title,
    parameters: state.current.given,
    state: state.figures[id] ?? "",
    onChange: (text) => keep(id, text),
  });

  async function mount(state) {
    const figures = await figuresOf(card.name);
    if (gone || figures.length === 0) {
      return;
    }
    const places = figures.map(({ id }) => h("div", { class: "card picture", data: { figure: id } }));
    element.replaceChildren(h("h2", { id: "pictures-title" }, texts.pictures), ...places);
    mounted = await Promise.all(
      figures.map(async ({ id, mount: draw }, index) => ({
        id,
        handle: await draw(places[index], context(state, id)),
      })),
    );
  }

  return {
    element,
    mount,
    update(state) {
      mounted.forEach(({ id, handle }) => handle?.update?.(context(state, id)));
    },
    destroy() {
      gone = true;
      mounted.forEach(({ handle }) => handle?.destroy());
    },
  };
}
