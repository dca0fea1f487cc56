# make site   sets everything up and builds the sample site into public/
# make test   sets everything up, the browser included, and runs every check
# make lock   writes .ci/requirements/ anew after a change of pyproject.toml; what still fits stays as it is.
#             make lock ARGS=--upgrade takes the newest of everything.
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

.PHONY: site test lock
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

# From the lock, each file checked against its hash. What builds comes first: nothing is fetched to build with.
INSTALL := $(PIP) --require-hashes --no-build-isolation --requirement
EDITABLE := $(PIP) --no-build-isolation --no-deps --editable .

$(VENV)/site.stamp: pyproject.toml hatch_build.py .ci/requirements/build.txt .ci/requirements/run.txt | $(BIN)/python
	$(INSTALL) .ci/requirements/build.txt
	$(INSTALL) .ci/requirements/run.txt
	$(EDITABLE)
	@touch $@

$(VENV)/test.stamp: pyproject.toml hatch_build.py .ci/requirements/build.txt .ci/requirements/test.txt | $(BIN)/python
	$(INSTALL) .ci/requirements/build.txt
	$(INSTALL) .ci/requirements/test.txt
	$(EDITABLE)
	@touch $@ $(VENV)/site.stamp

# For every Python and system at once. All three agree, as the first one binds the others.
LOCK := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --annotation-style line $(ARGS)

lock: | $(BIN)/python
	$(PIP) uv
	$(LOCK) --all-extras --group build pyproject.toml --output-file .ci/requirements/test.txt
	$(LOCK) --extra spss --group build --constraint .ci/requirements/test.txt pyproject.toml --output-file .ci/requirements/run.txt
	$(LOCK) --group build --constraint .ci/requirements/test.txt --output-file .ci/requirements/build.txt
