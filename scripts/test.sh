#!/usr/bin/env bash
# Everything: style, types, the suite on SQLite and on PostgreSQL, the browser tests.
source "$(dirname "$0")/common.sh"
start=$SECONDS

scripts/setup.sh tests
command -v chromium >/dev/null || need_packages chromium
fc-list :lang=zh-cn 2>/dev/null | grep -q . || need_packages fonts-noto-cjk

scripts/check.sh
say "Tests on SQLite"
.venv/bin/python -m pytest -q -n 2 -m "not browser"
say "Tests on PostgreSQL"
.venv/bin/python -m pytest -q -n 2 -m "not browser" --postgres
say "Tests in a browser"
.venv/bin/python -m pytest -q -m browser

total=$((SECONDS - start))
say "All passed in $((total / 60)) min $((total % 60)) s"
