#!/usr/bin/env bash
# Set up what `make run` needs; with the word "tests" also what the tests need.
source "$(dirname "$0")/common.sh"

find_python() {
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

if ! [ -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
    python="$(find_python)"
    if [ -z "$python" ]; then
        need_packages python3 python3-venv
        python="$(find_python)"
        [ -n "$python" ] || fail "Longwave needs Python 3.11 or newer."
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null || need_packages python3-venv
    say "Creating .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
fi

install() {
    changed "$1" requirements*.txt || return 0
    say "Installing $1"
    .venv/bin/python -m pip install -q --disable-pip-version-check -r "$1" ||
        fail "The packages of $1 could not be installed: see the message above."
    settled "$1" requirements*.txt
}

install requirements.txt
[ "${1:-}" != tests ] || install requirements-dev.txt

mapfile -t catalogues < <(find locale -name '*.po' | sort)
mapfile -t sources < <(find static -type f | sort)
if changed build "${catalogues[@]}" "${sources[@]}" requirements.txt || ! [ -f build/static/staticfiles.json ]; then
    say "Building translations and static files"
    .venv/bin/python scripts/compile_messages.py
    .venv/bin/python manage.py collectstatic --noinput --clear -v 0
    settled build "${catalogues[@]}" "${sources[@]}" requirements.txt
fi
