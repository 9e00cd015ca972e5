# Everything runs from .venv, which `make` sets up by itself from uv.lock: nothing but Python and make is taken from the system.
SHELL := /bin/sh
PYTHON ?= python3
UV := .venv/bin/uv
export UV_SYSTEM_CERTS = 1
export UV_PYTHON_DOWNLOADS = never
export UV_COMPILE_BYTECODE = 1
export UV_PROJECT_ENVIRONMENT = .venv
RUN := .venv/bin/
STUDIES ?= data/treaty-2024 data/example data/basil-triplet# two at a time, the longest first

.PHONY: help setup report test lint types imports check validate benchmarks calibrate clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14

.venv/.ready: pyproject.toml uv.lock Makefile
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "framing needs Python 3.11 or later, and this is %s; name another one: make PYTHON=python3.12" % sys.version.split()[0])'
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@test -x $(UV) || .venv/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(UV) sync --locked --inexact --quiet --python .venv/bin/python
	@touch $@

setup: .venv/.ready ## the environment, from uv.lock into .venv

report: setup ## all studies: tables, figures, notebooks, HTML into reports/
	@printf '%s\n' $(STUDIES) | xargs -n 1 -P 2 $(RUN)framing report

lint: setup
	$(RUN)ruff check .
	$(RUN)ruff format --check .

types: setup
	$(RUN)mypy

imports: setup
	$(RUN)lint-imports --cache-dir .venv/.import-linter

test: lint types imports ## all checks: style, types, import directions, tests
	$(RUN)pytest

validate: setup ## every instrument against human coders (needs ../shared/gold)
	$(RUN)framing validate --gold ../shared/gold

benchmarks: setup ## speed as ratios, printed as in docs/performance.md
	$(RUN)python benchmarks/speed.py
	$(RUN)python benchmarks/resampling.py
	$(RUN)python benchmarks/parser.py --scores

calibrate: setup ## how often p and intervals are wrong, by simulation (needs ../shared; about ten minutes)
	$(RUN)python benchmarks/calibration.py

clean: ## remove the environment and caches, never data or reports
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
