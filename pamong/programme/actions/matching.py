"""Writes on matchings: asked for, calculated by the worker, published in one go or thrown away."""

import sys
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account, Institution
from pamong.policy import settings as policy_settings
from pamong.policy.errors import Invalid, PamongError, WrongState
from pamong.policy.pairing import RULES_OF_A_PAIR, PairRule, UnitRule, barriers
from pamong.policy.sentence import Sentence
from pamong.policy.settings import DEFAULTS
from pamong.programme import access
from pamong.programme.actions.calculating import calculated
from pamong.programme.actions.choosing import match
from pamong.programme.models import (
    DraftChange,
    Guide,
    Matching,
    MatchingStatus,
    Proposal,
    RequiredPair,
)
from pamong.programme.notices import paired
from pamong.programme.queries.pool import Pool, pool_of
from pamong.programme.workflow import Party, ProposalState


@transaction.atomic
def request_matching(
    *,
    by: Account,
    institution: Institution,
    weights: tuple[int, ...],
    same_field: bool,
    units: UnitRule = UnitRule.ANY,
    on: date,
) -> Matching:
    """A calculation that waits for the worker; nothing moves before it is published."""
    access.check_can_match(viewer(by, on), institution)
    policy_settings.check("matching_weights", list(weights))
    required = RequiredPair.objects.filter(proposal__institution=institution)
    made = Matching.objects.create(
        institution=institution,
        on=on,
        weights=list(weights),
        same_field=same_field,
        unit_rule=units,
        forced=[list(pair) for pair in required.values_list("proposal_id", "guide_id")],
        requested_by=by,
    )
    made.tell([])
    record(by=by, verb="request_matching", subject=made, after={"weights": list(weights)})
    return made


@transaction.atomic
def require_pair(*, by: Account, proposal: Proposal, guide: Guide, on: date) -> RequiredPair:
    """Settle a pair before matching; every calculation keeps it. A refusal names the rule."""
    access.check_can_match(viewer(by, on), proposal.institution)
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    Guide.objects.select_for_update(of=("self",)).get(pk=guide.pk)
    others = RequiredPair.objects.filter(guide=guide).exclude(proposal=proposal)
    taken = others.filter(proposal__state=ProposalState.APPROVED).count()
    _check_may_pair(pool_of(proposal.institution, on, of=proposal.pk), proposal, guide, taken)
    pair, _new = RequiredPair.objects.update_or_create(
        proposal=proposal, defaults={"guide": guide, "required_by": by, "required_at": timezone.now()}
    )
    record(
        by=by,
        verb="require_pair",
        subject=proposal,
        employee=proposal.employee_id,
        after={"guide": str(guide)},
    )
    return pair


@transaction.atomic
def release_pair(*, by: Account, proposal: Proposal, on: date) -> None:
    """Leave the pair to the calculation again."""
    access.check_can_match(viewer(by, on), proposal.institution)
    gone, _rows = RequiredPair.objects.filter(proposal=proposal).delete()
    if not gone:
        raise WrongState
    record(by=by, verb="release_pair", subject=proposal, employee=proposal.employee_id)


@transaction.atomic
def change_draft(
    *,
    by: Account,
    matching: Matching,
    proposal: Proposal,
    kind: DraftChange,
    guide: Guide | None = None,
    on: date,
) -> Matching:
    """A draft with one person changed by hand: a new one that waits for the worker; the one before stays.

    Everybody else is paired anew around it, so that what the change costs is the least it can cost.
    """
    access.check_can_match(viewer(by, on), matching.institution)
    draft = Matching.objects.select_for_update(of=("self",)).get(pk=matching.pk)
    if draft.status != MatchingStatus.DRAFT or (guide is None) == (kind == DraftChange.MOVE):
        raise WrongState
    known = {row["proposal"] for part in ("pairs", "unmatched") for row in draft.result[part]}
    if proposal.pk not in known:
        raise WrongState
    forced = [pair for pair in draft.forced if pair[0] != proposal.pk]
    left_out = [pk for pk in draft.left_out if pk != proposal.pk]
    if guide is not None:
        pool = pool_of(draft.institution, on, of=proposal.pk)
        taken = sum(held == guide.pk for _one, held in forced)
        _check_may_pair(pool, proposal, guide, taken, draft)
        forced.append([proposal.pk, guide.pk])
    elif kind == DraftChange.OUT:
        left_out.append(proposal.pk)
    made = Matching.objects.create(
        institution=draft.institution,
        on=on,
        weights=draft.weights,
        same_field=draft.same_field,
        unit_rule=draft.unit_rule,
        forced=forced,
        left_out=left_out,
        parent=draft,
        change={"kind": kind.value, "proposal": proposal.pk, "guide": guide.pk if guide else None},
        requested_by=by,
    )
    made.tell([])
    record(
        by=by,
        verb="change_draft",
        subject=made,
        employee=proposal.employee_id,
        after={"change": kind.value, "guide": str(guide or ""), "matching": draft.pk},
    )
    return made


