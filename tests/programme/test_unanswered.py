"""Whom a proposal waits for: what the inbox says, and who may answer after silence."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from pamong.people.access import viewer
from pamong.policy.errors import NotAllowed
from pamong.policy.programme import ANSWERS_NEXT
from pamong.policy.words import AnswersNext, Method
from pamong.programme import access, actions, queries
from pamong.programme.models import Proposal, Step
from pamong.programme.workflow import ProposalState
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme

pytestmark = pytest.mark.django_db


def test_what_a_superior_leaves_unanswered_his_superior_may_answer(programme: Programme, cast: Cast) -> None:
    cast.head.unit = f.unit(cast.institution, "U7")  # no longer the head of their unit
    cast.head.save()
    cast.root.head_position = None
    cast.root.save()
    proposal = programme.own()
    with pytest.raises(NotAllowed):
        actions.answer(by=cast["unit_head"], proposal=proposal, answer="approved", on=ON)
    late = date(2026, 12, 1)
    for on in (date(2026, 11, 27), late):
        actions.keep_time(institution=cast.institution, on=on)
    assert queries.queue(viewer(cast["unit_head"], late), queries.Queue()).get() == proposal
    assert {row.kind for row in queries.inbox(viewer(cast["unit_head"], late))} == {
        queries.Kind.ESCALATED_PROPOSAL
    }
    with pytest.raises(NotAllowed):  # another superior has nothing to do with it
        actions.answer(by=cast["other_superior"], proposal=proposal, answer="approved", on=late)
    done = actions.answer(by=cast["unit_head"], proposal=proposal, answer="approved", on=late)
    assert done.steps.get(order=0).answered_by == cast["unit_head"]
    assert not access.proposals_visible_to(viewer(cast["unit_head"], late)).exists()


def test_where_nobody_is_above_the_planner_answers_for_a_silent_superior(
    programme: Programme, cast: Cast
) -> None:
    cast.superior.superior = None
    cast.superior.save()
    proposal = programme.own()
    late = date(2026, 12, 1)
    with pytest.raises(NotAllowed):
        actions.answer(by=cast["planner"], proposal=proposal, answer="approved", on=ON)
    for on in (date(2026, 11, 27), late):
        actions.keep_time(institution=cast.institution, on=on)
    for who in sorted(set(EVERYBODY) - {"planner", "superior"}):
        with pytest.raises(NotAllowed):
            actions.answer(by=cast[who], proposal=proposal, answer="approved", on=late)
    actions.answer(by=cast["planner"], proposal=proposal, answer="approved", on=late)
    assert proposal.steps.get(order=0).answered_by == cast["planner"]
    # The chain goes on: the planner's own answer is still waited for.
    assert proposal.steps.get(order=1).asked_at is not None


def test_what_the_planner_leaves_unanswered_the_competent_authority_may_answer(
    programme: Programme, cast: Cast
) -> None:
    proposal = programme.own()
    actions.answer(by=cast["superior"], proposal=proposal, answer="approved", on=ON)
    pyb = cast["competent_authority"]
    with pytest.raises(NotAllowed):
        actions.answer(by=pyb, proposal=proposal, answer="approved", on=ON)
    assert not access.proposals_visible_to(viewer(pyb, ON)).exists()
    late = date(2026, 12, 1)
    for on in (date(2026, 11, 27), late):
        actions.keep_time(institution=cast.institution, on=on)
    assert ANSWERS_NEXT.on(late)["planner"] is AnswersNext.AUTHORITY
    assert queries.queue(viewer(pyb, late), queries.Queue(turn="planner")).get() == proposal
    assert kinds(cast, "competent_authority", late) == {queries.Kind.PLANNER_SILENT}
    # Whom it does not concern is asked no more than before, and oneself never.
    for who in ("talent_officer", "auditor", "admin", "other_superior", "counsellor", "employee", "stranger"):
        assert queries.Kind.PLANNER_SILENT not in kinds(cast, who, late), who
        with pytest.raises(NotAllowed):
            actions.answer(by=cast[who], proposal=proposal, answer="approved", on=late)
    pyb.employee = cast.rara
    assert not access.left_by_planner(viewer(pyb, late)).exists()
    pyb.employee = None
    done = actions.answer(by=pyb, proposal=proposal, answer="approved", on=late)
    assert (done.state, done.steps.get(order=1).answered_by) == (ProposalState.APPROVED, pyb)
    # Answered, it is the planner's again: the authority neither sees it nor defers it.
    assert not access.proposals_visible_to(viewer(pyb, late)).exists()
    with pytest.raises(NotAllowed):
        actions.put_on_waiting_list(by=pyb, proposal=done, on=late)


def test_a_konseling_left_unanswered_stays_with_the_counsellors(programme: Programme, cast: Cast) -> None:
    proposal = programme.own(Method.COUNSELLING)
    late = date(2026, 12, 4)
    for on in (date(2026, 11, 27), late):
        actions.keep_time(institution=cast.institution, on=on)
    step = proposal.steps.get()
    assert step.reminded_at is not None
    assert step.escalated_at is None
    Step.objects.update(escalated_at=step.reminded_at)  # an older row, from before
    who = viewer(cast["competent_authority"], late)
    assert not access.left_by_planner(who).exists()
    assert not access.proposals_visible_to(who).exists()
    assert not access.counselling_proposals_visible_to(who).exists()


def test_who_may_answer_one_may_answer_it_among_all(programme: Programme, cast: Cast) -> None:
    """The list of all that somebody may answer is what `parties_to` says of each."""

    def agree(on: date) -> None:
        for who in EVERYBODY:
            sees = viewer(cast[who], on)
            listed = set(Proposal.objects.filter(access.asks(sees)).values_list("pk", flat=True))
            one_by_one = set()
            for proposal in Proposal.objects.exclude(method=Method.COUNSELLING):
                step = proposal.steps.filter(answer="").order_by("order").first()
                if step is not None and step.party in access.parties_to(sees, proposal):
                    one_by_one.add(proposal.pk)
            assert listed == one_by_one, who

    proposal = programme.own()
    programme.own(Method.COUNSELLING)
    agree(ON)
    late = date(2026, 12, 1)
    for on in (date(2026, 11, 27), late):
        actions.keep_time(institution=cast.institution, on=on)
    agree(late)
    actions.answer(by=cast["superior"], proposal=proposal, answer="approved", on=late)
    agree(late)
    for on in (date(2026, 12, 4), date(2026, 12, 9)):
        actions.keep_time(institution=cast.institution, on=on)
    agree(date(2026, 12, 9))
    assert Proposal.objects.filter(
        access.asks(viewer(cast["competent_authority"], date(2026, 12, 9)))
    ).exists()
    cast.superior.superior = None
    cast.superior.save()
    # As the first one would stand, had nobody above been there to answer it.
    asked = Step.objects.get(order=0, proposal=proposal).asked_at
    Step.objects.filter(proposal=proposal, order=0).update(
        answer="", answered_at=None, answered_by=None, escalated_at=asked
    )
    Step.objects.filter(proposal=proposal, order=1).update(asked_at=None, escalated_at=None)
    agree(date(2026, 12, 9))
    assert Proposal.objects.filter(access.asks(viewer(cast["planner"], date(2026, 12, 9)))).get() == proposal


def kinds(cast: Cast, who: str, on: date = ON) -> set[str]:
    return {str(row.kind) for row in queries.inbox(viewer(cast[who], on))}


def test_the_inbox_follows_a_proposal(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Mentor Satu")
    asked = f.account(cast.institution, "mentor", guide.employee)
    proposal = programme.own()
    row = next(row for row in queries.inbox(cast.sees("superior")) if row.kind == "answer_proposal")
    assert (row.name, row.subject_id, row.due) == ("Rara Anindita", proposal.pk, date(2026, 11, 27))
    assert "late_proposals" in kinds(cast, "planner", date(2026, 11, 28))
    actions.answer(by=cast["superior"], proposal=proposal, answer="approved", on=ON)
    assert "answer_proposal" not in kinds(cast, "superior")
    assert "answer_proposals" in kinds(cast, "planner")
    actions.answer(by=cast["planner"], proposal=proposal, answer="approved", on=ON)
    assert "choose_guide" in kinds(cast, "employee")
    actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=ON)
    assert "choose_guide" not in kinds(cast, "employee")
    assert [str(row.kind) for row in queries.inbox(viewer(asked, ON))] == ["guide_asked"]
    actions.decline(by=asked, wish=proposal.wishes.get(), reason="Penuh.", on=ON)
    assert "choose_again" in kinds(cast, "employee")
    assert "find_guide" in kinds(cast, "planner")


def test_no_inbox_names_a_konseling(programme: Programme, cast: Cast) -> None:
    guide = programme.guide("Konselor Satu", method=Method.COUNSELLING)
    asked = f.account(cast.institution, "konselor-dua", guide.employee)
    proposal = programme.own(Method.COUNSELLING)
    assert "answer_counselling" in kinds(cast, "counsellor")
    assert "answer_proposals" not in kinds(cast, "planner")
    actions.answer(by=cast["counsellor"], proposal=proposal, answer="approved", on=ON)
    actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=ON)
    [row] = queries.inbox(viewer(asked, ON))
    assert (str(row.kind), row.name, row.employee_id) == ("counsellor_asked", "", None)
    # Whoever is asked may read it in the locked area, though without the role.
    assert access.counselling_proposals_visible_to(viewer(asked, ON)).get() == proposal
    for who in EVERYBODY:
        if who not in ("employee", "counsellor"):
            assert all(row.name != cast.rara.name for row in queries.inbox(cast.sees(who))), who


def test_the_inbox_is_one_query(
    programme: Programme, cast: Cast, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    programme.approved()
    for who in EVERYBODY:
        sees = cast.sees(who)
        with django_assert_num_queries(1 if sees.institution else 0):
            queries.inbox(sees)
