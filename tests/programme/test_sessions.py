"""Sessions: times that can be, and one outcome for two hands."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from pamong.audit.models import Event
from pamong.people.models import Account
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.words import Entrance, Method
from pamong.programme import actions
from pamong.programme.actions import sessions as asked_of_time
from pamong.programme.models import Engagement, Session, Task
from pamong.programme.workflow import EngagementState, SessionState
from tests import factories as f
from tests.people_cast import make_cast
from tests.programme.conftest import Programme
from tests.programme.meeting_point import MeetingPoint, at_once, moves_meet
from tests.programme.road import JAKARTA, Clock, Road

pytestmark = pytest.mark.django_db


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), JAKARTA)


def test_whoever_proposed_a_time_does_not_confirm_it(road: Road) -> None:
    road.agreed()
    session = road.proposed()
    with pytest.raises(NotAllowed):
        actions.confirm_session(by=road.guide, session=session, on=road.clock.on)
    session = actions.confirm_session(by=road.employee, session=session, on=road.clock.on)
    assert session.state == SessionState.SCHEDULED
    with pytest.raises(WrongState):
        actions.confirm_session(by=road.employee, session=session, on=road.clock.on)


def test_a_move_keeps_the_event_and_asks_the_other_side(road: Road) -> None:
    road.agreed()
    session = road.scheduled()
    moved = actions.reschedule(
        by=road.employee, session=session, start=at(date(2026, 8, 6)), minutes=45, on=road.clock.on
    )
    assert (moved.state, moved.uid, moved.sequence) == (SessionState.PROPOSED, session.uid, 1)
    with pytest.raises(NotAllowed):
        actions.confirm_session(by=road.employee, session=moved, on=road.clock.on)
    assert (
        actions.confirm_session(by=road.guide, session=moved, on=road.clock.on).state
        == SessionState.SCHEDULED
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 8, 8), "8 Agustus 2026 hari libur"),  # a Saturday
        (date(2026, 8, 17), "17 Agustus 2026 hari libur"),  # independence day
        (date(2026, 8, 3), "sudah lewat"),
    ],
)
def test_times_that_cannot_be(road: Road, day: date, words: str) -> None:
    road.agreed()
    with pytest.raises(Invalid, match=words):
        actions.propose_session(
            by=road.guide, engagement=road.engagement, start=at(day), minutes=60, on=road.clock.on
        )
    with pytest.raises(Invalid, match="30 sampai 120 menit"):
        actions.propose_session(
            by=road.guide, engagement=road.engagement, start=at(date(2026, 8, 6)), minutes=5, on=road.clock.on
        )


def test_both_may_agree_on_a_day_off(road: Road) -> None:
    road.agreed()
    session = actions.propose_session(
        by=road.guide,
        engagement=road.engagement,
        start=at(date(2026, 8, 8)),
        minutes=60,
        on=road.clock.on,
        on_day_off=True,
    )
    assert session.state == SessionState.PROPOSED


def test_nobody_sits_in_two_sessions_at_once(road: Road) -> None:
    """The guide's other people count, and whose session it is stays untold."""
    road.agreed()
    other = road.programme.approved_for("Made Suardana")
    actions.choose(by=road.cast["planner"], proposal=other, guides=[road.engagement.guide], on=road.clock.on)
    second = actions.accept(by=road.guide, wish=other.wishes.get(state="asked"), on=road.clock.on)
    assert second is not None
    second.state = EngagementState.RUNNING
    second.save()
    road.scheduled()
    with pytest.raises(Invalid, match="pertemuan pada waktu itu") as refused:
        actions.propose_session(
            by=road.guide,
            engagement=second,
            start=at(date(2026, 8, 5)) + timedelta(minutes=30),
            minutes=60,
            on=road.clock.on,
        )
    assert "Rara" not in str(refused.value)
    following = at(date(2026, 8, 5), 11)
    assert actions.propose_session(
        by=road.guide, engagement=second, start=following, minutes=60, on=road.clock.on
    )


