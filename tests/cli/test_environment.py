"""Settings of the environment: what is wrong is one sentence and exit code 2, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from pamong.config.environment import BadConfiguration, Environment


@pytest.mark.parametrize("written", ["foo", "mysql://a:b@c/d", "sqllite:///x", "postgres"])
def test_a_database_is_sqlite_or_postgresql(written: str) -> None:
    with pytest.raises(BadConfiguration, match="sqlite:///path or postgres://"):
        Environment({"PAMONG_DATABASE_URL": written}).database("PAMONG_DATABASE_URL", "")


def test_a_password_in_an_address_is_never_told() -> None:
    with pytest.raises(BadConfiguration) as refused:
        Environment({"PAMONG_DATABASE_URL": "mysql://a:geheim@c/d"}).database("PAMONG_DATABASE_URL", "")
    assert "geheim" not in str(refused.value)
    mail = Environment({"PAMONG_EMAIL_URL": "smtp://a:geheim@c:x"})
    with pytest.raises(BadConfiguration) as refused:
        mail.url("PAMONG_EMAIL_URL", ("smtp", "smtps"), "smtp://host:25")
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("written", ["foo", "http://", "http://h:abc", "ftp://h", "http://[x"])
def test_an_address_has_a_scheme_a_host_and_a_port_that_is_a_number(written: str) -> None:
    with pytest.raises(BadConfiguration, match="PAMONG_BASE_URL"):
        Environment({"PAMONG_BASE_URL": written}).url("PAMONG_BASE_URL", ("http", "https"), "https://a.go.id")


def test_a_key_of_the_notes_is_told_by_its_place() -> None:
    good = Fernet.generate_key().decode()
    assert Environment({"PAMONG_NOTE_KEYS": f"{good}, {good}"}).keys("PAMONG_NOTE_KEYS") == [good, good]
    with pytest.raises(BadConfiguration, match="key 2") as refused:
        Environment({"PAMONG_NOTE_KEYS": f"{good},rahasia"}).keys("PAMONG_NOTE_KEYS")
    assert "rahasia" not in str(refused.value)


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadConfiguration, match="expected a folder"):
        Environment({"PAMONG_HOME": str(tmp_path / "file")}).folder("PAMONG_HOME", "")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["PAMONG_DATABSE_URL", "PAMONG_DEMO", "PAMONG_DATABASE_URL"])
def test_a_command_says_it_in_one_sentence_and_exits_with_2(name: str, tmp_path: Path) -> None:
    environment = {n: v for n, v in os.environ.items() if not n.startswith("PAMONG_")}
    environment |= {"PAMONG_HOME": str(tmp_path), name: "entah"}
    ran = subprocess.run(
        [sys.executable, "-m", "pamong", "doctor"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert name in ran.stderr
