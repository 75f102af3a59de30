#!/usr/bin/env bash
# Keeps the service at full load for MINUTES (10) over JSON and binary of both protocols, and checks every answer and
# that the heap does not grow. Run after mvn test-compile package. PORT (18080) and the next one must be free.
set -euo pipefail
cd "$(dirname "$0")/../.."
minutes=${1:-${MINUTES:-10}}
port=${PORT:-18080}
work=target/soak
mkdir -p "$work"
mvn -q -B dependency:build-classpath -Dmdep.outputFile="$work/classpath" > /dev/null
export PATH=${JAVA_HOME:+$JAVA_HOME/bin:}$PATH
jars=(target/nabla-*.jar)
java @target/jvm.arguments -Xmx1g -jar "${jars[0]}" "--server.port=$port" "--management.server.port=$((port + 1))" \
  --logging.level.nabla.access=off > "$work/service.log" 2>&1 &
service=$!
trap 'kill "$service"; wait "$service" || true' EXIT
until curl -sf -o /dev/null "localhost:$((port + 1))/actuator/health/readiness"; do
  kill -0 "$service"
  sleep 0.2
done
java -cp "target/test-classes:$(cat "$work/classpath")" dev.nabla.bench.Soak \
  "http://localhost:$port" "http://localhost:$((port + 1))/actuator/prometheus" "$service" "$minutes"
if grep -E ' (WARN|ERROR) +[0-9]+ ---|OutOfMemoryError' "$work/service.log"; then
  exit 1
fi
