// The curves on show, computed by the service.

import { curve, getCard, ServiceError } from "./api.js";
import { curveText } from "./state.js";

export const points = 601;

const cache = new Map();
const cached = 60;

/** A list of the service's numbers; infinities and NaN leave a gap in a plot. */
function plotted(numbers) {
  return numbers.map((number) => (typeof number === "number" ? number : null));
}

/** The service takes several values for several curves, but one curve is what is asked for. */
function severalValues(parameter) {
  return { parameter, detail: "expected one value, found several" };
}

async function fetched(spec, range, signal) {
  const answer = await curve(
    spec.kind,
    spec.name,
    { ...spec.given, axis: spec.axis ?? undefined, ...range, points },
    { signal },
  );
  if (answer.varied) {
    throw new ServiceError(400, { errors: answer.varied.map(severalValues) });
  }
  return {
    spec,
    x: answer.x,
    values: plotted(answer.values),
    gradients: plotted(answer.gradients),
    kinks: answer.kinks,
    parameters: answer.parameters,
    inputs: answer.inputs,
    exact: answer,
  };
}

/** What `work` finds for a key, or what it found before. */
async function kept(key, work) {
  if (!cache.has(key)) {
    cache.set(key, await work());
    if (cache.size > cached) {
      cache.delete(cache.keys().next().value);
    }
  }
  return cache.get(key);
}

function keyOf(spec, range) {
  return `${curveText(spec)} ${range.from} ${range.to}`;
}

function refusesRange(error) {
  return error.problem?.errors?.some(({ parameter }) => parameter === "from" || parameter === "to");
}

/** A curve over a range; where that leaves what the axis allows, over the part inside the axis's own range. */
function inside(spec, range, signal) {
  return kept(keyOf(spec, range), async () => {
    try {
      return await fetched(spec, range, signal);
    } catch (error) {
      if (!refusesRange(error)) {
        throw error;
      }
      const axis = axisOf(await getCard(spec.kind, spec.name), spec.axis);
      const from = Math.max(range.from, axis.from);
      const to = Math.min(range.to, axis.to);
      if (from >= to) {
        throw error;
      }
      return fetched(spec, { from, to }, signal);
    }
  });
}

/** A pinned curve, `missing` where the service refuses it. */
function pinned(spec, range, signal) {
  return kept(`pin ${keyOf(spec, range)}`, async () => {
    try {
      return await inside(spec, range, signal);
    } catch (error) {
      if (error.problem) {
        return { spec, missing: true };
      }
      throw error;
    }
  });
}

/** The axis of a card, the first where none is named or known. */
export function axisOf(card, name) {
  return card.axes.find((axis) => axis.name === name) ?? card.axes[0];
}

/** What a function's parameters and open inputs are along an axis where nothing is given. */
export function standard({ kind, name }, axis) {
  return kept(`standard ${kind} ${name} ${axis.name}`, () =>
    curve(kind, name, { axis: axis.name, points: 2 }),
  );
}

/** The current curve first, then the pinned ones. Fails where the service refuses the current one. */
export function compute({ current, pins, range }, signal) {
  return Promise.all([inside(current, range, signal), ...pins.map((pin) => pinned(pin, range, signal))]);
}
