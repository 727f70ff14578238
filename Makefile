# `make` alone lists what can be done. Everything sets itself up, and is quick the second time.

PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
ONLY ?=
N ?= 200
# The demo needs the runtime packages only; a developer's environment, where there is one, serves too.
DEMO_READY := $(if $(wildcard .venv/.ready),.venv/.ready,.venv/.demo)
# An environment knows its folder by name: one that was moved or copied is made again.
MOVED := $(shell cat .venv/.ready .venv/.demo 2>/dev/null | grep -qvxF "$(CURDIR)" && echo FORCE)

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check fix messages bench chaos clean FORCE

help:
	@echo "make TARGET"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

demo: $(DEMO_READY) ## run the founding edition as a rehearsal (ARGS=--once plays the day and stops)
	@$(BIN)/daybreak demo $(ARGS)

demo-reset: $(DEMO_READY) ## stop the rehearsal, empty it and begin anew
	@$(BIN)/daybreak stop
	@$(BIN)/daybreak demo --reset $(ARGS)

test: .venv/.ready ## run all tests, on SQLite and on PostgreSQL (ARGS="tests/config -k worker" for some)
	@$(BIN)/python scripts/run_tests.py $(ARGS)

check: .venv/.ready ## read all code with the machine: style, types, layers, templates, migrations, locks
	@$(BIN)/python scripts/check.py

fix: .venv/.ready ## let the machine mend style and format
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format --quiet
	@$(BIN)/djade --target-version 5.2 $$(find daybreak -name '*.html') || true

messages: .venv/.ready ## collect what pages say into the catalogues of daybreak/locale
	@$(BIN)/python scripts/make_messages.py

bench: .venv/.ready ## measure (ONLY=letters,publication for some)
	@$(BIN)/python -m bench $(ONLY)

chaos: .venv/.ready ## kill processes under load and count what was lost (ONLY=reports N=200)
	@$(BIN)/python -m bench chaos $(ONLY) --n $(N)

clean: ## remove the environment and caches; data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build daybreak.egg-info

FORCE:

.venv/.ready: requirements-dev.lock pyproject.toml scripts/bootstrap.py $(MOVED)
	@$(PYTHON) scripts/bootstrap.py dev

.venv/.demo: requirements.lock pyproject.toml scripts/bootstrap.py $(MOVED)
	@$(PYTHON) scripts/bootstrap.py demo
