# What the project can do, one word each.

PYTHON := .venv/bin/python
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
PYTEST := $(PYTHON) -m pytest

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test test-quick check bench format messages clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: .venv/blog.installed $(CATALOGUES) build/static/.collected ## install what the blog needs

run: setup ## start the blog (PORT=8001, HOST=0.0.0.0 to choose where)
	@$(PYTHON) manage.py start

test: setup .venv/tests.installed ## run everything: style, types, both databases, the browser
	@scripts/test

test-quick: setup .venv/tests.installed ## run the tests that take no time, on SQLite
	@$(PYTEST) -n 2 -m "not slow and not browser"

# A check reads no data: it gets a folder of its own, and no .env.
check: export LONGWAVE_DATA := build/check
check: export PYTHON_DOTENV_DISABLED := 1
check: setup .venv/tests.installed ## look at style, types, migrations and deployment settings
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) manage.py makemigrations --check --dry-run
	LONGWAVE_URL=https://blog.example $(PYTHON) manage.py check --deploy --fail-level WARNING
	$(PYTHON) -m mypy

bench: setup ## run the benchmarks
	@for file in benchmarks/*.py; do \
		if [ -e "$$file" ]; then $(PYTHON) "$$file" || exit; \
		else echo "There are no benchmarks yet: they come with a later release."; fi; \
	done

format: .venv/tests.installed ## lay out the code as make check wants it
	@$(PYTHON) -m ruff check --fix --exit-zero --quiet .
	@$(PYTHON) -m ruff format .

messages: setup ## collect the texts to translate into locale/
	@scripts/packages gettext
	@$(PYTHON) manage.py makemessages --all --no-obsolete --no-location --ignore build

clean: ## remove what was installed and built; your data in var/ stays
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -f $(CATALOGUES)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each of these files says that a step is done, so that make repeats it only after a change.

.venv/blog.installed: requirements.txt
	@scripts/venv
	@echo "Installing what the blog needs (a minute, once) ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.venv/tests.installed: requirements-dev.txt .venv/blog.installed
	@echo "Installing what the tests need (a minute, once) ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

%.mo: %.po .venv/blog.installed
	@$(PYTHON) -c 'import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@

# Folders are listed too: their time changes when a file in them is removed.
build/static/.collected: .venv/blog.installed blog/settings.py $(shell find static)
	@echo "Preparing the style sheets and scripts ..."
	@$(PYTHON) manage.py collectstatic --clear --no-input --verbosity 0
	@touch $@
