"""Who looks for a mentor and who may be one, as the matching engine takes them; a fixed number of queries."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from pamong.people.access import Viewer
from pamong.people.models import Employee, Institution
from pamong.policy import pairing
from pamong.policy.days import months_after
from pamong.policy.guiding import Guided, refusals
from pamong.policy.pair_words import words_of_pair
from pamong.policy.pairing import Mentee, Mentor, PairRule, UnitRule
from pamong.policy.sentence import Sentence
from pamong.policy.words import Method, Relation
from pamong.programme import access
from pamong.programme.models import Engagement, Guide, GuideSkill, Proposal, RequiredPair, Wish, WishState
from pamong.programme.queries.guides import appointed_of, loads, relation, units_of
from pamong.programme.queries.plans import months_of
from pamong.programme.queries.sides import (
    NO_STANDARD,
    id_of,
    mentee_of,
    mentor_of,
    spoken,
    wishes_by_proposal,
)
from pamong.programme.workflow import EngagementState, ProposalState
from pamong.recommendation.queries import standards_of

# Rules on guides that the engine checks itself, pair by pair.
_PAIRWISE = frozenset({"DAMPING-01", "DAMPING-05", "DAMPING-06", "DAMPING-07"})
_OWN_LINE = (Relation.SUPERIOR, Relation.ABOVE, Relation.PEER, Relation.HEAD)


@dataclass(frozen=True, slots=True)
class Pool:
    """Proposals and guides beside their mentees and mentors, in the same order, and barred pairs of ids."""

    proposals: tuple[Proposal, ...]
    mentees: tuple[Mentee, ...]
    guides: tuple[Guide, ...]
    mentors: tuple[Mentor, ...]
    barred: Mapping[tuple[str, str], PairRule]

    def programme(
        self, weights: tuple[int, ...], *, same_field: bool, units: str = UnitRule.ANY
    ) -> pairing.Programme:
        return pairing.Programme(same_field, UnitRule(units), self.barred, weights)


def seekers(institution: Institution) -> QuerySet[Proposal]:
    """Approved proposals of mentoring for a competency, with nobody asked and no place offered at the moment."""
    asked = Wish.objects.filter(proposal=OuterRef("pk"), current=True, state=WishState.ASKED)
    rows = Proposal.objects.filter(
        ~Exists(asked),
        institution=institution,
        method=Method.MENTORING,
        state=ProposalState.APPROVED,
        competency__isnull=False,
        offered_guide__isnull=True,  # a place from the waiting list is kept for these
    )
    return rows.select_related(
        "employee",
        "employee__position",
        "employee__unit",
        "employee__superior",
        "competency",
        "institution",
        "required_pair",
    ).order_by("pk")


def pool_of(institution: Institution, on: date, *, pairs: bool = True, of: int | None = None) -> Pool:
    """Everybody of a calculation, or the proposal of that number; without `pairs` only how many and what they look for."""
    rows = seekers(institution)
    proposals = list(rows.filter(pk=of) if of is not None else rows)
    guides = _guides(institution, on)
    taken = loads(guides)
    required = standards_of({p.employee.position_id for p in proposals if p.employee.position_id}, on)
    wished, refused = wishes_by_proposal(proposals) if pairs else ({}, {})
    heads, places = units_of(guides, institution.pk) if pairs else ({}, {})
    mentees = []
    for proposal in proposals:
        code = code_of(proposal)
        lines = required.get(proposal.employee.position_id or 0, ())
        level = next((line.level for line in lines if line.competency == code), None)
        level = NO_STANDARD if level is None else level
        name = spoken(proposal.competency) if proposal.competency else ""
        wishes = wished.get(proposal.pk, ()), refused.get(proposal.pk, frozenset())
        mentees.append(mentee_of(proposal, name, level, *wishes, places))
    months = months_of(proposals, on)
    shortest = min(months.values(), default=None)
    active = {guide.pk: _is_fit(guide, taken[guide.pk], shortest, on) for guide in guides}
    mentors = [
        mentor_of(guide, skills_of(guide), taken[guide.pk], places, active=active[guide.pk])
        for guide in guides
    ]
    barred: dict[tuple[str, str], PairRule] = {}
    if pairs:
        barred = _failed(institution) | _outside_the_line(proposals, guides, heads)
        barred |= _ending_before(proposals, guides, months, on)
    return Pool(tuple(proposals), tuple(mentees), tuple(guides), tuple(mentors), barred)


def code_of(proposal: Proposal) -> str:
    return proposal.competency.code if proposal.competency else ""


def _guides(institution: Institution, on: date) -> list[Guide]:
    """One appointment a person: the newest that has not ended."""
    rows = (
        Guide.objects.filter(institution=institution, method=Method.MENTORING)
        .exclude(end__lt=on)
        .select_related("institution", "employee", "employee__position", "employee__unit")
        .prefetch_related(Prefetch("skills", GuideSkill.objects.select_related("competency")))
        .order_by("start", "pk")
    )
    newest = {id_of(guide): guide for guide in rows}
    return [newest[one] for one in sorted(newest)]


def skills_of(guide: Guide) -> dict[str, int]:
    """Levels by competency, as the engine calls it, of a guide read with the skills."""
    return {spoken(skill.competency): skill.level for skill in guide.skills.all()}


def _is_fit(guide: Guide, load: int, months: int | None, on: date) -> bool:
    """By the rules that do not depend on the employee: appointed, active, long enough for the shortest plan."""
    appointed = appointed_of(guide, guide.employee or Employee(), Relation.SUPERIOR, load, None)
    return not {found.rule for found in refusals(appointed, Guided(months=months), on=on)} - _PAIRWISE


def _ending_before(
    proposals: list[Proposal], guides: list[Guide], months: Mapping[int, int], on: date
) -> dict[tuple[str, str], PairRule]:
    """Guides whose appointment ends before what the person's unit plans does."""
    last = {number: months_after(on, number) for number in set(months.values())}
    return {
        (f"e{proposal.employee_id}", id_of(guide)): PairRule.ELIGIBLE
        for guide in guides
        if guide.end is not None
        for proposal in proposals
        if guide.end < last[months[proposal.pk]]
    }


