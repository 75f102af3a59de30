// Elements without markup in strings, which the page's Content-Security-Policy would not let in.

const svgNamespace = "http://www.w3.org/2000/svg";

/**
 * An element. Properties that begin with "on" are listeners, `data` and `class` are what they say, the rest are
 * attributes; null, undefined and false leave one out. Children are nodes, texts or lists of them.
 */
export function h(tag, properties = {}, ...children) {
  return filled(document.createElement(tag), properties, children);
}

/** The same for SVG. */
export function svg(tag, properties = {}, ...children) {
  return filled(document.createElementNS(svgNamespace, tag), properties, children);
}

function filled(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name === "data") {
      Object.assign(element.dataset, value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

const icons = {
  light:
    "M12 4V2m0 20v-2m8-8h2M2 12h2m13.7-5.7 1.4-1.4M4.9 19.1l1.4-1.4m11.4 0 1.4 1.4M4.9 4.9l1.4 1.4M12 7.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z",
  dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  reset: "M4 12a8 8 0 1 0 2.5-5.8M4 4v4.5h4.5",
  pin: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6 6 18",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm5 12 4.5 4.5",
  menu: "M4 7h16M4 12h16M4 17h16",
  outside: "M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9",
};

/** A drawing beside or instead of a word; it says nothing to screen readers. */
export function icon(name) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: icons[name] }),
  );
}

/** A number as read on a plot: at most `digits` significant ones, with a true minus sign. */
export function shown(number, digits = 6) {
  if (typeof number !== "number") {
    return number === null || number === undefined
      ? "–"
      : String(number).replace("-Infinity", "−∞").replace("Infinity", "∞");
  }
  if (!Number.isFinite(number)) {
    return Number.isNaN(number) ? "NaN" : number > 0 ? "∞" : "−∞";
  }
  return String(Number(number.toPrecision(digits)))
    .replace("e+", "e")
    .replaceAll("-", "−");
}
