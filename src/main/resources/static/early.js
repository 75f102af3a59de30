// Runs before anything is painted, so that no page begins in the wrong theme. See preferences.js, which goes on from it.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("nabla.theme");
  } catch {
    // Nothing can be remembered where the browser keeps nothing.
  }
  document.documentElement.dataset.theme =
    chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
})();
