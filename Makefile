# The only door to the tools. `make demo` and `make test` are all a newcomer needs.
PORT ?= 8000
PY := .venv/bin/python
STAMP := .venv/.installed

.PHONY: demo test install check quick law torture bench realdata docs messages browser clients

demo: install messages
	@PAMONG_DEMO=on PAMONG_BASE_URL=http://localhost:$(PORT) $(PY) -m pamong demo --port $(PORT)

install: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml
	@test -x $(PY) || python3 -m venv .venv
	@test -x .venv/bin/uv || .venv/bin/python -m pip install -q uv
	@.venv/bin/uv pip sync -q --python $(PY) requirements/dev.txt
	@.venv/bin/uv pip install -q --python $(PY) --no-deps -e .
	@touch $(STAMP)

messages: install
	@$(PY) scripts/messages.py

browser: install
	@sh scripts/browser.sh

clients:
	@sh scripts/clients.sh

check: install messages
	$(PY) -m ruff format --check pamong tests
	$(PY) -m ruff check pamong tests
	.venv/bin/lint-imports --no-cache
	$(PY) -m mypy pamong
	$(PY) -m djlint pamong/web/templates --lint --quiet
	PAMONG_DEMO=on $(PY) manage.py makemigrations --check --dry-run
	PYTHONPATH=. $(PY) scripts/docs.py --check

# Rules, records below the programme, files and commands; `make quick AT=tests/programme` for another room.
AT ?= $(addprefix tests/,house policy engine matching people competency performance recommendation reports exchange cli)

quick: install messages
	$(PY) -m pytest -n 2 --dist loadfile --nomigrations -m "not browser and not slow" $(AT)

test: install messages browser clients
	$(PY) -m pytest -n 2 -m "not browser"
	$(PY) scripts/on_postgres.py $(PY) -m pytest -n 2 -m "not browser" tests/cli tests/people tests/competency tests/performance tests/recommendation tests/exchange tests/web tests/house tests/programme
	$(PY) -m pytest -n 2 -m browser

torture: install messages browser
	TORTURE=1 $(PY) -m pytest -n 2 -m browser

bench: install
	@for file in bench/*.py; do $(PY) $$file || exit 1; done

realdata: install messages
	@PAMONG_DEMO=on $(PY) -m pamong realdata $(DIR)

docs: install
	@PYTHONPATH=. $(PY) scripts/docs.py

law: install
	@PYTHONPATH=. $(PY) scripts/law.py
