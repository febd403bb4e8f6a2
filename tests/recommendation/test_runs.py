"""A run while people go on working: nothing said in the meantime is lost, and its progress is told."""

from typing import Any

import pytest

from pamong.policy.words import Cause, Method
from pamong.recommendation import actions
from pamong.recommendation.actions import runs
from pamong.recommendation.models import Result, Run, RunStatus
from tests import factories as f
from tests.factories import ON
from tests.people_cast import Cast

pytestmark = pytest.mark.django_db


def test_a_cause_set_while_a_run_reckons_is_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    reckoned = runs._rows

    def slow(*arguments: Any) -> Any:
        rows = reckoned(*arguments)
        actions.record_cause(
            by=cast["superior"],
            employee=cast.rara,
            year=2026,
            held_on=ON,
            cause=Cause.SKILL,
            on=ON,
        )
        return rows

    monkeypatch.setattr(runs, "_rows", slow)
    actions.analyse(institution=cast.institution, on=ON, by=cast["planner"])
    found = Result.objects.get(employee=cast.rara, current=True)
    assert (found.cause, found.rule, found.method) == (Cause.SKILL, "JALUR-03", Method.MENTORING)


def test_a_run_says_how_far_it_is_from_inside_its_transaction(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int | None] = []
    asked = actions.request_run(institution=cast.institution, on=ON, by=cast["planner"])
    assert asked.progress == 0
    inserted = runs.insert_results

    def looked(*arguments: Any, **named: Any) -> None:
        seen.append(Run.objects.get(pk=asked.pk).progress)
        inserted(*arguments, **named)

    monkeypatch.setattr(runs, "insert_results", looked)
    done = actions.carry_out(run_id=asked.pk)
    assert (seen, done.progress, done.status) == ([70], 100, RunStatus.DONE)


def test_a_run_that_fails_keeps_the_results_before_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.analyse(institution=cast.institution, on=ON, by=cast["planner"])
    before = list(Result.objects.order_by("id").values())
    f.employee(cast.institution, "Salma Wenda", superior=cast.superior, unit=cast.unit)

    def full(*arguments: Any, **named: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(runs, "insert_results", full)
    asked = actions.request_run(institution=cast.institution, on=ON, by=cast["planner"])
    with pytest.raises(OSError, match="no space"):
        actions.carry_out(run_id=asked.pk)
    asked.refresh_from_db()
    assert (asked.status, asked.problem) == (RunStatus.FAILED, "OSError")
    assert list(Result.objects.order_by("id").values()) == before
