# One command each; the first one makes .venv and installs what is missing.
#
# Without make (Windows, or anywhere), the same by Python alone:
#
#     py packaging\bootstrap.py run           start the program
#     py packaging\bootstrap.py test          checks, tests, coverage floor
#     py packaging\bootstrap.py lint          checks only
#     py packaging\bootstrap.py soak          random edits, kills and damaged files, for half an hour
#     py packaging\bootstrap.py bench         benchmarks
#     py packaging\bootstrap.py app           stand-alone program in dist\
#     py packaging\bootstrap.py translations  collect translatable strings
#     py packaging\bootstrap.py clean         remove what was built
#
# On macOS and Linux write python3 packaging/bootstrap.py instead. Arguments go through:
# make run ARGS="open spiral"   make test ARGS="tests/unit -k graph"   make run PYTHON=python3.13

PYTHON ?= python3
ARGS ?=
COMMANDS := run test lint soak bench app app-test translations clean

.PHONY: $(COMMANDS)
.DEFAULT_GOAL := run

$(COMMANDS):
	@$(PYTHON) packaging/bootstrap.py $@ $(ARGS)
