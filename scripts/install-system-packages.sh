#!/usr/bin/env bash
# Installs the system libraries that the package links to, if they are missing, and checks the Swift toolchain.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

modules=(yaml-0.1 libcurl sqlite3 zlib)

check_swift() {
    local version
    command -v swift >/dev/null || fatal "there is no swift command; install Swift 6.2 or newer: https://swift.org/install"
    version=$(swift --version 2>/dev/null) || fatal "swift --version fails; reinstall Swift 6.2 or newer: https://swift.org/install"
    [[ $version =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] || fatal "swift --version does not name a version: $version"
    if ((BASH_REMATCH[1] < 6 || (BASH_REMATCH[1] == 6 && BASH_REMATCH[2] < 2))); then
        fatal "Swift ${BASH_REMATCH[1]}.${BASH_REMATCH[2]} is too old; install Swift 6.2 or newer: https://swift.org/install"
    fi
}

install_with_apt() {
    local package missing=() as_root=()
    for package in libyaml-dev libcurl4-openssl-dev libsqlite3-dev zlib1g-dev pkg-config curl binutils; do
        [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then
        return
    fi
    if [[ $(id -u) != 0 ]]; then
        command -v sudo >/dev/null || fatal "install these packages as root, then run this again: ${missing[*]}"
        as_root=(sudo)
    fi
    log "installing system packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq || fatal "apt-get update failed; without the package lists nothing can be installed"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "${missing[@]}" \
        || fatal "apt-get cannot install ${missing[*]}"
}

require_modules() {
    command -v pkg-config >/dev/null || fatal "there is no pkg-config; run: $1"
    pkg-config --exists "${modules[@]}" || fatal "pkg-config does not find all of ${modules[*]}; run: $1"
}

check_swift
if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
    install_with_apt
elif [[ $(uname -s) == Darwin ]]; then
    require_modules "brew install pkg-config libyaml curl sqlite zlib"
elif command -v apk >/dev/null; then
    require_modules "apk add pkgconf yaml-dev curl curl-dev sqlite-dev zlib-dev"
else
    require_modules "dnf install pkgconf-pkg-config libyaml-devel curl libcurl-devel sqlite-devel zlib-devel"
fi
