"""The same answer to many proposals, each by itself."""

from collections.abc import Iterable
from datetime import date

from pamong.people.models import Account
from pamong.policy.errors import PamongError
from pamong.programme.actions.proposals import answer
from pamong.programme.models import Answer, Proposal


def approve_many(
    *, by: Account, proposals: Iterable[Proposal], on: date
) -> tuple[list[Proposal], list[tuple[Proposal, PamongError]]]:
    """Approve each by the rules of one, in a transaction of its own; those refused with what refused them.

    One that was answered or withdrawn meanwhile keeps none of the others from being answered.
    """
    made, refused = [], []
    for proposal in proposals:
        try:
            made.append(answer(by=by, proposal=proposal, answer=Answer.APPROVED, on=on))
        except PamongError as problem:
            refused.append((proposal, problem))
    return made, refused
