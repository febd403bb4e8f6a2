"""Who proposes, answers, chooses and sees; a konseling only in the locked area."""

from collections.abc import Collection, Iterable

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from pamong.people.access import (
    Viewer,
    has_role_over,
    heads_unit_of,
    in_scope_of,
    is_superior_of,
    people_whose,
    reaches_all,
    roles_reading,
    team_of,
    united,
)
from pamong.people.models import Employee, Institution
from pamong.people.roles import Role
from pamong.policy.errors import NotAllowed
from pamong.policy.programme import ANSWERS_NEXT
from pamong.policy.secrecy import Data
from pamong.policy.words import AnswersNext, Entrance, Method
from pamong.programme.models import (
    GUIDED,
    OPEN_STATES,
    TAKING_A_PLACE,
    Engagement,
    Guide,
    Matching,
    Proposal,
    Step,
    Wish,
    WishState,
)
from pamong.programme.workflow import EngagementState, Party, ProposalState
from pamong.recommendation.access import counselling_waiting_for, decisions_visible_to
from pamong.recommendation.models import Decision

# Entrances through which a konseling may come: the person's own request, the rating official's feedback,
# and the decided suggestion.
COUNSELLING_ENTRANCES = frozenset({Entrance.OWN, Entrance.SUPERIOR, Entrance.RECOMMENDATION})

# In this order: what one is to a person says by which entrance one proposes.
BY_RELATION = (Entrance.SUPERIOR, Entrance.PLAN, Entrance.TALENT)


def is_self(viewer: Viewer, employee: Employee) -> bool:
    return viewer.employee is not None and viewer.employee.pk == employee.pk


def can_propose(viewer: Viewer, employee: Employee, entrance: Entrance) -> bool:
    """Each entrance has its own hand; nobody but oneself proposes oneself."""
    if entrance is Entrance.OWN:
        return is_self(viewer, employee)
    if is_self(viewer, employee):
        return False
    if entrance is Entrance.SUPERIOR:
        return is_superior_of(viewer, employee)
    if entrance is Entrance.PLAN:
        same = viewer.institution is not None and employee.institution_id == viewer.institution.pk
        return same and heads_unit_of(viewer, employee)
    if entrance is Entrance.TALENT:
        return has_role_over(viewer, employee, Role.TALENT_OFFICER)
    return has_role_over(viewer, employee, Role.PLANNER)


def check_can_propose(viewer: Viewer, employee: Employee, entrance: Entrance) -> None:
    if not can_propose(viewer, employee, entrance):
        raise NotAllowed


def guides_as(viewer: Viewer) -> Q:
    """Appointments that are this person's own."""
    own = Q(account=viewer.account)
    return own | Q(employee=viewer.employee) if viewer.employee else own


def is_guide(viewer: Viewer, guide: Guide) -> bool:
    own = viewer.employee is not None and guide.employee_id == viewer.employee.pk
    return own or guide.account_id == viewer.account.pk


def parties_to(viewer: Viewer, proposal: Proposal) -> frozenset[Party]:
    """In what capacities this person may act on a proposal today."""
    found = set()
    if is_self(viewer, proposal.employee):
        found.add(Party.EMPLOYEE)
    if proposal.proposed_by_id == viewer.account.pk:
        found.add(Party.PROPOSER)
    asks = proposal.state == ProposalState.PROPOSED
    if is_superior_of(viewer, proposal.employee) or (
        asks and escalated_to(viewer).filter(proposal=proposal).exists()
    ):
        found.add(Party.SUPERIOR)
    if asks and left_with_nobody_above(viewer).filter(proposal=proposal).exists():
        found.add(Party.SUPERIOR)
    if asks and left_by_planner(viewer).filter(proposal=proposal).exists():
        found.add(Party.PLANNER)
    deciders = Role.COUNSELLOR if proposal.method == Method.COUNSELLING else Role.PLANNER
    if has_role_over(viewer, proposal.employee, deciders) and not is_self(viewer, proposal.employee):
        found.add(Party.PLANNER)
    if any(is_guide(viewer, wish.guide) for wish in _asked(proposal)):
        found.add(Party.GUIDE)
    return frozenset(found)


def escalated_to(viewer: Viewer) -> QuerySet[Step]:
    """Questions a superior left unanswered, once escalated: the superior's superior may answer them too."""
    if viewer.institution is None or not viewer.superior_ids:
        return Step.objects.none()
    rows = Step.objects.filter(
        party=Party.SUPERIOR,
        answer="",
        escalated_at__isnull=False,
        employee__in=team_of(viewer).values("pk"),
        proposal__state=ProposalState.PROPOSED,
    )
    # Nobody answers on himself, however the line runs.
    return rows.exclude(proposal__employee=viewer.employee) if viewer.employee else rows


