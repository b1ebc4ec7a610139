# make setup   creates .venv with everything, tests included
# make run     starts the app on this machine: http://127.0.0.1:8501 (PORT=8600 for another port)
# make share   starts it for people with personal links (SCORECARD_PUBLIC_URL=https://…)
# make test    runs every test          make check   style, types, import contracts, data
# make bench   prints the speed ratios  make screenshots   photographs every page
# make torture reads 2,000 damaged questionnaires

PYTHON := .venv/bin/python
INSTALLED := .venv/.installed
PORT ?= 8501
# Two test processes, as many as the smallest machine that the product is built on has cores.
TEST_PROCESSES ?= 2

.PHONY: setup run share test check bench torture screenshots
.DEFAULT_GOAL := setup

setup: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	@set -e; \
	if ! $(PYTHON) -m pip --version >/dev/null 2>&1; then \
	  found=; \
	  for candidate in "$(SCORECARD_PYTHON)" python3.13 python3.12 python3.11 python3 python; do \
	    if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	      found=$$candidate; break; \
	    fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "No Python 3.11 or newer was found. Install one (https://www.python.org/downloads/)," >&2; \
	    echo "or name it: make setup SCORECARD_PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	  fi; \
	  echo "Creating .venv with $$found ($$("$$found" --version 2>&1))"; \
	  if ! "$$found" -m venv --clear .venv; then \
	    echo "$$found cannot create a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; \
	    exit 1; \
	  fi; \
	fi; \
	echo "Installing what the app and its tests need"; \
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'; \
	touch $(INSTALLED)

run: $(INSTALLED)
	@exec $(PYTHON) -m scorecard serve --port $(PORT)

share: $(INSTALLED)
	@exec $(PYTHON) -m scorecard serve --share --port $(PORT)

test: $(INSTALLED)
	@$(PYTHON) -m pytest -n $(TEST_PROCESSES)

check: $(INSTALLED)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m scorecard check-data

bench: $(INSTALLED)
	@cd tests && ../$(PYTHON) -m bench

torture: $(INSTALLED)
	@cd tests && ../$(PYTHON) -m torture

screenshots: $(INSTALLED)
	@cd tests && ../$(PYTHON) -m browser.screenshots
