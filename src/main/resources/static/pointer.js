// Where in a JSON text the value of a JSON Pointer (RFC 6901) stands.

/**
 * The place of a value, or null where the text has none or is no JSON up to there.
 *
 * @returns {{start: number, end: number} | null}
 */
export function locate(text, pointer) {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const reader = { text, at: 0 };
  try {
    return find(reader, steps);
  } catch {
    return null;
  }
}

function find(reader, steps) {
  space(reader);
  if (steps.length === 0) {
    const start = reader.at;
    skip(reader);
    return { start, end: reader.at };
  }
  const [step, ...rest] = steps;
  const opening = reader.text[reader.at];
  if (opening !== "{" && opening !== "[") {
    return null;
  }
  reader.at++;
  for (let index = 0; ; index++) {
    space(reader);
    if (reader.text[reader.at] === "}" || reader.text[reader.at] === "]") {
      return null;
    }
    const key = opening === "{" ? name(reader) : String(index);
    if (key === step) {
      return find(reader, rest);
    }
    skip(reader);
    space(reader);
    if (reader.text[reader.at] !== ",") {
      return null;
    }
    reader.at++;
  }
}

function name(reader) {
  const start = reader.at;
  skip(reader);
  const key = JSON.parse(reader.text.slice(start, reader.at));
  space(reader);
  reader.at++;
  return key;
}

/** Goes past one value. */
function skip(reader) {
  space(reader);
  const { text } = reader;
  let depth = 0;
  do {
    const sign = text[reader.at];
    if (sign === undefined) {
      throw new SyntaxError("the text ends within a value");
    }
    if (sign === '"') {
      for (reader.at++; text[reader.at] !== '"'; reader.at++) {
        if (text[reader.at] === "\\") {
          reader.at++;
        } else if (text[reader.at] === undefined) {
          throw new SyntaxError("the text ends within a string");
        }
      }
      reader.at++;
    } else if (sign === "{" || sign === "[") {
      depth++;
      reader.at++;
    } else if (sign === "}" || sign === "]") {
      depth--;
      reader.at++;
    } else if (depth > 0) {
      reader.at++;
    } else {
      while (reader.at < text.length && !/[\s,\]}]/.test(text[reader.at])) {
        reader.at++;
      }
    }
  } while (depth > 0);
}

function space(reader) {
  while (/\s/.test(reader.text[reader.at] ?? "")) {
    reader.at++;
  }
}
