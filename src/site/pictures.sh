#!/usr/bin/env bash
# Draws the pictures of README.md anew, from a running service: src/site/pictures.sh [http://localhost:8080]
# Those of the Explorer and of Swagger UI need Chromium.
set -euo pipefail
cd "$(dirname "$0")"
service=${1:-http://localhost:8080}

# picture NAME PATH QUERY: src/site/NAME.svg
picture() {
  curl -fsS -o "$1.svg" "$service/v1/$2/curve?format=svg&$3"
}

small='width=360&height=270&points=201'
picture sigmoid activations/sigmoid "$small"
picture tanh activations/tanh "$small"
picture leaky_relu activations/leaky_relu "$small&alpha=0.1"
picture gelu activations/gelu "$small&from=-4&to=4"
picture softmax activations/softmax "$small"
picture maxout activations/maxout "$small&weights=%5B%5B%5B-1%5D%5D,%5B%5B0.25%5D%5D,%5B%5B1.5%5D%5D%5D&biases=%5B%5B-1%5D,%5B0%5D,%5B-1%5D%5D"
picture focal losses/focal 'axis=p_t&gamma=0,0.5,1,2,5&alpha=null&outputs=values&points=401&width=720&height=400'

# The focal loss for five exponents, in the Explorer. The service is asked once before, so that nothing is half loaded.
view='#/losses/focal?axis=p_t&alpha=null&gamma=2,0,0.5,1,5'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# screenshot NAME WIDTH,HEIGHT URL [OPTION…]: src/site/NAME.png
screenshot() {
  "$(command -v chromium || command -v chromium-browser || command -v google-chrome)" --headless --no-sandbox \
    --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync \
    --disable-dev-shm-usage --hide-scrollbars --user-data-dir="$work/profile" --lang=en --window-size="$2" \
    --virtual-time-budget=10000 --screenshot="$PWD/$1.png" "${@:4}" "$3" 2> /dev/null
}

screenshot explorer 1280,1250 "$service/$view"

# GELU in Swagger UI, executed: an extension presses the buttons, and leaves nothing but the operation on the page. An
# address of the operation would have the page scrolled, which is drawn in part only.
mkdir "$work/press"
cat > "$work/press/manifest.json" << MANIFEST
{"manifest_version": 3, "name": "press", "version": "1", "content_scripts": [{"matches": ["<all_urls>"], "js": ["press.js"]}]}
MANIFEST
cat > "$work/press/press.js" << 'SCRIPT'
const waiting = setInterval(() => {
  const operation = document.querySelector("#operations-activations-gelu");
  if (operation?.querySelector(".live-responses-table .response")) {
    clearInterval(waiting);
    const page = document.createElement("div");
    page.className = "swagger-ui";
    page.style.padding = "8px";
    page.append(operation);
    document.body.replaceChildren(page);
  } else {
    operation?.querySelector(operation.matches(".is-open") ? ".execute" : ".opblock-summary-control")?.click();
  }
}, 200);
SCRIPT
screenshot swagger-ui 1000,2020 "$service/swagger-ui/index.html" --load-extension="$work/press"
