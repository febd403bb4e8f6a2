"""`pamong init` and `pamong analyse` over the database."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pamong.people import actions
from pamong.people.models import RoleGrant
from pamong.recommendation.models import Run
from tests.people_cast import Cast


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_analyse_prints_its_numbers(cast: Cast) -> None:
    told = json.loads(run("analyse", "--institution", "LPA", "--on", "2026-11-24", "--json"))
    assert told["people"] == {"all": 5}
    assert told["run"] == Run.objects.get().pk
    assert "sama dengan run" in run("analyse", "--institution", "LPA", "--on", "2026-11-24")
    for wrong in (("--institution", "XYZ"), ("--on", "kemarin")):
        with pytest.raises(CommandError) as problem:
            run("analyse", *wrong)
        assert problem.value.returncode == 2


@pytest.mark.django_db
def test_init_gives_an_administrator_a_link() -> None:
    said = run("init", "--institution", "BKX", "--name", "Badan X", "--admin", "admin@bkx.example")
    token = said.split("/activate/")[1].split("/")[0]
    account = actions.activate(token=token, password="padi-menguning-di-sawah")
    assert RoleGrant.objects.get(account=account).role == "admin"
    with pytest.raises(CommandError):
        run("init", "--institution", "BKX", "--name", "Badan X", "--admin", "lain@bkx.example")
    with pytest.raises(CommandError):
        run("init", "--institution", "BKY", "--name", "Badan Y", "--admin", "bukan-surel")