def left_with_nobody_above(viewer: Viewer) -> QuerySet[Step]:
    """Questions a superior left unanswered, once escalated, with nobody above: the planner may answer them too."""
    if viewer.institution is None or not viewer.has(Role.PLANNER):
        return Step.objects.none()
    people = Employee.objects.filter(in_scope_of(viewer, Role.PLANNER), institution=viewer.institution)
    rows = Step.objects.filter(
        party=Party.SUPERIOR,
        answer="",
        escalated_at__isnull=False,
        employee__superior__isnull=True,
        proposal__employee__in=people.values("pk"),
        proposal__state=ProposalState.PROPOSED,
    )
    return rows.exclude(proposal__employee=viewer.employee) if viewer.employee else rows


def left_by_planner(viewer: Viewer) -> QuerySet[Step]:
    """Questions the planner left unanswered, once escalated: the competent authority may answer them too.

    Of a konseling none: only counsellors are asked, and nobody else may learn of it.
    """
    next_one = ANSWERS_NEXT.on(viewer.on)[Party.PLANNER]
    if next_one is not AnswersNext.AUTHORITY or not viewer.has(Role.COMPETENT_AUTHORITY):
        return Step.objects.none()
    people = Employee.objects.filter(
        in_scope_of(viewer, Role.COMPETENT_AUTHORITY), institution=viewer.institution
    )
    rows = Step.objects.filter(
        party=Party.PLANNER,
        answer="",
        escalated_at__isnull=False,
        proposal__employee__in=people.values("pk"),
        proposal__state=ProposalState.PROPOSED,
    ).exclude(proposal__method=Method.COUNSELLING)
    return rows.exclude(proposal__employee=viewer.employee) if viewer.employee else rows


def asks(viewer: Viewer) -> Q:
    """Of proposals: whether one waits for this person's answer now, as `parties_to` says it of one; no konseling does.

    Each way of being asked is looked up for the rows at hand, however many wait in the institution.
    """
    if viewer.institution is None:
        return Q(pk__in=[])
    asked = Step.objects.filter(answer="", asked_at__isnull=False)
    people = Employee.objects.filter(in_scope_of(viewer, Role.PLANNER), institution=viewer.institution)
    as_planner = asked.filter(party=Party.PLANNER, proposal__employee__in=people.values("pk"))
    if viewer.employee:
        as_planner = as_planner.exclude(proposal__employee=viewer.employee)
    ways = (
        as_planner,
        asked.filter(party=Party.SUPERIOR, proposal__employee__in=team_of(viewer).values("pk")),
        escalated_to(viewer),
        left_with_nobody_above(viewer),
        left_by_planner(viewer),
    )
    found = Q(pk__in=[])
    for way in ways:
        found |= Q(Exists(way.filter(proposal=OuterRef("pk"))))
    here = Q(institution=viewer.institution, state=ProposalState.PROPOSED) & ~Q(method=Method.COUNSELLING)
    return here & found


def _guided_by(viewer: Viewer) -> QuerySet[Wish]:
    """Wishes by which this person was asked, or has taken somebody on."""
    return Wish.objects.filter(
        current=True,
        state__in=(WishState.ASKED, WishState.ACCEPTED),
        guide__in=Guide.objects.filter(guides_as(viewer)),
    )


def _asked(proposal: Proposal) -> Iterable[Wish]:
    """The wish that is asked; of a proposal read with its choices without another query."""
    if proposal.state != ProposalState.APPROVED:
        return ()  # in no other state is anybody asked
    choices: list[Wish] | None = getattr(proposal, "choices", None)
    if choices is not None:
        return [wish for wish in choices if wish.state == WishState.ASKED]
    rows = proposal.wishes.filter(current=True, state=WishState.ASKED)
    return rows.select_related("guide")


def proposals_visible_to(viewer: Viewer) -> QuerySet[Proposal]:
    """The general queue: one's own, the team's, those one brought in or is asked for, and by role. No konseling."""
    if viewer.institution is None:
        return Proposal.objects.none()
    rows = Proposal.objects.filter(institution=viewer.institution).exclude(method=Method.COUNSELLING)
    if reaches_all(viewer, *roles_reading(Data.PROPOSAL)):
        return rows
    return united(
        rows.filter(employee__in=people_whose(viewer, Data.PROPOSAL).values("pk")),
        rows.filter(proposed_by=viewer.account),
        rows.filter(pk__in=_guided_by(viewer).values("proposal")),
        rows.filter(pk__in=escalated_to(viewer).values("proposal")),
        rows.filter(pk__in=left_by_planner(viewer).values("proposal")),
    )


