"""Five entrances, one chain: who proposes, who is asked, by when, and who sees it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from pamong.audit.models import Event
from pamong.policy.errors import Invalid, NotAllowed, PamongError, WrongState
from pamong.policy.words import Axis, Cause, Context, EmployeeStatus, Entrance, Method
from pamong.programme import access, actions, queries
from pamong.programme.models import Proposal
from pamong.programme.workflow import ProposalState
from pamong.recommendation import actions as recommendation
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme

pytestmark = pytest.mark.django_db
WHO_MAY = {
    Entrance.OWN: {"employee"},
    Entrance.SUPERIOR: {"superior"},
    Entrance.PLAN: {"unit_head"},
    Entrance.TALENT: {"talent_officer"},
}


@pytest.mark.slow
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("entrance", list(Entrance))
def test_each_entrance_has_its_own_hand(cast: Cast, entrance: Entrance, who: str) -> None:
    def propose() -> Proposal:
        return actions.propose(
            by=cast[who],
            employee=cast.rara,
            method=Method.MENTORING,
            entrance=entrance,
            on=ON,
            purpose="Tujuan.",
        )

    if who in WHO_MAY.get(entrance, ()):
        proposal = propose()
        assert (proposal.state, proposal.entrance) == (ProposalState.PROPOSED, entrance)
        assert Event.objects.filter(verb="propose", subject_id=proposal.pk, actor_id=cast[who].pk).exists()
    else:
        with pytest.raises(NotAllowed):
            propose()
        assert not Proposal.objects.exists()


def test_ones_own_request_asks_the_superior_then_the_planner(programme: Programme, cast: Cast) -> None:
    proposal = programme.own()
    first, second = proposal.steps.order_by("order")
    assert (first.party, first.employee, first.due) == ("superior", cast.superior, date(2026, 11, 27))
    assert (second.party, second.asked_at) == ("planner", None)
    with pytest.raises(NotAllowed):  # not yet the planner's turn
        actions.answer(by=cast["planner"], proposal=proposal, answer="approved", on=ON)
    later = date(2026, 12, 23)
    actions.answer(by=cast["superior"], proposal=proposal, answer="approved", on=later)
    second.refresh_from_db()
    # Working days over cuti bersama and Christmas: 24 and 25 December are off.
    assert second.due == date(2026, 12, 30)
    done = actions.answer(by=cast["planner"], proposal=proposal, answer="approved", on=later)
    assert done.state == ProposalState.APPROVED


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who not in ("superior", "planner")])
def test_nobody_else_answers(programme: Programme, cast: Cast, who: str) -> None:
    proposal = programme.own()
    with pytest.raises(NotAllowed):
        actions.answer(by=cast[who], proposal=proposal, answer="approved", on=ON)
    actions.answer(by=cast["superior"], proposal=proposal, answer="approved", on=ON)
    with pytest.raises(NotAllowed):
        actions.answer(by=cast[who], proposal=proposal, answer="approved", on=ON)


def test_a_no_needs_a_reason_and_ends_it(programme: Programme, cast: Cast) -> None:
    proposal = programme.own()
    with pytest.raises(Invalid, match="Alasan harus diisi"):
        actions.answer(by=cast["superior"], proposal=proposal, answer="rejected", on=ON)
    done = actions.answer(
        by=cast["superior"], proposal=proposal, answer="rejected", reason="Tahun depan.", on=ON
    )
    assert (done.state, done.reason) == (ProposalState.REJECTED, "Tahun depan.")
    with pytest.raises(WrongState):
        actions.answer(by=cast["planner"], proposal=proposal, answer="approved", on=ON)
    assert programme.own().pk != proposal.pk  # one may ask again


def test_a_deferral_comes_back_on_its_day(programme: Programme, cast: Cast) -> None:
    proposal = programme.own()
    actions.answer(by=cast["superior"], proposal=proposal, answer="approved", on=ON)
    until = ON + timedelta(days=20)
    for wrong in (None, ON):
        with pytest.raises(Invalid, match="tanggal setelah hari ini"):
            actions.answer(
                by=cast["planner"],
                proposal=proposal,
                answer="deferred",
                reason="Anggaran.",
                until=wrong,
                on=ON,
            )
    actions.answer(
        by=cast["planner"], proposal=proposal, answer="deferred", reason="Anggaran.", until=until, on=ON
    )
    assert actions.keep_time(institution=cast.institution, on=until - timedelta(days=1))["resumed"] == 0
    assert actions.keep_time(institution=cast.institution, on=until)["resumed"] == 1
    assert actions.keep_time(institution=cast.institution, on=until)["resumed"] == 0
    proposal.refresh_from_db()
    assert (proposal.state, proposal.deferred_until) == (ProposalState.PROPOSED, None)
    done = actions.answer(by=cast["planner"], proposal=proposal, answer="approved", on=until)
    assert done.state == ProposalState.APPROVED


def test_silence_is_reminded_then_escalated_and_never_consent(programme: Programme, cast: Cast) -> None:
    proposal = programme.own()
    step = proposal.steps.get(order=0)
    told = {}
    for day in range(12):
        on = ON + timedelta(days=day)
        for _twice in range(2):
            for name, number in actions.keep_time(institution=cast.institution, on=on).items():
                if number:
                    told[name] = (on, number)
    # Due on Friday 27 November; escalated two working days after, on Tuesday 1 December.
    assert told == {"reminded": (date(2026, 11, 27), 1), "escalated": (date(2026, 12, 1), 1)}
    step.refresh_from_db()
    proposal.refresh_from_db()
    assert (step.answer, proposal.state) == ("", ProposalState.PROPOSED)
    assert Event.objects.filter(verb="escalate").count() == 1


def test_the_same_person_and_method_twice_is_caught(programme: Programme, cast: Cast) -> None:
    programme.own()
    with pytest.raises(WrongState, match="Rara Anindita sudah punya usulan mentoring"):
        actions.propose(
            by=cast["superior"],
            employee=cast.rara,
            method=Method.MENTORING,
            entrance=Entrance.SUPERIOR,
            on=ON,
            purpose="Sama.",
        )
    other = actions.propose(
        by=cast["superior"],
        employee=cast.rara,
        method=Method.COACHING,
        entrance=Entrance.SUPERIOR,
        on=ON,
        purpose="Lain.",
    )
    with pytest.raises(IntegrityError):
        Proposal.objects.filter(pk=other.pk).update(method=Method.MENTORING)


def test_whoever_is_set_aside_is_not_proposed(programme: Programme, cast: Cast) -> None:
    cast.rara.status = EmployeeStatus.STUDY_LEAVE
    cast.rara.save()
    with pytest.raises(Invalid, match="dikesampingkan"):
        programme.own()


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_person_and_the_proposer_withdraw(programme: Programme, cast: Cast, who: str) -> None:
    proposal = actions.propose(
        by=cast["superior"],
        employee=cast.rara,
        method=Method.COACHING,
        entrance=Entrance.SUPERIOR,
        on=ON,
        purpose="Target triwulan.",
    )
    if who in ("employee", "superior"):
        done = actions.withdraw(by=cast[who], proposal=proposal, reason="Sudah selesai.", on=ON)
        assert done.state == ProposalState.WITHDRAWN
        with pytest.raises(WrongState):
            actions.withdraw(by=cast[who], proposal=proposal, reason="Lagi.", on=ON)
    else:
        with pytest.raises(NotAllowed):
            actions.withdraw(by=cast[who], proposal=proposal, reason="Sudah selesai.", on=ON)


def decided(cast: Cast, method: str = "", **more: object) -> object:
    recommendation.record_cause(
        by=cast["superior"], employee=cast.rara, year=2026, held_on=ON, cause=Cause.SKILL, on=ON
    )
    verdict = "other" if method else "accept"
    return recommendation.decide(
        by=cast["planner"],
        employee=cast.rara,
        verdict=verdict,
        method=method,
        reason="Alasan." if method else "",
        on=ON,
        **more,  # type: ignore[arg-type]
    )


def test_a_decided_recommendation_is_approved_for_its_largest_gap(cast: Cast) -> None:
    decision = decided(cast)
    [proposal] = actions.propose_many(by=cast["planner"], decisions=[decision], on=ON)  # type: ignore[list-item]
    assert proposal.state == ProposalState.APPROVED
    assert proposal.competency is not None
    assert (proposal.method, proposal.competency.code) == (Method.MENTORING, "komunikasi")
    assert proposal.context == Context.DAILY
    with pytest.raises(WrongState):
        actions.propose_decided(by=cast["planner"], decision=decision, on=ON)  # type: ignore[arg-type]


def test_a_training_needs_no_guide_and_many_are_all_or_none(cast: Cast) -> None:
    decision = decided(cast, Method.TRAINING)
    with pytest.raises(Invalid, match="tidak memerlukan pembimbing"):
        actions.propose_decided(by=cast["planner"], decision=decision, on=ON)  # type: ignore[arg-type]
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "planner"])
def test_only_the_planner_turns_a_decision_into_a_proposal(cast: Cast, who: str) -> None:
    decision = decided(cast)
    with pytest.raises(NotAllowed):
        actions.propose_decided(by=cast[who], decision=decision, on=ON)  # type: ignore[arg-type]


SEES = {"employee", "superior", "unit_head", "planner", "auditor"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_sees_a_proposal(programme: Programme, cast: Cast, who: str) -> None:
    programme.own()
    rows = queries.queue(cast.sees(who), queries.Queue())
    assert rows.count() == (who in SEES)


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_konseling_is_in_the_locked_queue_alone(programme: Programme, cast: Cast, who: str) -> None:
    proposal = programme.own(Method.COUNSELLING)
    assert [step.party for step in proposal.steps.all()] == ["planner"]
    assert not access.proposals_visible_to(cast.sees(who)).exists()
    seen = access.counselling_proposals_visible_to(cast.sees(who)).exists()
    assert seen == (who in {"employee", "counsellor"})
    if who == "counsellor":
        done = actions.answer(by=cast[who], proposal=proposal, answer="approved", on=ON)
        assert done.state == ProposalState.APPROVED
    else:
        with pytest.raises(PamongError):
            actions.answer(by=cast[who], proposal=proposal, answer="approved", on=ON)
    for event in Event.objects.filter(employee_id=cast.rara.pk):
        assert "konseling" not in f"{event.before} {event.after} {event.reason} {event.subject_label}"


def test_konseling_comes_by_three_entrances_only(cast: Cast) -> None:
    for who, entrance in (("unit_head", Entrance.PLAN), ("talent_officer", Entrance.TALENT)):
        with pytest.raises(Invalid, match="Konseling diminta sendiri"):
            actions.propose(
                by=cast[who],
                employee=cast.rara,
                method=Method.COUNSELLING,
                entrance=entrance,
                on=ON,
                purpose="Tujuan.",
            )


def test_counting_the_queue_asks_the_same_however_long(
    programme: Programme, cast: Cast, django_assert_num_queries: object
) -> None:
    programme.own()
    planner = cast.sees("planner")
    with django_assert_num_queries(3):  # type: ignore[operator]
        list(queries.queue(planner, queries.Queue()))
    for number in range(20):
        who = f.employee(cast.institution, f"Pegawai {number}", superior=cast.superior, unit=cast.unit)
        f.evaluation(who, Axis.BELOW)
        actions.propose(
            by=cast["superior"],
            employee=who,
            method=Method.COACHING,
            entrance=Entrance.SUPERIOR,
            on=ON,
            purpose="Target.",
        )
    with django_assert_num_queries(3):  # type: ignore[operator]
        rows = list(queries.queue(planner, queries.Queue()))
        assert len([step for row in rows for step in row.chain]) == 22  # type: ignore[attr-defined]


def test_enrichment_is_done_by_coaching_or_mentoring(cast: Cast) -> None:
    def enrich(method: Method) -> Proposal:
        return actions.propose(
            by=cast["employee"],
            employee=cast.rara,
            method=method,
            entrance=Entrance.OWN,
            on=ON,
            purpose="Tantangan baru.",
            context=Context.ENRICHMENT,
        )

    proposal = enrich(Method.COACHING)
    assert (proposal.context, proposal.enrichment_form) == (Context.ENRICHMENT, Method.COACHING)
    with pytest.raises(Invalid, match="coaching atau mentoring"):
        enrich(Method.COUNSELLING)


def test_a_decision_is_proposed_once(cast: Cast) -> None:
    decision = decided(cast)
    planner = cast.sees("planner")
    assert access.decisions_to_propose(planner).get() == decision
    assert not access.decisions_to_propose(cast.sees("superior")).exists()
    [proposal] = actions.propose_many(by=cast["planner"], decisions=[decision], on=ON)  # type: ignore[list-item]
    assert not access.decisions_to_propose(planner).exists()
    actions.withdraw(by=cast["planner"], proposal=proposal, reason="Keliru.", on=ON)
    assert access.decisions_to_propose(planner).get() == decision


def test_a_pengayaan_runs_by_its_own_preset_and_whoever_is_in_it_is_caught_too(
    programme: Programme, cast: Cast
) -> None:
    proposal = actions.propose(
        by=cast["superior"],
        employee=cast.rara,
        method=Method.MENTORING,
        entrance=Entrance.SUPERIOR,
        on=ON,
        purpose="Tantangan baru.",
        competency=programme.communication,
        context=Context.ENRICHMENT,
    )
    proposal = actions.answer(by=cast["planner"], proposal=proposal, answer="approved", on=ON)
    guide = programme.guide("Mentor Satu", end=date(2027, 3, 31))  # too short for a mentoring of six months
    actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=ON)
    account = f.account(cast.institution, "mentor", guide.employee)
    engagement = actions.accept(by=account, wish=proposal.wishes.get(), on=ON)
    assert engagement is not None
    assert (engagement.months, engagement.sessions, engagement.every_days) == (3, 3, 30)
    assert actions.most_goals(engagement, ON) == 1
    with pytest.raises(WrongState, match="Rara Anindita sedang menjalani mentoring"):
        programme.own()


def test_whoever_answered_and_taps_again_did_nothing_that_is_not_allowed(programme: Programme) -> None:
    cast, proposal = programme.cast, programme.own()
    actions.answer(by=cast["superior"], proposal=proposal, answer="approved", on=ON)
    with pytest.raises(WrongState):
        actions.answer(by=cast["superior"], proposal=proposal, answer="approved", on=ON)
    with pytest.raises(NotAllowed):
        actions.answer(by=cast["employee"], proposal=proposal, answer="approved", on=ON)
