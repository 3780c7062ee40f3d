#!/usr/bin/env bash
# Runs all checks and tests: style, types, the suite on SQLite and PostgreSQL, browser tests.
source "$(dirname "$0")/common.sh"

# Only the browser tests need these packages. They run last, so that the packages are installed during
# the other tests. Playwright's driver needs libatomic, which a minimal Debian lacks. Firefox has
# another package name outside Debian, where it may be installed already.
packages() {
    local firefox=(firefox-esr)
    ! command -v firefox >/dev/null || firefox=()
    need_packages chromium-headless-shell "${firefox[@]}" libatomic1
}

start_packages() {
    packages_log=$(mktemp)
    packages >"$packages_log" 2>&1 &
    packages_job=$!
}

finish_packages() {
    local status=0
    wait "$packages_job" || status=$?
    cat "$packages_log"
    rm "$packages_log"
    return "$status"
}

# `suite WORKERS OPTIONS…`. Tests of servers and time limits often wait, so that the suite on a database
# has one worker more than there are processors.
suite() { .venv/bin/python -m pytest -n "$1" --dist worksteal "${@:2}"; }

scripts/setup.sh tests
processors=$(.venv/bin/python -c 'import os; print(len(os.sched_getaffinity(0)))')
start_packages
part "Style and types" scripts/check.sh
part "Tests on SQLite" suite $((processors + 1)) -m "not browser"
part "Tests on PostgreSQL" suite $((processors + 1)) -m "not browser" --postgres
part "Packages" finish_packages
part "Tests in a browser" suite "$processors" tests/browser
verdict
