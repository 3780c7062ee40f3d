#!/usr/bin/env bash
# Everything: style, types, the suite on SQLite and on PostgreSQL, the browser tests.
source "$(dirname "$0")/common.sh"

suite() { .venv/bin/python -m pytest -n logical -m "not browser" "$@"; }

browser() {
    # In shells of their own, where need_packages may give up without ending the rest.
    (command -v chromium >/dev/null || need_packages chromium) || return
    (fc-list :lang=zh-cn 2>/dev/null | grep -q . || need_packages fonts-noto-cjk) || return
    .venv/bin/python -m pytest tests/browser
}

scripts/setup.sh tests
part "Style and types" scripts/check.sh
part "Tests on SQLite" suite
part "Tests on PostgreSQL" suite --postgres
part "Tests in a browser" browser
verdict