def _check_may_pair(
    pool: Pool, proposal: Proposal, guide: Guide, taken: int, draft: Matching | None = None
) -> None:
    """Invalid with the rule that keeps the one of the pool and the guide apart, `taken` places being promised."""
    if proposal not in pool.proposals:
        raise WrongState
    held = next((k for k, one in enumerate(pool.guides) if one.pk == guide.pk), None)
    if held is None:
        against: tuple[PairRule, ...] = (PairRule.ACTIVE,)
    else:
        asked = {"same_field": draft.same_field, "units": draft.unit_rule} if draft else {"same_field": False}
        programme = pool.programme(DEFAULTS.matching_weights, **asked)
        mentor = replace(pool.mentors[held], capacity=pool.mentors[held].capacity - taken)
        against = barriers(pool.mentees[0], mentor, programme)
    if against:
        raise Invalid(
            Sentence("{rule}: {why}", "{rule}: {why}").fill(
                rule=against[0].value, why=RULES_OF_A_PAIR[against[0]][0]
            )
        )


def carry_out_matching(*, matching_id: int) -> Matching:
    """The worker's part; what went wrong is kept with the matching."""
    made = Matching.objects.select_related("institution", "parent").get(pk=matching_id)
    if made.status != MatchingStatus.QUEUED:
        return made
    made.status = MatchingStatus.RUNNING
    made.save(update_fields=["status"])
    try:
        made.result = calculated(made, pool_of(made.institution, made.on))
        made.status = MatchingStatus.DRAFT
    finally:
        if (problem := sys.exception()) is not None:
            made.status = MatchingStatus.FAILED
            made.problem = str(problem) if isinstance(problem, PamongError) else type(problem).__name__
        made.finished_at = timezone.now()
        made.save(update_fields=["status", "result", "problem", "finished_at"])
    return made


@transaction.atomic
def publish_matching(*, by: Account, matching: Matching, on: date) -> Matching:
    """Every pair that may still be becomes an engagement at once, and both sides are told; others stay approved.

    State, rules and places are looked at again, with proposals and guides held.
    """
    access.check_can_match(viewer(by, on), matching.institution)
    made = Matching.objects.select_for_update(of=("self",)).get(pk=matching.pk)
    if made.status != MatchingStatus.DRAFT:
        raise WrongState
    drafted = {pair["proposal"]: pair["guide"] for pair in made.result["pairs"]}
    why = {pair["proposal"]: Sentence(pair["id"], pair["en"]) for pair in made.result["pairs"]}
    list(Proposal.objects.select_for_update().filter(pk__in=drafted).order_by("pk").values_list("pk"))
    people = Guide.objects.filter(pk__in=drafted.values()).values("employee")
    held = Guide.objects.select_for_update().filter(institution=made.institution, employee__in=people)
    list(held.order_by("pk").values_list("pk"))
    pool, now = pool_of(made.institution, on), timezone.now()
    programme = pool.programme(tuple(made.weights), same_field=made.same_field, units=made.unit_rule)
    mentee_of = {p.pk: (p, mentee) for p, mentee in zip(pool.proposals, pool.mentees, strict=True)}
    mentor_of = {guide.pk: (guide, mentor) for guide, mentor in zip(pool.guides, pool.mentors, strict=True)}
    places = {pk: mentor.capacity for pk, (_guide, mentor) in mentor_of.items()}
    skipped = []
    for pk, guide_pk in drafted.items():
        left, right = mentee_of.get(pk), mentor_of.get(guide_pk)
        if left is None or right is None or places[guide_pk] < 1 or barriers(left[1], right[1], programme):
            skipped.append(pk)
            continue
        proposal, guide = left[0], right[0]
        places[guide_pk] -= 1
        paired(match(proposal, guide, Party.PLANNER, now), why[pk])
        record(
            by=by,
            verb="match_by_plan",
            subject=proposal,
            employee=proposal.employee,
            after={"guide": str(guide), "matching": made.pk},
        )
    made.result = {**made.result, "skipped": skipped}
    made.status, made.closed_by, made.closed_at = MatchingStatus.PUBLISHED, by, now
    made.save(update_fields=["result", "status", "closed_by", "closed_at"])
    done = len(drafted) - len(skipped)
    record(by=by, verb="publish_matching", subject=made, after={"new": done, "unchanged": len(skipped)})
    return made


@transaction.atomic
def discard_matching(*, by: Account, matching: Matching, on: date) -> Matching:
    """A draft that is not used; it stays in the history."""
    access.check_can_match(viewer(by, on), matching.institution)
    made = Matching.objects.select_for_update(of=("self",)).get(pk=matching.pk)
    if made.status not in (MatchingStatus.DRAFT, MatchingStatus.FAILED):
        raise WrongState
    made.status, made.closed_by, made.closed_at = MatchingStatus.DISCARDED, by, timezone.now()
    made.save(update_fields=["status", "closed_by", "closed_at"])
    record(by=by, verb="discard_matching", subject=made)
    return made
