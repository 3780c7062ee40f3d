#!/usr/bin/env bash
# Tries for minutes what `make test` tries for seconds, and says in plain words what it did.
# SECONDS_EACH=60 is the time of each outage, SECONDS_LOCKED=30 that of a locked SQLite, KILLS=1000 how often
# saves and imports are killed, BACKUPS=50 how many are made and restored. ATTACKS=file.json has more strings
# that try to run in pages.
source "$(dirname "$0")/common.sh"

scripts/setup.sh tests
need_packages chromium-headless-shell libatomic1
need_packages nginx-light caddy openssl pgbouncer systemd postgresql certbot curl git make python3-venv
need_packages docker.io docker-compose debootstrap iproute2 iptables
# One after the other: each of them loads the machine by itself. -s shows what they say.
export TORTURE=1
part "Attacks, on SQLite or a PostgreSQL of their own" .venv/bin/python -m pytest -q -s -p no:cacheprovider -o faulthandler_timeout=7200 tests/torture "$@"
part "Two machines on PostgreSQL" .venv/bin/python -m pytest -q -s -p no:cacheprovider --postgres tests/torture/test_two_machines.py
verdict
