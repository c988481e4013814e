# Every target sets itself up: it needs only Python ≥ 3.11 with venv, make and git.
# Another interpreter: make site PYTHON=python3.12
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Both constraints: from pip 25.3 on, the second alone reaches the build of our own package.
PIP := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: site serve check collect sources demo test bench quality clean

site: $(VENV)/.base
	$(BIN)/python -m metier build

serve: $(VENV)/.base
	$(BIN)/python -m metier serve

check: $(VENV)/.base
	$(BIN)/python -m metier check

# Read the sources that are due, or those named: make collect ARGS="remotive arbeitnow"
collect: $(VENV)/.collect
	$(BIN)/python -m metier collect $(ARGS)

sources: $(VENV)/.collect
	@$(BIN)/python -m metier sources

# Every adapter on the sandbox web, without network, and the site that shows it: nothing of data/ is touched.
demo: $(VENV)/.collect
	$(BIN)/python -m metier collect --sandbox
	$(BIN)/python -m metier build --collected .demo --site-dir .demo/site

# A part of the tests: make test ARGS=tests/catalog
test: $(VENV)/.dev
	$(BIN)/python -m pytest $(ARGS)

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

quality: $(VENV)/.dev
	$(BIN)/python -m benchmarks.quality_page

clean:
	rm -rf $(VENV) site .cache

$(BIN)/python:
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "Python introuvable : installez Python 3.11 ou plus récent, ou dites où il est (make site PYTHON=…)." >&2; \
	  exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$("$(PYTHON)" --version) est trop ancien : il faut Python 3.11 ou plus récent (make site PYTHON=python3.12)." >&2; \
	  exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Le module venv de Python manque : sous Debian ou Ubuntu, installez le paquet python3-venv." >&2; \
	  exit 1; }
	"$(PYTHON)" -m venv $(VENV)

# A stamp each, newer than what it was installed from: a second run installs nothing.
$(VENV)/.base: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e .
	touch $@

$(VENV)/.collect: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[collect]'
	touch $(VENV)/.base $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[collect,dev]'
	touch $(VENV)/.base $(VENV)/.collect $@
