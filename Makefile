# Two commands do everything: `make book` and `make test`. While at work, `make check` tells in
# less than a minute. `make help` lists the rest.

PYTHON ?= python3
JOBS ?= 2
PORT ?= 8000

BIN := .venv/bin
INSTALLED := .venv/.installed
FRESH := _build/.fresh
TESTS := $(BIN)/python -m pytest -n $(JOBS) --dist loadscope --no-loadscope-reorder
CODE := $(shell find mathlib -type f ! -name '*.pyc' ! -path '*.egg-info/*')

.DEFAULT_GOAL := help
.PHONY: help book test check style bench lab serve notebooks format clean

help:  ## list these commands
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1	\2/p' Makefile | expand -t 14

book: $(FRESH)  ## build the book into _build/html
	$(BIN)/jupyter-book build . -W -n --keep-going
	@echo
	@echo "The book is in _build/html. Open this file in a browser:"
	@echo "    $(CURDIR)/_build/html/index.html"

test: style book  ## check the style, the notebooks, the code and the built book
	$(TESTS) --nbval tests chapters

check: style  ## of this what takes a minute: what needs neither book nor browser
	$(TESTS) --quick tests

style: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python tools/notebooks.py check chapters/*.ipynb
	$(BIN)/deno check --quiet mathlib
	$(BIN)/deno lint --quiet mathlib benchmarks

bench: book  ## compare speeds and sizes side by side
	PYTHONPATH=tests $(BIN)/python -m benchmarks

lab: $(INSTALLED)  ## open the chapters in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=chapters

serve: book  ## serve the built book on http://localhost:8000
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html $(PORT)

notebooks: $(INSTALLED)  ## run the chapters and store their text outputs
	$(BIN)/python tools/notebooks.py run chapters/*.ipynb

format: $(INSTALLED)  ## lay out the code, notebooks included, as `make test` wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## delete the built book, and keep .venv
	rm -rf _build

$(INSTALLED): requirements.txt constraints.txt pyproject.toml
	$(PYTHON) -c "import sys; assert sys.version_info >= (3, 11), 'Python 3.11 or newer is needed; this is ' + sys.version"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -r requirements.txt --editable .
	touch $@

# The cache of executed notebooks knows their code, not the library's. When the library
# changes every figure may, so we start afresh.
$(FRESH): $(INSTALLED) $(CODE)
	rm -rf _build
	mkdir -p _build
	touch $@
