#!/usr/bin/env bash
# Builds the example server, sends it real requests and shows the reports they leave.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

example=examples/hummingbird/shop
reports=$example/perfmon-reports/demo-$(date -u +%Y%m%dT%H%M%SZ)
server_output=$(mktemp)
server=

slow_requests=(
    "GET /orders/7"
    "GET /reports/2025"
    "GET /legacy/prices"
    "GET /legacy/export"
    "GET /dashboard"
    "GET /accounts/3"
    "GET /export.csv"
    "POST /payments"
)
unreported_requests=(
    "GET /ping"
    "GET /internal/slow"
)

# Runs a command every tenth of a second until it succeeds, at most $1 seconds.
wait_until() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < end)) || return 1
        sleep 0.1
    done
}

start_server() {
    local bin=$1
    (
        export PORT=0 PERF_LOG_PATH="$PWD/$reports" PERF_CONFIG_FILE="$PWD/$example/perfmon.yaml"
        cd "$example"
        exec "$bin/Server"
    ) >"$server_output" 2>&1 &
    server=$!
    if ! wait_until 30 server_answered_or_died || ! server_runs; then
        server_problem "start: the server did not open a port"
    fi
}

server_problem() {
    tail -n 20 "$server_output" >&2
    fatal "$1 (the server's last output is above)"
}

server_runs() { kill -0 "$server" 2>/dev/null; }
server_address() { sed -n 's|^listening on \(http://.*\)$|\1|p' "$server_output"; }
server_answered_or_died() { [[ -n $(server_address) ]] || ! server_runs; }
server_stopped() { ! server_runs; }

stop_server() {
    [[ -n $server ]] || return 0
    kill -TERM "$server" 2>/dev/null || true
    if ! wait_until 15 server_stopped; then
        kill -KILL "$server" 2>/dev/null || true
        fatal "stop: the server did not end within 15 s of SIGTERM and was killed"
    fi
    wait "$server" 2>/dev/null || true
    server=
}

# Sends "METHOD /path" and prints status and seconds.
request() {
    curl --silent --show-error --max-time 30 --output /dev/null --write-out '%{http_code} %{time_total}' \
        --request "${1%% *}" "$address${1#* }" || server_problem "request: $1 got no answer"
}

report_count() { find "$reports" -name "*.$1" 2>/dev/null | wc -l; }
reports_arrived() { (($(report_count md) >= $1 && $(report_count html) >= $1)); }

# The newest report without its extension; the names begin with the time.
newest_report() {
    local newest
    newest=$(find "$reports" -name '*.md' | sort | tail -n 1)
    printf '%s' "${newest%.md}"
}

# The verdict is the first line in bold type.
verdict() { sed -n -e '/^\*\*/{s/\*\*//g;s/\\\(.\)/\1/g;p;q;}' "$1.md"; }

# One line: endpoint, "status seconds", verdict, report.
show() {
    local status=${2% *} seconds=${2#* } padding=$((108 - ${#3}))
    printf '%-20s %s  %s s  %s%*s%s\n' "$1" "$status" "${seconds%????}" "$3" "$((padding > 2 ? padding : 2))" "" "$4"
}

trap 'rm -f "$server_output"; stop_server' EXIT

scripts/install-system-packages.sh

log "building the example server in release (the first time some minutes, then seconds)"
swift build -c release --package-path "$example" --product Server || fatal "build: swift build failed, see above"
bin=$(swift build -c release --package-path "$example" --show-bin-path)

start_server "$bin"
address=$(server_address)
log "the server listens on $address, its reports go to $reports"

unreported_answers=()
for endpoint in "${unreported_requests[@]}"; do
    answer=$(request "$endpoint")
    unreported_answers+=("$answer")
done

expected=0
first_report=
for endpoint in "${slow_requests[@]}"; do
    answer=$(request "$endpoint")
    expected=$((expected + 1))
    wait_until 15 reports_arrived "$expected" || server_problem "report: $endpoint left no report within 15 s"
    report=$(newest_report)
    first_report=${first_report:-$report}
    verdict=$(verdict "$report")
    [[ -n $verdict ]] || fatal "report: $report.md has no verdict"
    show "$endpoint" "$answer" "$verdict" "$report.html"
done

stop_server
(($(report_count md) == expected)) || fatal "report: a fast or excluded request left a report, see $reports"
for index in "${!unreported_requests[@]}"; do
    show "${unreported_requests[index]}" "${unreported_answers[index]}" "no report, as expected" "-"
done
log "open the first report in a browser: file://$PWD/$first_report.html"
