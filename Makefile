# The front door. `make` alone lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Not quiet: on a slow line the download would look like a hang.
PIP := $(BIN)/python -m pip install --progress-bar on --disable-pip-version-check
# Versions that the tests passed with; `make lock` renews them.
LOCK := constraints.txt
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
BENCH_STAMP := $(VENV)/.installed-bench

.DEFAULT_GOAL := help
.PHONY: help run test test-opensearch build-opensearch test-spacy check lint types layers unit format bench schema man lock pictures clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-16s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Pressroom needs Python 3.11 or newer; try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@echo "Making a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml $(LOCK) | $(BIN)/python
	@echo "Installing Pressroom and its libraries into $(VENV); the first time takes one to three minutes …"
	@$(PIP) -c $(LOCK) -e .
	@touch $@

$(DEV_STAMP): pyproject.toml $(LOCK) | $(BIN)/python
	@echo "Installing the tools for checks and tests into $(VENV); the first time takes one to three minutes …"
	@$(PIP) -c $(LOCK) -e '.[dev]'
	@touch $@ $(STAMP)

$(BENCH_STAMP): pyproject.toml $(LOCK) | $(BIN)/python
	@echo "Installing the engines to compare with into $(VENV); the first time takes one to three minutes …"
	@$(PIP) -c $(LOCK) -e '.[bench]'
	@$(PYTHON) -m venv $(VENV)/toolong
	@$(VENV)/toolong/bin/python -m pip install --progress-bar on --disable-pip-version-check 'toolong>=1.5' \
		|| echo 'toolong cannot be installed here; the launch is not compared with its own.'
	@touch $@ $(STAMP)

run: $(STAMP) ## install into .venv and open the explorer on the sample documents
	@$(BIN)/pressroom --demo

test: check unit ## every check and every test

check: lint types layers ## lint, types and layers, without the tests

lint: $(DEV_STAMP) ## ruff: style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV_STAMP) ## mypy, strict
	$(BIN)/mypy

layers: $(DEV_STAMP) ## import-linter: tui -> index -> corpus
	$(BIN)/lint-imports

unit: $(DEV_STAMP) ## the tests alone, on all cores
	$(BIN)/pytest -n auto -q

test-spacy: $(DEV_STAMP) ## the extractor with the real spaCy and its small English model, which are downloaded
	@$(PIP) -c $(LOCK) -e '.[dev,spacy]'
	@$(BIN)/python -m spacy download en_core_web_sm || echo 'The model cannot be downloaded here; its test is skipped.'
	$(BIN)/pytest -q tests/corpus/extraction/test_spacy.py

test-opensearch: $(DEV_STAMP) ## the tests against a real OpenSearch, which Maven resolves (needs mvn and Java 17)
	@command -v mvn >/dev/null || { echo 'Maven (mvn) is not installed; it builds the server of these tests.'; exit 1; }
	PRESSROOM_TEST_OPENSEARCH=build/opensearch $(BIN)/pytest -q tests/opensearch

build-opensearch: $(DEV_STAMP) ## resolve and build the server of those tests (the first time takes a minute)
	$(BIN)/python -m tests.opensearch.launcher build/opensearch

format: $(DEV_STAMP) ## put the code in its format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(BENCH_STAMP) ## measure speed and ranking (CORPUS=path of a folder or .jsonl; ARGS='--sizes 18000'; see docs/performance.md)
	$(BIN)/python -m benchmarks $(CORPUS) $(ARGS)

schema: $(DEV_STAMP) ## write docs/settings.schema.json and docs/json.schema.json
	$(BIN)/python -m tui.config.schema > docs/settings.schema.json
	$(BIN)/python -m tui.cli.json_schema > docs/json.schema.json

man: $(STAMP) ## write the man page to build/pressroom.1
	@mkdir -p build
	$(BIN)/pressroom man > build/pressroom.1

lock: $(DEV_STAMP) ## write constraints.txt: the newest versions that pyproject.toml allows
	$(PIP) uv
	$(BIN)/uv pip compile --quiet --universal --upgrade --python-version 3.11 --extra dev --extra bench \
		--no-emit-index-url --no-header --no-annotate pyproject.toml --output-file $(LOCK)

pictures: $(DEV_STAMP) ## draw docs/pressroom.svg and the pictures of docs/tour.md
	$(BIN)/python docs/picture.py
	$(BIN)/python docs/tour_pictures.py

clean: ## remove what was built
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build dist
