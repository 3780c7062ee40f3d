#!/usr/bin/env bash
# Style, types, migrations and the settings of a live site.
source "$(dirname "$0")/common.sh"

# Checking must neither touch the site's data nor depend on its settings.
LONGWAVE_DATA=$(mktemp -d)
trap 'rm -rf "$LONGWAVE_DATA"' EXIT
export LONGWAVE_DATA PYTHON_DOTENV_DISABLED=1

say "Style"
.venv/bin/python -m ruff format --check .
.venv/bin/python -m ruff check .
say "Types"
.venv/bin/python -m mypy
say "Migrations"
.venv/bin/python manage.py makemigrations --check --dry-run
say "Settings of a live site"
LONGWAVE_URL=https://blog.example .venv/bin/python manage.py check --deploy --fail-level WARNING
