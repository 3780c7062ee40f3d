#!/usr/bin/env bash
# The property tests with examples that are new each time, for so many minutes, on both databases.
# What fails is kept in .hypothesis/, and tried first the next time.
source "$(dirname "$0")/common.sh"

minutes=${1:-10}
[[ $minutes =~ ^[1-9][0-9]{0,4}$ ]] || fail "MINUTES=$minutes cannot be used: use a whole number from 1."

mapfile -t files < <(grep -rl --include='test_*.py' 'from hypothesis' tests)
# The engine for Markdown knows no database.
mapfile -t with_database < <(printf '%s\n' "${files[@]}" | grep -v '^tests/rendering/')

# Making an example smaller takes minutes.
round() {
    .venv/bin/python -m pytest -q -n 0 -m hypothesis --hypothesis-profile fuzz \
        -o faulthandler_timeout=1800 "$@"
}

scripts/setup.sh tests
rounds=0
until ((SECONDS >= minutes * 60)); do
    rounds=$((rounds + 1))
    part "Round $rounds, SQLite" round "${files[@]}"
    ((SECONDS >= minutes * 60)) ||
        part "Round $rounds, PostgreSQL" round --postgres "${with_database[@]}"
done
verdict
