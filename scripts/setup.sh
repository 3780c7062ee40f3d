#!/usr/bin/env bash
# Installs what `make run` needs; with the argument `tests` also what the tests need.
# With `unlocked`, locks/ may lack something: it is about to be renewed.
source "$(dirname "$0")/common.sh"

recent='import sys; sys.exit(sys.version_info < (3, 11))'

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c "$recent" 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

create_venv() {
    local python
    find_python >/dev/null || need_packages python3 python3-venv
    python=$(find_python) || fail "Longwave needs Python 3.11 or newer."
    # In Debian ensurepip and venv are in a separate package.
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        need_packages "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    say "Creating .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

# Without this, a package that somebody added would not be installed.
compare_with_locks() {
    changed locks requirements*.txt locks/*.txt || return 0
    .venv/bin/python scripts/supply/pins.py || fail "These are not in locks/. Please type: make lock"
    settled locks requirements*.txt locks/*.txt
}

# `install LIST OPTIONS…`
install() {
    changed "$1" "locks/$1" || return 0
    say "Installing $1 (a minute or two)"
    pip_install "$@" || fail "The packages of $1 could not be installed: see the message above."
    settled "$1" "locks/$1"
}

# The list of the tests has all that the blog needs. Python compiles what is imported: not all is.
install_for_tests() {
    install requirements-dev.txt --no-compile
    settled requirements.txt locks/requirements.txt
}

# The blog runs without it.
install_mermaid() {
    local list=requirements-mermaid.txt
    changed $list locks/$list || return 0
    say "Installing what draws Mermaid"
    if pip_install $list; then
        settled $list locks/$list
    else
        say "There is no package for this system: see above. Mermaid diagrams are shown as code."
    fi
}

# From npm: fonts, mhchem (chemical formulas) and Temml (demanding formulas). The blog runs without them.
from_npm() {
    local sources=(package.json package-lock.json scripts/*_font*.py scripts/script_letters.py)
    changed npm "${sources[@]}" || ! [ -d build/fonts ] || return 0
    say "Fetching fonts and other packages from npm"
    if find_node && npm_packages . build/npm && .venv/bin/python scripts/build_fonts.py; then
        settled npm "${sources[@]}"
        # build/card-fonts has the merged font now.
        rm -rf build/npm/node_modules/@fontsource-variable/noto-serif-sc
    else
        say "They could not be fetched: see the message above. The reader's own fonts serve until the next start."
    fi
    rm -rf build/node
}

# Authors write in a plain text field where the editor could not be built.
bundle_editor() {
    local sources=(desk/editor/*.js static/js/desk/*.js package-lock.json)
    local npm=build/npm/node_modules
    local esbuild=("$npm"/@esbuild/*/bin/esbuild)
    [ -x "${esbuild[0]}" ] || return 0
    changed editor "${sources[@]}" || ! [ -f build/editor/js/editor.js ] || return 0
    say "Building the editor"
    rm -rf build/editor
    NODE_PATH=$npm "${esbuild[0]}" editor=desk/editor/main.js --outdir=build/editor/js --bundle --splitting \
        --chunk-names=editor/[name]-[hash] --minify --format=esm --target=es2022 --log-level=warning \
        --alias:@codemirror/lang-html=./desk/editor/plain_html.js ||
        fail "The editor could not be built: see the message above."
    cat "$npm"/@codemirror/*/LICENSE "$npm"/@lezer/*/LICENSE >build/editor/js/editor-licences.txt
    settled editor "${sources[@]}"
}

# Pages of the version before, which a running server still sends, name files of that version: these stay for a month.
collect_static() {
    local old new=build/static.new
    rm -rf $new
    COLLECTED_STATIC=$new .venv/bin/python manage.py collectstatic --noinput -v 0
    mkdir -p build/static
    cp -a $new/. build/static/
    find build/static -type f -mtime +30 -printf '%P\n' | while read -r old; do
        [ -e "$new/$old" ] || rm "build/static/$old"
    done
    rm -rf $new
}

build() {
    local sources data=${LONGWAVE_DATA:-}
    [ -n "$data" ] || data=$(sed -n 's/^LONGWAVE_DATA=//p' .env 2>/dev/null | tr -d "\"'" | tail -n 1) || true
    mapfile -t sources < <(find locale static build/fonts build/editor "${data:-var}/theme/static" -type f -not -name '*.mo' 2>/dev/null | sort)
    sources+=(locks/requirements.txt blog/settings.py)
    local made=(build/static/staticfiles.json locale/zh_Hans/LC_MESSAGES/django.mo)
    if changed build "${sources[@]}" || ! ls "${made[@]}" >/dev/null 2>&1; then
        say "Building translations and static files"
        .venv/bin/python scripts/compile_messages.py
        collect_static
        settled build "${sources[@]}"
    fi
}

# After an update of Python or an interrupted setup, .venv may be broken.
.venv/bin/python -c "import pip; $recent" 2>/dev/null || create_venv
[ "${1:-}" = unlocked ] || compare_with_locks
if [ "${1:-}" = tests ]; then install_for_tests; else install requirements.txt; fi
install_mermaid
from_npm
bundle_editor
build
