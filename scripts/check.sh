#!/usr/bin/env bash
# Style, types, migrations and the settings of a live site.
source "$(dirname "$0")/common.sh"

# Checking must neither touch the site's data nor depend on its settings.
LONGWAVE_DATA=$(mktemp -d)
trap 'rm -rf "$LONGWAVE_DATA"' EXIT
export LONGWAVE_DATA PYTHON_DOTENV_DISABLED=1
python=.venv/bin/python

part "Format" $python -m ruff format --check .
part "Lint" $python -m ruff check .
part "Types" $python -m mypy
part "Migrations" $python manage.py makemigrations --check --dry-run
part "Settings of a live site" \
    env LONGWAVE_URL=https://blog.example $python manage.py check --deploy --fail-level WARNING
verdict
