#!/usr/bin/env bash
# Everything: style, types, the suite on SQLite and on PostgreSQL, the browser tests.
# Every part runs, whatever became of the one before.
source "$(dirname "$0")/common.sh"
start=$SECONDS failed=()

part() {
    say "$1"
    "${@:2}" || failed+=("$1")
}

suite() { .venv/bin/python -m pytest -q -n auto -m "not browser" "$@"; }

browser() {
    # In a shell of its own, where need_packages may give up without ending the rest.
    (command -v chromium >/dev/null || need_packages chromium) || return
    (fc-list :lang=zh-cn 2>/dev/null | grep -q . || need_packages fonts-noto-cjk) || return
    .venv/bin/python -m pytest -q tests/browser
}

scripts/setup.sh tests
part "Style and types" scripts/check.sh
part "Tests on SQLite" suite
part "Tests on PostgreSQL" suite --postgres
part "Tests in a browser" browser

took="$(((SECONDS - start) / 60)) min $(((SECONDS - start) % 60)) s"
[ ${#failed[@]} -eq 0 ] || fail "$(printf 'Failed after %s:' "$took"; printf ' %s.' "${failed[@]}")"
say "All passed in $took"
