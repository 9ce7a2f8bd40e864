#!/usr/bin/env bash
# Checks the form of the sources; changes nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

log "lint: format"
own_files swift | xargs -0 swift format lint --strict --parallel \
    || fatal "the format differs; make format repairs most of it"

log "lint: imports"
scripts/check-imports.sh

if command -v shellcheck >/dev/null; then
    log "lint: shell scripts"
    shellcheck --external-sources scripts/*.sh .ci/run || fatal "shellcheck has findings"
else
    log "lint: shell scripts (skipped, shellcheck is not installed)"
fi
