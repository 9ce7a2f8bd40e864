#!/usr/bin/env bash
# Every import of the sources says its access level. Tests export nothing, so it does not matter there.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

findings=$(
    own_files swift \
        | xargs -0 grep -nHE '^[[:space:]]*(@[^[:space:]]+[[:space:]]+)*import[[:space:]]' \
        | grep '/Sources/' || true
)
if [[ -n $findings ]]; then
    printf '%s\n' "$findings"
    fatal "these imports lack an access level; write internal, package or public before import"
fi
