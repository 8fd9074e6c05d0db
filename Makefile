# Everything from a fresh clone: `make demo`, `make test`. Only Python 3.11+, make and a package index are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test test-slow lint format accept docs bench browser conformance clean

help:  ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/commplan: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt $(BIN)/commplan
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

$(VENV)/.browser: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[browser]'
	@touch $@

$(VENV)/.spark: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[spark]'
	@touch $@

demo: $(BIN)/commplan  ## init, check, render, import a real export, evaluate; says where the pages are
	@sh demo.sh $(BIN)

test: $(VENV)/.dev  ## the fast tests, some four minutes on two cores
	$(BIN)/python -m pytest -m "not slow" -n auto --dist worksteal

test-slow: $(VENV)/.browser $(VENV)/.spark  ## the slow tests: browser, office, Spark, wheel, long fuzzing; needs Debian's chromium, LibreOffice, Java and a Chinese font
	$(BIN)/python -m pytest -m slow -n auto --dist worksteal --deselect tests/test_conformance.py::test_a_whole_evaluation_says_the_same

conformance: $(VENV)/.spark  ## all answers, and a whole evaluation, on Spark and on ClickHouse against DuckDB's; installs 900 MB for the latter; MASTER is Spark's
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[clickhouse]'
	ENGINES="spark chdb" $(BIN)/python -m pytest -m slow -n 0 tests/test_conformance.py

lint: $(VENV)/.dev  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev  ## ruff, writing
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

accept: $(VENV)/.dev  ## rewrite goldens and generated tables; review the diff
	$(BIN)/python -m pytest -m "not slow" -n 0 --accept

bench: $(VENV)/.dev  ## start-up and a thousand plans against yamllint, documents against a check, imports against parsing, evaluations against their SQL, as ratios; how points and suggestions grow
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/render.py
	$(BIN)/python benchmarks/import.py 100000
	$(BIN)/python benchmarks/scale.py
	$(BIN)/python benchmarks/evaluate.py 1000000
	$(BIN)/python benchmarks/ledger.py 100000 1000000

clean:  ## forget the environment and the demo
	rm -rf $(VENV) demo dist build
