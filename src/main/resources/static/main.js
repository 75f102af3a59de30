// The page: what stands where, and how the address and what is on show follow each other.

import { cards as loadCards, guide as loadGuide } from "./api.js";
import { catalogueOf, pathTo } from "./catalogue.js";
import { axisOf } from "./curves.js";
import { h, icon } from "./dom.js";
import { factsOf, headingOf } from "./facts.js";
import { picturesOf } from "./pictures.js";
import { keepPlace, place, returnToPlace } from "./place.js";
import { onSystemTheme, remember, toggleTheme } from "./preferences.js";
import { parseState, stateText } from "./state.js";
import { fill, isLanguage, languageNames, preferredLanguage, textsOf, wordsOf } from "./texts.js";
import { tryItOf } from "./tryit.js";

const [cards, guide, { workbenchOf }] = await Promise.all([
  loadCards(),
  loadGuide(),
  import("./workbench.js"),
]);

let state = null;
let language = null;
let texts = null;
let frame = null;
let view = null;
let resting = 0;

/** Browsers refuse addresses that change with every frame of a slider: milliseconds until it counts as resting. */
const restBeforeKeeping = 200;

/**
 * Changes parts of the state. `push` makes it a step of its own in the history; `moving` says that more such changes
 * may follow within moments.
 */
function change(parts, { push = false, moving = false } = {}) {
  if (push) {
    keepAddress();
  }
  state = { ...state, ...parts };
  if (push) {
    history.pushState(place(), "", stateText(state));
  } else if (moving) {
    clearTimeout(resting);
    resting = setTimeout(keepAddress, restBeforeKeeping);
  } else {
    keepAddress();
  }
  show();
}

function keepAddress() {
  clearTimeout(resting);
  const address = stateText(state);
  if (address !== location.hash) {
    history.replaceState(history.state, "", address);
  }
}

/** The state of the address, of which aliases and what it leaves out are put right. */
function restore() {
  clearTimeout(resting);
  state = parseState(location.hash);
  const wanted = state.current;
  const card = wanted ? cardOf(wanted) : cards.find(({ name }) => name === "gelu");
  if (card) {
    state.current = { ...(wanted ?? { axis: null, given: {} }), kind: card.kind, name: card.name };
  }
  state.pins = state.pins.filter(cardOf);
  show();
}

function cardOf({ kind, name }) {
  return cards.find((card) => card.kind === kind && (card.name === name || card.aliases.includes(name)));
}

function show() {
  const wanted = isLanguage(state.language) ? state.language : preferredLanguage();
  if (wanted !== language) {
    language = wanted;
    texts = textsOf(language);
    frame = buildFrame();
    view?.destroy();
    view = null;
  }
  frame.catalogue.show(state);
  const card = cardOf(state.current);
  if (!card) {
    frame.main.replaceChildren(
      h("p", { class: "fault", role: "alert" }, fill(texts.notFound, { name: state.current.name })),
    );
    view?.destroy();
    view = null;
    returnToPlace();
    return;
  }
  if (view?.card !== card) {
    const isOther = view !== null;
    view?.destroy();
    view = buildView(card);
    returnToPlace();
    if (isOther) {
      frame.close();
      document.getElementById("title").focus({ preventScroll: true });
    }
  }
  view.show(state);
}

function buildFrame() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : language;
  const catalogue = catalogueOf(cards, guide, texts, (filter) => change({ filter }), address);
  const main = h("main", { id: "main" });
  const menu = h(
    "button",
    {
      type: "button",
      class: "menu",
      "aria-expanded": "false",
      "aria-controls": "catalogue",
      "aria-label": texts.menu,
      onclick: () => open(menu.getAttribute("aria-expanded") !== "true"),
    },
    icon("menu"),
    h("span", {}, texts.menu),
  );
  const languages = h(
    "select",
    { id: "language", "aria-label": texts.language, onchange: () => chooseLanguage(languages.value) },
    Object.entries(languageNames).map(([code, name]) =>
      h("option", { value: code, lang: code, selected: code === language }, name),
    ),
  );

  function open(isOpen) {
    menu.setAttribute("aria-expanded", isOpen);
    catalogue.element.classList.toggle("open", isOpen);
  }

  document.body.replaceChildren(
    h("a", { class: "skip", href: "#main", onclick: skip }, texts.skip),
    h(
      "header",
      { class: "bar" },
      h(
        "a",
        { class: "brand", href: "#/" },
        h("span", { class: "nabla", "aria-hidden": "true" }, "∇"),
        h("b", {}, "nabla"),
        h("span", { class: "product" }, texts.explorer),
      ),
      menu,
      h(
        "div",
        { class: "settings" },
        h("a", { class: "outside", href: "/swagger-ui.html" }, texts.swagger, icon("outside")),
        languages,
        themeButton(),
      ),
    ),
    h("div", { class: "page" }, catalogue.element, main),
    h("footer", {}, h("p", {}, texts.footer)),
  );
  catalogue.illustrate();
  return { catalogue, main, close: () => open(false) };
}

function skip(event) {
  event.preventDefault();
  document.getElementById("title")?.focus();
}

function themeButton() {
  return h(
    "button",
    {
      type: "button",
      class: "icon-button",
      id: "theme",
      "aria-label": texts.theme,
      title: texts.theme,
      onclick: changeTheme,
    },
    h("span", { class: "for-dark" }, icon("light")),
    h("span", { class: "for-light" }, icon("dark")),
  );
}

function changeTheme() {
  toggleTheme();
  view?.recolour();
}

function chooseLanguage(code) {
  remember("language", code);
  change({ language: code });
  document.getElementById("language").focus();
}

/** The address of a card among the curves that are pinned now. */
function address(card) {
  const given = {
    ...state,
    current: { kind: card.kind, name: card.name, axis: null, given: {} },
    range: null,
    figures: {},
  };
  return stateText(given);
}

function modelAddress(model) {
  return stateText({ ...state, filter: { text: "", kind: "", traits: [], model } });
}

function buildView(card) {
  const bench = h("div");
  const tryIt = tryItOf(card, texts);
  const pictures = picturesOf(card, language, texts, (id, text) =>
    change({ figures: { ...state.figures, [id]: text } }),
  );
  frame.main.replaceChildren(
    headingOf(card, guide, texts, modelAddress),
    bench,
    pictures.element,
    tryIt.element,
    factsOf(card, texts),
  );
  frame.catalogue.reveal(card.name);
  document.title = `${wordsOf(texts, card).title} · nabla`;
  pictures.mount(state);
  let axis = null;
  let workbench = null;

  /** Each axis has a workbench of its own; whoever chose it goes on from where they chose. */
  function layOut(next) {
    const isChosenHere = document.activeElement?.id === "axis";
    workbench?.destroy();
    axis = next;
    workbench = workbenchOf(card, axis, texts, change);
    bench.replaceChildren(workbench.element);
    if (isChosenHere) {
      document.getElementById("axis").focus();
    }
  }

  return {
    card,
    show(next) {
      const wanted = axisOf(card, next.current.axis);
      if (wanted !== axis) {
        layOut(wanted);
      }
      workbench.show(next);
      tryIt.follow(next.current.given);
      pictures.update(next);
    },
    recolour() {
      workbench.recolour();
      pictures.update(state);
    },
    destroy() {
      workbench.destroy();
      pictures.destroy();
    },
  };
}

keepPlace();
addEventListener("popstate", restore);
onSystemTheme(() => view?.recolour());
restore();
