"""Proposals put off until a day, and places offered by hand."""

from datetime import timedelta

import pytest

from pamong.audit.models import Event
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.words import Method
from pamong.programme import actions, queries
from pamong.programme.models import Guide, Proposal, WishState
from pamong.programme.workflow import ProposalState
from tests import factories as f
from tests.factories import ON
from tests.people_cast import EVERYBODY, Cast
from tests.programme.conftest import Programme

pytestmark = pytest.mark.django_db
LATER = ON + timedelta(days=20)


def defer(cast: Cast, proposal: Proposal, who: str = "planner", **more: object) -> Proposal:
    given = {"until": LATER, "reason": "Anggaran.", "on": ON} | more
    return actions.defer(by=cast[who], proposal=proposal, **given)  # type: ignore[arg-type]


def test_an_approved_proposal_is_deferred_and_comes_back_by_itself(programme: Programme, cast: Cast) -> None:
    guide, proposal = programme.guide(), programme.approved()
    actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=ON)
    done = defer(cast, proposal)
    assert (done.state, done.deferred_until, done.reason) == (ProposalState.DEFERRED, LATER, "Anggaran.")
    wish = proposal.wishes.get()
    assert wish.state == WishState.PASSED  # the guide is asked no more
    with pytest.raises(WrongState):
        actions.accept(by=f.account(cast.institution, "mentor", guide.employee), wish=wish, on=ON)
    assert actions.keep_time(institution=cast.institution, on=LATER - timedelta(days=1))["resumed"] == 0
    assert actions.keep_time(institution=cast.institution, on=LATER)["resumed"] == 1
    back = Proposal.objects.get(pk=proposal.pk)
    assert (back.state, back.deferred_until, back.reason) == (ProposalState.PROPOSED, None, "")
    # Approved once, it is the planner who is asked again, and nobody else.
    assert [step.party for step in back.steps.filter(answer="")] == ["planner"]
    done = actions.answer(by=cast["planner"], proposal=back, answer="approved", on=LATER)
    assert done.state == ProposalState.APPROVED
    actions.choose(by=cast["employee"], proposal=done, guides=[guide], on=LATER)


def test_one_on_the_waiting_list_is_deferred_too(programme: Programme, cast: Cast) -> None:
    proposal = programme.approved()
    actions.put_on_waiting_list(by=cast["planner"], proposal=proposal, on=ON)
    assert defer(cast, proposal).state == ProposalState.DEFERRED


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "planner"])
def test_nobody_but_the_planner_defers_or_offers(programme: Programme, cast: Cast, who: str) -> None:
    proposal, guide = programme.approved(), programme.guide()
    with pytest.raises(NotAllowed):
        defer(cast, proposal, who)
    actions.put_on_waiting_list(by=cast["planner"], proposal=proposal, on=ON)
    with pytest.raises(NotAllowed):
        actions.offer_place(by=cast[who], proposal=proposal, guide=guide, on=ON)


def test_a_deferral_needs_a_reason_and_a_later_day(programme: Programme, cast: Cast) -> None:
    proposal = programme.approved()
    with pytest.raises(Invalid, match="Alasan"):
        defer(cast, proposal, reason=" ")
    with pytest.raises(Invalid, match="setelah hari ini"):
        defer(cast, proposal, until=ON)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.APPROVED


def test_while_somebody_is_asked_the_answer_is_the_way_to_defer(programme: Programme, cast: Cast) -> None:
    proposal = programme.own()
    with pytest.raises(WrongState):  # the superior is asked; nobody answers in their place
        defer(cast, proposal)


def test_a_konseling_is_deferred_by_the_counsellor_and_the_trail_says_no_word(
    programme: Programme, cast: Cast
) -> None:
    proposal = programme.own(Method.COUNSELLING)
    actions.answer(by=cast["counsellor"], proposal=proposal, answer="approved", on=ON)
    with pytest.raises(NotAllowed):
        defer(cast, proposal)
    defer(cast, proposal, "counsellor")
    event = Event.objects.get(verb="defer_proposal")
    assert (event.after, event.reason) == ({}, "")


def waiting(programme: Programme, cast: Cast) -> tuple[Guide, list[Proposal]]:
    """A free place, and two who wait in line."""
    rows = [programme.approved_for(name) for name in ("Luh Sekar", "Beni Wamafma")]
    for proposal in rows:
        actions.put_on_waiting_list(by=cast["planner"], proposal=proposal, on=ON)
    return programme.guide("Mentor Baru", capacity=1), [Proposal.objects.get(pk=one.pk) for one in rows]


def test_a_place_is_offered_by_hand_and_kept(programme: Programme, cast: Cast) -> None:
    guide, (first, _second) = waiting(programme, cast)
    done = actions.offer_place(by=cast["planner"], proposal=first, guide=guide, on=ON)
    assert (done.state, done.offered_guide) == (ProposalState.APPROVED, guide)
    assert done.offered_until is not None
    assert done.offered_until > ON
    # The clock offers the same place to nobody else, and takes it back when its day is over.
    assert actions.keep_time(institution=cast.institution, on=ON)["offered"] == 0
    after = done.offered_until + timedelta(days=1)
    assert actions.keep_time(institution=cast.institution, on=after)["lapsed"] == 1


def test_out_of_turn_only_with_a_reason(programme: Programme, cast: Cast) -> None:
    guide, (_first, second) = waiting(programme, cast)
    with pytest.raises(Invalid, match="menunggu lebih lama"):
        actions.offer_place(by=cast["planner"], proposal=second, guide=guide, on=ON)
    actions.offer_place(by=cast["planner"], proposal=second, guide=guide, reason="Proyek mendesak.", on=ON)
    event = Event.objects.get(verb="offer_place")
    assert (event.reason, event.after["position"]) == ("Proyek mendesak.", 2)


def test_the_last_place_is_offered_once(programme: Programme, cast: Cast) -> None:
    guide, (first, second) = waiting(programme, cast)
    actions.offer_place(by=cast["planner"], proposal=first, guide=guide, on=ON)
    with pytest.raises(Invalid, match="tidak dapat ditawarkan lagi"):
        actions.offer_place(by=cast["planner"], proposal=second, guide=guide, on=ON)
    coach = programme.guide("Coach", method=Method.COACHING)
    with pytest.raises(NotAllowed):  # another method's guide
        actions.offer_place(by=cast["planner"], proposal=second, guide=coach, on=ON)
    with pytest.raises(WrongState):
        actions.offer_place(by=cast["planner"], proposal=first, guide=guide, on=ON)
    assert queries.waiting_position(second) == 1
