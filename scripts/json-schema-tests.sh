#!/usr/bin/env bash
# Runs the official tests of JSON Schema 2020-12 against our interpreter. They come with the source of the Python
# package jsonschema, which pip fetches; nothing of them is kept in this repository.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

version=4.26.0
folder=.build/json-schema-tests
tests="$folder/jsonschema-$version/json/tests/draft2020-12"

if [ ! -d "$tests" ]; then
    command -v pip >/dev/null || fatal "pip is not installed, so the tests of JSON Schema cannot be fetched"
    log "fetching jsonschema $version"
    pip download --quiet --no-binary jsonschema --no-deps --dest "$folder" "jsonschema==$version" \
        || fatal "the tests of JSON Schema could not be fetched, see above"
    tar -xzf "$folder/jsonschema-$version.tar.gz" -C "$folder"
    [ -d "$tests" ] || fatal "jsonschema $version has no folder json/tests/draft2020-12"
fi

log "running the tests of JSON Schema 2020-12"
JSON_SCHEMA_TESTS="$PWD/$tests" swift test --filter JSONSchemaTestSuite "$@" | tee "$folder/log"
awk '/^JSON Schema: / { files++; tests += $4 } END { print files " files, " tests " tests" }' "$folder/log"
