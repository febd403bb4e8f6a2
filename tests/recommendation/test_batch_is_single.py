"""A run over everybody stores what the single path stores, column by column, in both databases."""

from datetime import date

import pytest

from pamong.cli.demo.institution import invent
from pamong.cli.institutions import bring_invented, shipped_dictionary
from pamong.people.models import Employee, Institution
from pamong.recommendation import actions
from pamong.recommendation.actions import runs
from pamong.recommendation.models import Result

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ON = date(2026, 11, 24)
OWN = {"id", "at", "current", "run"}
NAMES = [field.attname for field in Result._meta.concrete_fields if field.name not in OWN]


def stored() -> dict[int, tuple[object, ...]]:
    return {
        row[0]: row[1:]
        for row in Result.objects.filter(current=True).values_list("employee_id", *NAMES).order_by("id")
    }


def test_batch_and_single_store_equal_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    institution = Institution.objects.create(code="LPA", name="Lembaga Pembelajaran Aparatur")
    shipped_dictionary(institution, ON)
    bring_invented(institution, invent(people=120, on=ON), ON)
    monkeypatch.setattr(runs, "FEW", 0)
    run = actions.analyse(institution=institution, on=ON, by=None)
    at_once = stored()
    assert len(at_once) == run.counts["people"]["all"] == 120
    assert len(run.counts["rule"]) >= 14  # not one rule over and over

    people = list(Employee.objects.filter(institution=institution))
    for person in people:
        actions.reevaluate(employee=person, by=None, on=ON)
    assert stored() == at_once

    # The run's own short way for few people, too.
    monkeypatch.setattr(runs, "FEW", 1_000)
    Result.objects.all().delete()
    run.delete()
    actions.analyse(institution=institution, on=ON, by=None)
    assert stored() == at_once
