# Two commands do all the set-up: `make chat` and `make test`.
#   make chat [DOCS=folder] [PORT=7860]   chat over a folder of documents (default: samples/)
#   make test                             the whole test suite
#   make lint                             ruff and mypy
#   make eval                             the citation-accuracy evaluation
#   make speed                            how fast it is here, beside named references (some minutes)
#   make gate                             the same, failing when it falls below the stored baseline

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DOCS   ?= samples
LIBRARY ?= .library/$(notdir $(abspath $(DOCS)))
PORT   ?= 7860

# A CPU build of PyTorch, never gigabytes of CUDA: on Linux its version ends in +cpu and comes from
# a wheel on this machine or from PyTorch's own index; elsewhere the plain build is the CPU build.
TORCH_VERSION := 2.13.0
TORCH_INDEX   ?= https://download.pytorch.org/whl/cpu
ifeq ($(shell uname -s),Linux)
TORCH := torch==$(TORCH_VERSION)+cpu
else
TORCH := torch==$(TORCH_VERSION)
endif

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export HF_HUB_OFFLINE := 1
export HF_HUB_DISABLE_TELEMETRY := 1
export GRADIO_ANALYTICS_ENABLED := False

.PHONY: chat test lint eval gate speed samples clean help
help:
	@sed -n '1,8s/^# *//p' Makefile

chat: $(VENV)/.installed
	$(BIN)/rapporteur chat --docs "$(DOCS)" --library "$(LIBRARY)" --port $(PORT)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(VENV)/.installed-dev
	$(BIN)/python -m eval all

gate: $(VENV)/.installed-dev
	$(BIN)/python -m eval all --gate

speed: $(VENV)/.installed-dev
	$(BIN)/python -m eval speed --small

# axe-core, by which the browser tests look for barriers; they skip without it
.axe/axe.min.js:
	@mkdir -p $(@D)
	@npm pack --silent --pack-destination $(@D) axe-core@4.11.0 >/dev/null
	@tar xzf $(@D)/axe-core-4.11.0.tgz -C $(@D) --strip-components=1 package/axe.min.js package/LICENSE

samples: $(VENV)/.installed-dev
	$(BIN)/python samples/make.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: expected Python 3.11 or newer, found $$($(PYTHON) --version); set PYTHON=python3.11"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "make: expected Python's venv, found none; on Debian: apt-get install python3-venv"; exit 2; }

$(VENV)/.torch: | $(VENV)/bin/python
	$(BIN)/pip install -q "$(TORCH)" 2>/dev/null || $(BIN)/pip install -q --index-url $(TORCH_INDEX) "$(TORCH)"
	@touch $@

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/.torch
	$(BIN)/pip install -q -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/.torch
	$(BIN)/pip install -q -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .library build dist
