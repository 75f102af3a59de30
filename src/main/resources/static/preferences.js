// What a reader has chosen for this page: theme and language. Until then the system's choices hold.

const dark = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** What was chosen here before, or null. */
export function remembered(key) {
  try {
    return localStorage.getItem(`nabla.${key}`);
  } catch {
    return null;
  }
}

/** Keeps a choice where the browser keeps anything; null forgets it. */
export function remember(key, value) {
  try {
    if (value === null) {
      localStorage.removeItem(`nabla.${key}`);
    } else {
      localStorage.setItem(`nabla.${key}`, value);
    }
  } catch {
    // Then it holds until the page is closed.
  }
}

const systemTheme = () => (dark.matches ? "dark" : "light");

/** "light" or "dark", first set by early.js. */
export function theme() {
  return document.documentElement.dataset.theme;
}

export function reducedMotion() {
  return calm.matches;
}

/** Chooses the other theme. Going back to the system's means following it again. */
export function toggleTheme() {
  const next = theme() === "dark" ? "light" : "dark";
  remember("theme", next === systemTheme() ? null : next);
  document.documentElement.dataset.theme = next;
}

/** Follows the system's theme, and calls when it has changed, unless one was chosen here. */
export function onSystemTheme(listener) {
  dark.addEventListener("change", () => {
    if (remembered("theme") === null) {
      document.documentElement.dataset.theme = systemTheme();
      listener();
    }
  });
}
