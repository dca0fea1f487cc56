# make site   sets everything up and builds the sample site into public/
# make test   sets everything up, the browser included, and runs every check
#
# Needs Python 3.11 or later and pip. Another Python: make test PYTHON=python3.13. Arguments for pytest:
# make test ARGS="-k publish".

PYTHON ?= python3
ARGS ?=
# The day against which the sample's actions are overdue.
DATE ?= 2026-11-22
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: site test
.DELETE_ON_ERROR:

site: $(VENV)/site.stamp
	$(BIN)/cjgen build --date $(DATE)

test: $(VENV)/test.stamp
	.ci/browser $(BIN)/python
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest $(ARGS)

# Some Linux distributions ship venv without ensurepip: there the pip outside installs one inside.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("cjgen needs Python 3.11 or later, try make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null && $(PYTHON) -m venv $(VENV) \
		|| { $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install pip; }

$(VENV)/site.stamp: pyproject.toml hatch_build.py | $(BIN)/python
	$(PIP) --editable .
	@touch $@

$(VENV)/test.stamp: pyproject.toml hatch_build.py | $(BIN)/python
	$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/site.stamp
