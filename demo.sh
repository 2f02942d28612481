#!/usr/bin/env bash
# A sample app calls stand-ins for AI endpoints through real SDKs, with Costspan attached:
# watch what it got, then what that would have cost. Needs a JDK, 17 or newer.
#   ./demo.sh --dashboard   goes on for a minute and shows the costs on a page of its own, and in
#                           Prometheus if that is installed
set -euo pipefail
cd "$(dirname "$0")"

agent=agent/target/costspan-agent.jar
libraries=demo/target/class-path.txt
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
seconds=0
prometheus=
[ "${1:-}" = --dashboard ] && seconds=60

if [ ! -f "$agent" ] || [ ! -f "$libraries" ] ||
  [ -n "$(find bootstrap/src agent/src demo/src -newer "$libraries" -print -quit)" ]; then
  echo "Building the agent and the demo (once) ..."
  ./mvnw -q -B -ntp -DskipTests -pl demo -am package
fi

work=$(mktemp -d)
ledger=${TMPDIR:-/tmp}/costspan-demo-$(date +%Y%m%d-%H%M%S).jsonl
class_path=demo/target/classes:$(cat "$libraries")

"$java" -cp "$class_path" io.costspan.demo.StandIn >"$work/port" &
started=$!
trap 'kill $started 2>/dev/null || true; wait $started 2>/dev/null || true; rm -rf "$work"' EXIT
until [ -s "$work/port" ]; do
  kill -0 "$started" || exit 1
  sleep 0.1
done
url=http://localhost:$(cat "$work/port")

options=ledger=$ledger,endpoints=$url/openai/v1=openai,$url/anthropic=anthropic
if [ "$seconds" -gt 0 ]; then
  options=$options,page.port=9465,prometheus.port=9464
  echo "Look while the sample app goes on for a minute:"
  echo "  the spend page  http://localhost:9465/"
  if command -v prometheus >/dev/null; then
    cat >"$work/prometheus.yml" <<END
global: {scrape_interval: 2s, evaluation_interval: 2s}
rule_files: ["$PWD/observability/prometheus/*.yml"]
scrape_configs: [{job_name: demo, static_configs: [{targets: ["localhost:9464"]}]}]
END
    prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/data" \
      --web.listen-address=localhost:9090 >"$work/prometheus.log" 2>&1 &
    prometheus=$!
    started="$started $prometheus"
    echo "  alerts          http://localhost:9090/alerts"
    echo "  an hour costs   http://localhost:9090/graph?g0.tab=0&g0.range_input=5m&g0.stacked=1&g0.expr=sum%20by%20(model%2C%20currency)%20(ai%3Acost%3Arate5m)%20*%203600"
  else
    echo "  (For Prometheus, on Debian: apt-get install --no-install-recommends prometheus)"
  fi
  echo
fi
echo "java -javaagent:costspan-agent.jar=$options SampleApp"
echo
"$java" "-javaagent:$agent=$options" -cp "$class_path" io.costspan.demo.SampleApp "$url" "$seconds"

echo
echo "Every call, with its arithmetic, is a line of JSON in:"
echo "  $ledger"
if [ "$seconds" = 0 ]; then
  echo "The same money as Prometheus would scrape it:"
  echo "  OTEL_METRICS_EXPORTER=prometheus ./demo.sh"
  echo "The same money in Prometheus, with alerts:"
  echo "  ./demo.sh --dashboard"
elif [ -n "$prometheus" ] && ! kill -0 "$prometheus" 2>/dev/null; then
  echo "Prometheus did not run; it said:"
  tail -1 "$work/prometheus.log"
elif [ -n "$prometheus" ]; then
  echo "In the last hour, says Prometheus:"
  promtool query instant http://localhost:9090 'sum by (model, currency) (ai:cost:increase1h)'
  if [ -t 0 ]; then
    read -rp "Prometheus is still at http://localhost:9090; press Enter to end it. "
  fi
fi
