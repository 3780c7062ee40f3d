#!/usr/bin/env bash
# Checks format, lint, types, migrations, and the settings of a public site.
source "$(dirname "$0")/common.sh"

# The checks use neither the data nor the settings of this site.
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
