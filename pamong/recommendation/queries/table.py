"""The decision table: current suggestions with filters, and an order of urgency."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from pamong.people.access import Viewer
from pamong.people.models import Unit
from pamong.policy.nip import clean_nip
from pamong.policy.words import EmployeeStatus
from pamong.recommendation import access
from pamong.recommendation.models import Decision, DialogueRequest, Result, SuperiorView, urgency

DECIDED_STATES = ("decided", "deferred")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the page asked for; empty is no filter.

    `state`: open, decided, deferred, aside (set aside by the rules), or all: every suggestion, whatever
    was decided.
    """

    method: str = ""
    rule: str = ""
    unit: Unit | None = None
    completeness: str = ""
    search: str = ""
    state: str = "open"
    order: str = "urgency"


def table(viewer: Viewer, filters: Filters | None = None) -> QuerySet[Result]:
    """Rows with employee, position, unit, the superior's view and the decision; never a konseling.

    On each row: `employee.view_now` and `employee.decision_now` are lists of at most one.
    """
    f = filters or Filters()
    return ordered(with_people(chosen(viewer, f)), f.order)


def chosen(viewer: Viewer, f: Filters) -> QuerySet[Result]:
    """The table's rows without order and without what a page shows of them; every count is of these."""
    rows = access.results_visible_to(viewer)
    if f.method == "none":
        rows = rows.filter(method="")
    elif f.method:
        rows = rows.filter(method=f.method)
    elif f.state not in DECIDED_STATES:  # a decision outlives the suggestion it stood on
        rows = rows.exclude(method="")
    if f.rule:
        rows = rows.filter(rule=f.rule)
    return in_state(narrowed(rows, f), f.state)


def narrowed(rows: QuerySet[Result], f: Filters) -> QuerySet[Result]:
    """By unit, completeness and what was typed; method and rule are the chips'. Who has retired is in no list."""
    rows = rows.exclude(employee__status=EmployeeStatus.RETIRED)
    if f.unit is not None:
        rows = rows.filter(employee__unit__path__startswith=f.unit.path)
    if f.completeness:
        rows = rows.filter(completeness=f.completeness)
    if f.search.strip():
        digits = clean_nip(f.search)
        rows = rows.filter(
            Q(employee__nip__startswith=digits)
            if digits.isdigit()
            else Q(employee__name__icontains=f.search.strip())
        )
    return rows


def in_state(rows: QuerySet[Result], state: str) -> QuerySet[Result]:
    decided = Exists(Decision.objects.filter(employee=OuterRef("employee"), current=True))
    deferred = Exists(Decision.objects.filter(employee=OuterRef("employee"), current=True, verdict="defer"))
    if state == "aside":
        return rows.exclude(set_aside="")
    if state in DECIDED_STATES:
        return rows.filter(deferred if state == "deferred" else decided & ~deferred)
    rows = rows.filter(set_aside="")
    return rows if state == "all" else rows.filter(~decided)


def with_people(rows: QuerySet[Result]) -> QuerySet[Result]:
    return rows.select_related(
        "employee", "employee__position", "employee__unit", "employee__superior", "employee__institution"
    ).prefetch_related(
        Prefetch(
            "employee__superior_views",
            SuperiorView.objects.filter(current=True).select_related("by"),
            "view_now",
        ),
        Prefetch(
            "employee__decisions",
            Decision.objects.filter(current=True).select_related("by", "result"),
            "decision_now",
        ),
        Prefetch(
            "employee__dialogue_requests", DialogueRequest.objects.filter(done_at__isnull=True), "asked_now"
        ),
    )


def ordered(rows: QuerySet[Result], order: str) -> QuerySet[Result]:
    """By urgency (rating, gaps, JPM, the worst first), name, JPM or unit."""
    by = {
        "name": ("employee__name",),
        "jpm": (F("jpm").asc(nulls_last=True), "employee__name"),
        "gaps": ("-gaps", "employee__name"),
        "unit": ("employee__unit__path", "employee__name"),
    }
    if order in by:
        return rows.order_by(*by[order], "id")
    return rows.annotate(urgency=urgency()).order_by(
        "urgency", F("jpm").asc(nulls_last=True), "-gaps", "employee__name", "id"
    )


def counselling_list(viewer: Viewer) -> QuerySet[Result]:
    """Konseling suggestions to be decided: the planner's and the own superior's list."""
    return ordered(with_people(access.counselling_visible_to(viewer)), "urgency")


def counselling_settled(viewer: Viewer) -> QuerySet[Result]:
    """Konseling suggestions decided otherwise; the planner's, who may reopen them."""
    return ordered(with_people(access.counselling_settled_visible_to(viewer)), "name")


def basis_changed(decision: Decision, now: Result) -> bool:
    """Whether what the decision stood on is no longer what the rules say."""
    then = decision.result
    return (
        then.method,
        then.rule,
        then.rating,
        then.generic_gap,
        then.technical_gap,
        then.performance_gap,
    ) != (
        now.method,
        now.rule,
        now.rating,
        now.generic_gap,
        now.technical_gap,
        now.performance_gap,
    )
