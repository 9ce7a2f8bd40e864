#!/usr/bin/env bash
# Measures what names and lines cost the first report of a process and the next ones, with an executable that holds the Swift runtime
# and Foundation: as built, stripped, split into a separate debug file, and compressed.
# usage: scripts/benchmark-symbols.sh
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

command -v objcopy >/dev/null || fatal "there is no objcopy; install binutils (scripts/install-system-packages.sh)"
build=(swift build --package-path Benchmarks --scratch-path Benchmarks/.build-static --static-swift-stdlib --product Cost)
for configuration in release debug; do
    log "building Cost in $configuration with the Swift runtime in it"
    "${build[@]}" -c "$configuration" || fatal "build: swift build failed, see above"
    bin=$("${build[@]}" -c "$configuration" --show-bin-path)
    directory=$(mktemp -d)
    trap 'rm -rf "$directory"' EXIT
    cp "$bin/Cost" "$directory/as-built"
    objcopy --only-keep-debug "$directory/as-built" "$directory/split.debug"
    strip --strip-all "$directory/as-built" -o "$directory/stripped"
    objcopy --add-gnu-debuglink="$directory/split.debug" "$directory/stripped" "$directory/split"
    objcopy --compress-debug-sections=zlib "$directory/as-built" "$directory/compressed"
    objcopy --only-keep-debug "$directory/compressed" "$directory/split-compressed.debug"
    objcopy --add-gnu-debuglink="$directory/split-compressed.debug" "$directory/stripped" "$directory/split-compressed"
    log "$configuration: goals are 300 ms for the first profile and 20 ms for a following one"
    "$bin/Cost" symbols "$directory"/{as-built,split,compressed,split-compressed,stripped} || fatal "symbols: the program failed, see above"
    rm -rf "$directory"
done
