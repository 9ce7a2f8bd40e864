#!/usr/bin/env bash
# Feeds random files to the configuration, under libFuzzer and AddressSanitizer: scripts/fuzz-configuration.sh [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

seconds=${1:-600}
corpus=.build/fuzz-configuration
mkdir -p "$corpus"
cp Tests/PerfMonConfigurationTests/Fixtures/*.yaml "$corpus"

# Without its own flag only the fuzz target would be instrumented, not the code that it calls.
flags=(--package-path Tests/Fuzzing --sanitize=fuzzer --sanitize=address)
flags+=(-Xswiftc "-sanitize-coverage=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table")

log "building the fuzz target"
swift build "${flags[@]}" "${@:2}"
log "fuzzing for $seconds s"
SWIFT_BACKTRACE=enable=no "$(swift build "${flags[@]}" --show-bin-path "${@:2}")/FuzzConfiguration" \
    "$corpus" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048
