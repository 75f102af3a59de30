// JSON as people like to read it: lists of numbers on one line, everything else on lines of its own.

const width = 72;

/** A number in the very digits that it came with. */
class Digits {
  constructor(text) {
    this.text = text;
  }
}

/** A value of JSON for `pretty` and `compact`, which then write its numbers digit by digit as they came. */
export function parseExact(text) {
  return JSON.parse(text, (_, value, context) =>
    typeof value === "number" ? new Digits(context?.source ?? String(value)) : value,
  );
}

/** The text of a value. */
export function pretty(value, indent = "") {
  const flat = compact(value);
  if (indent.length + flat.length <= width || value === null || typeof value !== "object") {
    return flat;
  }
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => item === null || typeof item !== "object")) {
      return `[\n${wrapped(value.map(compact), inner)}\n${indent}]`;
    }
    return `[\n${value.map((item) => inner + pretty(item, inner)).join(",\n")}\n${indent}]`;
  }
  return `{\n${Object.entries(value)
    .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${pretty(item, inner)}`)
    .join(",\n")}\n${indent}}`;
}

/** JSON on one line with a space behind commas and colons. */
export function compact(value) {
  if (value instanceof Digits) {
    return value.text;
  }
  if (value === null || typeof value !== "object") {
    return JSON.stringify(value);
  }
  return Array.isArray(value)
    ? `[${value.map(compact).join(", ")}]`
    : `{${Object.entries(value)
        .map(([key, item]) => `${JSON.stringify(key)}: ${compact(item)}`)
        .join(", ")}}`;
}

function wrapped(items, indent) {
  const lines = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && indent.length + last.length + item.length + 2 <= width) {
      lines[lines.length - 1] = `${last}, ${item}`;
    } else {
      lines.push(item);
    }
  }
  return lines.map((line) => indent + line).join(",\n");
}

/** A text on one line, for code; one that is no JSON stays as it is but for its line breaks. */
export function oneLine(text) {
  try {
    return compact(parseExact(text));
  } catch {
    return text.replace(/\s+/g, " ");
  }
}
