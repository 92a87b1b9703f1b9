# `make help` lists the targets. Everything is built with one cargo profile, so that dependencies are compiled once.

SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

STEP := tools/step.sh
BIN = $(shell tools/binaries.sh)
DATA ?= data/demo

# How hard the simulation and the torture try; more finds more.
export WANGQIAN_SEEDS ?= 1000
KILLS ?= 12
IMAGES ?= 20
FLOWS ?= 2000
# Each step leaves its time here; `make test` ends with the list.
export WANGQIAN_TIMES := test-results/times.tsv

## run the server
.PHONY: run
run: build ## build, start on demo data in data/demo (DATA=…), print the address and one account for each role
	@exec $(BIN)/wangqian serve --demo --data $(DATA)

.PHONY: build
build: web ## build the web app and all binaries
	@$(STEP) "Build the server and the tools" cargo build --release --workspace

.PHONY: web
web: ## build the web app (only what changed)
	@$(STEP) "Build the web app" tools/web.sh

.PHONY: types
types: web ## regenerate the OpenAPI description and the web app's types from the Rust types
	@$(STEP) "OpenAPI" bash -c "cargo run --release --quiet --bin wangqian -- openapi > client/web/openapi.json"
	@$(STEP) "TypeScript" npm --prefix client/web run types

.PHONY: guides
guides: build ## print the guides of docs/guides as PDF files (needs Chromium and Noto Sans CJK); run after changing one
	@$(STEP) "Guides" tools/guides.sh

## test it
.PHONY: test
test: times-anew prerequisites format web lint test-web test-rust test-torture test-load test-browser ## everything that has to hold before a change is accepted
	@tools/times.mjs
	@printf '\n\033[32mAll of it holds.\033[0m\n'

.PHONY: times-anew
times-anew:
	@mkdir -p test-results && : > $(WANGQIAN_TIMES)

.PHONY: prerequisites
prerequisites: ## see whether the tools are there; install Debian packages when run as root
	@$(STEP) "Prerequisites" tools/prerequisites.sh

.PHONY: format
format: ## see whether the Rust code is formatted
	@$(STEP) "Format" cargo fmt --all --check

.PHONY: lint
lint: web ## clippy, then eslint and prettier of the web app, with warnings as errors
	@$(STEP) "Lint" cargo clippy --release --workspace --all-targets -- -D warnings
	@$(STEP) "Lint the web app" npm --prefix client/web run lint

.PHONY: test-web
test-web: web ## unit tests of the web app (its types are checked by its build)
	@$(STEP) "Web app" npm --prefix client/web test

.PHONY: test-rust
test-rust: build ## unit, API, house-rule and simulation tests (WANGQIAN_SEEDS=1000)
	@$(STEP) "Rust tests, simulation with $(WANGQIAN_SEEDS) seeds" tools/rust-tests.sh --workspace --exclude wangqian-benches

.PHONY: test-torture
test-torture: build ## kill -9 and power cuts under load (KILLS=12 IMAGES=20)
	@$(STEP) "$(KILLS) times kill -9 under load, the EMS and the providers failing" \
		$(BIN)/wangqian-load torture --cycles $(KILLS) --ems-outages --provider-outages
	@$(STEP) "$(IMAGES) power cuts" tools/where-power-cuts-work.sh \
		$(BIN)/wangqian-load torture --power-cut --images $(IMAGES) --graduates 2000

.PHONY: test-load
test-load: build ## many flows of every kind at once, each watched on its parties' screens (FLOWS=2000)
	@$(STEP) "$(FLOWS) flows of every kind" $(BIN)/wangqian-load signing --spawn --flows $(FLOWS) --kinds all

.PHONY: test-browser
test-browser: build ## Playwright: several people in several browsers at once
	@$(STEP) "Browser test packages" tools/npm-ci.sh tests/browser
	@$(STEP) "Browser tests" npm --prefix tests/browser test

## measure and inspect
.PHONY: bench
bench: build ## criterion benchmarks, then the load tester; how to read them: benches/README.md
	@$(STEP) "Benchmarks" cargo bench -p wangqian-benches
	@$(STEP) "Signing" $(BIN)/wangqian-load signing --spawn --concurrency 64 --seconds 30
	@$(STEP) "Every kind" $(BIN)/wangqian-load signing --spawn --concurrency 64 --seconds 30 --kinds all
	@$(STEP) "Fan-out" $(BIN)/wangqian-load fanout --spawn --sockets 1000 --rounds 100

.PHONY: spec
spec: ## each requirement of docs/requirements.md with the tests that cite it
	@cargo run --release --quiet -p wangqian-spec

.PHONY: deny
deny: ## licences, bans and advisories of the dependencies
	@command -v cargo-deny > /dev/null || { echo "cargo-deny is missing: cargo install --locked cargo-deny" >&2; exit 1; }
	@cargo deny check

.PHONY: clean
clean: ## remove what was built; data stays
	@cargo clean
	@rm -rf client/web/dist client/web/node_modules papers/node_modules tests/browser/node_modules test-results

.PHONY: help
help:
	@sed -nE 's/^## (.*)/\n\1/p; s/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24
