# Shared by the scripts. Says what it does; stops at the first error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\033[1m%s\033[0m\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# Install Debian packages when root, else print the one command to type.
need_packages() {
    local missing=()
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || fail "Please install: ${missing[*]}"
    [ "$(id -u)" -eq 0 ] || fail "Please type: sudo apt-get install ${missing[*]}"
    say "Installing ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
}

# Whether the files differ from those at the last success; `settled NAME FILES…` remembers them.
fingerprint() { cat "$@" | sha256sum; }
changed() { [ "$(fingerprint "${@:2}")" != "$(cat ".venv/$1.done" 2>/dev/null)" ]; }
settled() { fingerprint "${@:2}" >".venv/$1.done"; }
