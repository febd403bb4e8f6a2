"""Who sees a suggestion, a cause and a decision; konseling only in its own list."""

from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from pamong.people.access import (
    Viewer,
    has_role_over,
    in_scope_of,
    is_superior_of,
    reaches_all,
    relations_to,
    roles_reading,
    team_of,
    whose,
)
from pamong.people.models import Employee, Institution
from pamong.people.roles import Role
from pamong.policy.errors import NotAllowed
from pamong.policy.secrecy import Data, Reader, may_read
from pamong.policy.silence import GOES_NEXT
from pamong.policy.words import AnswersNext, Cause, Method
from pamong.recommendation.models import Contest, Decision, DialogueRequest, Result, Undecided, Verdict


class CauseSeen(StrEnum):
    """How much of a cause somebody may read."""

    WHOLE = "whole"
    DISCUSSED = "discussed"  # "dibahas dalam dialog"
    NOTHING = "nothing"


def _suggestions(viewer: Viewer, through: str = "") -> Q:
    """Of whom this person may read the suggestion before a decision, not one's own; as `people.access.whose`."""
    people = whose(viewer, Data.SUGGESTION, through)
    return people & ~Q(**{f"{through}pk": viewer.employee.pk}) if viewer.employee else people


def results_visible_to(viewer: Viewer) -> QuerySet[Result]:
    """Current results with a suggestion that general lists may show.

    People with a konseling, and people without a suggestion unless a planner asks, are not in it:
    who is absent may be either.
    """
    rows = Result.objects.filter(_suggestions(viewer, "employee__"), current=True)
    rows = rows.exclude(method=Method.COUNSELLING)
    # Whoever was decided to be counselled is in no general list either.
    counselled = Decision.objects.filter(
        employee=OuterRef("employee"), current=True, method=Method.COUNSELLING
    )
    rows = rows.exclude(Exists(counselled))
    return rows if viewer.has(Role.PLANNER) else rows.exclude(method="")


def shown_in_table(viewer: Viewer) -> Q:
    """The same of people joined with `now`, their current result, and `decision`, their current decision."""
    rows = Q(now__isnull=False) & _suggestions(viewer)
    rows &= ~Q(now__method=Method.COUNSELLING)
    rows &= Q(decision__isnull=True) | ~Q(decision__method=Method.COUNSELLING)
    return rows if viewer.has(Role.PLANNER) else rows & ~Q(now__method="")


def counselling_visible_to(viewer: Viewer) -> QuerySet[Result]:
    """Undecided konseling suggestions, for the planner who decides and the person's own superior.

    One deferred comes back on its day: no general list would bring it to anybody.
    """
    people = whose(viewer, Data.COUNSELLING_SUGGESTION, "employee__")
    rows = Result.objects.filter(people, current=True, method=Method.COUNSELLING, set_aside="")
    settled = Decision.objects.filter(employee=OuterRef("employee"), current=True)
    rows = rows.exclude(Exists(settled.exclude(verdict=Verdict.DEFER, until__lte=viewer.on)))
    return rows.exclude(employee=viewer.employee) if viewer.employee else rows


def counselling_settled_visible_to(viewer: Viewer) -> QuerySet[Result]:
    """Konseling suggestions that the planner deferred, rejected or answered with another method; to reopen.

    One accepted is the counsellors'.
    """
    mine = Employee.objects.filter(in_scope_of(viewer, Role.PLANNER), institution=viewer.institution)
    settled = Decision.objects.filter(
        employee=OuterRef("employee"), current=True, result__method=Method.COUNSELLING
    ).exclude(method=Method.COUNSELLING)
    rows = Result.objects.filter(
        Exists(settled.exclude(verdict=Verdict.DEFER, until__lte=viewer.on)),
        employee__in=mine.values("pk"),
        current=True,
        method=Method.COUNSELLING,
    )
    return rows.exclude(employee=viewer.employee) if viewer.employee else rows


def counselling_waiting_for(viewer: Viewer) -> QuerySet[Decision]:
    """Decided konseling; only counsellors open this list."""
    roles = roles_reading(Data.COUNSELLING_DECIDED)
    people = Employee.objects.filter(in_scope_of(viewer, *roles), institution=viewer.institution)
    return Decision.objects.filter(current=True, method=Method.COUNSELLING, employee__in=people.values("pk"))


def decisions_visible_to(viewer: Viewer) -> QuerySet[Decision]:
    """Decided methods, konseling apart; the person sees their own.

    A deferred or rejected konseling names no method, but would tell all the same. Where another method was
    decided instead, it is told to the person, the superior and the planner, who may know of it.
    """
    people = _suggestions(viewer, "employee__")
    planned = Employee.objects.filter(in_scope_of(viewer, Role.PLANNER), institution=viewer.institution)
    concerned = Q(employee__in=team_of(viewer).values("pk")) | Q(employee__in=planned.values("pk"))
    if viewer.employee:
        people |= Q(employee=viewer.employee)
        concerned |= Q(employee=viewer.employee)
    open_to = ~Q(result__method=Method.COUNSELLING) | (concerned & Q(verdict=Verdict.OTHER))
    return Decision.objects.filter(people & open_to, current=True).exclude(method=Method.COUNSELLING)


def levels_visible_to(viewer: Viewer) -> QuerySet[Result]:
    """Current results for level, gap, rating and box; the page must not show their suggestion."""
    rows = Result.objects.filter(whose(viewer, Data.RECORD, "employee__"), current=True)
    return rows.defer("cause", "method", "rule", "extra", "inputs")


def can_see_suggestion(viewer: Viewer, result: Result) -> bool:
    """In the general pages: before the decision, and never a konseling."""
    if result.method == Method.COUNSELLING:
        return False
    return may_read_suggestions_of(viewer, result.employee)


