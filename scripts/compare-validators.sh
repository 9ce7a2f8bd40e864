#!/usr/bin/env bash
# Compares our validator with check-jsonschema on every fixture: both must accept, or both must refuse. Only the schema is compared:
# what is wrong with the YAML itself, or with what the values mean, is not check-jsonschema's business.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

version=0.39.0
folder=.build/compare-validators
python="$folder/venv/bin/python"
if [ ! -x "$folder/venv/bin/check-jsonschema" ]; then
    command -v python3 >/dev/null || fatal "python3 is not installed, so check-jsonschema cannot be fetched"
    log "fetching check-jsonschema $version"
    python3 -m venv "$folder/venv" || fatal "python3 -m venv failed, see above"
    "$folder/venv/bin/pip" install --quiet "check-jsonschema==$version" || fatal "check-jsonschema could not be fetched, see above"
fi

log "building perfmon"
swift build --product perfmon "$@" || fatal "swift build failed, see above"
perfmon="$(swift build --show-bin-path "$@")/perfmon"
"$perfmon" schema --editor >"$folder/schema.json"

# What is not YAML, or means something else to YAML 1.1, cannot be compared.
declare -A mine
for file in Tests/PerfMonConfigurationTests/Fixtures/*.yaml; do
    findings=$(env -i "$perfmon" check --format short "$file" || true)
    if grep -q '\[PM00' <<<"$findings"; then continue; fi
    mine[$file]=accepted
    if grep -q 'error\[PM01' <<<"$findings"; then mine[$file]=refused; fi
done

# Where the two differ by design: to perfmon null stands for a key that is absent, and 1_000 is text, as YAML 1.2 says.
unset 'mine[Tests/PerfMonConfigurationTests/Fixtures/null-optional.good.yaml]'
unset 'mine[Tests/PerfMonConfigurationTests/Fixtures/looks-like-comment.good.yaml]'
unset 'mine[Tests/PerfMonConfigurationTests/Fixtures/underscores.bad.yaml]'
# Values of the right form that cannot mean what they say: hosts and patterns that never match, limits that let nothing through.
for name in hosts patterns-never limits webhook-url; do unset "mine[Tests/PerfMonConfigurationTests/Fixtures/$name.bad.yaml]"; done

status=0
"$python" -m check_jsonschema --output-format json --schemafile "$folder/schema.json" "${!mine[@]}" >"$folder/answer" || status=$?
((status <= 1)) || fatal "check-jsonschema failed, see above"
refused=$("$python" -c "
import json, sys
answer = json.load(sys.stdin)
print(*{error['filename'] for error in answer['errors']}, sep='\n')" <"$folder/answer")

differ=0
for file in "${!mine[@]}"; do
    theirs=accepted
    if grep -qxF "$file" <<<"$refused"; then theirs=refused; fi
    [ "$theirs" = "${mine[$file]}" ] && continue
    error "$file: ${mine[$file]} by perfmon, $theirs by check-jsonschema"
    differ=$((differ + 1))
done
((differ == 0)) || fatal "the validators differ on $differ of ${#mine[@]} files"
log "the validators agree on ${#mine[@]} files"
