#!/usr/bin/env bash
# Runs the property tests with new random examples for some minutes, on both databases.
# Failing examples are stored in .hypothesis/ and are tried first the next time.
source "$(dirname "$0")/common.sh"

minutes=${1:-10}
[[ $minutes =~ ^[1-9][0-9]{0,4}$ ]] || fail "MINUTES=$minutes cannot be used: use a whole number from 1."

mapfile -t files < <(grep -rl --include='test_*.py' 'from hypothesis' tests)
# Tests of rendering/ use no database.
mapfile -t with_database < <(printf '%s\n' "${files[@]}" | grep -v '^tests/rendering/')

# Shrinking an example takes minutes.
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