def test_a_session_is_closed_by_both_and_counted_once(road: Road) -> None:
    road.agreed()
    session = road.scheduled()
    with pytest.raises(WrongState, match="belum dimulai"):
        actions.close_session(by=road.guide, session=session, on=road.clock.on)
    road.clock.go(1, 4)
    done = [actions.Action("Menyusun agenda", due=date(2026, 8, 20)), actions.Action(" ")]
    for who in (road.guide, road.employee, road.employee):
        actions.close_session(by=who, session=session, on=road.clock.on, rating=4, actions=done[1:])
    actions.close_session(by=road.guide, session=session, on=road.clock.on, actions=done)
    session.refresh_from_db()
    assert session.state == SessionState.HELD
    assert session.employee_held_at
    assert session.guide_held_at
    assert (session.employee_rating, session.guide_rating) == (4, 4)
    assert road.fresh().held == 1
    assert road.engagement.state == EngagementState.RUNNING
    assert Task.objects.get().title == "Menyusun agenda"
    with pytest.raises(Invalid, match="Paling banyak 3"):
        actions.close_session(
            by=road.guide, session=session, on=road.clock.on, actions=[actions.Action("a")] * 3
        )
    assert Task.objects.count() == 1, "nothing half done"


def test_who_missed_it_is_told_and_it_is_moved(road: Road) -> None:
    road.agreed()
    session = road.scheduled()
    with pytest.raises(WrongState):
        actions.miss_session(by=road.guide, session=session, who="employee", on=road.clock.on)
    road.clock.go(1, 4)
    missed = actions.miss_session(by=road.guide, session=session, who="employee", on=road.clock.on)
    assert missed.missed_by == "employee"
    with pytest.raises(WrongState):
        actions.close_session(by=road.guide, session=session, on=road.clock.on)
    moved = actions.reschedule(
        by=road.employee, session=session, start=at(date(2026, 8, 7)), minutes=60, on=road.clock.on
    )
    assert (moved.state, moved.missed_by) == (SessionState.PROPOSED, "")


def test_what_the_other_side_reported_is_denied_until_it_is_confirmed(road: Road) -> None:
    road.agreed()
    session = road.scheduled()
    road.clock.go(1, 4)
    actions.close_session(by=road.guide, session=session, on=road.clock.on)
    assert road.fresh().held == 1
    deny = partial(actions.miss_session, session=session, who="guide", reason="Rapat lain.", on=road.clock.on)
    for who in (road.guide, road.cast["planner"], road.cast["superior"], road.cast["stranger"]):
        with pytest.raises((WrongState, NotAllowed)):
            deny(by=who)
    denied = deny(by=road.employee)
    assert (denied.state, denied.missed_by, denied.guide_held_at) == (SessionState.MISSED, "guide", None)
    assert (road.fresh().held, road.fresh().last_held_on) == (0, None)
    assert Event.objects.filter(verb="deny_session").count() == 1
    # Rescheduled and held for both it cannot be denied any more, nor after the days of silence.
    start = at(road.clock.on + timedelta(days=1))
    actions.reschedule(by=road.guide, session=session, start=start, minutes=60, on=road.clock.on)
    road.clock.go(2, 8)
    actions.close_session(by=road.guide, session=session, on=road.clock.on)
    actions.close_session(by=road.employee, session=session, on=road.clock.on)
    with pytest.raises(WrongState, match="sudah tercatat terlaksana"):
        deny(by=road.employee, on=road.clock.on)
    assert road.fresh().held == 1


def test_what_counts_by_silence_is_denied_no_more(road: Road) -> None:
    road.running()
    session = road.scheduled()
    road.clock.go(2, 8)
    actions.close_session(by=road.guide, session=session, on=road.clock.on)
    road.clock.go(8)
    actions.keep_time(institution=road.cast.institution, on=road.clock.on)
    with pytest.raises(WrongState, match="sudah tercatat terlaksana"):
        actions.miss_session(by=road.employee, session=session, who="guide", on=road.clock.on)


