#!/usr/bin/env bash
# Formats every Swift file.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

own_files swift | xargs -0 swift format --in-place --parallel
