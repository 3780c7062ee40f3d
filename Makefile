# The two commands that matter: make run, make test.
.DEFAULT_GOAL := help
.PHONY: help setup run test test-quick torture fuzz check lock audit-packages sbom format messages bench bench-search bench-desk bench-library bench-moving bench-setup lighthouse validate screenshots clean
SHELL := /bin/bash
PYTHON := .venv/bin/python

help: ## show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## create .venv and build what the blog serves
	@scripts/setup.sh

run: setup ## set up everything and serve the blog (HOST=…, PORT=…)
	@exec $(PYTHON) manage.py start

test: ## set up everything and run all tests
	@scripts/test.sh

test-quick: ## the tests that take less than a minute
	@scripts/setup.sh tests
	@$(PYTHON) -m pytest -q -n 2 -m "not slow" --ignore tests/browser

torture: ## kill, freeze, slow down and fill the site for an hour, and say what it did (KILLS=1000)
	@scripts/torture.sh

fuzz: ## look for new faults with random examples, on both databases (MINUTES=10)
	@scripts/fuzz.sh $(or $(MINUTES),10)

check: ## style, types, migrations, deployment settings
	@scripts/setup.sh tests
	@scripts/check.sh

lock: ## lock all packages of requirements*.txt with their hashes (UPGRADE=1: in the newest versions)
	@scripts/packages.sh lock

audit-packages: ## ask whether locked packages have known holes
	@scripts/packages.sh audit

sbom: ## list all packages in build/sbom.cdx.json (CycloneDX)
	@scripts/packages.sh sbom

format: ## put every file in the house style
	@scripts/setup.sh tests
	@$(PYTHON) -m ruff check --quiet --fix --exit-zero . && $(PYTHON) -m ruff format .

messages: setup ## collect the words of the interface for translation
	@source scripts/common.sh && need_packages gettext
	@$(PYTHON) manage.py makemessages -l zh_Hans --no-location -e html,txt,py,xml -i build -i var -i tests

bench: bench-setup ## measure rendering, serving and growth: 8 minutes
	@for each in fidelity serving growth; do $(PYTHON) benchmarks/$$each.py || exit; done

bench-search: bench-setup ## measure search among texts of yours (CORPORA=folder): 6 minutes
	@$(PYTHON) benchmarks/search.py $(if $(CORPORA),--corpora $(CORPORA))

bench-desk: bench-setup ## measure writing at the desk, in a browser: 4 minutes
	@$(PYTHON) benchmarks/desk.py

bench-library: bench-setup ## measure the library with 50,000 files, and photographs coming in: 15 minutes
	@$(PYTHON) benchmarks/library.py && $(PYTHON) benchmarks/photographs.py

bench-moving: bench-setup ## measure an import of 10,000 files, and 100,000 redirects: 20 minutes
	@$(PYTHON) benchmarks/moving.py && $(PYTHON) benchmarks/redirects.py

bench-setup:
	@scripts/setup.sh tests
	@source scripts/common.sh && need_packages wrk nginx-light

lighthouse: ## speed, accessibility and more on a phone, as Lighthouse judges
	@scripts/audit.sh lighthouse

validate: ## the HTML of every kind of page, and books, as the W3C's checkers judge
	@scripts/audit.sh validate

screenshots: ## take the pictures of the documentation again
	@scripts/setup.sh tests
	@$(PYTHON) scripts/screenshots.py

clean: ## remove what setup made; the data in var/ stays
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find locale -name '*.mo' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
