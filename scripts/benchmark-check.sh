#!/usr/bin/env bash
# Measures `perfmon check` as a whole process on a file of 60 lines, beside check-jsonschema and yamllint.
# usage: scripts/benchmark-check.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

runs=${1:-40}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

log "building perfmon in release, with the Swift runtime in it"
build=(swift build -c release --static-swift-stdlib --product perfmon --scratch-path .build-static)
"${build[@]}" || fatal "build: swift build failed, see above"
perfmon="$("${build[@]}" --show-bin-path)/perfmon"

file=Benchmarks/sixty-lines.yaml
"$perfmon" schema >"$folder/schema.json"

log "installing check-jsonschema and yamllint into a temporary environment"
if ! python3 -m venv "$folder/venv" || ! "$folder/venv/bin/pip" install --quiet check-jsonschema yamllint; then
    error "install: the Python packages cannot be had here, so they are left out of the table"
fi

commands=("$perfmon check $file")
if [ -x "$folder/venv/bin/check-jsonschema" ]; then
    commands+=("$folder/venv/bin/check-jsonschema --schemafile $folder/schema.json $file")
fi
if [ -x "$folder/venv/bin/yamllint" ]; then commands+=("$folder/venv/bin/yamllint -d relaxed $file"); fi
python3 Benchmarks/scripts/time-processes.py "$runs" "${commands[@]}"
