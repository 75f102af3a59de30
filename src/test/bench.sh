#!/usr/bin/env bash
# Requests a second for sigmoid of 4,096 numbers of 17 digits, 8 connections, service and load on the same machine:
# nabla against a plain @RequestBody controller, one after the other. Needs wrk. Run after mvn test-compile package.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=target/bench
mkdir -p "$work"
classpath=$work/classpath
mvn -q -B dependency:build-classpath -Dmdep.outputFile="$classpath" > /dev/null
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
python3 - > "$work/post.lua" << 'END'
import random
random.seed(1)
numbers = ",".join(repr(random.uniform(-8, 8)) for _ in range(4096))
print("wrk.method = 'POST'")
print("wrk.headers['Content-Type'] = 'application/json'")
print("wrk.body = '{\"x\":[%s]}'" % numbers)
END
measure() {
  local name=$1 url=$2
  shift 2
  "$java" @target/jvm.arguments -Xmx1g "$@" > "$work/$name.log" 2>&1 &
  local service=$!
  until curl -s -o /dev/null "$url"; do sleep 0.2; done
  wrk -t1 -c8 -d15s -s "$work/post.lua" "$url" > /dev/null
  printf '%s: ' "$name"
  wrk -t1 -c8 -d15s --latency -s "$work/post.lua" "$url" | awk '/50%|99%/ {printf "%s %s, ", $1, $2} /Requests\/sec/ {print $2, "requests a second"} /Non-2xx/ {print}'
  kill "$service"
  wait "$service" || true
}
grep -m1 'model name' /proc/cpuinfo || true
"$java" -version 2>&1 | tail -1
jars=(target/nabla-*.jar)
for round in 1 2; do
  measure nabla http://localhost:18080/v1/activations/sigmoid \
    -jar "${jars[0]}" --server.port=18080 --management.server.port=18081
  measure plain http://localhost:18080/sigmoid \
    -cp "target/test-classes:$(cat "$classpath")" dev.nabla.bench.PlainController --server.port=18080
done
