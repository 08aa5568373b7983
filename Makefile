# Everything a person or a machine runs here. `make` alone lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SPARK_READY := $(VENV)/.spark-ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# The first Python of this machine that is new enough; name another with `make PYTHON=…`.
PYTHON ?= $(shell for name in python3.11 python3 python3.13 python3.12; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$name" && break; done)

# The core's branches are counted where every extra is present, that is in CI (see .ci/run).
COVERAGE = $(if $(DULY_REQUIRE_EXTRAS),--cov --cov-branch --cov-fail-under=100 \
	--cov-report=term-missing:skip-covered)
# Counting makes a test a third slower, and these reach no branch of the core that others do not.
APART = tests/server tests/reliability
TESTS = $(BIN)/python -m pytest -q -n 2 --dist loadgroup

DEMO_BOOK := demo/book
DEMO_EXPORT := demo/export.csv
DEMO_REPORT := demo/report.html
DEMO_DAY := 2026-10-31

# A PostgreSQL that lets us make databases, for the tests of the server; found if it answers.
DULY_TEST_POSTGRESQL ?= postgresql:///postgres

.PHONY: help install spark demo serve report test coverage check format reliability
.PHONY: bench bench-quick bench-web messages docs lock clean

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST) \
	| awk -F ':.*  ## ' '{ printf "make %-12s %s\n", $$1, $$2 }'

install: $(READY)  ## build .venv, once; the command is then .venv/bin/duly (about a minute)

spark: $(SPARK_READY)  ## add the Spark engine to .venv (it also needs Java 17 or later)

demo: install  ## build the example company with 90 past days and open its desk on 127.0.0.1:8000
	@$(BIN)/duly demo

serve: install  ## open your own desk on 127.0.0.1:8000 (DULY_HOME and DATABASE_URL say where)
	@$(BIN)/duly serve

report: install  ## generate an example company and take the X-ray of its raw export, as a file
	@mkdir -p demo
	@$(BIN)/duly generate $(DEMO_BOOK) --story --as-of $(DEMO_DAY) --export $(DEMO_EXPORT) --overwrite
	@$(BIN)/duly xray $(DEMO_EXPORT) --html $(DEMO_REPORT)
	@echo "The report: $(CURDIR)/$(DEMO_REPORT)"

test: install  ## run every test; what needs Spark, Chromium or PostgreSQL is skipped without them
	@$(TESTS) $(COVERAGE) $(APART:%=--ignore=%)
	@$(TESTS) $(APART)
	@if reason=$$($(BIN)/python -m tests.server.postgresql $(DULY_TEST_POSTGRESQL)); \
	then echo "The tests of the server again, on PostgreSQL"; \
	DATABASE_URL=$(DULY_TEST_POSTGRESQL) DULY_REQUIRE_EXTRAS= $(TESTS) tests/server -m "not chromium"; \
	else echo "Not on PostgreSQL: $$reason"; [ -z "$${DULY_REQUIRE_EXTRAS:-}" ]; fi

reliability: install  ## kill, fill and race the server for half an hour; see docs/reliability.md
	@$(TESTS) --reliability tests/reliability

coverage: install  ## run the tests of the core and show which of its branches none of them takes
	@$(TESTS) --cov --cov-branch --cov-report=term-missing:skip-covered $(APART:%=--ignore=%)

check: install  ## read the code: ruff, mypy, import contracts, the rules of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q tests/tidy

format: install  ## let ruff lay out and mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: install  ## measure against named baselines at 1 and 10 million invoices
	@$(BIN)/python -m benchmarks

bench-quick: install  ## the same on small books, to see that it runs
	@$(BIN)/python -m benchmarks --quick

bench-web: install  ## 20 users on 1M invoices beside a running import: p50, p95, p99 of every page
	@$(BIN)/python -m benchmarks.web

messages: install  ## gather the desk's texts into the catalogues of its languages, and compile them
	@$(BIN)/python -m duly.server.web.catalogues

docs: install  ## write docs/reference again from the code
	@$(BIN)/python -m docs.reference_pages

lock: install  ## pin the newest allowed versions again, by hash and without addresses
	@$(COMPILE) pyproject.toml --extra dev --upgrade --output-file requirements.lock >/dev/null
	@$(BIN)/python -c "import tomllib; \
		extras = tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']; \
		print(*extras['spark'], sep='\n')" \
	| $(COMPILE) - --constraints requirements.lock --output-file requirements-spark.lock >/dev/null

clean:  ## remove .venv, the demo, benchmark data and every cache
	@rm -rf $(VENV) demo benchmarks/data build dist htmlcov .coverage .pytest_cache .mypy_cache \
		.ruff_cache .import_linter_cache .hypothesis spark-warehouse metastore_db derby.log
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url

$(READY): requirements.lock pyproject.toml
	@[ -n "$(PYTHON)" ] || { \
		echo "Duly needs Python 3.11 or later and found none. On Debian: apt install python3"; \
		exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments. On Debian: apt install python3-venv"; \
		exit 1; }
	@$(PIP) --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear $(VENV)
	@echo "Installing into $(VENV); the first time takes about a minute."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(SPARK_READY): $(READY) requirements-spark.lock
	@echo "Installing Spark; its download is large."
	@$(PIP) install --require-hashes -r requirements-spark.lock
	@touch $@
