"""An engagement from the match to its end: what is possible when, and by whom."""

from datetime import date, timedelta
from typing import Any

import pytest

from pamong.audit.models import Event
from pamong.competency.models import Assessment
from pamong.people.access import Viewer, viewer
from pamong.people.models import Account, Employee, RoleGrant
from pamong.people.roles import Role
from pamong.policy.errors import Invalid, NotAllowed, PamongError, WrongState
from pamong.policy.secrecy import Data
from pamong.policy.words import Method, Source
from pamong.programme import access, actions
from pamong.programme.models import Engagement, Fit, Guide
from pamong.programme.workflow import AgreementState, EngagementState, SessionState
from tests import factories as f
from tests.people_cast import EVERYBODY
from tests.programme.road import REPORT, Road
from tests.programme.test_lights import waits

pytestmark = pytest.mark.django_db
OTHERS = [who for who in EVERYBODY if who != "employee"]


def test_from_the_match_to_completion(road: Road) -> None:
    engagement = road.completed()
    assert engagement.state == EngagementState.COMPLETED
    assert engagement.held == 1
    assert engagement.last_held_on == date(2026, 8, 5)
    assert engagement.ended_at is not None
    assert engagement.report.strategy == REPORT["strategy"]
    verbs = set(Event.objects.filter(employee_id=engagement.employee_id).values_list("verb", flat=True))
    assert {"accept_wish", "confirm_agreement", "close_session", "write_report", "complete"} <= verbs


def test_the_plan_is_the_preset_of_the_method(road: Road) -> None:
    engagement = road.fresh()
    assert (engagement.months, engagement.sessions, engagement.every_days) == (6, 6, 30)


def test_both_confirm_the_very_same_words(road: Road) -> None:
    road.appointed()
    read = actions.text_hash(road.engagement.agreements.get())
    actions.confirm_agreement(by=road.employee, engagement=road.engagement, text=read, on=road.clock.on)
    actions.change_agreement(
        by=road.guide, engagement=road.engagement, purpose="Tujuan lain.", on=road.clock.on
    )
    agreement = road.engagement.agreements.get()
    assert agreement.state == AgreementState.DRAFT
    assert agreement.employee_confirmed_at is None, "whoever confirmed other words confirms again"
    with pytest.raises(WrongState, match="berubah"):
        actions.confirm_agreement(by=road.employee, engagement=road.engagement, text=read, on=road.clock.on)
    words = actions.text_hash(agreement)
    for who in (road.guide, road.guide, road.employee):  # pressed twice is one confirmation
        actions.confirm_agreement(by=who, engagement=road.engagement, text=words, on=road.clock.on)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.IN_FORCE
    assert agreement.sha256 == words
    engagement = road.fresh()
    assert engagement.state == EngagementState.AGREED
    assert (engagement.starts_on, engagement.ends_on) == (date(2026, 8, 4), date(2027, 2, 4))


def test_a_reopened_agreement_keeps_the_old_one(road: Road) -> None:
    road.agreed()
    anew = actions.reopen_agreement(by=road.employee, engagement=road.engagement, on=road.clock.on)
    assert (anew.version, anew.state) == (2, AgreementState.DRAFT)
    old = road.engagement.agreements.get(version=1)
    assert old.state == AgreementState.REPLACED
    assert old.sha256
    for who in (road.employee, road.guide):
        text = actions.text_hash(anew)
        actions.confirm_agreement(by=who, engagement=road.engagement, text=text, on=road.clock.on)
    assert road.fresh().state == EngagementState.AGREED, "a new version does not start the plan anew"
    assert road.engagement.starts_on == date(2026, 8, 4)


