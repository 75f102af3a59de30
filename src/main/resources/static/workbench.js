// The curve of a function with everything that changes it: axis, zoom, parameters, curves beside it.

import { getCard } from "./api.js";
import { controlsOf } from "./controls.js";
import { axisOf, compute, standard } from "./curves.js";
import { dataTableOf } from "./datatable.js";
import { h, icon } from "./dom.js";
import { downloadsOf } from "./downloads.js";
import { legendOf } from "./legend.js";
import { newest } from "./newest.js";
import { plotOf } from "./plot.js";
import { isScalable, rounded, scaled } from "./range.js";
import { curveText, mostPins } from "./state.js";

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
    zoom: (from, to) => zoom(rounded({ from, to })),
    scale,
    reset: () => act({ range: null }, { push: true }),
    hover: (reading) => legend.read(reading),
  });
  const legend = legendOf(texts, unpin);
  const downloads = downloadsOf(card, axis, texts);
  const table = dataTableOf(texts);
  const controls = controlsOf(card, axis, texts, change);
  const fault = h("p", { class: "fault", role: "alert" });
  const pinButton = h("button", { type: "button", id: "pin", onclick: pin }, icon("pin"), texts.plot.pin);
  const zoomInButton = tool("plus", texts.plot.zoomIn, () => scale(0.5));
  const zoomOutButton = tool("minus", texts.plot.zoomOut, () => scale(2));
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
      h("div", { class: "tools" }, zoomInButton, zoomOutButton, resetButton, pinButton, downloads.element),
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

  function zoom(next) {
    act({ range: next }, { push: true });
  }

  function scale(factor, about) {
    if (isScalable(range(), factor)) {
      zoom(scaled(range(), factor, about));
    }
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
    const { spec } = curves[0];
    controls.show(curves[0], spec.given);
    downloads.show({ curves, range });
    table.show({ curves, cards, axis: label });
    element.dataset.shown = curveText(spec);
  }

  /** What a control says need not be said below the plot too, unless there is no plot yet. */
  async function fail(error, { current }) {
    element.classList.add("stale");
    const errors = error.problem?.errors ?? [];
    const hasControl = ({ parameter }) =>
      parameter && element.querySelector(`[data-parameter="${CSS.escape(parameter)}"]`);
    const told = element.dataset.shown ? errors.filter((it) => !hasControl(it)) : errors;
    fault.textContent = error.problem
      ? errors.length
        ? told.map(({ parameter, detail }) => [parameter, detail].filter(Boolean).join(": ")).join("; ")
        : error.message
      : texts.unreachable;
    const defaults = await standard(card, axis).catch(() => null);
    if (defaults) {
      controls.show(defaults, current.given);
    }
    controls.fail(errors);
  }

  return {
    element,
    show(next) {
      state = next;
      zoomInButton.disabled = !isScalable(range(), 0.5);
      zoomOutButton.disabled = !isScalable(range(), 2);
      resetButton.disabled = !state.range;
      const isPinned = state.pins.some((it) => curveText(it) === curveText(state.current));
      pinButton.disabled = state.pins.length >= mostPins || isPinned;
      pinButton.title = state.pins.length >= mostPins ? texts.plot.pinFull : "";
      ask({ current: state.current, pins: state.pins, range: range() });
    },
    recolour() {
      plot.recolour();
      downloads.point();
    },
    destroy() {
      ask.cancel();
      plot.destroy();
    },
  };
}
