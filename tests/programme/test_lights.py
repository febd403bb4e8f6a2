"""The light by its rule: what SQL counts for many is what the policy says of one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.people.access import viewer
from pamong.policy.programme import light, turns
from pamong.policy.words import EmployeeStatus, Light
from pamong.programme import actions, queries
from pamong.programme.models import Engagement
from pamong.programme.queries import Due
from pamong.programme.workflow import EngagementState
from tests.programme.road import Road

START = date(2026, 8, 4)


@given(days=st.integers(0, 200), every=st.integers(7, 45))
def test_the_days_on_which_it_turns_are_those_of_the_rule(days: int, every: int) -> None:
    on = START + timedelta(days=days)
    first = turns(START, every, on=START)
    told = Light.STUCK if on >= first[Light.STUCK] else Light.ATTENTION if on >= first[Light.ATTENTION] else Light.SMOOTH  # fmt: skip
    assert told is light(days, every, on=on)


def test_one_and_a_half_and_two_and_a_half_times_the_rhythm() -> None:
    assert [light(days, 14, on=START) for days in (20, 21, 34, 35)] == [
        Light.SMOOTH,
        Light.ATTENTION,
        Light.ATTENTION,
        Light.STUCK,
    ]


@pytest.mark.django_db
def test_many_are_filtered_as_one_is_told(road: Road) -> None:
    assert queries.light_of(road.fresh(), road.clock.on) is None
    engagement = road.agreed()
    rows = Engagement.objects.all()
    for days in range(0, 100, 3):
        on = road.clock.on + timedelta(days=days)
        told = queries.light_of(engagement, on)
        found = [one for one in Light if queries.with_light(rows, one, on).exists()]
        assert found == [told]
    road.held()
    actions.pause(
        by=road.guide,
        engagement=road.fresh(),
        until=road.clock.on + timedelta(days=30),
        reason="Cuti.",
        on=road.clock.on,
    )
    assert queries.light_of(road.fresh(), road.clock.on + timedelta(days=99)) is None
    road.clock.go(30)
    engagement = actions.go_on(by=road.guide, engagement=road.engagement, on=road.clock.on)
    assert queries.light_of(engagement, road.clock.on) is Light.SMOOTH, "counted from the return"


# ── What waits for whom ──


def waits(road: Road, who: str) -> set[str]:
    account = {"guide": road.guide, "employee": road.employee}.get(who) or road.cast[who]
    return {
        row.kind.value for row in queries.inbox(viewer(account, road.clock.on)) if isinstance(row.kind, Due)
    }


@pytest.mark.django_db
def test_the_inbox_follows_an_engagement(road: Road) -> None:
    assert waits(road, "planner") == {"make_letter"}
    road.appointed()
    assert waits(road, "employee") == waits(road, "guide") == {"confirm_agreement"}
    for who, account in (("employee", road.employee), ("guide", road.guide)):
        text = actions.text_hash(road.engagement.agreements.get())
        actions.confirm_agreement(by=account, engagement=road.engagement, text=text, on=road.clock.on)
        assert "confirm_agreement" not in waits(road, who)
    assert waits(road, "employee") == {"plan_session", "set_goal"}
    road.goal()
    assert waits(road, "employee") == {"plan_session"}
    session = road.proposed()
    assert (waits(road, "employee"), waits(road, "guide")) == ({"answer_session"}, set())
    actions.confirm_session(by=road.employee, session=session, on=road.clock.on)
    assert waits(road, "employee") == set()
    road.clock.go(1, 4)
    assert waits(road, "employee") == waits(road, "guide") == {"close_session"}
    task = actions.Action("Agenda", owner="employee", due=road.clock.on)
    actions.close_session(by=road.guide, session=session, on=road.clock.on, actions=[task])
    assert waits(road, "employee") == {"confirm_held", "do_task", "plan_session", "answer_fit"}
    assert waits(road, "guide") == {"plan_session", "answer_fit"}
    actions.answer_fit(by=road.employee, engagement=road.fresh(), fit="tidak_cocok", on=road.clock.on)
    assert "does_not_fit" in waits(road, "planner")
    road.clock.go(90)
    assert "stuck" in waits(road, "planner")
    for who in ("superior", "auditor", "stranger", "talent_officer", "admin", "competent_authority"):
        assert waits(road, who) <= {"make_letter"}


@pytest.mark.django_db
def test_the_end_asks_everybody_for_their_part(road: Road) -> None:
    engagement = road.evaluating()
    assert {"evaluate", "give_feedback"} <= waits(road, "employee")
    assert {"evaluate", "write_report"} <= waits(road, "guide")
    assert waits(road, "planner") == {"measure_again"}
    actions.close_for_side(by=road.guide, engagement=engagement, mark=3, helped="x", on=road.clock.on)
    actions.write_report(
        by=road.guide, engagement=engagement, strategy="a", abilities="b", develop_next="c", on=road.clock.on
    )
    assert "complete" in waits(road, "guide")
    actions.close_for_side(by=road.employee, engagement=engagement, mark=3, helped="x", on=road.clock.on)
    feedback = actions.give_feedback(by=road.employee, engagement=engagement, marks=[3] * 9, on=road.clock.on)
    assert waits(road, "unit_head") == {"read_feedback"}
    actions.complete(by=road.guide, engagement=engagement, follow_up="", on=road.clock.on)
    assert waits(road, "superior") == {"read_report"}
    actions.read_report(by=road.cast["superior"], report=engagement.report, on=road.clock.on)
    actions.read_feedback(by=road.cast["unit_head"], feedback=feedback, on=road.clock.on)
    assert waits(road, "superior") == waits(road, "unit_head") == set()


@pytest.mark.django_db
def test_whoever_leaves_asks_for_a_decision_at_once(road: Road) -> None:
    road.running()
    assert "somebody_away" not in waits(road, "planner")
    rara = road.cast.rara
    rara.status = EmployeeStatus.UNPAID_LEAVE
    rara.save()
    assert "somebody_away" in waits(road, "planner")
    rara.status = EmployeeStatus.ACTIVE
    rara.save()
    guide = road.engagement.guide
    guide.end = road.clock.on - timedelta(days=1)
    guide.save()
    assert "somebody_away" in waits(road, "planner")
    Engagement.objects.update(state=EngagementState.STOPPED, ended_at=road.clock.now)
    assert "somebody_away" not in waits(road, "planner")


@pytest.mark.django_db
def test_no_inbox_names_who_is_counselled(closed_road: Road) -> None:
    closed_road.running()
    rows = queries.inbox(viewer(closed_road.guide, closed_road.clock.on))
    rows += queries.inbox(viewer(closed_road.employee, closed_road.clock.on))
    mine = [row for row in rows if isinstance(row.kind, Due)]
    assert mine
    assert all(row.name == "" for row in mine)
    for who in ("planner", "superior", "counsellor", "admin", "unit_head"):
        assert waits(closed_road, who) == set()


@pytest.mark.django_db
def test_what_time_brings_is_done_once(road: Road) -> None:
    road.agreed()
    session = road.scheduled()
    road.clock.go(1, 4)
    actions.close_session(by=road.guide, session=session, on=road.clock.on)
    until = road.clock.on + timedelta(days=5)
    actions.pause(by=road.guide, engagement=road.fresh(), until=until, reason="Cuti.", on=road.clock.on)
    where = road.cast.institution
    road.clock.go(4)
    assert actions.keep_time(institution=where, on=road.clock.on).total() == 0
    road.clock.go(1)
    assert actions.keep_time(institution=where, on=road.clock.on)["unpaused"] == 1
    assert road.fresh().state == EngagementState.RUNNING
    session.refresh_from_db()
    assert session.employee_held_at is None
    road.clock.go(3)
    assert actions.keep_time(institution=where, on=road.clock.on)["counted"] == 1
    session.refresh_from_db()
    assert session.employee_held_at is not None
    assert actions.keep_time(institution=where, on=road.clock.on).total() == 0
