#!/usr/bin/env bash
# Runs the stress program MINUTES minutes each at 100 Hz and 2 kHz: debug, release, and under the sanitizers.
# usage: scripts/stress.sh [MINUTES [REQUESTS-AT-ONCE]]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

seconds=$(awk "BEGIN { print ${1:-10} * 60 }")
width=${2:-64}
failed=()

# build NAME FLAG... leaves the program's path in $program.
build() {
    local name=$1 flags=(--package-path Benchmarks --product Stress --scratch-path "Benchmarks/.build-$1" "${@:2}")
    log "building Stress: $name"
    swift build "${flags[@]}" || fatal "build: swift build failed, see above"
    program=$(swift build "${flags[@]}" --show-bin-path)/Stress
}

# run NAME HERTZ; a run that hangs is ended and counts as a crash.
run() {
    local name="$1, $2 Hz" status=0
    log "$name, $seconds s, $width requests at once"
    timeout --kill-after=10 "$(awk "BEGIN { print $seconds + 120 }")" "$program" "$seconds" "$2" "$width" || status=$?
    ((status == 0)) || failed+=("$name (exit status $status)")
}

# What is found is printed; the program goes on, so that everything is found.
export ASAN_OPTIONS=detect_leaks=0:halt_on_error=0:quarantine_size_mb=16
export TSAN_OPTIONS=halt_on_error=0:suppressions=$PWD/Benchmarks/tsan-suppressions.txt

for configuration in debug release; do
    build "$configuration" -c "$configuration"
    for hertz in 100 2000; do run "$configuration" "$hertz"; done
done
for sanitizer in address thread; do
    build "$sanitizer" -c debug --sanitize="$sanitizer"
    for hertz in 100 2000; do run "$sanitizer sanitizer" "$hertz"; done
done

((${#failed[@]} == 0)) || fatal "stress: $(printf '%s; ' "${failed[@]}")see above"
log "no crash, no hang, no wrong attribution"
