// A figure's state as a short text for the address.

/** Numbers, words and booleans with commas between them; empty where nothing differs from `defaults`. */
export function pack(values, defaults) {
  const text = Object.keys(defaults)
    .map((key) => written(values[key]))
    .join(",");
  return text === Object.values(defaults).map(written).join(",") ? "" : text;
}

function written(value) {
  return Array.isArray(value)
    ? value.map(written).join(",")
    : String(typeof value === "number" ? Number(value.toFixed(4)) : value);
}

/**
 * The values that a text holds, in the order and of the types of `defaults`; these where the text holds anything else.
 * `allowed` says of a key and a value whether it may be.
 */
export function unpack(text, defaults, allowed = () => true) {
  const parts = (text || "").split(",");
  const values = structuredClone(defaults);
  let at = 0;
  for (const [key, standard] of Object.entries(defaults)) {
    const count = Array.isArray(standard) ? standard.length : 1;
    const read = parts
      .slice(at, at + count)
      .map((part, index) => parsed(part, Array.isArray(standard) ? standard[index] : standard));
    at += count;
    const value = Array.isArray(standard) ? read : read[0];
    if (read.length === count && !read.includes(undefined) && allowed(key, value)) {
      values[key] = value;
    }
  }
  return at === parts.length ? values : structuredClone(defaults);
}

function parsed(part, standard) {
  if (typeof standard === "number") {
    const number = part === "" ? NaN : Number(part);
    return Number.isFinite(number) ? number : undefined;
  }
  if (typeof standard === "boolean") {
    return { true: true, false: false }[part];
  }
  return part || undefined;
}
