"""Writes on matchings: asked for, calculated by the worker, published in one go or thrown away."""

import sys
from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account, Institution
from pamong.policy import RULE_VERSION
from pamong.policy import settings as policy_settings
from pamong.policy.errors import PamongError, WrongState
from pamong.policy.pair_words import words_of_pair
from pamong.policy.pairing import barriers
from pamong.programme import access
from pamong.programme.actions.choosing import match
from pamong.programme.models import Guide, Matching, MatchingStatus, Proposal
from pamong.programme.queries.pool import Pool, pool_of
from pamong.programme.workflow import Party


@transaction.atomic
def request_matching(
    *, by: Account, institution: Institution, weights: tuple[int, ...], same_field: bool, on: date
) -> Matching:
    """A calculation that waits for the worker; nothing moves before it is published."""
    access.check_can_match(viewer(by, on), institution)
    policy_settings.check("matching_weights", list(weights))
    made = Matching.objects.create(
        institution=institution, on=on, weights=list(weights), same_field=same_field, requested_by=by
    )
    made.tell([])
    record(by=by, verb="request_matching", subject=made, after={"weights": list(weights)})
    return made


def carry_out_matching(*, matching_id: int) -> Matching:
    """The worker's part; what went wrong is kept with the matching."""
    made = Matching.objects.select_related("institution").get(pk=matching_id)
    if made.status != MatchingStatus.QUEUED:
        return made
    made.status = MatchingStatus.RUNNING
    made.save(update_fields=["status"])
    try:
        made.result = _calculated(made, pool_of(made.institution, made.on))
        made.status = MatchingStatus.DRAFT
    finally:
        if (problem := sys.exception()) is not None:
            made.status = MatchingStatus.FAILED
            made.problem = str(problem) if isinstance(problem, PamongError) else type(problem).__name__
        made.finished_at = timezone.now()
        made.save(update_fields=["status", "result", "problem", "finished_at"])
    return made


def _calculated(made: Matching, pool: Pool) -> dict[str, Any]:
    """Pairs and everybody left out with their reasons, as stored; fits in hundredths."""
    # Loaded by the worker, never by a web worker.
    import numpy as np

    from pamong.matching.explain import Unmatched, contested
    from pamong.matching.face import settle
    from pamong.matching.figures import blocking_pairs, fairness
    from pamong.matching.flow import VERSION
    from pamong.matching.people import PeoplePairs
    from pamong.matching.solver import Round, best_pairs

    programme = pool.programme(tuple(made.weights), same_field=made.same_field)
    rounds: list[dict[str, int]] = []

    def tell(one: Round) -> None:
        rounds.append({"matched": one.matched, "value": one.total, "bound": one.upper_bound})
        made.tell(rounds)

    people = PeoplePairs(pool.mentees, pool.mentors, programme, on=made.on)
    before = np.array(_before(made, pool), np.int64)
    chosen = settle(people, best_pairs(people, incumbent=before, tell=tell), before)
    solution = chosen.solution
    why = Unmatched(people, solution, pool.mentees, pool.mentors)
    pairs, unmatched = [], []
    added: Counter[int] = Counter()
    for at, (proposal, mentee) in enumerate(zip(pool.proposals, pool.mentees, strict=True)):
        held = int(solution.mentor[at])
        if held < 0:
            said = why.words(at)
            unmatched.append({"proposal": proposal.pk, "id": said.id, "en": said.en})
            continue
        said = words_of_pair(mentee, pool.mentors[held], programme, on=made.on)
        wanted = contested(solution, held, people.highest)
        added[held] += 1
        pairs.append(
            {
                "proposal": proposal.pk,
                "guide": pool.guides[held].pk,
                "fit": int(solution.fit[at]),
                "id": said.id,
                "en": said.en,
                "wanted": {"id": wanted.id, "en": wanted.en},
            }
        )
    labels = {
        "unit": [mentee.unit for mentee in pool.mentees],
        "sex": [proposal.employee.nip[14:15] for proposal in pool.proposals],
        "grade": [str(mentee.grade) for mentee in pool.mentees],
    }
    return {
        "pairs": sorted(pairs, key=lambda pair: (-int(pair["fit"]), pair["proposal"])),
        "unmatched": unmatched,
        "loads": [
            {"guide": guide.pk, "added": added[at], "free": mentor.capacity, "capacity": guide.capacity}
            for at, (guide, mentor) in enumerate(zip(pool.guides, pool.mentors, strict=True))
            if mentor.active and guide.capacity
        ],
        "fairness": [asdict(share) for share in fairness(solution, labels)] if pool.mentees else [],
        "people": len(pool.mentees),
        "kept": chosen.kept,
        "before": int((before >= 0).sum()),
        "matched": solution.matched,
        "matched_bound": solution.matched_bound,
        "total": solution.total,
        "upper_bound": solution.upper_bound,
        "optimal": solution.optimal,
        "blocking": blocking_pairs(people, solution),
        "rounds": rounds,
        "rule_version": RULE_VERSION,
        "solver": VERSION,
    }


def _before(made: Matching, pool: Pool) -> list[int]:
    """Each mentee's mentor in the last calculation, by place; -1 where there is none here any more.

    Among equally good pairs those of before are kept.
    """
    last = Matching.objects.filter(institution=made.institution, pk__lt=made.pk).exclude(result={}).first()
    pairs = {pair["proposal"]: pair["guide"] for pair in last.result["pairs"]} if last else {}
    place = {guide.pk: at for at, guide in enumerate(pool.guides)}
    return [place.get(pairs.get(proposal.pk, 0), -1) for proposal in pool.proposals]


@transaction.atomic
def publish_matching(*, by: Account, matching: Matching, on: date) -> Matching:
    """Every pair that may still be becomes an engagement, at once; the others are told and stay approved.

    State, rules and places are looked at again, with proposals and guides held.
    """
    access.check_can_match(viewer(by, on), matching.institution)
    made = Matching.objects.select_for_update(of=("self",)).get(pk=matching.pk)
    if made.status != MatchingStatus.DRAFT:
        raise WrongState
    drafted = {pair["proposal"]: pair["guide"] for pair in made.result["pairs"]}
    list(Proposal.objects.select_for_update().filter(pk__in=drafted).order_by("pk").values_list("pk"))
    people = Guide.objects.filter(pk__in=drafted.values()).values("employee")
    held = Guide.objects.select_for_update().filter(institution=made.institution, employee__in=people)
    list(held.order_by("pk").values_list("pk"))
    pool, now = pool_of(made.institution, on), timezone.now()
    programme = pool.programme(tuple(made.weights), same_field=made.same_field)
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
        match(proposal, guide, Party.PLANNER, now)
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
