# SPDX-License-Identifier: Apache-2.0
# Plain words over meson. `make` builds build/synoptic; `make help` lists the words.
BUILD ?= build
MESON ?= meson
PREFIX ?= /usr/local
SETUP = scripts/setup

.PHONY: all help demo check asan ubsan tsan bench eval fuzz install format lint train clean setup

all: $(BUILD)/build.ninja
	@ninja -C $(BUILD) $(if $(VERBOSE),-v,--quiet)
	@ln -sf cli/synoptic $(BUILD)/synoptic

$(BUILD)/build.ninja: meson.build meson_options.txt
	@if [ -f $@ ]; then $(MESON) setup --reconfigure $(BUILD) >$(BUILD)/setup.log; \
	else mkdir -p $(BUILD) && $(MESON) setup $(BUILD) --prefix=$(PREFIX) >$(BUILD)/setup.log \
	|| { cat $(BUILD)/setup.log; exit 1; }; fi

setup: ; @$(SETUP)

help:
	@echo "make          build build/synoptic"
	@echo "make demo     install what is missing, build, and brief the bundled reports"
	@echo "make check    install what is missing, build, and run every test"
	@echo "make asan     the tests under AddressSanitizer and LeakSanitizer (ubsan, tsan alike)"
	@echo "make bench    speed, memory and size, one table"
	@echo "make eval     accuracy of every layer on ../shared/data, one table"
	@echo "make fuzz     long fuzz runs of every untrusted input"
	@echo "make install  program, library, headers, data, manual pages under PREFIX"
	@echo "make format   clang-format in place; make lint: what CI checks without building"
	@echo "make train    remake the weights under models/ from ../shared/data (CLEAN=1: open data alone)"

demo: setup all
	@scripts/demo

check: setup all lint
	@scripts/check $(BUILD)

asan ubsan tsan: setup
	@scripts/sanitize $@

bench: all
	@scripts/bench $(BUILD)

eval: all
	@scripts/evaluate $(BUILD)

fuzz: setup
	@scripts/fuzz

train:
	@$(SETUP) --train
	@train/train.sh

install: all
	@$(MESON) install -C $(BUILD) --no-rebuild

format:
	@scripts/lint --format

lint:
	@scripts/lint

clean:
	@rm -rf $(BUILD) build-*
