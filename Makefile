# Everything works on a machine with Python 3.11-3.13, make and a package index.
PYTHON ?= python3
BIN := .venv/bin
DEMO ?= demo

.PHONY: setup demo test check bench docs lock prove clean

setup: .venv/.ready

.venv/.ready: requirements-dev.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	touch $@

demo: setup
	rm -rf $(DEMO)
	$(BIN)/circlebook demo $(DEMO)

test: setup
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m sheets_schema.docs --check
	$(BIN)/python -m sheets_schema.forms_script --check
	$(BIN)/python -m flows.docs --check
	$(BIN)/python -m tests.spec.page --check

bench: setup
	$(BIN)/python -m tests.bench

prove: setup
	CIRCLEBOOK_PROVE=1 $(BIN)/python -m pytest -n 2 --dist loadgroup tests/crash tests/flows/test_foreign_parts.py tests/templates/test_round_trip.py tests/connectors/documents/test_own_template.py tests/connectors/x12/test_batches.py tests/domain/test_people_properties.py tests/flows/test_demo.py tests/flows/test_bad_input.py tests/flows/test_prefect_gone.py tests/flows/test_hostile_cells.py tests/flows/test_at_hand.py tests/scenarios tests/connectors/ledger/test_migrating.py tests/flows/races
	$(BIN)/python -m tests.faults.first_seeds

docs: setup
	$(BIN)/python -m sheets_schema.docs
	$(BIN)/python -m sheets_schema.forms_script
	$(BIN)/python -m flows.docs
	$(BIN)/python -m tests.spec.page

lock: setup
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-header pyproject.toml --group dev -o requirements-dev.lock

clean:
	rm -rf .venv demo
