// The parameters of the page, which a figure follows.

function parsed(text, { type, allowed, minimum = -Infinity, maximum = Infinity, exclusive = false }) {
  if (type === "number" || type === "integer") {
    const number = text.trim() === "" ? NaN : Number(text);
    const above = exclusive ? number > minimum : number >= minimum;
    return Number.isFinite(number) && above && number <= maximum ? number : undefined;
  }
  if (type === "boolean") {
    return { true: true, false: false }[text];
  }
  return allowed?.includes(text) ? text : undefined;
}

/**
 * Those of `names` whose one value the page has set, from the texts it has for them. A text that is several values, or one
 * that the parameter may not have, is left out.
 */
export function given(card, names, texts = {}) {
  const declared = card.parameters.filter(({ name }) => names.includes(name) && texts[name] !== undefined);
  const values = declared.map((parameter) => [
    parameter.name,
    parsed(String(texts[parameter.name]), parameter),
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** A function that answers, from the page's texts, which of `names` changed since the last time; those not set have their defaults. */
export function follower(card, names, texts = {}) {
  let seen = {};

  function look(now) {
    const unset = card.parameters.filter(({ name }) => names.includes(name) && now[name] === undefined);
    const defaults = Object.fromEntries(unset.map((it) => [it.name, it.default]));
    const found = { ...defaults, ...given(card, names, now) };
    const changed = Object.entries(found).filter(([name, value]) => value !== seen[name]);
    seen = { ...seen, ...found };
    return Object.fromEntries(changed);
  }

  look(texts);
  return (next = {}) => look(next);
}
