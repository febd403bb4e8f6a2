"""`pamong remind`: what is due is done once, however often it runs."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pamong.cli.main import main
from pamong.policy.words import Entrance, Method
from pamong.programme import actions
from pamong.programme.models import Proposal
from tests.factories import ON
from tests.people_cast import Cast


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("remind", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def proposal(cast: Cast) -> Proposal:
    return actions.propose(
        by=cast["employee"],
        employee=cast.rara,
        method=Method.MENTORING,
        entrance=Entrance.OWN,
        on=ON,
        purpose="Memimpin rapat.",
    )


def test_what_is_due_is_done_once(proposal: Proposal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_more: date(2026, 11, 27))
    told = json.loads(run("--institution", "LPA", "--json"))
    assert (told["on"], told["institutions"]["LPA"]["reminded"]) == ("2026-11-27", 1)
    assert json.loads(run("--institution", "LPA", "--json"))["institutions"]["LPA"]["reminded"] == 0
    monkeypatch.setattr(timezone, "localdate", lambda *_more: date(2026, 12, 1))
    assert run() == "DKN: tidak ada yang jatuh tempo.\nLPA: eskalasi 1.\n"
    assert "LPA: tidak ada yang jatuh tempo." in run()
    step = proposal.steps.order_by("order").first()
    assert step is not None
    assert step.answer == ""  # silence is never consent


def test_an_unknown_institution_is_one_sentence_and_two(cast: Cast) -> None:
    with pytest.raises(CommandError, match='"XYZ": instansi tidak ditemukan') as problem:
        run("--institution", "XYZ")
    assert problem.value.returncode == 2


def test_it_is_among_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    assert "remind" in capsys.readouterr().out
