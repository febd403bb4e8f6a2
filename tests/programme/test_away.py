"""A side that left, retired, moved or is appointed no more: somebody is asked at once, until it is decided."""

from datetime import date, timedelta

import pytest

from pamong.audit.models import Event
from pamong.people.access import viewer
from pamong.people.models import Employee, Placement
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.words import EmployeeStatus, PlacementKind
from pamong.programme import actions, queries
from pamong.programme.queries import Due
from tests.people_cast import EVERYBODY
from tests.programme.road import Road

pytestmark = pytest.mark.django_db


def waits(road: Road, who: str) -> list[Due]:
    account = {"guide": road.guide, "employee": road.employee}.get(who) or road.cast[who]
    rows = queries.inbox(viewer(account, road.clock.on))
    return [row.kind for row in rows if isinstance(row.kind, Due)]


def asked(road: Road, who: str = "planner") -> bool:
    return Due.SOMEBODY_AWAY in waits(road, who)


def moved(who: Employee, day: date, kind: PlacementKind = PlacementKind.DEFINITIVE) -> None:
    Placement.objects.create(employee=who, position=who.position, unit=who.unit, kind=kind, start=day)


def test_a_pair_without_its_letter_is_asked_about_too(road: Road) -> None:
    assert not asked(road)
    Employee.objects.filter(pk=road.cast.rara.pk).update(status=EmployeeStatus.RETIRED)
    assert asked(road)
    said = [one.id for one in queries.why_away(road.fresh(), road.clock.on)]
    assert said == ["Pegawai berstatus pensiun."]


def test_a_move_asks_until_the_planner_lets_it_go_on(road: Road) -> None:
    road.running()
    on = road.clock.on
    moved(road.cast.rara, on, PlacementKind.ACTING)
    assert not asked(road), "who acts for somebody moves nowhere"
    moved(road.cast.rara, on)
    assert asked(road)
    assert "pindah atau berhenti sejak 5 Agustus 2026" in queries.why_away(road.fresh(), on)[0].id
    for who in set(EVERYBODY) - {"planner"}:
        with pytest.raises(NotAllowed):
            actions.settle(by=road.cast[who], engagement=road.engagement, reason="Tetap dekat.", on=on)
    with pytest.raises(NotAllowed):
        actions.settle(by=road.guide, engagement=road.engagement, reason="Tetap dekat.", on=on)
    with pytest.raises(Invalid, match="Alasan"):
        actions.settle(by=road.cast["planner"], engagement=road.engagement, on=on)
    actions.settle(by=road.cast["planner"], engagement=road.engagement, reason="Tetap dekat.", on=on)
    assert not asked(road)
    assert queries.why_away(road.fresh(), on) == []
    assert Event.objects.get(verb="settle_engagement").reason == "Tetap dekat."
    road.clock.go(3)
    assert not asked(road)
    moved(road.guide.employee or road.cast.rara, road.clock.on)
    assert asked(road), "another move is another question"


def test_an_appointment_that_ended_asks_until_it_is_decided(road: Road) -> None:
    road.running()
    guide = road.engagement.guide
    guide.end = road.clock.on - timedelta(days=1)
    guide.save()
    assert asked(road)
    assert "Penunjukan pembimbing berakhir" in queries.why_away(road.fresh(), road.clock.on)[0].id
    actions.settle(
        by=road.cast["planner"], engagement=road.engagement, reason="Tinggal satu sesi.", on=road.clock.on
    )
    assert not asked(road)
    actions.stop(by=road.employee, engagement=road.engagement, reason="Selesai.", on=road.clock.on)
    with pytest.raises(WrongState):
        actions.settle(by=road.cast["planner"], engagement=road.engagement, reason="Tetap.", on=road.clock.on)


def test_of_a_konseling_the_side_that_stays_is_asked_and_nobody_else(closed_road: Road) -> None:
    closed_road.running()
    counsellor = closed_road.guide.employee
    assert counsellor is not None
    assert not asked(closed_road, "employee")
    Employee.objects.filter(pk=counsellor.pk).update(status=EmployeeStatus.RETIRED)
    assert asked(closed_road, "employee")
    for who in (*EVERYBODY, "guide"):
        assert who == "employee" or not asked(closed_road, who), who
    rows = queries.inbox(viewer(closed_road.employee, closed_road.clock.on))
    assert {row.name for row in rows if row.kind == Due.SOMEBODY_AWAY} == {""}
    actions.settle(by=closed_road.employee, engagement=closed_road.engagement, on=closed_road.clock.on)
    assert not asked(closed_road, "employee")
    assert Event.objects.get(verb="settle_engagement").reason == ""
    closed_road.clock.go(1)
    moved(closed_road.cast.rara, closed_road.clock.on)
    assert asked(closed_road, "guide")
    assert not asked(closed_road, "employee")


def test_no_review_is_asked_of_a_konseling(closed_road: Road) -> None:
    closed_road.running()
    closed_road.clock.go(40)
    assert Due.WRITE_REVIEW not in waits(closed_road, "employee") + waits(closed_road, "guide")
