"""`pamong doctor`, errors as one sentence, and an installation that is safe by default."""

import contextlib
import json
import os
import socket
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from pamong.performance.models import Dialogue
from tests.people_cast import Cast

KEY = "YS1rZXktZm9yLXRlc3RzLW9ubHktMzItYnl0ZXMtb2s="


def pamong(
    home: Path, *arguments: str, module: str = "pamong", **more: str
) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it, with an environment of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PAMONG_", "DJANGO_"))}
    environment = {
        **kept,
        "PAMONG_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "pamong.config.settings",
        **more,
    }
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def doctor() -> dict[str, bool]:
    out = StringIO()
    with contextlib.suppress(CommandError):
        call_command("doctor", "--json", stdout=out)
    return {name: check["ok"] for name, check in json.loads(out.getvalue())["checks"].items()}


@pytest.fixture
def static_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "staticfiles.json").write_text("{}")
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path)


@pytest.mark.usefixtures("static_files")
def test_a_sound_installation_is_well(cast: Cast) -> None:
    assert set(doctor().values()) == {True}


@pytest.mark.usefixtures("static_files")
def test_each_illness_is_named(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    Dialogue.objects.create(
        employee=cast.rara, year=2026, held_on="2026-11-01", cause="motivasi", note=b"not encrypted"
    )
    cast["planner"].is_demo = True
    cast["planner"].save()
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={}, backend_name="default", run_after=timezone.now()
    )
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=1))
    monkeypatch.setattr(settings, "DEMO", False)
    monkeypatch.setattr(settings, "STATIC_ROOT", "/nowhere")
    assert doctor() == {
        "database": True,
        "migrations": True,
        "secrets": False,
        "notes": False,
        "demo_accounts": False,
        "worker": False,
        "static": False,
    }


@pytest.mark.slow
def test_errors_are_one_sentence_without_a_traceback(tmp_path: Path) -> None:
    for arguments in (
        ("analyse", "--on", "kemarin"),
        ("analyse", "--unknown"),
        ("import", "unit"),
        ("analyse", "--institution", "XYZ"),  # no tables yet
    ):
        answer = pamong(tmp_path, *arguments, PAMONG_DEMO="on")
        assert answer.returncode == 2, arguments
        assert answer.stderr.startswith("pamong: "), answer.stderr
        assert len(answer.stderr.strip().splitlines()) == 1, answer.stderr
        assert "Error" not in answer.stderr


@pytest.mark.slow
def test_an_address_that_cannot_be_served_is_told_at_once(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for arguments, told in (
            (("--host", "127.0.0.1", "--port", port), port),
            (("--port", "99999"), "99999"),
            (("--host", "127.0.0.1", "--port", "0", "--workers", "0"), "--workers is 0"),
        ):
            answer = pamong(tmp_path, "serve", *arguments, PAMONG_DEMO="on")
            assert (answer.returncode, told in answer.stderr) == (2, True), answer.stderr
            assert answer.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_database_without_tables_is_told_as_that(tmp_path: Path) -> None:
    answer = pamong(tmp_path, "import", "unit", "unit.csv", PAMONG_DEMO="on")
    assert (answer.returncode, "not prepared" in answer.stderr) == (2, True)


@pytest.mark.slow
def test_without_its_own_secrets_it_does_not_start(tmp_path: Path) -> None:
    refused = pamong(tmp_path, "serve", "--port", "0")
    assert (refused.returncode, "PAMONG_SECRET_KEY" in refused.stderr) == (2, True)
    demo = pamong(tmp_path, "serve", "--port", "0", PAMONG_SECRET_KEY=settings.DEMO_SECRET)
    assert (demo.returncode, "PAMONG_SECRET_KEY" in demo.stderr) == (2, True)
    notes = pamong(tmp_path, "serve", "--port", "0", PAMONG_SECRET_KEY="q7" * 30)
    assert (notes.returncode, "PAMONG_NOTE_KEYS" in notes.stderr) == (2, True)
    ours = {"PAMONG_SECRET_KEY": "q7" * 30, "PAMONG_NOTE_KEYS": KEY}
    plain = pamong(tmp_path, "serve", "--port", "0", PAMONG_BASE_URL="https://pamong.example.go.id", **ours)
    assert (plain.returncode, "PAMONG_TRUSTED_PROXIES" in plain.stderr) == (2, True)
    assert pamong(tmp_path, "doctor", **ours).returncode == 2


@pytest.mark.slow
def test_production_defaults_pass_the_check_of_deployments(tmp_path: Path) -> None:
    secret = "".join(chr(97 + n % 26) + str(n % 7) for n in range(40))
    answer = pamong(
        tmp_path,
        "check",
        "--deploy",
        "--fail-level=WARNING",
        module="django",
        PAMONG_BASE_URL="https://pamong.example.go.id",
        PAMONG_SECRET_KEY=secret,
        PAMONG_NOTE_KEYS=KEY,
    )
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stdout + answer.stderr
