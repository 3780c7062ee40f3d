#!/usr/bin/env bash
# Everything: style, types, the suite on SQLite and on PostgreSQL, the browser tests.
source "$(dirname "$0")/common.sh"

# In a shell of its own, where it may give up without ending the rest. The driver of the browser is
# linked against libatomic, which a small Debian lacks.
# Firefox has another name outside Debian, where it may be there already.
packages() {
    local firefox=(firefox-esr)
    ! command -v firefox >/dev/null || firefox=()
    (need_packages chromium-headless-shell "${firefox[@]}" libatomic1)
}

suite() { .venv/bin/python -m pytest -n logical --dist worksteal "$@"; }

scripts/setup.sh tests
part "Packages" packages
part "Style and types" scripts/check.sh
part "Tests on SQLite" suite -m "not browser"
part "Tests on PostgreSQL" suite -m "not browser" --postgres
part "Tests in a browser" suite tests/browser
verdict
