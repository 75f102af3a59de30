#!/usr/bin/env bash
# Posts 64 of the largest requests that the default limits allow at once, to a service with a heap of 1 GB (HEAP): in
# JSON, in JSON compressed, and in binary. Told to be patient, the service must answer them all, one after the other.
# Run after mvn package. PORT (18080) and the next one must be free. Needs curl and python3.
set -euo pipefail
cd "$(dirname "$0")/../.."
port=${PORT:-18080}
work=target/crowd
mkdir -p "$work"
# As many numbers as there may be, of as many digits as fit into 64 MB.
python3 - "$work" << 'END_OF_PYTHON'
import gzip, json, random, struct, sys
random.seed(1)
count, work = 4_190_000, sys.argv[1]
text = b'{"outputs":["values"],"x":[' + b",".join(b"%.13f" % random.random() for _ in range(count)) + b"]}"
assert 64_000_000 < len(text) <= 64 << 20
open(work + "/json", "wb").write(text)
open(work + "/gzip", "wb").write(gzip.compress(text, 1))
header = json.dumps({"parameters": {"binary_data_output": True}, "inputs": [{
    "name": "x", "shape": [count], "datatype": "FP64", "parameters": {"binary_data_size": 8 * count}}]}).encode()
open(work + "/length", "w").write(str(len(header)))
open(work + "/binary", "wb").write(header + struct.pack("<%dd" % count, *(random.random() for _ in range(count))))
END_OF_PYTHON
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jars=(target/nabla-*.jar)
"$java" @target/jvm.arguments "-Xmx${HEAP:-1g}" -jar "${jars[0]}" "--server.port=$port" \
  "--management.server.port=$((port + 1))" --nabla.timeouts.request=1h --nabla.gate.longest-wait=10m > "$work/service.log" 2>&1 &
service=$!
trap 'kill "$service"; wait "$service" || true' EXIT
ready() {
  curl -sf -m 2 -o /dev/null "localhost:$((port + 1))/actuator/health/readiness"
}
until ready; do
  kill -0 "$service"
  sleep 0.2
done
# crowd NAME FILE PATH HEADERS…
crowd() {
  local name=$1 file=$2 path=$3 clients=()
  shift 3
  : > "$work/statuses"
  for _ in $(seq 64); do
    curl -s -o /dev/null -m 900 -w '%{http_code}\n' -H 'Expect:' "$@" --data-binary "@$work/$file" \
      "localhost:$port$path" >> "$work/statuses" &
    clients+=($!)
  done
  local probes=0
  for _ in $(seq 10); do
    ready && probes=$((probes + 1))
    sleep 0.2
  done
  wait "${clients[@]}" || true
  printf '%s: %s; %d of 10 probes answered meanwhile\n' "$name" \
    "$(sort "$work/statuses" | uniq -c | awk '{printf "%s%d times %s", sep, $1, $2; sep = ", "}')" "$probes"
  if grep -qvx 200 "$work/statuses"; then
    exit 1
  fi
}
crowd JSON json /v1/activations/sigmoid -H 'Content-Type: application/json'
crowd 'JSON, gzip' gzip /v1/activations/sigmoid -H 'Content-Type: application/json' -H 'Content-Encoding: gzip'
crowd binary binary /v2/models/sigmoid/infer -H 'Content-Type: application/octet-stream' \
  -H "Inference-Header-Content-Length: $(cat "$work/length")"
curl -sf localhost:$port/v1/activations/relu -H 'Content-Type: application/json' -d '{"x": [-1, 2]}'
echo
grep VmHWM "/proc/$service/status" 2> /dev/null || true
if grep -E 'OutOfMemoryError| ERROR +[0-9]+ ---' "$work/service.log"; then
  exit 1
fi
