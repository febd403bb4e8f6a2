"""A bar on a terminal, plain lines otherwise, and those only for long work."""

import sys

import pytest

from pamong.cli import progress


def test_plain_lines_come_only_when_work_takes_a_while(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 0.5, 3.0, 3.0, 4.0, 9.0, 9.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    tell = progress.when_long("berkas.csv")
    for percent in (5, 20, 60, 99):
        tell(percent)
    said = capsys.readouterr()
    assert said.out.splitlines() == [" 20 % berkas.csv", " 99 % berkas.csv"]
    assert said.err == ""


def test_a_terminal_sees_a_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    tell = progress.when_long("LPA")
    tell(50)
    tell(100)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("\r[###############...............]  50 % LPA")
    assert said.err.endswith("\n")