def may_read_suggestions_of(viewer: Viewer, employee: Employee) -> bool:
    return may_read(Data.SUGGESTION, relations_to(viewer, employee))


def check_can_see_suggestion(viewer: Viewer, result: Result) -> None:
    if not can_see_suggestion(viewer, result):
        raise NotAllowed


def can_see_counselling(viewer: Viewer, employee: Employee) -> bool:
    """That the rules suggest konseling: the planner who decides and the own superior."""
    return may_read(Data.COUNSELLING_SUGGESTION, relations_to(viewer, employee))


def check_can_see_counselling(viewer: Viewer, employee: Employee) -> None:
    if not can_see_counselling(viewer, employee):
        raise NotAllowed


def cause_seen(viewer: Viewer, employee: Employee, cause: str) -> CauseSeen:
    """The superior and the person read the cause; a planner reads it, `pribadi` only as discussed."""
    who = relations_to(viewer, employee)
    if not may_read(Data.CAUSE, who):
        return CauseSeen.NOTHING
    spoken_with = not who.isdisjoint({Reader.SELF, Reader.SUPERIOR})
    return CauseSeen.WHOLE if spoken_with or cause != Cause.PERSONAL else CauseSeen.DISCUSSED


def can_decide(viewer: Viewer, employee: Employee) -> bool:
    """The planner in scope; nobody decides on themselves."""
    own = viewer.employee is not None and viewer.employee.pk == employee.pk
    return not own and has_role_over(viewer, employee, Role.PLANNER)


def check_can_decide(viewer: Viewer, employee: Employee) -> None:
    if not can_decide(viewer, employee):
        raise NotAllowed


def can_say_view(viewer: Viewer, employee: Employee) -> bool:
    """The direct superior, acting included."""
    return is_superior_of(viewer, employee)


def check_can_say_view(viewer: Viewer, employee: Employee) -> None:
    if not can_say_view(viewer, employee):
        raise NotAllowed


def can_analyse(viewer: Viewer, institution: Institution) -> bool:
    return viewer.institution == institution and reaches_all(viewer, Role.PLANNER)


def check_can_analyse(viewer: Viewer, institution: Institution) -> None:
    if not can_analyse(viewer, institution):
        raise NotAllowed


def can_set_settings(viewer: Viewer, institution: Institution) -> bool:
    return viewer.institution == institution and reaches_all(viewer, Role.PLANNER, Role.ADMIN)


def check_can_set_settings(viewer: Viewer, institution: Institution) -> None:
    if not can_set_settings(viewer, institution):
        raise NotAllowed


def contests_visible_to(viewer: Viewer) -> QuerySet[Contest]:
    """One's own, for the planner those to be answered, and for whoever is next those the planner left."""
    people = Q(
        employee__in=Employee.objects.filter(
            in_scope_of(viewer, *roles_reading(Data.CONTEST)), institution=viewer.institution
        ).values("pk")
    )
    if viewer.employee:
        people |= Q(employee=viewer.employee)
    return Contest.objects.filter(people | Q(pk__in=contests_left_to(viewer).values("pk")))


def contests_left_to(viewer: Viewer) -> QuerySet[Contest]:
    """Reports the planner left unanswered, once escalated: the competent authority may answer them too."""
    if not _is_next(viewer, "contest"):
        return Contest.objects.none()
    people = Employee.objects.filter(
        in_scope_of(viewer, Role.COMPETENT_AUTHORITY), institution=viewer.institution
    )
    rows = Contest.objects.filter(
        employee__in=people.values("pk"), answered_at__isnull=True, escalated_at__isnull=False
    )
    return rows.exclude(employee=viewer.employee) if viewer.employee else rows


def _is_next(viewer: Viewer, what: str) -> bool:
    """Whether what a planner leaves goes on to this person by the rules."""
    next_one = GOES_NEXT.on(viewer.on)[what]
    return next_one is AnswersNext.AUTHORITY and viewer.has(Role.COMPETENT_AUTHORITY)


def can_answer_contest(viewer: Viewer, contest: Contest) -> bool:
    """The planner in scope, or whoever is next after silence; nobody one's own."""
    return can_decide(viewer, contest.employee) or contests_left_to(viewer).filter(pk=contest.pk).exists()


def check_can_answer_contest(viewer: Viewer, contest: Contest) -> None:
    if not can_answer_contest(viewer, contest):
        raise NotAllowed


def undecided_of(viewer: Viewer) -> QuerySet[Undecided]:
    """That suggestions of the institution wait too long, for its planners; it counts no konseling."""
    if viewer.institution is None or not viewer.has(Role.PLANNER):
        return Undecided.objects.none()
    return Undecided.objects.filter(institution=viewer.institution, closed_at__isnull=True)


def undecided_left_to(viewer: Viewer) -> QuerySet[Undecided]:
    """The same, once escalated, for whoever is next: how many, and never whose."""
    if not _is_next(viewer, "suggestion") or not reaches_all(viewer, Role.COMPETENT_AUTHORITY):
        return Undecided.objects.none()
    rows = Undecided.objects.filter(institution=viewer.institution, closed_at__isnull=True)
    return rows.filter(escalated_at__isnull=False)


def dialogues_left(viewer: Viewer) -> QuerySet[DialogueRequest]:
    """Dialogues the planner asked for whose day has passed."""
    people = Employee.objects.filter(in_scope_of(viewer, Role.PLANNER), institution=viewer.institution)
    return DialogueRequest.objects.filter(
        employee__in=people.values("pk"), done_at__isnull=True, due__lt=viewer.on
    )
