#!/usr/bin/env bash
# Draws the pictures of README.md anew, from a running service: src/site/pictures.sh [http://localhost:8080]
# The one of the Explorer needs Chromium.
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
view='#/losses/focal?axis=p_t&alpha=null'
for gamma in 0 0.5 1 5; do
  view+="&pin=losses/focal?axis%3Dp_t%26alpha%3Dnull%26gamma%3D$gamma"
done
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
"$(command -v chromium || command -v chromium-browser || command -v google-chrome)" --headless --no-sandbox \
  --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync \
  --disable-dev-shm-usage --hide-scrollbars --user-data-dir="$profile" --lang=en --window-size=1280,1180 \
  --virtual-time-budget=10000 --screenshot="$PWD/explorer.png" "$service/$view" 2> /dev/null
