#!/bin/sh
# Writes the SHA-256 of the report's style sheet and script into ReportAssets.swift.
set -eu
cd "$(dirname "$0")/.."

hash() { openssl dgst -sha256 -binary "$1" | openssl base64 -A; }

target=Sources/PerfMonReporting/HTML/ReportAssets.swift
style=$(hash Sources/CPerfMonResources/report.css)
script=$(hash Sources/CPerfMonResources/report.js)
sed -e "s|styleHash: StaticString = \".*\"|styleHash: StaticString = \"$style\"|" \
    -e "s|scriptHash: StaticString = \".*\"|scriptHash: StaticString = \"$script\"|" "$target" > "$target.new"
mv "$target.new" "$target"
echo "style  sha256-$style"
echo "script sha256-$script"