def counselling_proposals_visible_to(viewer: Viewer, states: Collection[str] = ()) -> QuerySet[Proposal]:
    """The locked queue: the person's own, the counsellors' who take them up, and whoever is asked to counsel.

    Once somebody counsels it is a case, which is closed to the other counsellors, its request included. `states`:
    those asked for, where not all are.
    """
    if viewer.institution is None:
        return Proposal.objects.none()
    rows = Proposal.objects.filter(institution=viewer.institution, method=Method.COUNSELLING)
    if states:
        rows = rows.filter(state__in=states)
    taken_up = Engagement.objects.filter(proposal=OuterRef("pk"), state__in=TAKING_A_PLACE)
    waiting = rows.exclude(state=ProposalState.MATCHED).exclude(Exists(taken_up))
    roles = roles_reading(Data.COUNSELLING_REQUEST)
    if not reaches_all(viewer, *roles):
        people = Employee.objects.filter(in_scope_of(viewer, *roles), institution=viewer.institution)
        waiting = waiting.filter(employee__in=people.values("pk"))
    own = [rows.filter(employee=viewer.employee)] if viewer.employee else []
    return united(waiting, rows.filter(pk__in=_guided_by(viewer).values("proposal")), *own)


def decisions_to_propose(viewer: Viewer) -> QuerySet[Decision]:
    """Decided methods that need a guide and have none on the way: the planner's.

    Whoever asked for the same meanwhile, or is in it, is left out: one of many would stop all the others.
    """
    people = Employee.objects.filter(in_scope_of(viewer, Role.PLANNER), institution=viewer.institution)
    guided = [method.value for method in GUIDED if method is not Method.COUNSELLING]
    rows = decisions_visible_to(viewer).filter(employee__in=people.values("pk"))
    rows = rows.filter(Q(method__in=guided) | Q(method=Method.ENRICHMENT, form__in=guided))
    if viewer.employee:
        rows = rows.exclude(employee=viewer.employee)
    form = Case(When(method=Method.ENRICHMENT, then=F("form")), default=F("method"))
    theirs = {"employee": OuterRef("employee"), "method": OuterRef("guided_by")}
    asked = Proposal.objects.filter(**theirs, state__in=OPEN_STATES)
    in_it = Engagement.objects.filter(**theirs, state__in=TAKING_A_PLACE)
    return _without_proposal(rows).alias(guided_by=form).exclude(Exists(asked)).exclude(Exists(in_it))


def can_turn(viewer: Viewer, decision: Decision) -> bool:
    """Whether this person may turn the decided method into a proposal."""
    return viewer.has(Role.PLANNER) and decisions_to_propose(viewer).filter(pk=decision.pk).exists()


def counselling_to_propose(viewer: Viewer) -> QuerySet[Decision]:
    """Decided konseling that no counsellor has taken up; only counsellors open this list.

    Whoever asked for one meanwhile is not in it: that there is one already is told to no other counsellor.
    """
    rows = _without_proposal(counselling_waiting_for(viewer))
    theirs = {"employee": OuterRef("employee"), "method": Method.COUNSELLING}
    asked = Proposal.objects.filter(**theirs, state__in=OPEN_STATES)
    since = Engagement.objects.filter(**theirs).filter(
        Q(state__in=TAKING_A_PLACE) | Q(state=EngagementState.COMPLETED, ended_at__gt=OuterRef("at"))
    )
    return rows.exclude(Exists(asked)).exclude(Exists(since))


def _without_proposal(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    over = (ProposalState.REJECTED, ProposalState.WITHDRAWN)
    return rows.exclude(Exists(Proposal.objects.filter(decision=OuterRef("pk")).exclude(state__in=over)))


def guides_visible_to(viewer: Viewer) -> QuerySet[Guide]:
    """The register is open within the institution: an appointment is a public act of it."""
    return (
        Guide.objects.filter(institution=viewer.institution) if viewer.institution else Guide.objects.none()
    )


def can_keep_register(viewer: Viewer, institution: Institution) -> bool:
    """The competent authority appoints; the planner enters the letter for it."""
    return viewer.institution == institution and reaches_all(viewer, Role.PLANNER, Role.COMPETENT_AUTHORITY)


def check_can_keep_register(viewer: Viewer, institution: Institution) -> None:
    if not can_keep_register(viewer, institution):
        raise NotAllowed


def can_pause_guide(viewer: Viewer, guide: Guide) -> bool:
    """The guide, or whoever keeps the register."""
    return is_guide(viewer, guide) or can_keep_register(viewer, guide.institution)


def check_can_pause_guide(viewer: Viewer, guide: Guide) -> None:
    if not can_pause_guide(viewer, guide):
        raise NotAllowed


def can_match(viewer: Viewer, institution: Institution) -> bool:
    """The planner of the whole institution."""
    return viewer.institution == institution and reaches_all(viewer, Role.PLANNER)


def check_can_match(viewer: Viewer, institution: Institution) -> None:
    if not can_match(viewer, institution):
        raise NotAllowed


def matchings_visible_to(viewer: Viewer) -> QuerySet[Matching]:
    """The planner's drafts; who is in them learns of it when they are published."""
    if viewer.institution is None or not can_match(viewer, viewer.institution):
        return Matching.objects.none()
    return Matching.objects.filter(institution=viewer.institution)
