#!/usr/bin/env bash
# Everything: style, types, the suite on SQLite and on PostgreSQL, the browser tests.
source "$(dirname "$0")/common.sh"

suite() { .venv/bin/python -m pytest -n logical -m "not browser" "$@"; }

browser() {
    # In a shell of its own, where it may give up without ending the rest.
    # The driver of the browser is linked against libatomic, which a small Debian lacks.
    (need_packages chromium fonts-noto-cjk libatomic1) || return
    .venv/bin/python -m pytest -n logical --dist loadfile tests/browser
}

scripts/setup.sh tests
part "Style and types" scripts/check.sh
part "Tests on SQLite" suite
# What asks no database, and the walk through the admin, which asks none in a way of its own: once.
once=(tests/rendering tests/benchmarks tests/admin/test_access.py tests/attacks/test_bodies.py
    tests/attacks/test_connections.py tests/attacks/test_logs.py tests/operations/test_archive.py
    tests/operations/test_outage.py tests/operations/test_private.py)
part "Tests on PostgreSQL" suite --postgres "${once[@]/#/--ignore=}"
part "Tests in a browser" browser
verdict
