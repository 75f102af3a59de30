// The curve of a function with everything that changes it: axis, zoom, parameters, curves beside it.

import { getCard } from "./api.js";
import { controlsOf } from "./controls.js";
import { axisOf, compute, points } from "./curves.js";
import { dataTableOf } from "./datatable.js";
import { h, icon } from "./dom.js";
import { legendOf } from "./legend.js";
import { newest } from "./newest.js";
import { plotOf } from "./plot.js";
import { curveText } from "./state.js";

const mostPins = 5;

/**
 * The workbench of one function along one axis.
 *
 * @param act called with the changed parts of the state and `{ push, moving }`, as main.js has it
 */
export function workbenchOf(card, axis, texts, act) {
  let state = null;
  const label = texts.axes[axis.label] ?? axis.label;
  const ask = newest(load, deliver, fail);
  const plot = plotOf(texts, {
    zoom,
    scale,
    reset: () => act({ range: null }, { push: true }),
    hover: (reading) => legend.read(reading),
  });
  const legend = legendOf(texts, unpin);
  const table = dataTableOf(texts);
  const controls = controlsOf(card, axis, texts, change);
  const fault = h("p", { class: "fault", role: "alert" });
  const pinButton = h("button", { type: "button", id: "pin", onclick: pin }, icon("pin"), texts.plot.pin);
  const resetButton = tool("reset", texts.plot.reset, () => act({ range: null }, { push: true }));
  const axes = h(
    "select",
    {
      id: "axis",
      onchange: () =>
        act(
          {
            current: {
              ...state.current,
              axis: axes.value === card.axes[0].name ? null : axes.value,
              given: {},
            },
            range: null,
          },
          { push: true },
        ),
    },
    card.axes.map((it) => h("option", { value: it.name }, texts.axes[it.along] ?? it.along)),
  );
  axes.value = axis.name;
  const element = h(
    "section",
    { class: "workbench card", "aria-labelledby": "curve-title" },
    h("h2", { class: "hidden", id: "curve-title" }, texts.plot.title),
    h(
      "div",
      { class: "toolbar" },
      card.axes.length > 1
        ? h("label", { class: "axis", for: "axis" }, h("span", {}, texts.plot.axis), axes)
        : h("p", { class: "axis" }, h("span", {}, texts.plot.axis), texts.axes[axis.along] ?? axis.along),
      h(
        "div",
        { class: "tools" },
        tool("plus", texts.plot.zoomIn, () => scale(0.5)),
        tool("minus", texts.plot.zoomOut, () => scale(2)),
        resetButton,
        pinButton,
      ),
    ),
    h(
      "div",
      { class: "bench" },
      h("div", { class: "drawing" }, plot.element, fault, legend.element),
      controls.element,
    ),
    table.element,
  );

  function tool(name, label, onclick) {
    return h(
      "button",
      {
        type: "button",
        class: "icon-button",
        id: `tool-${name}`,
        "aria-label": label,
        title: label,
        onclick,
      },
      icon(name),
    );
  }

  function range() {
    return state.range ?? { from: axis.from, to: axis.to };
  }

  function zoom(from, to) {
    const digits = 4 - Math.floor(Math.log10(to - from));
    const rounded = (value) => Number(value.toFixed(Math.min(20, Math.max(0, digits))));
    act({ range: { from: rounded(from), to: rounded(to) } }, { push: true });
  }

  function scale(factor, about) {
    const { from, to } = range();
    const centre = about ?? (from + to) / 2;
    zoom(centre + (from - centre) * factor, centre + (to - centre) * factor);
  }

  function change(name, text) {
    const given = name === null ? {} : { ...state.current.given };
    if (text === null) {
      delete given[name];
    } else {
      given[name] = text;
    }
    act({ current: { ...state.current, given } }, { moving: true });
  }

  function pin() {
    if (state.pins.length < mostPins) {
      act({ pins: [...state.pins, state.current] }, { push: true });
    }
  }

  function unpin(slot) {
    act({ pins: state.pins.filter((_, index) => index + 2 !== slot) }, { push: true });
    pinButton.focus();
  }

  async function load({ current, pins, range }, signal) {
    const cards = Promise.all([card, ...pins.map((it) => getCard(it.kind, it.name).catch(() => card))]);
    const curves = await compute({ current, pins, range }, signal);
    return {
      curves: curves.map((curve, index) => ({ ...curve, slot: index + 1 })),
      cards: await cards,
      range,
    };
  }

  function deliver({ curves, cards, range }) {
    fault.textContent = "";
    element.classList.remove("stale");
    legend.show(curves, cards);
    // Which reads the curves into the legend again where the read-out stands.
    plot.draw({ curves, range, label, axis: axis.name });
    controls.show(curves[0], curves[0].spec.given);
    const { spec } = curves[0];
    table.show({
      curves,
      cards,
      axis: label,
      query: new URLSearchParams({ ...spec.given, axis: axis.name, ...range, points }),
    });
    element.dataset.shown = curveText(spec);
  }

  function fail(error) {
    const errors = error.problem?.errors ?? [];
    controls.fail(errors);
    const rest = errors.filter(
      ({ parameter }) => !(parameter && element.querySelector(`[data-parameter="${CSS.escape(parameter)}"]`)),
    );
    fault.textContent = error.problem
      ? errors.length
        ? rest.map(({ parameter, detail }) => [parameter, detail].filter(Boolean).join(": ")).join("; ")
        : error.message
      : texts.unreachable;
    element.classList.add("stale");
  }

  return {
    element,
    show(next) {
      state = next;
      resetButton.disabled = !state.range;
      const isPinned = state.pins.some((it) => curveText(it) === curveText(state.current));
      pinButton.disabled = state.pins.length >= mostPins || isPinned;
      pinButton.title = state.pins.length >= mostPins ? texts.plot.pinFull : "";
      ask({ current: state.current, pins: state.pins, range: range() });
    },
    recolour: () => plot.recolour(),
    destroy() {
      ask.cancel();
      plot.destroy();
    },
  };
}
