// A request to edit and send, its answer beside it, and the same call in other languages.

import { evaluateText } from "./api.js";
import { h, icon, shown } from "./dom.js";
import { parseExact, pretty } from "./json.js";
import { exampleRequest } from "./parameters.js";
import { locate } from "./pointer.js";
import { snippetsOf } from "./snippets.js";
import { fill } from "./texts.js";

/** The panel of one function. Until its text is edited it follows the parameters on show. */
export function tryItOf(card, texts) {
  let edited = false;
  let controller = null;
  const text = h("textarea", {
    id: "request",
    rows: "9",
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    "aria-describedby": "request-hint",
    oninput: edit,
    onkeydown: shortcut,
  });
  const answer = h(
    "div",
    { class: "answer", id: "answer", "aria-live": "polite" },
    h("p", { class: "muted" }, texts.try.waiting),
  );
  const again = h("button", { type: "button", class: "quiet", onclick: restore }, texts.try.example);
  const snippets = snippetsOf(card, texts);
  let given = {};

  const element = h(
    "section",
    { class: "try", "aria-labelledby": "try-title" },
    h(
      "div",
      { class: "section-head" },
      h("h2", { id: "try-title" }, texts.try.title),
      h(
        "a",
        {
          class: "outside",
          href: `/swagger-ui/index.html#/${card.kind === "loss" ? "losses" : "activations"}/${card.name}`,
        },
        texts.try.swagger,
        icon("outside"),
      ),
    ),
    h(
      "div",
      { class: "columns even" },
      h(
        "div",
        { class: "card" },
        h("label", { for: "request", class: "block-label" }, texts.try.request),
        text,
        h("p", { class: "hint", id: "request-hint" }, texts.try.hint),
        h(
          "div",
          { class: "row" },
          h("button", { type: "button", class: "primary", id: "send", onclick: send }, texts.try.send),
          again,
        ),
      ),
      h("div", { class: "card" }, h("h3", { class: "block-label" }, texts.try.answer), answer),
    ),
    snippets.element,
  );

  function edit() {
    edited = true;
    again.disabled = false;
    snippets.show(text.value);
  }

  function shortcut(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  }

  function restore() {
    edited = false;
    follow(given);
  }

  function follow(next) {
    given = next;
    if (edited) {
      return;
    }
    again.disabled = true;
    text.value = pretty(exampleRequest(card, given));
    snippets.show(text.value);
  }

  async function send() {
    controller?.abort();
    controller = new AbortController();
    const { signal } = controller;
    const body = text.value;
    answer.setAttribute("aria-busy", "true");
    let content;
    try {
      content = success(await evaluateText(card.kind, card.name, body, { signal }), card, texts);
    } catch (error) {
      content = error.problem
        ? problem(error.problem, body)
        : [h("p", { class: "fault" }, texts.unreachable)];
    }
    if (!signal.aborted) {
      answer.replaceChildren(...content.filter(Boolean));
      answer.removeAttribute("aria-busy");
    }
  }

  function problem({ title, status, detail, errors = [] }, body) {
    return [
      h("p", { class: "problem-title" }, h("span", { class: "tag danger" }, String(status)), title),
      h(
        "ul",
        { class: "problems" },
        (errors.length ? errors : [{ detail }]).map((error) => {
          // An empty pointer means the whole request, which needs no pointing at.
          const place = error.pointer ? locate(body, error.pointer) : null;
          return h(
            "li",
            {},
            error.pointer && h("code", { class: "pointer" }, error.pointer),
            h("span", { class: "fault" }, error.detail),
            place && [
              excerpt(body, place),
              h("button", { type: "button", class: "quiet", onclick: () => select(place) }, texts.try.show),
            ],
          );
        }),
      ),
    ];
  }

  function select({ start, end }) {
    text.focus();
    text.setSelectionRange(start, end);
  }

  return { element, follow };
}

/** The place in the request with a little of what is around it. */
function excerpt(body, { start, end }) {
  const before = body.slice(Math.max(0, start - 24), start).replace(/\s+/g, " ");
  const after = body.slice(end, end + 24).replace(/\s+/g, " ");
  return h(
    "pre",
    { class: "excerpt" },
    start > 24 ? "…" : "",
    before,
    h("mark", {}, body.slice(start, Math.min(end, start + 60))),
    after,
    end + 24 < body.length ? "…" : "",
  );
}

const most = 50;

function success(text, card, texts) {
  const answer = JSON.parse(text);
  return [
    answer.loss !== undefined &&
      h(
        "p",
        { class: "loss" },
        h("span", {}, texts.try.loss),
        h("output", { data: { field: "loss" } }, shown(answer.loss, 10)),
      ),
    table(answer, card, texts),
    h(
      "div",
      { class: "scroll" },
      h(
        "pre",
        { class: "json", tabindex: "0", role: "region", "aria-label": texts.try.answer },
        pretty(parseExact(text)),
      ),
    ),
  ];
}

/** Whether an input has a row for each sample, as weights have not. */
function isPerSample(card, name) {
  return card.inputs.find((input) => input.name === name)?.shape.startsWith("[…");
}

/** A number, or a list of numbers in fewer digits. */
function cell(item, digits = 8) {
  return Array.isArray(item) ? `(${item.map((it) => cell(it, 5)).join(", ")})` : shown(item, digits);
}

/** Values and gradients side by side, a row for each sample; gradients of rows along another axis than the last have none. */
function table({ values, gradients = {}, parameters }, card, texts) {
  if (!Array.isArray(values) || values.length > most) {
    return null;
  }
  const isLast = (parameters.axis ?? -1) === -1;
  const isBeside = (list) =>
    Array.isArray(list) && list.length === values.length && (isLast || !Array.isArray(list[0]));
  const columns = [
    ["values", texts.plot.value, values],
    ...Object.entries(gradients)
      .filter(([name, list]) => isPerSample(card, name) && isBeside(list))
      .map(([name, list]) => [`gradients.${name}`, fill(texts.try.gradientTo, { name }), list]),
  ];
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.try.table },
    h(
      "table",
      { class: "numbers" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, "#"),
          columns.map(([, title]) => h("th", { scope: "col" }, title)),
        ),
      ),
      h(
        "tbody",
        {},
        values.map((_, i) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, i),
            columns.map(([field, , list]) => h("td", { data: { field } }, cell(list[i]))),
          ),
        ),
      ),
    ),
  );
}