def test_the_first_session_may_come_before_the_agreement_and_the_second_not(road: Road) -> None:
    with pytest.raises(WrongState):
        road.proposed()  # not appointed yet
    road.appointed()
    session = road.proposed()
    with pytest.raises(WrongState, match="Sesi kedua menunggu kesepakatan"):
        road.proposed(2)
    actions.confirm_session(by=road.employee, session=session, on=road.clock.on)
    road.clock.go(1, 4)
    actions.close_session(by=road.employee, session=session, on=road.clock.on)
    assert road.fresh().state == EngagementState.APPOINTED
    with pytest.raises(WrongState, match="Sesi kedua"):
        actions.log_session(
            by=road.employee,
            engagement=road.engagement,
            start=road.clock.now - timedelta(hours=1),
            minutes=60,
            on=road.clock.on,
        )
    for who in (road.employee, road.guide):
        text = actions.text_hash(road.engagement.agreements.get())
        actions.confirm_agreement(by=who, engagement=road.engagement, text=text, on=road.clock.on)
    assert road.fresh().state == EngagementState.RUNNING, "the first session was held already"


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_but_the_two_writes_in_it(road: Road, who: str) -> None:
    road.running()
    goal, other = road.goal(), road.cast[who]
    session = road.scheduled(2)
    tries: list[Any] = [
        lambda: road.proposed(9, by=other),
        lambda: actions.confirm_session(by=other, session=session, on=road.clock.on),
        lambda: actions.cancel_session(by=other, session=session, reason="x", on=road.clock.on),
        lambda: actions.tell_progress(by=other, goal=goal, percent=9, comment="x", on=road.clock.on),
        lambda: actions.answer_fit(by=other, engagement=road.engagement, fit=Fit.NO, on=road.clock.on),
        lambda: actions.reopen_agreement(by=other, engagement=road.engagement, on=road.clock.on),
        lambda: actions.submit_proof(by=other, goal=goal, kind="text", title="x", text="x", on=road.clock.on),
        lambda: actions.add_task(
            by=other, engagement=road.engagement, title="x", owner="both", due=None, on=road.clock.on
        ),
        lambda: actions.save_note(
            by=other,
            engagement=road.engagement,
            kind="shared",
            words={"goal": "x"},
            version=0,
            on=road.clock.on,
        ),
    ]
    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()


def may(who: str, move: str) -> bool:
    """Who may carry an engagement on from outside: the planner, and nobody else but the two."""
    return who == "planner" and move in ("pause", "stop", "transfer", "evaluate", "complete")


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("move", ["pause", "stop", "transfer", "evaluate"])
def test_the_planner_alone_acts_from_outside(road: Road, who: str, move: str) -> None:
    road.running()
    by, on = road.cast[who], road.clock.on
    acts: dict[str, Any] = {
        "pause": lambda: actions.pause(
            by=by, engagement=road.engagement, until=on + timedelta(days=9), reason="Cuti.", on=on
        ),
        "stop": lambda: actions.stop(by=by, engagement=road.engagement, reason="Pindah.", on=on),
        "transfer": lambda: actions.transfer(by=by, engagement=road.engagement, reason="Pindah.", on=on),
        "evaluate": lambda: actions.begin_evaluation(by=by, engagement=road.engagement, on=on),
    }
    if may(who, move):
        acts[move]()
        assert road.fresh().state != EngagementState.RUNNING
    else:
        with pytest.raises(NotAllowed):
            acts[move]()
        assert road.fresh().state == EngagementState.RUNNING


def test_a_pause_moves_the_end_and_cancels_what_lies_ahead(road: Road) -> None:
    road.running()
    session, ends = road.scheduled(2), road.engagement.ends_on
    assert ends is not None
    until = road.clock.on + timedelta(days=14)
    with pytest.raises(Invalid):
        actions.pause(
            by=road.guide, engagement=road.engagement, until=road.clock.on, reason="Cuti.", on=road.clock.on
        )
    with pytest.raises(Invalid, match="Alasan"):
        actions.pause(by=road.guide, engagement=road.engagement, until=until, reason=" ", on=road.clock.on)
    actions.pause(by=road.guide, engagement=road.engagement, until=until, reason="Cuti.", on=road.clock.on)
    engagement = road.fresh()
    assert (engagement.state, engagement.paused_until) == (EngagementState.PAUSED, until)
    assert engagement.ends_on == ends + timedelta(days=14)
    session.refresh_from_db()
    assert (session.state, session.sequence) == (SessionState.CANCELLED, 1)
    with pytest.raises(WrongState):
        road.proposed(20)
    actions.go_on(by=road.employee, engagement=engagement, on=road.clock.on)
    assert road.fresh().state == EngagementState.RUNNING
    assert road.engagement.paused_until is None


def test_both_may_stop_without_blame_and_the_place_is_free(road: Road) -> None:
    road.running()
    actions.stop(by=road.employee, engagement=road.engagement, reason="Tugas baru.", on=road.clock.on)
    engagement = road.fresh()
    assert engagement.state == EngagementState.STOPPED
    assert engagement.ended_at is not None
    assert not Engagement.objects.filter(state__in=[s.value for s in access.OPEN]).exists()
    with pytest.raises(WrongState):
        actions.complete(by=road.guide, engagement=engagement, follow_up="", on=road.clock.on)


