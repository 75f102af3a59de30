// What a card declares about its parameters, as controls need it.

/** The parameters that a curve takes. `axis` is not one: a curve's points are rows of their own. */
export function curveParameters(card) {
  return card.parameters.filter((parameter) => parameter.name !== "axis");
}

/** The text that a query has for a value. */
export function queryText(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The value of a text of a query, as a request's JSON has it. */
export function valueOf(parameter, text) {
  if (parameter.type === "string") {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Where a parameter's slider runs: its declared range, and where an end is open one that holds the default well inside.
 *
 * @returns {{low: number, high: number, step: number}}
 */
export function sliderRange(parameter) {
  const usual = typeof parameter.default === "number" ? Math.abs(parameter.default) : 0;
  const high = parameter.maximum ?? Math.max(1, 2.5 * usual);
  const low = parameter.minimum ?? -high;
  const step = parameter.type === "integer" ? 1 : 10 ** Math.floor(Math.log10((high - low) / 100));
  return { low: parameter.exclusive ? low + step : low, high, step };
}

/** The request of a card's example with the parameters that were chosen beside it. */
export function exampleRequest(card, given) {
  const request = { ...card.example.request };
  for (const parameter of card.parameters) {
    if (parameter.name in given) {
      request[parameter.name] = valueOf(parameter, given[parameter.name]);
    }
  }
  return request;
}
