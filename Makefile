# `make graph` builds exports/ from seeds/; `make test` runs every check but the slow ones, which `make slow` and `make quality` run.
# Each makes .venv first where it is missing or out of date.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# Gold sets kept outside the project; those that are not there are named and passed over.
GOLD   ?= $(wildcard ../shared/eval)

.PHONY: graph test slow quality train fast lint format schema lock benchmark clean
.DELETE_ON_ERROR:

graph: $(VENV)/.ready
	$(BIN)/kg build seeds/ -o exports/

test: $(VENV)/.ready lint
	$(BIN)/pytest -q -n 2

slow: $(VENV)/.trains $(VENV)/.slow
	$(BIN)/pytest -q -n 2 -m slow

# Fails where a figure is worse than the one in benchmarks/quality.json.
quality: $(VENV)/.ready
	$(BIN)/python benchmarks/quality.py $(GOLD) --check

train: $(VENV)/.trains
	$(BIN)/python -m training.build $(or $(TRAIN),--install)

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kg schema --check

fast: $(VENV)/.ready
	$(BIN)/pytest -q -x --lf

format: $(VENV)/.ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: $(VENV)/.ready
	$(BIN)/kg schema

benchmark: $(VENV)/.ready
	$(BIN)/python benchmarks/speed.py

# The pinned versions with their hashes: requirements.txt to run, requirements-dev.txt to run and test.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev --extra slow pyproject.toml -o requirements-slow.txt

$(VENV)/.ready: requirements-dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "corekg needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.slow: requirements-slow.txt $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-slow.txt
	touch $@

# PyTorch, which nothing but training needs.
$(VENV)/.trains: training/requirements.txt $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
