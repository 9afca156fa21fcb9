# One command per chore. `make run` and `make test` are all a newcomer needs; each sets up what it uses in .venv.
.DEFAULT_GOAL := help
SHELL := /bin/bash
SHARED ?= ../shared
PYTEST_ARGS ?=
export MUSIC

.PHONY: help run test lint format types bench screenshots recording journey wheel docs bundle licences deb portable release constraints translations clean torture

help:  ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "make %-12s %s\n", $$1, $$2}'

run:  ## open Earmark on MUSIC=folder, or on a demo library; in the terminal where there is no display
	@bash installer/setup.sh run
	@bash installer/run.sh

test:  ## run the tests, without a display unless QT_QPA_PLATFORM says otherwise
	@bash installer/setup.sh test
	@echo "earmark: running the tests with QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen}"
	@QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} .venv/bin/python -m pytest -n 2 --dist loadfile $(PYTEST_ARGS)

lint:  ## ruff: rules and formatting
	@bash installer/setup.sh dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

format:  ## let ruff mend what it can
	@bash installer/setup.sh dev
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

types:  ## mypy, strict
	@bash installer/setup.sh dev
	.venv/bin/mypy

bench:  ## the figures that README and documentation quote (BENCH_ARGS=--quick for a short run)
	@bash installer/setup.sh test
	.venv/bin/python -m benchmarks $(BENCH_ARGS)

torture:  ## 5,000 kills, all faults, large files, an hour of damaged bytes; writes docs/faults.md (KILLS, FUZZ_S)
	@bash installer/setup.sh test
	@mkdir -p .cache/torture
	.venv/bin/python -m tests.tagging.fuzz --seconds $(or $(FUZZ_S),3600) --keep .cache/torture/findings > .cache/torture/fuzz.json
	.venv/bin/python -m tests.faults.table --kills $(or $(KILLS),5000) --big .cache/torture --fuzz .cache/torture/fuzz.json \
		$$(test -d $(SHARED)/fixtures && echo --fixtures $(SHARED)/fixtures) > .cache/torture/faults.md
	mv .cache/torture/faults.md docs/faults.md

screenshots:  ## make the pictures in docs/images anew
	@bash installer/setup.sh test
	.venv/bin/python -m docs.screenshots

recording:  ## review real songs on a display of its own; writes docs/guide/recording.md (needs SHARED=../shared, Xvfb, xdotool)
	@bash installer/setup.sh test
	@mkdir -p .cache
	.venv/bin/python -m tests.ui.journey $(SHARED)/data/songs > .cache/recording.md
	mv .cache/recording.md docs/guide/recording.md

journey:  ## the command line on real songs, checked by other readers (needs SHARED=../shared and ffmpeg)
	@bash installer/setup.sh test
	@test -x $(SHARED)/tools/journey || { echo "earmark: $(SHARED)/tools/journey is not there"; exit 1; }
	.venv/bin/python $(SHARED)/tools/journey --earmark $(CURDIR)/.venv/bin/earmark

wheel:  ## build wheel and sources in dist/, twice, and try them outside the checkout
	@bash installer/setup.sh run
	bash installer/wheel.sh

bundle:  ## freeze the program into build/bundle/earmark, weigh it and try it (PyInstaller; no display needed)
	bash installer/bundle/bundle.sh

docs:  ## the documentation as a site in build/site; a broken link or a warning fails
	@bash installer/setup.sh dev
	.venv/bin/mkdocs build --strict --quiet
	@echo "earmark: the documentation is in build/site/index.html"

licences:  ## write the list of what comes with Earmark anew (resources/licences/third-party.md)
	@bash installer/setup.sh dev
	.venv/bin/python installer/licences.py table > resources/licences/third-party.md

deb:  ## a Debian package in dist/, from the frozen program
	bash installer/linux/deb.sh

portable:  ## an archive in dist/ that runs wherever it is unpacked, from the frozen program
	bash installer/linux/portable.sh

release:  ## all that is offered, in dist/: wheel, sources, package, archive, bill of materials, SHA256SUMS
	@bash installer/setup.sh run
	bash installer/release.sh

translations:  ## collect the window's texts into resources/translations and compile them; says what is untranslated
	@bash installer/setup.sh dev
	.venv/bin/python installer/translations.py update

constraints:  ## write constraints.txt anew from a fresh environment with the newest versions allowed
	bash installer/constraints.sh

clean:  ## remove the environment, caches, builds and the demo library
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist demo
