#!/usr/bin/env bash
# Runs all checks and tests: style, types, the suite on SQLite and PostgreSQL, browser tests.
source "$(dirname "$0")/common.sh"

# In a subshell, so that a failure does not end the script. Playwright's driver needs libatomic, which
# a minimal Debian lacks. Firefox has another package name outside Debian, where it may be installed.
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
