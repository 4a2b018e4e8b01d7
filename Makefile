# `make` alone lists what there is. Everything works from a fresh checkout with Python 3.11 or newer.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
FLASK := $(PY) -m flask --app wsgi
PYTEST := $(PY) -m pytest
# The slowest files come first (tests/conftest.py); browser journeys wait a lot, so three workers keep two cores busy.
IN_PARALLEL := -n 3 --dist loadfile --no-loadscope-reorder
CATALOGUES := $(wildcard matchmaker/web/translations/*/LC_MESSAGES/messages.po)
COMPILED := $(CATALOGUES:.po=.mo)
UV_VERSION := 0.13.9
LOCK := --universal --python-version 3.11 --generate-hashes --only-binary :all: --emit-build-options \
	--no-emit-index-url --no-header --no-annotate --quiet $(if $(upgrade),--upgrade)

# Installs a lock file once; its checksum is kept, so that the next time is instant.
define install
	@if [ "$$(cksum < $(1))" = "$$(cat .venv/$(1).done 2>/dev/null)" ]; then \
		echo "    $(1): in place"; \
	else \
		echo "    $(1): installing, about a minute" && \
		$(PIP) install --quiet --quiet --require-hashes --only-binary :all: -r $(1) && \
		cksum < $(1) > .venv/$(1).done; \
	fi
endef

.PHONY: help
help:  ## Show this list
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/\1\t\2/p' Makefile | awk -F '\t' '{ printf "  make %-20s %s\n", $$1, $$2 }'

# --- Run ------------------------------------------------------------------------------------------------------

.PHONY: run
run: setup  ## Start the platform with the demo register, from nothing if need be
	@echo "==> Server"
	@exec $(PY) -m matchmaker.web.serve

.PHONY: setup
setup: environment translations  ## Do all that `make run` does, without starting the server
	@echo "==> Database and demo register"
	@$(FLASK) demo load

.PHONY: environment
environment: venv
	$(call install,requirements.txt)

.PHONY: venv
venv:
	@echo "==> Python environment"
	@$(PY) -m pip --version >/dev/null 2>&1 || { \
		for name in python3.11 python3 python3.12 python3.13 python3.14 python; do \
			if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
				echo "    making .venv with $$($$name --version)"; \
				rm -rf .venv; \
				$$name -m venv .venv && exit 0; \
				echo "Python cannot make an environment: install its venv package (Debian: python3-venv)." >&2; \
				exit 1; \
			fi; \
		done; \
		echo "No Python 3.11 or newer was found. Install it, then run make again." >&2; \
		exit 1; \
	}

.PHONY: translations
translations: $(COMPILED)

%.mo: %.po
	@echo "==> Translations"
	@$(PY) -m babel.messages.frontend --quiet compile --input-file=$< --output-file=$@

# --- Test -----------------------------------------------------------------------------------------------------

.PHONY: test
test: test-environment translations browser-program  ## Run every test: rules, ranking, both databases, pages, browser journeys
	@echo "==> Tests"
	@$(PYTEST) $(IN_PARALLEL) -q

.PHONY: check
check: lint types layers test  ## Run what the continuous integration runs: lint, types, layers, every test

.PHONY: test-fast
test-fast: test-environment  ## Test the domain only, in seconds
	@$(PYTEST) -q tests/domain tests/law tests/ranking

.PHONY: law
law: test-environment  ## Test the law: golden cases and completeness
	@$(PYTEST) -q tests/law

.PHONY: browser
browser: test-environment translations browser-program  ## Test the journeys in a real browser
	@$(PYTEST) -q tests/browser

.PHONY: long
long: mutation  ## Run what takes minutes: faults planted in the law

.PHONY: mutation
mutation: test-environment  ## Plant faults in the rule book and count those that the tests of the law notice
	@$(PY) -m benchmarks.mutation --whole

.PHONY: bench
bench: test-environment  ## Measure speed and memory at 2,000, 20,000 and 100,000 firms beside the peers; takes minutes
	@$(PY) -m benchmarks.scale --json var/bench.json --page docs/benchmarks.md

.PHONY: evaluate
evaluate: test-environment  ## Measure the matcher on real consortia beside simpler rankers and write docs/evaluation.md
	@$(PY) -m benchmarks.evaluation $(if $(data),--data $(data))

.PHONY: lint
lint: test-environment  ## Check the style of the code
	@$(PY) -m ruff check .

.PHONY: types
types: test-environment  ## Check the types
	@$(PY) -m mypy

.PHONY: layers
layers: test-environment  ## Check who imports whom
	@.venv/bin/lint-imports

.PHONY: test-environment
test-environment: venv
	$(call install,requirements-dev.txt)

# As root on Debian the distribution's browser is installed, otherwise the one that Playwright fetches.
.PHONY: browser-program
browser-program: test-environment
	@$(PY) -m tests.browser.chromium >/dev/null 2>&1 || { \
		echo "==> Browser"; \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; \
		else \
			$(PY) -m playwright install chromium; \
		fi; \
		$(PY) -m tests.browser.chromium; \
	}

# --- Maintain -------------------------------------------------------------------------------------------------

.PHONY: lock
lock: venv  ## Compile the lock files from the names in pyproject.toml; newest versions: make lock upgrade=1
	@rm -rf var/lock && $(PY) -m venv var/lock
	@var/lock/bin/python -m pip --disable-pip-version-check install --quiet --quiet --only-binary :all: uv==$(UV_VERSION)
	@var/lock/bin/uv pip compile pyproject.toml $(LOCK) -o requirements.txt
	@var/lock/bin/uv pip compile pyproject.toml --group dev -c requirements.txt $(LOCK) -o requirements-dev.txt
	@rm -rf var/lock

.PHONY: translations-update
translations-update: test-environment  ## Collect sentences from code and templates into the catalogues
	@mkdir -p var
	@$(PY) -m babel.messages.frontend --quiet extract --mapping-file=pyproject.toml --keywords="_l say lazy_gettext" \
		--sort-by-file --no-location --no-wrap --omit-header --output-file=var/messages.pot .
	@$(PY) -m babel.messages.frontend --quiet update --input-file=var/messages.pot --output-dir=matchmaker/web/translations \
		--locale=uk --init-missing --no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date

.PHONY: migration
migration: environment  ## Draft a migration from the models: make migration m="add equipment alias"
	@test -n "$(m)" || { echo 'Say what changes: make migration m="add equipment alias"' >&2; exit 1; }
	@next=$$(printf '%04d' $$(( $$(ls migrations/versions/[0-9]*.py | wc -l) + 1 ))) && \
		$(PY) -m alembic -c migrations/alembic.ini revision --autogenerate --rev-id "$$next" -m "$(m)"

.PHONY: clean
clean:  ## Remove what can be made again; the database in var/ stays
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find matchmaker tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +
	@find matchmaker/web/translations -name '*.mo' -delete
