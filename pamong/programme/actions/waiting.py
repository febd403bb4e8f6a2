"""A proposal that cannot go on now: deferred until a day, or offered a place that has become free."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account
from pamong.policy import programme as p
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import Method
from pamong.programme import access
from pamong.programme.actions.choosing import OPEN_WISHES, held_guide
from pamong.programme.actions.proposals import REASON, locked, move, told
from pamong.programme.models import Guide, Proposal, WishState
from pamong.programme.queries import card_of, due_after, waiting_position
from pamong.programme.workflow import Party, ProposalState


@transaction.atomic
def defer(*, by: Account, proposal: Proposal, until: date, reason: str, on: date) -> Proposal:
    """Put an approved or waiting proposal off until a day, on which the planner is asked anew of itself."""
    proposal, reason = locked(proposal), reason.strip()
    parties = access.parties_to(viewer(by, on), proposal)
    if not parties:
        raise NotAllowed
    if proposal.state == ProposalState.PROPOSED:
        raise WrongState  # whoever is asked defers it by answering
    if not reason:
        raise Invalid(REASON)
    if until <= on:
        raise Invalid(
            Sentence("Pilih tanggal setelah hari ini.", "Choose a day after today."),
        )
    proposal.reason, proposal.deferred_until = reason, until
    move(proposal, "defer", parties, timezone.now())
    # A guide who was asked is asked no more: when it goes on, the choice begins anew.
    proposal.wishes.filter(current=True, state__in=OPEN_WISHES).update(state=WishState.PASSED)
    record(
        by=by,
        verb="defer_proposal",
        subject=proposal,
        employee=proposal.employee,
        after=told(proposal, until=until),
        reason="" if proposal.method == Method.COUNSELLING else reason,
    )
    return proposal


@transaction.atomic
def offer_place(*, by: Account, proposal: Proposal, guide: Guide, on: date, reason: str = "") -> Proposal:
    """Offer a free place by hand; past those who wait longer only with a reason."""
    proposal, reason = locked(proposal), reason.strip()
    parties = access.parties_to(viewer(by, on), proposal)
    if not parties or guide.institution_id != proposal.institution_id or guide.method != proposal.method:
        raise NotAllowed
    if proposal.state != ProposalState.WAITING:
        raise WrongState
    position = waiting_position(proposal) or 1
    if position > 1 and not reason:
        raise Invalid(
            Sentence(
                "Ada yang menunggu lebih lama; tuliskan alasan mendahulukan orang ini.",
                "Others have waited longer; give the reason for putting this person first.",
            )
        )
    if not offered(proposal, guide, parties, on):
        raise Invalid(
            Sentence(
                "Tempat pada {name} tidak dapat ditawarkan lagi; pilih pembimbing lain.",
                "The place with {name} can no longer be offered; choose another guide.",
            ).fill(name=str(guide))
        )
    record(
        by=by,
        verb="offer_place",
        subject=proposal,
        employee=proposal.employee,
        after=told(proposal, guide=str(guide), position=position),
        reason="" if proposal.method == Method.COUNSELLING else reason,
    )
    return proposal


def offered(proposal: Proposal, guide: Guide, parties: Iterable[Party], on: date) -> bool:
    """Keep a place for a proposal that is held, if the guide still has one; by hand or by the clock."""
    if card_of(proposal, held_guide(guide), on).refusals:
        return False
    proposal.offered_guide = guide
    proposal.offered_until = due_after(proposal.institution, on, p.OFFER_DAYS.on(on))
    move(proposal, "offer", parties, timezone.now())
    return True