def test_a_session_without_the_system_is_logged_and_marked(road: Road) -> None:
    road.agreed()
    road.clock.go(3)
    with pytest.raises(Invalid, match="4 Agustus 2026"):
        actions.log_session(
            by=road.guide,
            engagement=road.engagement,
            start=at(date(2026, 8, 1)),
            minutes=60,
            on=road.clock.on,
        )
    session = actions.log_session(
        by=road.guide,
        engagement=road.engagement,
        start=at(date(2026, 8, 6)),
        minutes=60,
        words={"goal": "Agenda"},
        on=road.clock.on,
    )
    assert session.logged_later
    assert session.guide_held_at
    assert session.employee_held_at is None
    assert road.fresh().last_held_on == date(2026, 8, 6)
    with pytest.raises(Invalid, match="pada waktu itu sudah ada"):  # a second tap: hours would count twice
        actions.log_session(
            by=road.employee,
            engagement=road.engagement,
            start=at(date(2026, 8, 6)),
            minutes=60,
            on=road.clock.on,
        )
    assert road.fresh().held == 1


def test_a_time_is_proposed_once_and_again_after_it_was_cancelled(road: Road) -> None:
    road.agreed()
    session = road.proposed(2)
    with pytest.raises(Invalid, match="pada waktu itu sudah ada"):
        road.proposed(2, by=road.employee)
    actions.cancel_session(by=road.guide, session=session, reason="Cuti.", on=road.clock.on)
    assert road.proposed(2).pk != session.pk


# ── Two hands at once ──


