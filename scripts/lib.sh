# Shared by the scripts of this folder, which source it.
# shellcheck shell=bash

log() { printf '==> %s\n' "$*"; }
error() { printf 'error: %s\n' "$*" >&2; }
fatal() {
    error "$*"
    exit 1
}

# The project's own files that end in .$1, each followed by a NUL; nothing that was built or fetched.
own_files() {
    find . -name '.?*' -type d -prune -o -type f -name "*.$1" -print0
}
