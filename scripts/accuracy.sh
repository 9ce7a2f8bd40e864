#!/usr/bin/env bash
# Compares profiles with workloads whose truth is known, alone and 64 at once, in debug and release.
# usage: scripts/accuracy.sh [RUNS-ALONE [RUNS-TOGETHER [INTERVAL-MILLISECONDS]]]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

runs_alone=${1:-3} runs_together=${2:-3} interval=${3:-10}
failed=
for configuration in debug release; do
    log "building Accuracy in $configuration"
    swift build -c "$configuration" --package-path Benchmarks --product Accuracy || fatal "build: swift build failed, see above"
    bin=$(swift build -c "$configuration" --package-path Benchmarks --show-bin-path)
    log "accuracy in $configuration: $runs_alone runs alone, $runs_together times 64 at once, a sample every $interval ms"
    "$bin/Accuracy" "$runs_alone" "$runs_together" "$interval" || failed+=" $configuration"
done
[[ -z $failed ]] || fatal "accuracy: time was attributed to a wrong request, or the program crashed, in$failed"
