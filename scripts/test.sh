#!/usr/bin/env bash
# Runs all checks and tests: style, types, the suite on SQLite and PostgreSQL, browser tests.
source "$(dirname "$0")/common.sh"

# Only the browser tests need these packages. They run late, so that the packages are installed during
# the other tests. Playwright's driver needs libatomic, which a minimal Debian lacks. Firefox has
# another package name outside Debian, where it may be installed already.
packages() {
    local firefox=(firefox-esr)
    ! command -v firefox >/dev/null || firefox=()
    need_packages chromium-headless-shell "${firefox[@]}" libatomic1
}

# `begin NAME COMMAND…` runs it beside the next parts; `finish NAME` prints what it said when it ended.
declare -A jobs logs
begin() {
    logs[$1]=$(mktemp)
    "${@:2}" >"${logs[$1]}" 2>&1 &
    jobs[$1]=$!
}
finish() {
    local status=0
    wait "${jobs[$1]}" || status=$?
    cat "${logs[$1]}"
    rm "${logs[$1]}"
    return "$status"
}

# `suite WORKERS OPTIONS…`. Tests of servers, browsers and time limits often wait, so that there are
# more workers than processors.
suite() { .venv/bin/python -m pytest -n "$1" --dist worksteal "${@:2}"; }

scripts/setup.sh tests
processors=$(.venv/bin/python -c 'import os; print(len(os.sched_getaffinity(0)))')
begin packages packages
# Tests of servers often wait, so that a processor is free now and then.
begin checks scripts/check.sh
part "Tests on SQLite" suite $((processors + 1)) -m "not browser"
part "Style and types" finish checks
part "Packages" finish packages
# A quarter of the time of browser tests is idle.
begin browsers suite "$processors" tests/browser
# No test of rendering/ uses a database; collecting thousands of them takes seconds in each worker.
part "Tests on PostgreSQL" suite "$processors" -m "not browser" --postgres --ignore tests/rendering
part "Tests in a browser" finish browsers
verdict