def test_another_guide_goes_on_only_once_this_one_did_not_fit(road: Road) -> None:
    road.running()
    with pytest.raises(NotAllowed):
        actions.transfer(by=road.employee, engagement=road.engagement, reason="Lain saja.", on=road.clock.on)
    actions.answer_fit(by=road.guide, engagement=road.engagement, fit=Fit.NO, on=road.clock.on)
    with pytest.raises(NotAllowed):  # the guide's no is told to the planner, and opens nothing
        actions.transfer(by=road.employee, engagement=road.engagement, reason="Lain.", on=road.clock.on)
    actions.answer_fit(by=road.employee, engagement=road.engagement, fit=Fit.NO, on=road.clock.on)
    proposal = actions.transfer(
        by=road.employee, engagement=road.engagement, reason="Jadwal tidak cocok.", on=road.clock.on
    )
    assert road.fresh().state == EngagementState.TRANSFERRED
    assert proposal.state == "approved"
    other = road.programme.guide("Made Suarjana")
    actions.choose(by=road.employee, proposal=proposal, guides=[other], on=road.clock.on)
    account = f.account(road.cast.institution, "lain", other.employee)
    following = actions.accept(by=account, wish=proposal.wishes.get(state="asked"), on=road.clock.on)
    assert following is not None
    assert following.pk != road.engagement.pk
    assert not access.notes_visible_to(road_sees(road, account), road.engagement).exists()


def road_sees(road: Road, account: Account) -> Viewer:
    return viewer(account, road.clock.on)


def test_whoever_measured_at_the_start_measures_again(road: Road) -> None:
    f.assessment(road.cast.rara, road.programme.communication, 1, Source.SUPERIOR, date(2026, 7, 1))
    engagement = road.evaluating()
    asked = engagement.reassessments.get()
    assert (asked.party, asked.before, asked.source) == ("superior", 1, Source.SUPERIOR)
    for who in ("employee", "planner", "other_superior", "stranger"):
        with pytest.raises(NotAllowed):
            actions.measure_again(
                by=road.cast[who], reassessment=asked, level=3, reason="Terlihat.", on=road.clock.on
            )
    with pytest.raises(Invalid):
        actions.measure_again(
            by=road.cast["superior"], reassessment=asked, level=3, reason="", on=road.clock.on
        )
    actions.measure_again(
        by=road.cast["superior"], reassessment=asked, level=3, reason="Terlihat.", on=road.clock.on
    )
    newest = Assessment.objects.filter(employee=road.cast.rara, source=Source.SUPERIOR).latest("assessed_on")
    assert (newest.level, newest.assessed_on) == (3, road.clock.on)


def test_a_test_is_measured_again_by_a_test_and_not_by_a_word(road: Road) -> None:
    engagement = road.evaluating()
    asked = engagement.reassessments.get()
    assert (asked.party, asked.source) == ("planner", Source.TEST)
    before = Assessment.objects.filter(employee=road.cast.rara).count()
    actions.measure_again(
        by=road.cast["planner"], reassessment=asked, level=3, reason="Uji ulang.", on=road.clock.on
    )
    assert Assessment.objects.filter(employee=road.cast.rara).count() == before


def test_the_feedback_goes_to_the_superior_of_the_guide(road: Road) -> None:
    engagement = road.evaluating()
    with pytest.raises(Invalid, match="sembilan"):
        actions.give_feedback(by=road.employee, engagement=engagement, marks=[5] * 8, on=road.clock.on)
    with pytest.raises(NotAllowed):
        actions.give_feedback(by=road.guide, engagement=engagement, marks=[5] * 9, on=road.clock.on)
    feedback = actions.give_feedback(by=road.employee, engagement=engagement, marks=[5] * 9, on=road.clock.on)
    assert feedback.to == road.cast.head
    with pytest.raises(WrongState):
        actions.give_feedback(by=road.employee, engagement=engagement, marks=[1] * 9, on=road.clock.on)
    actions.read_feedback(by=road.guide, feedback=feedback, on=road.clock.on)
    feedback.refresh_from_db()
    assert feedback.read_at is None
    actions.read_feedback(by=road.cast["unit_head"], feedback=feedback, on=road.clock.on)
    feedback.refresh_from_db()
    assert feedback.read_at is not None


@pytest.mark.parametrize("outside", [True, False])
def test_the_feedback_on_a_guide_without_a_superior_goes_to_the_authority(
    road: Road, *, outside: bool
) -> None:
    """A professional from outside, or whoever is at the top: the authority that appoints guides reads it."""
    engagement, by, on = road.evaluating(), road.cast["competent_authority"], road.clock.on
    guide = engagement.guide
    assert guide.employee is not None
    if outside:
        Guide.objects.filter(pk=guide.pk).update(
            employee=None, name="Dian Prasetyo", organisation="Lembaga Coaching", account=road.guide
        )
    else:
        Employee.objects.filter(pk=guide.employee.pk).update(superior=None)
    engagement = Engagement.objects.get(pk=engagement.pk)
    feedback = actions.give_feedback(by=road.employee, engagement=engagement, marks=[5] * 9, on=on)
    assert feedback.to is None
    reads = {
        name for name, account in road.cast.accounts.items()
        if access.feedback_visible_to(viewer(account, on)).exists()
        and access.can_read(viewer(account, on), engagement, Data.FEEDBACK)
    }  # fmt: skip
    assert reads == {"employee", "competent_authority", "auditor"}
    assert "read_feedback" in waits(road, "competent_authority")
    assert "read_feedback" not in waits(road, "planner") | waits(road, "guide") | waits(road, "unit_head")
    # Whoever guides reads nothing of it, the authority's role notwithstanding.
    RoleGrant.objects.create(
        account=road.guide, role=Role.COMPETENT_AUTHORITY, institution=road.cast.institution, start=on
    )
    himself = viewer(road.guide, on)
    assert not access.can_read(himself, engagement, Data.FEEDBACK)
    assert not access.feedback_visible_to(himself).exists()
    assert not access.feedback_received_by(himself).exists()
    actions.read_feedback(by=road.guide, feedback=feedback, on=on)
    feedback.refresh_from_db()
    assert feedback.read_at is None
    actions.read_feedback(by=by, feedback=feedback, on=on)
    feedback.refresh_from_db()
    assert feedback.read_at is not None
    assert "read_feedback" not in waits(road, "competent_authority")


