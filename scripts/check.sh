#!/usr/bin/env bash
# Style, types, migrations and the settings of a live site.
source "$(dirname "$0")/common.sh"

say "Style"
.venv/bin/ruff format --check .
.venv/bin/ruff check .
say "Types"
.venv/bin/mypy

# A data folder of its own: checking must leave the site's alone.
LONGWAVE_DATA="$(mktemp -d)"
export LONGWAVE_DATA
trap 'rm -rf "$LONGWAVE_DATA"' EXIT
say "Migrations"
.venv/bin/python manage.py makemigrations --check --dry-run
say "Settings of a live site"
LONGWAVE_URL=https://blog.example .venv/bin/python manage.py check --deploy --fail-level WARNING
