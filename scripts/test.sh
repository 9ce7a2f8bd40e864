#!/usr/bin/env bash
# Runs the lint and every test.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

# An undeclared dependency between targets would build or not, depending on what was built before it.
flags=(--explicit-target-dependency-import-check error)

SECONDS=0
scripts/install-system-packages.sh
scripts/lint.sh

log "tests of the package, with all traits (the first build takes some minutes)"
swift test --enable-all-traits "${flags[@]}" || fatal "the tests of the package fail, see above"

log "accuracy of profiles, in a process of its own: next to other tests, workloads would have to wait for threads"
PERFMON_TEST_ALONE=1 swift test --skip-build --enable-all-traits --filter AccuracyTests || fatal "the accuracy tests fail, see above"

scripts/check-linkage.sh

for example in examples/*/*/; do
    log "tests of ${example%/} (the first build takes some minutes)"
    swift test --package-path "$example" "${flags[@]}" || fatal "the tests of ${example%/} fail, see above"
done

log "lint and all tests pass ($((SECONDS / 60)) min $((SECONDS % 60)) s)"
