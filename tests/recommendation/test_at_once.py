"""Two write of one person at the same moment: one outcome each, on both databases, and no error of the database."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.db.models import Model

from pamong.competency.models import Assessment
from pamong.performance.models import Dialogue
from pamong.policy.errors import PamongError
from pamong.policy.words import Cause, Method, Source
from pamong.programme import actions as programming
from pamong.programme.actions import preset
from pamong.programme.models import Cohort, Template
from pamong.recommendation import actions
from pamong.recommendation.models import Contest, Decision, Result, SuperiorView
from tests.factories import ON
from tests.people_cast import Cast, make_cast
from tests.programme.meeting_point import MeetingPoint

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def twice_at_once(work: Callable[[], Any]) -> list[PamongError]:
    """The same work in two threads with connections of their own; what was refused."""
    refused: list[PamongError] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            work()
        except PamongError as error:
            refused.append(error)
        except Exception as error:  # noqa: BLE001 whatever it is, it is told below
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    return refused


def writes_meet(monkeypatch: pytest.MonkeyPatch, model: type[Model]) -> None:
    """Two rows of it are about to be written at once, unless a lock keeps one of them out."""
    point, save = MeetingPoint(), model.save

    def slowly(row: Any, *args: Any, **more: Any) -> None:
        point.meet()
        save(row, *args, **more)

    monkeypatch.setattr(model, "save", slowly)


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    actions.analyse(institution=made.institution, on=ON, by=None)
    return made


def test_two_decisions_at_once_are_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    writes_meet(monkeypatch, Decision)
    refused = twice_at_once(
        lambda: actions.decide(by=cast["planner"], employee=cast.rara, verdict="accept", on=ON)
    )
    assert len(refused) == 1
    assert Decision.objects.count() == 1


def test_two_acceptances_of_many_at_once_are_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    writes_meet(monkeypatch, Decision)
    rule = Result.objects.get(employee=cast.rara, current=True).rule
    refused = twice_at_once(
        lambda: actions.decide_many(by=cast["planner"], employees=[cast.rara], rule=rule, on=ON)
    )
    assert len(refused) == 1
    assert Decision.objects.count() == 1


def test_the_later_of_two_views_is_current(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    writes_meet(monkeypatch, SuperiorView)
    work = lambda: actions.say_view(by=cast["superior"], employee=cast.rara, view="agree", on=ON)  # noqa: E731
    assert twice_at_once(work) == []
    assert SuperiorView.objects.filter(current=True).count() == 1


def test_a_dialogue_sent_twice_at_once_is_recorded_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    writes_meet(monkeypatch, Dialogue)
    refused = twice_at_once(
        lambda: actions.record_cause(
            by=cast["superior"], employee=cast.rara, year=2026, held_on=ON, cause=Cause.SKILL, on=ON
        )
    )
    assert [str(one) for one in refused] == ["Sebutkan alasan koreksinya."]
    assert Dialogue.objects.count() == 1
    assert Result.objects.filter(employee=cast.rara, current=True).count() == 1


def test_two_corrections_of_a_level_at_once_are_one_assessment(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes_meet(monkeypatch, Assessment)
    before = Assessment.objects.count()
    work = lambda: actions.correct_level(  # noqa: E731
        by=cast["planner"],
        employee=cast.rara,
        competency=cast.competencies["komunikasi"],
        level=3,
        source=Source.EVIDENCE,
        assessed_on=ON,
        reason="Bukti kerja.",
        on=ON,
    )
    assert twice_at_once(work) == []
    assert Assessment.objects.count() == before + 1
    assert Result.objects.filter(employee=cast.rara, current=True).count() == 1


def test_two_results_of_one_person_at_once_leave_one_current(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes_meet(monkeypatch, Result)
    assert twice_at_once(lambda: actions.reevaluate(employee=cast.rara, by=None, on=ON)) == []
    assert Result.objects.filter(employee=cast.rara, current=True).count() == 1


def test_a_report_of_wrong_data_sent_twice_waits_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    writes_meet(monkeypatch, Contest)
    work = lambda: actions.contest(  # noqa: E731
        by=cast["employee"], employee=cast.rara, about="Level Komunikasi", text="Seharusnya 3.", on=ON
    )
    assert twice_at_once(work) == []
    assert Contest.objects.count() == 1
    actions.answer_contest(by=cast["planner"], contest=Contest.objects.get(), answer="Dikoreksi.", on=ON)
    work()
    assert Contest.objects.count() == 2, "once answered the same may be said again"


def test_one_name_of_a_template_and_of_a_cohort(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    writes_meet(monkeypatch, Template)
    make = lambda: programming.make_template(  # noqa: E731
        by=cast["planner"],
        institution=cast.institution,
        name="Coaching kinerja",
        method="coaching",
        context="kinerja_harian",
        shape=preset(Method.COACHING, ON),
        on=ON,
    )
    assert len(twice_at_once(make)) == 1
    template = Template.objects.get()
    writes_meet(monkeypatch, Cohort)
    refused = twice_at_once(
        lambda: programming.open_cohort(
            by=cast["planner"],
            institution=cast.institution,
            template=template,
            name="Angkatan I",
            starts_on=ON,
            ends_on=ON.replace(year=ON.year + 1),
            on=ON,
        )
    )
    assert [str(one) for one in refused] == ["Nama “Angkatan I” sudah dipakai."]
    assert Cohort.objects.count() == 1
