#!/usr/bin/env bash
# Tests rules, dashboards and docs/dashboards.md on real servers: Prometheus scrapes JVMs with the agent,
# Alertmanager hears of a spent budget, and Chromium draws the dashboards' numbers and looks at the spend
# page. What is missing is installed from Debian's packages. Everything that it starts it stops.
#   observability/test.sh            all of it, in about three minutes
#   observability/test.sh install    only installs the programs
set -euo pipefail
cd "$(dirname "$0")/.."

packages=()
command -v promtool >/dev/null || packages+=(prometheus)
command -v prometheus-alertmanager >/dev/null || packages+=(prometheus-alertmanager)
command -v chromium >/dev/null || packages+=(chromium)
command -v curl >/dev/null || packages+=(curl)
if [ ${#packages[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
    echo "Please install: ${packages[*]}" >&2
    exit 1
  fi
  apt-get update -qq
  # The tests start servers of their own, so those of the packages stay off.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
  if [ -d /run/systemd/system ]; then
    systemctl disable --quiet --now prometheus prometheus-alertmanager || true
  fi
fi
[ "${1:-}" = install ] && exit

promtool check rules observability/prometheus/*.yml
promtool test rules observability/prometheus/tests/*.yml
amtool check-config observability/alertmanager/alertmanager.yml
./mvnw -q -B -ntp -pl integration-tests -am verify -Dgroups="observability | browser" \
  -Dslow.tests=none -Djacoco.skip -Dspotless.check.skip
