# Every target makes its own set-up; the only needs are Python 3.11 or newer and make.
PYTHON ?= python3
BIN := .venv/bin
BENCH ?= ../shared/bench

.PHONY: run test lint bench clean

run: .venv/installed
	$(BIN)/cleaner run samples/ -o out/ --overwrite
	$(BIN)/python tools/show_page.py samples/flattened-divi-popup-twelve-times.txt out/

test: .venv/installed-dev
	$(BIN)/python -m pytest -n auto

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-bench
	$(BIN)/cleaner evaluate $(BENCH)/wcxb_dev.parquet --tools trafilatura,resiliparse
	$(BIN)/python -m benchmarks.quality.references $(BENCH)

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/installed-dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ .venv/installed

.venv/installed-bench: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	touch $@ .venv/installed .venv/installed-dev

clean:
	rm -rf .venv out
