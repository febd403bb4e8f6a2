"""The register with its load, and who may guide a person, with every reason for and against."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from pamong.people.access import Viewer
from pamong.people.models import Employee, Unit
from pamong.policy import pairing
from pamong.policy.finding import Finding
from pamong.policy.guiding import Appointed, Guided, refusals
from pamong.policy.pair_words import words_of_pair
from pamong.policy.sentence import Sentence
from pamong.policy.words import CounsellorKind, EmployeeStatus, GradeLevel, Method, Relation
from pamong.programme import access
from pamong.programme.models import TAKING_A_PLACE, Engagement, Guide, GuideSkill, Proposal
from pamong.programme.queries.plans import preset_for, templates_for
from pamong.programme.queries.sides import NO_STANDARD, mentee_of, mentor_of, spoken, wishes_by_proposal
from pamong.recommendation.queries import settings_of, standard_of

_AWAY = frozenset({EmployeeStatus.RETIRED, EmployeeStatus.UNPAID_LEAVE, EmployeeStatus.STUDY_LEAVE})


def register(
    viewer: Viewer, *, method: str = "", search: str = "", current_only: bool = True
) -> QuerySet[Guide]:
    """Appointments of the institution with their people and skills."""
    rows = access.guides_visible_to(viewer).select_related(
        "employee", "employee__position", "employee__unit", "appointed_by"
    )
    if method:
        rows = rows.filter(method=method)
    if search:
        rows = rows.filter(Q(employee__name__icontains=search) | Q(name__icontains=search))
    if current_only:
        rows = rows.exclude(end__lt=viewer.on)
    return rows.prefetch_related(
        Prefetch("skills", GuideSkill.objects.select_related("competency").order_by("competency__name"))
    )


def _person(method: str, employee_id: int | None, guide_id: int) -> tuple[str, str, int]:
    """The same person over several appointments: a place taken in one is taken in all of the method."""
    return (method, "employee", employee_id) if employee_id else (method, "guide", guide_id)


def loads(guides: Iterable[Guide], *, but: Proposal | None = None) -> dict[int, int]:
    """Places taken by guide id, over all programmes and appointments of the person; one query.

    A place offered from the waiting list counts as taken, but for the proposal it was offered to.
    """
    known = list(guides)
    people = {guide.employee_id for guide in known if guide.employee_id}
    theirs = Guide.objects.filter(Q(employee__in=people) | Q(pk__in=[guide.pk for guide in known]))
    # Their few appointments first, and from there by an index; a condition on the join reads all that are under way.
    rows = Engagement.objects.filter(state__in=TAKING_A_PLACE, guide__in=theirs.order_by().values("pk"))
    taken: Counter[tuple[str, str, int]] = Counter()
    columns = ("guide__method", "guide__employee_id", "guide_id")
    running = rows.order_by().values_list(*columns).annotate(Count("pk"))
    offered = Proposal.objects.filter(offered_guide__in=[guide.pk for guide in known])
    offered = offered.exclude(pk=but.pk) if but is not None else offered
    columns = ("method", "offered_guide__employee_id", "offered_guide_id")
    promised = offered.order_by().values_list(*columns).annotate(Count("pk"))
    for method, employee, guide_id, number in running.union(promised, all=True):
        taken[_person(method, employee, guide_id)] += number
    return {guide.pk: taken[_person(guide.method, guide.employee_id, guide.pk)] for guide in known}


def relation(guide: Guide, employee: Employee, heads_of: frozenset[str]) -> Relation:
    """How the guide stands to the employee; `heads_of` are paths of the units the guide heads."""
    if guide.employee is None:
        return Relation.OUTSIDE
    superior = employee.superior
    if superior is not None and guide.employee_id == superior.pk:
        return Relation.SUPERIOR
    above = superior.superior_id if superior is not None else None
    if above is not None and guide.employee_id == above:
        return Relation.ABOVE
    if above is not None and guide.employee.superior_id == above:
        return Relation.PEER
    path = employee.unit.path if employee.unit else ""
    if any(not path.startswith(headed) for headed in heads_of):
        return Relation.HEAD
    return Relation.OFFICIAL


@dataclass(frozen=True, slots=True)
class Card:
    """A guide as a choice for one person: the relation, what speaks for and against.

    `fit` (0 to 10,000) and `words` are those of the matching: the same rules, terms and weights.
    """

    guide: Guide
    relation: Relation
    load: int
    fit: int | None
    words: Sentence | None
    level: int | None
    required: int | None
    shared_hours: tuple[str, ...]
    refusals: tuple[Finding, ...]

    @property
    def points(self) -> int | None:
        """The fit as screens show it, 0 to 100."""
        return None if self.fit is None else round(self.fit / 100)

    @property
    def places_left(self) -> int:
        return max(0, self.guide.capacity - self.load)


def cards(proposal: Proposal, on: date) -> list[Card]:
    """Every guide of the method: who may first, best fit first; a fixed number of queries.

    A coach is usually the direct superior, who comes before the others.
    """
    guides = Guide.objects.filter(institution=proposal.institution_id, method=proposal.method)
    return _cards(proposal, _offering(guides.exclude(end__lt=on), proposal), on)


def card_of(proposal: Proposal, guide: Guide, on: date) -> Card:
    """The same for one guide, as it stands now."""
    return _cards(proposal, _offering(Guide.objects.filter(pk=guide.pk), proposal), on)[0]


def _offering(guides: QuerySet[Guide], proposal: Proposal) -> list[Guide]:
    """With `offers`, the level in the competency worked on, and `planned`, the months of the template if there is one."""
    skill = GuideSkill.objects.filter(guide=OuterRef("pk"), competency=proposal.competency_id)
    rows = guides.select_related("institution", "employee", "employee__position", "employee__unit")
    months = templates_for(proposal).values("months")[:1]
    return list(rows.annotate(offers=Subquery(skill.values("level")[:1]), planned=Subquery(months)))


def _cards(proposal: Proposal, guides: list[Guide], on: date) -> list[Card]:
    employee = proposal.employee
    planned: int | None = guides[0].planned if guides else None  # type: ignore[attr-defined]
    guided = _guided(proposal, employee, planned or preset_for(proposal, on).months, on)
    heads, places = units_of(guides, proposal.institution_id)
    mentee = _mentee(proposal, guided, places)
    programme = pairing.Programme(weights=settings_of(proposal.institution, on).matching_weights)
    taken = loads(guides, but=proposal)
    found = []
    for guide in guides:
        who = guide.employee
        heads_of = heads.get((who.position_id or 0) if who else 0, frozenset())
        stands = relation(guide, employee, heads_of)
        level: int | None = guide.offers  # type: ignore[attr-defined]
        appointed = appointed_of(guide, employee, stands, taken[guide.pk], level)
        fit, words = None, None
        if mentee is not None and level is not None and level >= mentee.required:
            mentor = mentor_of(guide, {mentee.competency: level}, taken[guide.pk], places, active=True)
            fit = pairing.fit(mentee, mentor, programme, on=on).total
            words = words_of_pair(mentee, mentor, programme, on=on)
        found.append(
            Card(
                guide,
                stands,
                taken[guide.pk],
                fit,
                words,
                level,
                guided.required,
                tuple(sorted(set(guide.hours) & set(proposal.hours))),
                refusals(appointed, guided, on=on),
            )
        )
    usual = Relation.SUPERIOR if proposal.method == Method.COACHING else None

    def order(card: Card) -> tuple[bool, bool, int, str, int]:
        return bool(card.refusals), card.relation != usual, -(card.fit or 0), str(card.guide), card.guide.pk

    return sorted(found, key=order)


def _mentee(proposal: Proposal, guided: Guided, places: Mapping[int, str]) -> pairing.Mentee | None:
    """The person as the matching takes him; nothing where no competency is named."""
    if proposal.competency is None:
        return None
    wished, refused = wishes_by_proposal([proposal])
    required = NO_STANDARD if guided.required is None else guided.required
    wishes = wished[proposal.pk], refused[proposal.pk]
    return mentee_of(proposal, spoken(proposal.competency), required, *wishes, places)


def _guided(proposal: Proposal, employee: Employee, months: int, on: date) -> Guided:
    """The level the standard asks in the competency worked on, and how long the programme is."""
    text = employee.position.grade_level if employee.position else ""
    grade = GradeLevel(text) if text else None
    competency = proposal.competency
    if competency is None:
        return Guided(grade, months=months)
    levels = {line.competency: line.level for line in standard_of(employee.position, on).required}
    name = Sentence(competency.name, competency.name)
    return Guided(grade, levels.get(competency.code), name, months)


def units_of(guides: Iterable[Guide], institution: int) -> tuple[dict[int, frozenset[str]], dict[int, str]]:
    """Paths of the units that guides head, by position id; and where units are that say so. One query."""
    positions = {guide.employee.position_id for guide in guides if guide.employee} - {None}
    heads: dict[int, set[str]] = {}
    places: dict[int, str] = {}
    rows = Unit.objects.filter(Q(head_position__in=positions) | ~Q(place=""), institution=institution)
    for pk, place, position, path in rows.values_list("pk", "place", "head_position_id", "path"):
        if position in positions:
            heads.setdefault(position or 0, set()).add(path)
        if place:
            places[pk] = place
    return {position: frozenset(paths) for position, paths in heads.items()}, places


def appointed_of(
    guide: Guide, employee: Employee, stands: Relation, load: int, level: int | None
) -> Appointed:
    """What the rules on guides look at, of an appointment and how the guide stands to the employee."""
    who = guide.employee
    grade = who.position.grade_level if who and who.position else ""
    return Appointed(
        method=Method(guide.method),
        relation=stands,
        start=guide.start,
        end=guide.end,
        capacity=guide.capacity,
        load=load,
        is_oneself=who is not None and who.pk == employee.pk,
        active=who is None or who.status not in _AWAY,
        paused_until=guide.paused_until,
        grade=GradeLevel(grade) if grade else None,
        grade_waived=guide.grade_waived,
        level=level,
        counsellor=CounsellorKind(guide.counsellor_kind) if guide.counsellor_kind else None,
        trained=bool(guide.counselling_training.strip()),
        qualified=bool(guide.qualification.strip()),
    )
