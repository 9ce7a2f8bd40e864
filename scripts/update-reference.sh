#!/usr/bin/env bash
# Writes the reference documentation from the schema and the code catalogue.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build --product perfmon "$@"
for page in codes configuration; do
    "$(swift build --show-bin-path "$@")/perfmon" reference "$page" >"docs/$page.md"
done
