# Stafet. `make run` starts a synthetic municipality, `make test` checks everything; `make help` says the rest.
# Needs Python 3.11 or later and a network for the first time; Node only if there is one (else it is fetched).

SHELL := /bin/sh
PYTHON ?= python3
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
SAY = @printf '· %s\n'

# uv links from its cache when it can; where it cannot, copying is right and needs no warning.
export UV_LINK_MODE ?= copy
export UV_NO_PROGRESS = 1
# Nobody's own settings decide what our lock file means.
export UV_NO_CONFIG = 1
export VIRTUAL_ENV := $(CURDIR)/$(VENV)

LOOK := $(wildcard src/stafet/theme/*.scss) package.json package-lock.json hatch_build.py
WORDS := $(shell find src/stafet -path '*/LC_MESSAGES/*.po' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench campaign lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run $(VENV)/.built ## set up what is missing, then start Stafet with a synthetic municipality
	@exec $(BIN)/stafet run --demo

test: check ## everything a change must pass
	$(SAY) "tests"
	@$(BIN)/python -m pytest -q -n $(WORKERS)

check: $(VENV)/.dev $(VENV)/.built ## format, style, types, who imports whom, templates
	$(SAY) "format and style"
	@$(BIN)/ruff format --check --quiet . || { echo "Run make fix."; exit 1; }
	@$(BIN)/ruff check --quiet .
	$(SAY) "types"
	@$(BIN)/mypy
	$(SAY) "who imports whom"
	@$(BIN)/lint-imports --no-cache >$(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }
	$(SAY) "templates"
	@$(BIN)/djlint src/stafet --lint --quiet >$(VENV)/templates.log 2>&1 || { cat $(VENV)/templates.log; exit 1; }

fix: $(VENV)/.dev ## mend what a machine can mend
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

bench: $(VENV)/.dev $(VENV)/.built ## measure; prints the figures that README and docs quote
	@$(BIN)/python -m tests.benchmarks

campaign: $(VENV)/.dev $(VENV)/.built ## the long tests, hours of them, and the table of goals; ONLY=matrix runs a part, SHARE=0.1 a tenth
	@$(BIN)/python -m tests.goals --workers $(WORKERS) --share $(or $(SHARE),1) $(if $(ONLY),--only $(ONLY))
	@[ -z "$(ONLY)$(SHARE)" ] || exit 0; for programs in /usr/lib/postgresql/*/bin; do [ ! -x $$programs/postgres ] || { \
	  printf '· %s\n' "tests on $$programs"; \
	  STAFET_POSTGRES=$$programs $(BIN)/python -m pytest -q -n $(WORKERS) || exit 1; }; done

lock: $(UV) ## resolve the requirements again, after changing requirements/*.in
	$(SAY) "resolving requirements"
	@cd requirements && for one in "run.in build.in -o run.txt" "run.in build.in dev.in -c run.txt -o dev.txt" \
	  "uv.in -o uv.txt" "node.in -o node.txt"; do \
	  ../$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" $$one || exit 1; done

clean: ## remove everything set-up made; the data in var/ stay
	@rm -rf $(VENV) node_modules dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@rm -rf src/stafet/web/static/dkfds src/stafet/web/static/stafet/stafet.css
	@find src tests -name '__pycache__' -type d -prune -exec rm -rf {} + ; find src -name '*.mo' -delete

# --- set-up: each step leaves a stamp, so that the second time takes no time --------------------------
# What the tools say goes into a log; a person reads one sentence.

LOG := $(VENV)/set-up.log

$(UV): requirements/uv.txt
	$(SAY) "Python environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Stafet needs Python 3.11 or later; $(PYTHON) is older. Name another: make PYTHON=python3.11 …"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf $(VENV); $(PYTHON) -m venv $(VENV) >/dev/null; } \
	  || { rm -rf $(VENV); echo "Python could not make an environment: on Debian, install python3-venv."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt \
	  >$(LOG) 2>&1 || { echo "The installer (uv) could not be fetched: check network and disk space,"\
	  "then run make again; more in $(LOG)."; exit 1; }
	@touch $@

# Development tools are a superset: where they are installed, run must not remove them again.
$(VENV)/.run: requirements/run.txt | $(UV)
	@if [ -e $(VENV)/.dev ]; then $(MAKE) --no-print-directory $(VENV)/.dev; else \
	  printf '· %s\n' "packages"; $(call sync,run); fi
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/run.txt | $(UV)
	$(SAY) "packages, with the tools of developers"
	@$(call sync,dev)
	@touch $@ $(VENV)/.run

# A sync also removes the editable install of Stafet itself, so that step follows anew.
define sync
rm -f $(VENV)/.built; $(UV) pip sync --quiet --require-hashes requirements/$(1).txt >$(LOG) 2>&1 \
  || { echo "The packages could not be installed: check network and disk space, then run make again;"\
  "more in $(LOG)."; exit 1; }
endef

$(VENV)/.built: $(LOOK) $(WORDS) pyproject.toml | $(VENV)/.run
	@{ node --version && npm --version; } >/dev/null 2>&1 || { printf '· %s\n' "Node"; \
	  $(UV) pip install --quiet --require-hashes -r requirements/node.txt >$(LOG) 2>&1; } \
	  || { echo "Node could not be fetched: check the network, or install Debian's nodejs and npm;"\
	  "more in $(LOG)."; exit 1; }
	$(SAY) "design system and style sheet"
	@$(BIN)/python hatch_build.py
	@$(UV) pip install --quiet --no-deps --no-build-isolation --editable . >$(LOG) 2>&1 \
	  || { echo "Stafet itself could not be installed; why is in $(LOG)."; exit 1; }
	@touch $@
