#!/usr/bin/env bash
# Runs all checks and tests: style, types, the suite on SQLite and PostgreSQL, browser tests.
source "$(dirname "$0")/common.sh"

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

# `suite WORKERS OPTIONS…`
suite() { .venv/bin/python -m pytest -n "$1" --dist worksteal "${@:2}"; }

# Only the browser tests need these packages. Playwright's driver needs libatomic, which a minimal Debian
# lacks. Firefox has another package name outside Debian, where it may be installed already.
browser_tests() {
    local firefox=(firefox-esr)
    ! command -v firefox >/dev/null || firefox=()
    need_packages chromium-headless-shell "${firefox[@]}" libatomic1
    suite "$1" tests/browser
}

# No test of rendering/ uses a database; collecting thousands of them takes seconds in each worker.
browsers_then_postgres() {
    local status=0
    browser_tests "$1" || status=1
    suite "$2" --ignore tests/browser --postgres --ignore tests/rendering || status=1
    return "$status"
}

scripts/setup.sh tests
need_packages nginx-light caddy curl openssl systemd
processors=$(.venv/bin/python -c 'import os; print(len(os.sched_getaffinity(0)))')
# A third of the time of tests is idle: they wait for servers, browsers and time limits. So there are more
# workers than processors, and two parts run beside each other. pytest compiles the tests once, before its
# workers would all do so.
begin checks scripts/check.sh
.venv/bin/python -m pytest --collect-only -qq >/dev/null || true
begin others browsers_then_postgres "$processors" $((processors + 1))
part "Tests on SQLite" suite $((processors + 1)) --ignore tests/browser
part "Style and types" finish checks
part "Tests in a browser, then on PostgreSQL" finish others
verdict
