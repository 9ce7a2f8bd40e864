#!/usr/bin/env bash
# Measures what monitoring costs an application, in release.
# usage: scripts/benchmark-profiler.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

log "building Cost in release"
swift build -c release --package-path Benchmarks --product Cost || fatal "build: swift build failed, see above"
"$(swift build -c release --package-path Benchmarks --show-bin-path)/Cost" "${1:-8}" || fatal "cost: the program failed, see above"
