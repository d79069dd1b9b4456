# The commands of the house. `make run` and `make test` need git, make, curl and a Rust
# toolchain; whatever else they want, `scripts/setup.sh` installs or names.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Where the district lives and on which port it is served: `make run DATA=/srv/huiyin PORT=9000`.
DATA ?= ./data
PORT ?= 8300

.PHONY: help run test test-faults test-security check bench bless setup deb test-deb

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|'

run: ## Build, make the demo district in ./data and serve it
	@DATA='$(DATA)' PORT='$(PORT)' scripts/run.sh

test: ## Run every check and test, with a private PostgreSQL and a browser
	@scripts/setup.sh test
	@cargo xtask test

test-faults: ## Kill the server while it writes, a thousand times or ROUNDS times
	@scripts/setup.sh test
	@cargo build --release --locked --package huiyin
	@HUIYIN_BIN="$$PWD/target/release/huiyin" HUIYIN_FAULT_ROUNDS=$(or $(ROUNDS),1000) \
		cargo xtask postgres -- cargo test --locked --workspace --test kill -- \
		--ignored --nocapture --test-threads 1 built_binary::

test-security: ## Let scanners that others wrote loose on the binary with its demo data
	@scripts/security/run.sh

check: ## Run the quick checks only: format, style, lints
	@scripts/setup.sh ui
	@cargo xtask check

bench: ## Measure on this machine what docs/speed.md tells; FULL=1 with a million matters
	@scripts/setup.sh run
	@cargo xtask bench $(if $(FULL),--full)

bless: ## Write the generated files anew after an intended change
	@scripts/setup.sh run
	@cargo xtask bless

setup: ## Install what building and testing need
	@scripts/setup.sh test

deb: ## Build a Debian package in target/deb
	@scripts/setup.sh run
	@cargo build --release --locked --package huiyin
	@packaging/build-deb.sh

test-deb: deb ## Install, upgrade, remove and purge the package in a throw-away root
	@packaging/test-deb.sh
