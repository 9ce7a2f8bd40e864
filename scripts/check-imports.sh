#!/usr/bin/env bash
# Every import says its access level.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

findings=$(
    own_files swift \
        | xargs -0 grep -nHE '^[[:space:]]*(@[^[:space:]]+[[:space:]]+)*import[[:space:]]' \
        | grep -v '/Package\.swift:' || true
)
if [[ -n $findings ]]; then
    printf '%s\n' "$findings"
    fatal "these imports lack an access level; write internal, package or public before import"
fi
