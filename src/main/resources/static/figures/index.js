// The figures: pictures of what one function does that a curve does not show.

const figures = {
  contrastive: () => import("./contrastive.js"),
  "cross-entropy": () => import("./cross-entropy.js"),
  "dead-unit": () => import("./dead-unit.js"),
  focal: () => import("./focal.js"),
  gelu: () => import("./gelu.js"),
  margins: () => import("./margins.js"),
  maxout: () => import("./maxout.js"),
  softmax: () => import("./softmax.js"),
  triplet: () => import("./triplet.js"),
};

const figuresOfFunctions = {
  relu: ["dead-unit"],
  leaky_relu: ["dead-unit"],
  gelu: ["gelu"],
  softmax: ["softmax"],
  maxout: ["maxout"],
  hinge: ["margins"],
  exponential: ["margins"],
  binary_cross_entropy: ["cross-entropy", "margins"],
  balanced_cross_entropy: ["cross-entropy"],
  cross_entropy: ["cross-entropy"],
  focal: ["focal"],
  contrastive: ["contrastive"],
  triplet: ["triplet"],
};

const texts = {
  en: () => import("../texts/figures.en.js"),
  zh: () => import("../texts/figures.zh.js"),
};

const restBeforeKeeping = 200;

/**
 * The figures of a function, `[{id, mount}]`.
 *
 * `mount(container, context)` draws into an empty element and returns `{update(context), destroy()}`. The context is
 * `{api, language, card, title, parameters, state, onChange}`: `title` is the function's in that language, `parameters` are the texts that the page has for the function's
 * parameters, which the figure follows; `state` is a text that an earlier `onChange(state)` told. Modules, words and styles are
 * fetched when they are needed.
 */
export function figuresOf(name) {
  return (figuresOfFunctions[name] ?? []).map((id) => ({
    id,
    mount: (container, context) => mounted(id, container, context),
  }));
}

function mounted(id, container, context) {
  let latest = context;
  let figure = null;
  let turn = 0;
  let following = false;
  let keeping;

  async function begin() {
    const mine = ++turn;
    const [module, words] = await Promise.all([
      figures[id](),
      (texts[latest.language] ?? texts.en)(),
      styled(),
    ]);
    if (mine !== turn) {
      return;
    }
    figure = module.mount(container, {
      ...latest,
      texts: { ...words.default.common, ...words.default[id] },
      onChange: keep,
    });
  }

  // Browsers refuse addresses that change with every frame of a drag. A figure that nobody has touched yet needs no place in
  // the address: it follows the page.
  function keep(state) {
    if (following && latest.state === "") {
      return;
    }
    clearTimeout(keeping);
    keeping = setTimeout(() => {
      latest = { ...latest, state };
      latest.onChange(state);
    }, restBeforeKeeping);
  }

  begin();
  return {
    update(next) {
      const other = next.language !== latest.language || next.state !== latest.state;
      latest = { ...latest, ...next };
      if (other) {
        clearTimeout(keeping);
        figure?.destroy();
        figure = null;
        begin();
      } else {
        following = true;
        figure?.update?.(latest);
        following = false;
      }
    },
    destroy() {
      turn++;
      clearTimeout(keeping);
      figure?.destroy();
    },
  };
}

let stylesheets = null;

/** Resolves once the figures' style sheets are there, so that nothing is seen without them. */
function styled() {
  stylesheets ??= Promise.all(["figures", "chart", "plane", "numbers", "controls"].map(linked));
  return stylesheets;
}

function linked(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(`./${name}.css`, import.meta.url).href;
  const settled = new Promise((resolve) => (link.onload = link.onerror = resolve));
  document.head.append(link);
  return settled;
}