@pytest.mark.slow
def test_both_sides_press_done_and_it_counts_once(meeting: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    session = meeting.scheduled()
    meeting.clock.go(1, 4)
    moves_meet(monkeypatch, "session", "hold", "hold")
    on = meeting.clock.on
    refused = at_once(
        lambda: actions.close_session(by=meeting.guide, session=session, on=on),
        lambda: actions.close_session(by=meeting.employee, session=session, on=on),
    )
    session.refresh_from_db()
    assert refused == []
    assert (session.state, meeting.fresh().held) == (SessionState.HELD, 1)
    assert session.employee_held_at
    assert session.guide_held_at


@pytest.mark.slow
def test_a_move_meets_a_cancellation_and_one_outcome_stays(
    meeting: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, on = meeting.scheduled(), meeting.clock.on
    moves_meet(monkeypatch, "session", "cancel", "reschedule")
    refused = at_once(
        lambda: actions.cancel_session(by=meeting.guide, session=session, reason="Dinas luar.", on=on),
        lambda: actions.reschedule(
            by=meeting.employee, session=session, start=at(date(2026, 8, 7)), minutes=60, on=on
        ),
    )
    session.refresh_from_db()
    # Cancelled first: the move is refused. Moved first: what was moved is cancelled.
    assert session.state == SessionState.CANCELLED
    assert session.sequence == 2 - len(refused)


@pytest.mark.slow
def test_both_confirm_the_agreement_at_once(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    road = Road(Programme(make_cast()), Clock(monkeypatch))
    road.appointed()
    text, on = actions.text_hash(road.engagement.agreements.get()), road.clock.on
    moves_meet(monkeypatch, "agreement", "confirm", "confirm")
    refused = at_once(
        *(
            partial(actions.confirm_agreement, by=who, engagement=road.engagement, text=text, on=on)
            for who in (road.employee, road.guide)
        )
    )
    assert refused == []
    assert road.fresh().state == EngagementState.AGREED


CONFLICT = "sudah mempunyai pertemuan"


def _in_a_konseling(road: Road, start: datetime) -> tuple[Account, Engagement]:
    """The same employee meets a counsellor at that time; the counsellor's account and the case."""
    lpa, on = road.cast.institution, road.clock.on
    who = f.employee(lpa, "Made Suryani", position=road.cast.superior.position, unit=road.cast.root)
    closed = Programme(road.cast).guide(who=who, method=Method.COUNSELLING)
    counsellor = f.account(lpa, "konselor-rara", closed.employee)
    asked = actions.propose(
        by=road.employee,
        employee=road.engagement.employee,
        method=Method.COUNSELLING,
        entrance=Entrance.OWN,
        on=on,
        purpose="Perlu bicara.",
    )
    actions.answer(by=road.cast["counsellor"], proposal=asked, answer="approved", reason="Baik.", on=on)
    asked.refresh_from_db()
    actions.choose(by=road.employee, proposal=asked, guides=[closed], on=on)
    case = actions.accept(by=counsellor, wish=asked.wishes.get(state="asked"), on=on)
    assert case is not None
    for by in (road.employee, counsellor):
        text = actions.text_hash(case.agreements.get())
        actions.confirm_agreement(by=by, engagement=case, text=text, on=on)
    session = actions.propose_session(by=counsellor, engagement=case, start=start, minutes=60, on=on)
    actions.confirm_session(by=road.employee, session=session, on=on)
    return counsellor, case


def test_nobody_learns_of_a_konseling_by_trying_its_hour(road: Road) -> None:
    """A superior who coaches sees all else that a person has: a refusal would tell what is left."""
    road.agreed()
    start, on = at(date(2026, 8, 6)), road.clock.on
    counsellor, case = _in_a_konseling(road, start)
    for again in (start, start + timedelta(minutes=30)):
        with pytest.raises(Invalid, match=CONFLICT):  # the two know of it
            actions.propose_session(by=counsellor, engagement=case, start=again, minutes=60, on=on)
        with pytest.raises(Invalid, match=CONFLICT):
            actions.propose_session(
                by=road.employee, engagement=road.engagement, start=again, minutes=60, on=on
            )
    tried = actions.propose_session(by=road.guide, engagement=road.engagement, start=start, minutes=60, on=on)
    with pytest.raises(Invalid, match=CONFLICT):
        actions.confirm_session(by=road.employee, session=tried, on=on)
    later = actions.propose_session(
        by=road.guide, engagement=road.engagement, start=start + timedelta(days=1), minutes=60, on=on
    )
    moved = actions.reschedule(by=road.guide, session=later, start=start, minutes=60, on=on)
    assert moved.start == start


@pytest.mark.slow
def test_two_take_the_same_hour_of_a_guide(meeting: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    """One is scheduled, the other told to choose another time."""
    other = meeting.programme.approved_for("Made Suardana")
    guide, on = meeting.engagement.guide, meeting.clock.on
    actions.choose(by=meeting.cast["planner"], proposal=other, guides=[guide], on=on)
    second = actions.accept(by=meeting.guide, wish=other.wishes.get(state="asked"), on=on)
    assert second is not None
    second.state = EngagementState.RUNNING
    second.save()
    made = f.account(meeting.cast.institution, "made", second.employee)
    sessions = [
        actions.propose_session(
            by=meeting.guide, engagement=one, start=at(date(2026, 8, 6)), minutes=60, on=on
        )
        for one in (meeting.engagement, second)
    ]
    point, check = MeetingPoint(), asked_of_time.check_free

    def looked_at(*asked: Any) -> None:
        check(*asked)
        point.meet()  # both have found the hour free, unless one was kept out

    monkeypatch.setattr(asked_of_time, "check_free", looked_at)
    refused = at_once(
        lambda: actions.confirm_session(by=meeting.employee, session=sessions[0], on=on),
        lambda: actions.confirm_session(by=made, session=sessions[1], on=on),
    )
    assert len(refused) == 1
    assert sorted(Session.objects.values_list("state", flat=True)) == ["proposed", "scheduled"]
    assert timezone.now() == meeting.clock.now
    assert meeting.engagement.method == Method.MENTORING
