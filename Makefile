# The two commands that matter: make run, make test.
.DEFAULT_GOAL := help
.PHONY: help setup run test test-quick check format messages bench clean
SHELL := /bin/bash

help: ## show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## create .venv and build what the blog serves
	@scripts/setup.sh

run: setup ## set up everything and serve the blog (HOST=…, PORT=…)
	@exec .venv/bin/python manage.py start

test: ## set up everything and run all tests
	@scripts/test.sh

test-quick: ## the tests that take seconds
	@scripts/setup.sh tests
	@.venv/bin/python -m pytest -q -n 2 -m "not slow and not browser"

check: ## style, types, migrations, deployment settings
	@scripts/setup.sh tests
	@scripts/check.sh

format: ## put every file in the house style
	@scripts/setup.sh tests
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

messages: ## collect the words of the interface for translation (needs gettext)
	@.venv/bin/python manage.py makemessages -l zh_Hans --no-location -i build -i var -i tests

bench: ## measure
	@if ls benchmarks/*.py >/dev/null 2>&1; then for each in benchmarks/*.py; do .venv/bin/python "$$each"; done; \
	else echo "There are no benchmarks yet."; fi

clean: ## remove what setup made; the data in var/ stays
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis
