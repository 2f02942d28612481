#!/usr/bin/env bash
# A sample app calls stand-ins for AI endpoints through real SDKs, with Costspan attached:
# watch what it got, then what that would have cost. Needs a JDK, 17 or newer.
set -euo pipefail
cd "$(dirname "$0")"

agent=agent/target/costspan-agent.jar
libraries=demo/target/class-path.txt
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

if [ ! -f "$agent" ] || [ ! -f "$libraries" ] ||
  [ -n "$(find bootstrap/src agent/src demo/src -newer "$libraries" -print -quit)" ]; then
  echo "Building the agent and the demo (once) ..."
  ./mvnw -q -B -ntp -DskipTests -pl demo -am package
fi

work=$(mktemp -d)
ledger=${TMPDIR:-/tmp}/costspan-demo-$(date +%Y%m%d-%H%M%S).jsonl
class_path=demo/target/classes:$(cat "$libraries")

"$java" -cp "$class_path" io.costspan.demo.StandIn >"$work/port" &
stand_in=$!
trap 'kill "$stand_in" 2>/dev/null || true; wait "$stand_in" 2>/dev/null || true; rm -rf "$work"' EXIT
until [ -s "$work/port" ]; do
  kill -0 "$stand_in" || exit 1
  sleep 0.1
done
url=http://localhost:$(cat "$work/port")

options=ledger=$ledger,endpoints=$url/openai/v1=openai,$url/anthropic=anthropic
echo "java -javaagent:costspan-agent.jar=$options SampleApp"
echo
"$java" "-javaagent:$agent=$options" -cp "$class_path" io.costspan.demo.SampleApp "$url"

cat <<END

Every call, with its arithmetic, is a line of JSON in:
  $ledger
The same money as Prometheus would scrape it:
  OTEL_METRICS_EXPORTER=prometheus ./demo.sh
END
