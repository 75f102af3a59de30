// A request in the languages that people call services from.

import { pathOf } from "./api.js";
import { h, icon } from "./dom.js";
import { oneLine } from "./json.js";
import { fill } from "./texts.js";

const languages = {
  curl: (url, body) =>
    `curl ${url} \\\n  -H 'Content-Type: application/json' \\\n  -d '${body.replaceAll("'", `'\\''`)}'`,
  Python: (url, body) => `import json
from urllib.request import Request, urlopen

request = Request(
    "${url}",
    data=${pythonBytes(body)},
    headers={"Content-Type": "application/json"},
)
with urlopen(request) as response:
    answer = json.load(response)
print(answer["values"], answer["gradients"])`,
  JavaScript: (url, body) => `const response = await fetch("${url}", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: ${JSON.stringify(body)},
});
const { values, gradients } = await response.json();
console.log(values, gradients);`,
  Java: (url, body) => `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

void main() throws Exception {
  var request =
      HttpRequest.newBuilder(URI.create("${url}"))
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(${JSON.stringify(body)}))
          .build();
  try (var client = HttpClient.newHttpClient()) {
    IO.println(client.send(request, BodyHandlers.ofString()).body());
  }
}`,
};

/** JSON's escapes are Python's too. */
function pythonBytes(body) {
  return `${JSON.stringify(body)}.encode()`;
}

/** Tabs with a snippet each. */
export function snippetsOf(card, texts) {
  const names = Object.keys(languages);
  const code = h("pre", {
    class: "code",
    tabindex: "0",
    role: "tabpanel",
    id: "snippet",
    "aria-labelledby": "snippet-curl",
  });
  const tabs = names.map((name) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `snippet-${name}`,
        "aria-controls": "snippet",
        onclick: () => choose(name),
        onkeydown: walk,
      },
      name,
    ),
  );
  const copied = h("span", { class: "copied", role: "status" });
  const copy = h(
    "button",
    { type: "button", class: "quiet", id: "copy", onclick: copyCode },
    icon("copy"),
    texts.try.copy,
  );
  const element = h(
    "div",
    { class: "card snippets" },
    h(
      "div",
      { class: "row" },
      h("div", { class: "tabs", role: "tablist", "aria-label": texts.try.snippets }, tabs),
      copied,
      copy,
    ),
    code,
  );
  let chosen = names[0];
  let body = "{}";

  function choose(name) {
    chosen = name;
    for (const tab of tabs) {
      const isChosen = tab.textContent === name;
      tab.setAttribute("aria-selected", isChosen);
      tab.tabIndex = isChosen ? 0 : -1;
    }
    code.setAttribute("aria-labelledby", `snippet-${name}`);
    code.textContent = languages[name](location.origin + pathOf(card.kind, card.name), oneLine(body));
    copied.textContent = "";
  }

  function walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
      choose(next.textContent);
      next.focus();
    }
  }

  async function copyCode() {
    try {
      await navigator.clipboard.writeText(code.textContent);
      copied.textContent = fill(texts.try.copied, { language: chosen });
    } catch {
      getSelection().selectAllChildren(code);
      copied.textContent = texts.try.selected;
    }
  }

  choose(chosen);
  return {
    element,
    show(text) {
      body = text;
      choose(chosen);
    },
  };
}
