#!/usr/bin/env bash
# The packages of locks/ and package-lock.json: `packages.sh lock` renews locks/ from requirements*.txt,
# `audit` asks for known holes, `sbom` lists all packages in one file.
source "$(dirname "$0")/common.sh"

tools=build/supply
lists=(-dev "" -anymail -mermaid -node -supply)

install_tools() {
    changed supply locks/requirements-supply.txt || ! [ -x $tools/bin/python ] || return 0
    say "Installing requirements-supply.txt"
    .venv/bin/python -m venv --clear --without-pip $tools
    PIP_PYTHON=$tools/bin/python pip_install requirements-supply.txt ||
        fail "They could not be installed: see above."
    settled supply locks/requirements-supply.txt
}

# Versions that fit stay as they are; UPGRADE=1 takes the newest that requirements*.txt allow. The list of
# the tests contains the one of the blog, so the blog gets the versions that are tested.
lock() {
    local each constraints options=(--universal --python-version 3.11 --generate-hashes)
    [ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}
    for each in "${lists[@]}"; do
        constraints=(-c locks/requirements-dev.txt)
        [[ $each != -dev && $each != -supply ]] || constraints=()
        $tools/bin/python -m uv pip compile -q "${options[@]}" ${UPGRADE:+--upgrade} --no-header \
            --no-annotate "${constraints[@]}" "requirements$each.txt" -o "locks/requirements$each.txt"
    done
    say "$(cat locks/*.txt | grep -c ==) pins in locks/ are up to date"
}

audit() {
    find_node 20 || fail "npm could not be fetched: see above."
    $tools/bin/python scripts/supply/audit.py "${npm[@]}"
}

sbom() { $tools/bin/python scripts/supply/sbom.py build/sbom.cdx.json; }

scripts/setup.sh unlocked
install_tools
"$1"