def _failed(institution: Institution) -> dict[tuple[str, str], PairRule]:
    """Pairs of mentoring that ended before their time."""
    rows = Engagement.objects.filter(
        institution=institution,
        method=Method.MENTORING,
        state__in=(EngagementState.DECLINED.value, EngagementState.STOPPED.value),
    ).select_related("guide")
    return {(f"e{row.employee_id}", id_of(row.guide)): PairRule.FAILED for row in rows}


def _outside_the_line(
    proposals: list[Proposal], guides: list[Guide], heads: Mapping[int, frozenset[str]]
) -> dict[tuple[str, str], PairRule]:
    """Guides without a qualification on record are for their own line only."""
    found = {}
    for guide in guides:
        if guide.qualification.strip():
            continue
        who = guide.employee
        heads_of = heads.get((who.position_id or 0) if who else 0, frozenset())
        for proposal in proposals:
            if relation(guide, proposal.employee, heads_of) not in _OWN_LINE:
                found[f"e{proposal.employee_id}", id_of(guide)] = PairRule.ELIGIBLE
    return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor for one person: the fit and its words where no rule but places keeps them apart, else the rules."""

    guide: Guide
    places: int  # free over all programmes
    fit: int | None
    words: Sentence | None
    against: tuple[PairRule, ...]

    @property
    def points(self) -> int | None:
        """The fit as screens show it, 0 to 100."""
        return None if self.fit is None else round(self.fit / 100)


def candidates(pool: Pool, programme: pairing.Programme, on: date) -> list[Candidate]:
    """Every mentor for the one person of a pool: who may first, best fit first."""
    [mentee] = pool.mentees
    found = []
    for guide, mentor in zip(pool.guides, pool.mentors, strict=True):
        against = pairing.barriers(mentee, mentor, programme)
        fit, words = None, None
        if not set(against) - {PairRule.CAPACITY}:
            fit = pairing.fit(mentee, mentor, programme, on=on).total
            words = words_of_pair(mentee, mentor, programme, on=on)
        found.append(Candidate(guide, mentor.capacity, fit, words, against))
    return sorted(found, key=lambda one: (bool(one.against), -(one.fit or 0), str(one.guide), one.guide.pk))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A competency people look for a mentor in: how many, and the free places of mentors strong enough."""

    competency: str
    people: int
    places: int


def wanted(pool: Pool) -> list[Wanted]:
    """What is looked for, the worst served first."""
    people: Counter[str] = Counter(mentee.competency for mentee in pool.mentees)
    names = {spoken(p.competency): p.competency.name for p in pool.proposals if p.competency}
    lowest = {
        code: min(mentee.required for mentee in pool.mentees if mentee.competency == code) for code in people
    }
    rows = [
        Wanted(
            names.get(code, code),
            number,
            sum(
                mentor.capacity
                for mentor in pool.mentors
                if mentor.active and mentor.levels.get(code, -1) >= lowest[code]
            ),
        )
        for code, number in people.items()
    ]
    return sorted(rows, key=lambda row: (row.places - row.people, row.competency))


def required_pairs(viewer: Viewer) -> QuerySet[RequiredPair]:
    """Pairs settled beforehand whose people still wait, for whoever may match."""
    if viewer.institution is None or not access.can_match(viewer, viewer.institution):
        return RequiredPair.objects.none()
    rows = RequiredPair.objects.filter(
        proposal__institution=viewer.institution, proposal__state=ProposalState.APPROVED
    )
    return rows.select_related("proposal__employee", "proposal__competency", "guide__employee", "required_by")
