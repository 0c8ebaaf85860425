# `make` on a machine that has only python3 (3.11 or newer), pip and make: installs into .venv, verifies the theorems.

PYTHON ?= python3
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin

# What is asked of pip: our versions, no questions, no advice.
PIP_INSTALL = $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check --no-input install \
	--quiet --no-warn-script-location --constraint constraints.txt

export MPLBACKEND := Agg
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := verify
COQ_INSTALL := apt-get install -y --no-install-recommends coq libcoq-mathcomp-algebra
BROWSER_INSTALL := apt-get install -y --no-install-recommends chromium

.PHONY: verify test lint format proofs proofs-recheck proofs-install browser-install bench measure figures explore docs fixtures clean help

## verify    (the default) verify the theorems and print the table
verify: $(VENV)/run.stamp
	$(BIN)/rankdyn verify

## test      run the test suite, the proofs among it (ARGS='-k leibniz' narrows it)
test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

## lint      style, format, types, layers
lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

## format    rewrite the sources in the house style
format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

## proofs    compile the Coq proofs from nothing and list what each theorem assumes: nothing
proofs:
	@command -v coqc >/dev/null || { echo "coqc is missing: run make proofs-install, or as root: $(COQ_INSTALL)"; exit 1; }
	@cd proofs/coq && rm -f *.vo *.vok *.vos *.glob .*.aux && sh compile.sh

## proofs-recheck  check what coqc compiled, MathComp too, with Coq's independent kernel checker
proofs-recheck: proofs
	@cd proofs/coq && coqchk -silent -o -Q . rankdyn rankdyn.all

## proofs-install  install Coq and MathComp with Debian's apt, as root
proofs-install:
	@test -d "$$(coqc -where 2>/dev/null)/user-contrib/mathcomp/algebra" || { apt-get -qq update && $(COQ_INSTALL) -qq; }

## browser-install  install Chromium, with which the tests drive the explorer, with Debian's apt, as root
browser-install:
	@command -v chromium >/dev/null || { apt-get -qq update && $(BROWSER_INSTALL) -qq; }

## bench     time the library beside its peers, one process, nothing else running
bench: $(VENV)/dev.stamp
	$(BIN)/python -m pytest tests/bench -n 0 --quiet --benchmark-enable --benchmark-only \
		--benchmark-max-time=0.5 --benchmark-columns=min,median,rounds $(ARGS)

## measure   accuracy and memory of fitting: some minutes
measure: $(VENV)/dev.stamp
	$(BIN)/python -m tests.bench.fitting_measurements

## figures   draw every figure of the theory into build/figures
figures: $(VENV)/run.stamp
	$(BIN)/rankdyn figures --output build/figures

## explore   open the explorer in the browser (ARGS='--no-browser' prints its link alone)
explore: $(VENV)/explore.stamp
	$(BIN)/rankdyn explore $(ARGS)

## docs      build the documentation into build/docs, without a network
docs: $(VENV)/dev.stamp
	$(BIN)/sphinx-build -E -W --keep-going -q docs build/docs
	@echo "documentation: build/docs/index.html"

## fixtures  recompute the oracle's answers that the tests compare with
fixtures: $(VENV)/dev.stamp
	$(BIN)/python -m tests.oracle.make_fixtures

## clean     remove the environment and everything generated
clean:
	rm -rf $(VENV) build dist .benchmarks .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache docs/examples
	find docs rankdyn proofs tests figures -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

## help      this list
help:
	@sed -n 's/^## /  make /p' Makefile

# Debian's python3 comes without ensurepip and its pip refuses to install outside an environment:
# an environment made without pip, filled by the pip outside it, works there and everywhere else.
$(BIN)/python:
	@command -v $(PYTHON) >/dev/null 2>&1 \
		|| { echo "rankdyn needs Python 3.11 or newer, but '$(PYTHON)' was not found: install python3, or say make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "rankdyn needs Python 3.11 or newer, but '$(PYTHON)' is $$($(PYTHON) --version 2>&1): say make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null 2>&1 \
		|| { echo "rankdyn needs pip, but '$(PYTHON) -m pip' does not run: install python3-pip" >&2; exit 1; }
	@$(PYTHON) -c 'import pip, sys; sys.exit(tuple(map(int, pip.__version__.split(".")[:2])) < (22, 3))' \
		|| { echo "rankdyn needs pip 22.3 or newer, but found $$($(PYTHON) -m pip --version)" >&2; exit 1; }
	$(PYTHON) -m venv --without-pip --clear $(VENV)

$(VENV)/run.stamp: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing rankdyn into $(VENV) (about a minute; once)"
	@$(PIP_INSTALL) hatchling editables
	@$(PIP_INSTALL) --no-build-isolation --editable .
	@touch $@

$(VENV)/explore.stamp: $(VENV)/run.stamp
	@echo "Installing the explorer into $(VENV) (once)"
	@$(PIP_INSTALL) --no-build-isolation --editable '.[explore]'
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	@echo "Installing the tools for tests and style into $(VENV) (once)"
	@$(PIP_INSTALL) --no-build-isolation --editable '.[dev]'
	@touch $@ $(VENV)/explore.stamp