def test_it_is_completed_only_with_everything_that_is_asked(road: Road) -> None:
    engagement = road.evaluating()
    with pytest.raises(WrongState, match="evaluasi pembimbing, laporan untuk atasan"):
        actions.complete(by=road.guide, engagement=engagement, follow_up="", on=road.clock.on)
    actions.close_for_side(by=road.guide, engagement=engagement, mark=3, helped="Latihan.", on=road.clock.on)
    actions.write_report(by=road.guide, engagement=engagement, on=road.clock.on, **REPORT)
    with pytest.raises(WrongState, match=r"umpan balik B\.1\.8"):
        actions.complete(by=road.guide, engagement=engagement, follow_up="", on=road.clock.on)
    road.clock.go(15)  # the employee's silence does not keep it open for ever
    asked, left = actions.what_is_left(road.fresh(), road.clock.on)
    assert asked == []
    assert [str(one) for one in left][:2] == ["evaluasi pegawai", "umpan balik B.1.8"]
    actions.complete(by=road.cast["planner"], engagement=engagement, follow_up="", on=road.clock.on)
    assert road.fresh().state == EngagementState.COMPLETED


def test_an_evaluation_needs_something_to_evaluate(road: Road) -> None:
    road.agreed()
    with pytest.raises(PamongError, match="Belum ada sesi"):
        actions.begin_evaluation(by=road.guide, engagement=road.engagement, on=road.clock.on)


def test_a_konseling_is_appointed_by_the_counsellors_own_letter(closed_road: Road) -> None:
    engagement = closed_road.fresh()
    assert engagement.method == Method.COUNSELLING
    assert engagement.state == EngagementState.APPOINTED
    assert engagement.letter is None
    engagement = closed_road.running()
    told = Event.objects.filter(
        employee_id=engagement.employee_id, verb__in=("close_session", "propose_session")
    )
    assert told.count() == 3
    assert not any(event.after or event.before for event in told)


@pytest.mark.parametrize("who", [*OTHERS])
def test_nobody_but_the_counsellor_acts_on_a_konseling(closed_road: Road, who: str) -> None:
    closed_road.running()
    by, on = closed_road.cast[who], closed_road.clock.on
    for attempt in (
        lambda: actions.stop(by=by, engagement=closed_road.engagement, reason="x", on=on),
        lambda: actions.transfer(by=by, engagement=closed_road.engagement, reason="x", on=on),
        lambda: actions.pause(
            by=by, engagement=closed_road.engagement, until=on + timedelta(days=3), reason="x", on=on
        ),
        lambda: actions.record_counselling_result(
            by=by,
            engagement=closed_road.engagement,
            problem="x",
            agreed="x",
            advice="",
            follow_ups=[],
            told_up="",
            on=on,
        ),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_the_result_of_a_konseling_goes_up_the_line_of_the_rule(closed_road: Road) -> None:
    engagement = closed_road.running()
    result = actions.record_counselling_result(
        by=closed_road.guide,
        engagement=engagement,
        problem="RAHASIA beban kerja",
        agreed="RAHASIA berbagi tugas",
        advice="",
        follow_ups=["bimbingan"],
        told_up="Disarankan bimbingan oleh atasan.",
        on=closed_road.clock.on,
    )
    assert result.reports_to == "pyb_atau_kepala_kepegawaian"
    assert b"RAHASIA" not in bytes(result.body)
    actions.begin_evaluation(by=closed_road.guide, engagement=engagement, on=closed_road.clock.on)
    assert not engagement.reassessments.exists()
    actions.complete(by=closed_road.guide, engagement=engagement, follow_up="", on=closed_road.clock.on)
    assert closed_road.fresh().state == EngagementState.COMPLETED
