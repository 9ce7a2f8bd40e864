#!/usr/bin/env bash
# The core must not bring NIO or the whole of Foundation, with its 40 MB of Unicode data, into an application that has neither.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

if [[ $(uname -s) != Linux ]]; then
    log "linkage: checked on Linux only"
    exit 0
fi

consumer=.build/linkage-consumer
mkdir -p "$consumer/Sources/Consumer"
cat >"$consumer/Package.swift" <<EOF
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "linkage-consumer",
    dependencies: [.package(name: "perfmon", path: "$PWD", traits: [])],
    targets: [.executableTarget(name: "Consumer", dependencies: [.product(name: "PerfMon", package: "perfmon")])]
)
EOF
cat >"$consumer/Sources/Consumer/main.swift" <<EOF
import PerfMon

print((try? Monitor()) != nil)
EOF

swift build --package-path "$consumer" || fatal "linkage: an application that depends on PerfMon alone does not build, see above"
libraries=$(ldd "$consumer/.build/debug/Consumer")
for unwanted in libFoundation.so libFoundationInternationalization.so lib_FoundationICU.so libFoundationNetworking.so; do
    [[ $libraries != *"$unwanted"* ]] || fatal "linkage: PerfMon alone links $unwanted; import FoundationEssentials instead of Foundation"
done
symbols=$(nm "$consumer/.build/debug/Consumer")
[[ $symbols != *NIOCore* ]] || fatal "linkage: PerfMon alone contains NIO"
log "linkage: PerfMon alone links neither Foundation nor NIO"
