# Every target sets itself up: it needs only Python ≥ 3.11 with venv, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: site serve test bench clean

site: $(VENV)/.base
	$(BIN)/metier build

serve: $(VENV)/.base
	$(BIN)/metier serve

test: $(VENV)/.dev
	$(BIN)/python -m pytest

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) site .cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# A stamp each, newer than what it was installed from: a second run installs nothing.
$(VENV)/.base: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e .
	touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e '.[collect,dev]'
	touch $@ $(VENV)/.base
