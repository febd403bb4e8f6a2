"""Choosing a guide by hand: wishes asked one after the other, a place taken once, a way back for both sides."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy import programme as p
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.silence import LETTER_DAYS
from pamong.policy.words import Method
from pamong.programme import access, notices
from pamong.programme.actions.agreements import appointed
from pamong.programme.actions.engagements import born
from pamong.programme.actions.proposals import REASON, await_choice, locked, move, told
from pamong.programme.models import Engagement, Guide, Proposal, RequiredPair, Wish, WishState
from pamong.programme.queries import card_of, due_after
from pamong.programme.workflow import ENGAGEMENT, EngagementState, Party, ProposalState

OPEN_WISHES = (WishState.NEXT, WishState.ASKED)


@transaction.atomic
def choose(*, by: Account, proposal: Proposal, guides: Sequence[Guide], on: date) -> Proposal:
    """Up to three guides in order; the first is asked at once. An earlier choice stays in the history."""
    proposal = locked(proposal)
    parties = access.parties_to(viewer(by, on), proposal)
    if not parties:
        raise NotAllowed
    most = p.MOST_WISHES.on(on)
    if not 1 <= len(set(guides)) == len(guides) <= most:
        raise Invalid(
            Sentence(
                "Pilih 1 sampai {most} pembimbing yang berbeda.", "Choose 1 to {most} different guides."
            ).fill(most=most)
        )
    move(proposal, "choose", parties, timezone.now())
    for guide in guides:
        card = card_of(proposal, guide, on)
        if guide.institution_id != proposal.institution_id or guide.method != proposal.method:
            raise NotAllowed
        if card.refusals:
            raise Invalid(
                Sentence("{name}: {why}", "{name}: {why}").fill(
                    name=str(guide), why=card.refusals[0].sentence
                )
            )
    proposal.wishes.filter(current=True, state__in=OPEN_WISHES).update(state=WishState.PASSED)
    proposal.wishes.filter(current=True).update(current=False)
    Wish.objects.bulk_create(
        Wish(proposal=proposal, guide=guide, rank=rank) for rank, guide in enumerate(guides, 1)
    )
    ask_next_guide(proposal, on)
    record(
        by=by,
        verb="choose_guides",
        subject=proposal,
        employee=proposal.employee,
        after=told(proposal, guides=", ".join(map(str, guides))),
    )
    return proposal


def ask_next_guide(proposal: Proposal, on: date) -> Wish | None:
    """Ask the next wish in rank; nothing where none is left, and a new choice is needed."""
    wish = proposal.wishes.filter(current=True, state=WishState.NEXT).order_by("rank").first()
    if wish is None:
        await_choice(proposal, on)
        return None
    wish.state, wish.asked_at = WishState.ASKED, timezone.now()
    wish.due = due_after(proposal.institution, on, p.ANSWER_DAYS.on(on))
    wish.save(update_fields=["state", "asked_at", "due"])
    return wish


@transaction.atomic
def accept(*, by: Account, wish: Wish, on: date) -> Engagement | None:
    """The guide says yes. None where the place went to another meanwhile: then the next wish is asked."""
    proposal, wish = _asked_of(by, wish, on)
    guide = held_guide(wish.guide)
    wish.refresh_from_db(fields=["state"])
    if wish.state != WishState.ASKED:  # whoever took the last place has passed this wish on already
        return None
    now = timezone.now()
    if card_of(proposal, guide, on).refusals:
        _close(wish, WishState.PASSED, now)
        ask_next_guide(proposal, on)
        return None
    _close(wish, WishState.ACCEPTED, now)
    engagement = match(proposal, guide, Party.GUIDE, now)
    record(
        by=by,
        verb="accept_wish",
        subject=proposal,
        employee=proposal.employee,
        after=told(proposal, guide=str(guide)),
    )
    _move_on_from_full(guide, on)
    return engagement


def match(proposal: Proposal, guide: Guide, party: Party, now: datetime) -> Engagement:
    """The engagement that is born when a proposal is matched; checked and held by the caller."""
    move(proposal, "match", {party}, now)
    engagement = Engagement(
        proposal=proposal,
        institution=proposal.institution,
        employee=proposal.employee,
        guide=guide,
        method=proposal.method,
        state=EngagementState.MATCHED,
        state_since=now,
        matched_at=now,
    )
    on = timezone.localdate(now)
    born(proposal, engagement, on)
    if proposal.method != Method.COUNSELLING:
        engagement.letter_due = due_after(proposal.institution, on, LETTER_DAYS.on(on))
    engagement.save()
    RequiredPair.objects.filter(proposal=proposal).delete()  # it has been kept, or overtaken
    if proposal.method == Method.COUNSELLING:
        appointed(engagement, Party.CLOCK, now)
    return engagement


def _asked_of(by: Account, wish: Wish, on: date) -> tuple[Proposal, Wish]:
    """The proposal and the wish as they stand, held; only of the guide who is asked."""
    proposal = locked(Proposal(pk=wish.proposal_id))
    wish = Wish.objects.select_related("guide", "guide__employee").get(pk=wish.pk)
    if not access.is_guide(viewer(by, on), wish.guide):
        raise NotAllowed
    if wish.state != WishState.ASKED or proposal.state != ProposalState.APPROVED:
        raise WrongState
    return proposal, wish


def held_guide(guide: Guide) -> Guide:
    """The guide, with every appointment of the person held, so that a last place is given once."""
    mine = Guide.objects.select_for_update(of=("self",))
    mine = mine.filter(employee=guide.employee_id) if guide.employee_id else mine.filter(pk=guide.pk)
    list(mine.order_by("pk").values_list("pk"))
    return Guide.objects.select_related("employee", "employee__position").get(pk=guide.pk)


def _close(wish: Wish, state: WishState, now: datetime, reason: str = "") -> None:
    wish.state, wish.answered_at, wish.reason = state, now, reason
    wish.save(update_fields=["state", "answered_at", "sealed_reason"])


def _move_on_from_full(guide: Guide, on: date) -> None:
    """Who else waits for this guide moves on when no place is left."""
    person = {"guide__employee": guide.employee_id} if guide.employee_id else {"guide": guide}
    asked = Wish.objects.filter(state=WishState.ASKED, guide__method=guide.method, **person)
    for wish in asked.select_related("proposal__institution", "guide"):
        if any(found.rule == "DAMPING-07" for found in card_of(wish.proposal, guide, on).refusals):
            _close(wish, WishState.PASSED, timezone.now())
            ask_next_guide(wish.proposal, on)


@transaction.atomic
def decline(*, by: Account, wish: Wish, reason: str, on: date) -> Wish | None:
    """The guide says no, with a reason; the next wish is asked. None where no wish is left."""
    proposal, wish = _asked_of(by, wish, on)
    if not reason.strip():
        raise Invalid(REASON)
    _close(wish, WishState.DECLINED, timezone.now(), reason.strip())
    record(
        by=by,
        verb="decline_wish",
        subject=proposal,
        employee=proposal.employee,
        after=told(proposal, guide=str(wish.guide)),
    )
    return ask_next_guide(proposal, on)


@transaction.atomic
def decline_engagement(*, by: Account, engagement: Engagement, reason: str, on: date) -> Proposal:
    """Either side steps back before the agreement, with a reason and without blame; a new choice begins."""
    proposal = locked(Proposal(pk=engagement.proposal_id))
    engagement = (
        Engagement.objects.select_for_update(of=("self",))
        .select_related("employee", "guide__employee")
        .get(pk=engagement.pk)
    )
    who = viewer(by, on)
    parties = set()
    if who.employee is not None and who.employee.pk == engagement.employee_id:
        parties.add(Party.EMPLOYEE)
    if access.is_guide(who, engagement.guide):
        parties.add(Party.GUIDE)
    if not parties:
        raise NotAllowed
    if not reason.strip():
        raise Invalid(REASON)
    now = timezone.now()
    engagement.state = ENGAGEMENT.end_of("decline", EngagementState(engagement.state), parties)
    engagement.state_since = engagement.ended_at = now
    engagement.reason = reason.strip()
    engagement.save(update_fields=["state", "state_since", "ended_at", "sealed_reason"])
    move(proposal, "choose_again", parties, now)
    await_choice(proposal, on)
    # Where it was the guide who stepped back, the wish says why too.
    if Party.GUIDE in parties:
        back = {"state": WishState.DECLINED, "sealed_reason": engagement.sealed_reason}
    else:
        back = {"state": WishState.PASSED, "sealed_reason": None}
    proposal.wishes.filter(current=True, state=WishState.ACCEPTED).update(**back)
    proposal.wishes.filter(current=True, state__in=OPEN_WISHES).update(state=WishState.PASSED)
    notices.turned(engagement, "decline", by)
    record(
        by=by,
        verb="decline_engagement",
        subject=engagement,
        employee=proposal.employee,
        after=told(proposal, guide=str(engagement.guide)),
    )
    return proposal


@transaction.atomic
def put_on_waiting_list(*, by: Account, proposal: Proposal, on: date) -> Proposal:
    """No guide has a place: wait in line. A place that frees is offered by order."""
    proposal = locked(proposal)
    parties = access.parties_to(viewer(by, on), proposal)
    if not parties:
        raise NotAllowed
    proposal.wishes.filter(current=True, state__in=OPEN_WISHES).update(state=WishState.PASSED)
    move(proposal, "wait", parties, timezone.now())
    record(by=by, verb="put_on_waiting_list", subject=proposal, employee=proposal.employee)
    return proposal
