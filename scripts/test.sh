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
# The engine for Markdown knows no database: once is enough.
part "Tests on PostgreSQL" suite --postgres --ignore tests/rendering
part "Tests in a browser" browser
verdict
