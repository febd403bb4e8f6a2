"""Numbers of units and institutions; konseling is in none of them but its own."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from pamong.people.access import Viewer, employees_visible_to
from pamong.people.models import Employee, Unit
from pamong.people.roles import Role
from pamong.policy.words import Completeness, EmployeeStatus, Gap, Method
from pamong.recommendation import access
from pamong.recommendation.models import Decision, Result, UnitNumbers, Verdict
from pamong.recommendation.queries.table import DECIDED_STATES, Filters, in_state, narrowed

# A superior who has left answers for nobody.
NO_SUPERIOR = Q(superior__isnull=True) | Q(superior__status=EmployeeStatus.RETIRED)


def counted(people: QuerySet[Employee]) -> dict[int, Counter[str]]:
    """By unit id, its own people only: people, assessed, complete, gap, suggested, decided.

    One query. `suggested` and `decided` leave konseling out.
    """
    rows = Result.objects.filter(current=True, employee__in=people.values("pk"))
    decided = _decided_openly(OuterRef("employee"))
    shown = Q(set_aside="") & ~Q(method__in=("", Method.COUNSELLING))
    known = ~Q(generic_gap=Gap.UNKNOWN) | ~Q(technical_gap=Gap.UNKNOWN)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in (
        rows.annotate(is_decided=Exists(decided))
        .values("employee__unit_id")
        .annotate(
            people=Count("pk"),
            assessed=Count("pk", filter=known),
            complete=Count("pk", filter=Q(completeness=Completeness.COMPLETE)),
            gap=Count("pk", filter=Q(gaps__gt=0)),
            suggested=Count("pk", filter=shown),
            decided=Count("pk", filter=Q(is_decided=True)),
        )
        .order_by()
    ):
        unit = row.pop("employee__unit_id")
        if unit is not None:
            found[unit] = Counter(row)
    return found


@dataclass(frozen=True, slots=True)
class Funnel:
    """The year in numbers, each the size of a list the viewer may open. Konseling is counted apart."""

    employees: int
    assessed: int
    gap: int
    suggested: int
    waiting: int
    decided: int


def funnel(viewer: Viewer, unit: Unit | None = None) -> Funnel:
    """One query, which joins each person's result and decision of now; `access.shown_in_table` says who is listed."""
    people = employees_visible_to(viewer).exclude(status=EmployeeStatus.RETIRED)
    if unit is not None:
        people = people.filter(unit__path__startswith=unit.path)
    rows = people.annotate(
        now=FilteredRelation("results", condition=Q(results__current=True)),
        decision=FilteredRelation("decisions", condition=Q(decisions__current=True)),
    )
    known = ~Q(now__generic_gap=Gap.UNKNOWN) | ~Q(now__technical_gap=Gap.UNKNOWN)
    listed = access.shown_in_table(viewer)
    suggested = listed & ~Q(now__method="") & Q(now__set_aside="")
    numbers = rows.aggregate(
        employees=Count("pk"),
        assessed=Count("now", filter=known),
        gap=Count("now", filter=Q(now__gaps__gt=0)),
        suggested=Count("now", filter=suggested),
        waiting=Count("now", filter=suggested & Q(decision__isnull=True)),
        decided=Count("decision", filter=listed & ~Q(decision__verdict=Verdict.DEFER)),
    )
    return Funnel(**numbers)


def _decided_openly(who: OuterRef) -> QuerySet[Decision]:
    """Current decisions that are counted: no konseling, nothing deferred."""
    return Decision.objects.filter(employee=who, current=True).exclude(
        Q(method=Method.COUNSELLING) | Q(result__method=Method.COUNSELLING) | Q(verdict="defer")
    )


def methods_counted(
    viewer: Viewer, *, state: str = "open", filters: Filters | None = None
) -> list[dict[str, Any]]:
    """method, rule and number of the decision table's rows, for its chips; of all methods and rules."""
    rows = narrowed(access.results_visible_to(viewer), filters or Filters())
    rows = in_state(rows, state)
    if state not in DECIDED_STATES:
        rows = rows.exclude(method="")
    return [dict(row) for row in rows.values("method", "rule").annotate(number=Count("pk")).order_by("rule")]


def decided_by_method(viewer: Viewer) -> list[dict[str, Any]]:
    """Per unit and method, for the official who will sign: no names, no konseling."""
    rows = Decision.objects.filter(current=True, verdict__in=("accept", "other"))
    rows = rows.filter(employee__institution=viewer.institution).exclude(method=Method.COUNSELLING)
    if not viewer.has(Role.COMPETENT_AUTHORITY, Role.PLANNER):
        return []
    numbers = rows.values("employee__unit_id", "employee__unit__name", "method").annotate(number=Count("pk"))
    return [dict(row) for row in numbers.order_by("employee__unit__path", "method")]


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit's numbers now and as they stood at the last run of the year before, if any."""

    unit: Unit
    now: dict[str, int]
    before: dict[str, int] | None


def unit_year(unit: Unit, year: int) -> UnitYear:
    sums: Counter[str] = Counter()
    for counts in counted(Employee.objects.filter(unit__path__startswith=unit.path)).values():
        sums.update(counts)
    before = UnitNumbers.objects.filter(unit=unit, year=year - 1).first()
    return UnitYear(unit, dict(sums), before.counts if before else None)


@dataclass(frozen=True, slots=True)
class Quality:
    """What is missing in a unit, and its head who must mend it."""

    unit_id: int
    unit: str
    owner: str
    people: int
    no_superior: int
    no_position: int
    no_assessment: int
    no_evaluation: int
    stale: int
    no_cause: int

    @property
    def wrong(self) -> int:
        return self.no_superior + self.no_position + self.no_assessment + self.no_evaluation + self.stale


def data_quality(viewer: Viewer) -> list[Quality]:
    """Per unit, in the order of the tree; two queries."""
    head = Employee.objects.filter(position=OuterRef("head_position")).order_by("pk").values("name")[:1]
    people = employees_visible_to(viewer).exclude(status=EmployeeStatus.RETIRED).filter(unit__isnull=False)
    # One row a person, as there is one current result: nothing is to be counted apart.
    people = people.alias(now=FilteredRelation("results", condition=Q(results__current=True)))
    unknown = Q(now__generic_gap=Gap.UNKNOWN, now__technical_gap=Gap.UNKNOWN)
    rows = (
        people.values("unit_id", "unit__name", "unit__path")
        .annotate(
            people=Count("pk"),
            no_superior=Count("pk", filter=NO_SUPERIOR),
            no_position=Count("pk", filter=Q(position__isnull=True)),
            no_assessment=Count("pk", filter=unknown),
            no_evaluation=Count("pk", filter=Q(now__performance_gap=Gap.UNKNOWN)),
            stale=Count("pk", filter=Q(now__completeness=Completeness.STALE)),
            no_cause=Count("pk", filter=Q(now__completeness=Completeness.PROVISIONAL)),
        )
        .order_by("unit__path")
    )
    units = Unit.objects.filter(institution=viewer.institution).values_list("pk", Subquery(head))
    owners = dict(units)
    return [
        Quality(
            row["unit_id"],
            row["unit__name"],
            owners[row["unit_id"]] or "",
            *(row[name] for name in ("people", "no_superior", "no_position", "no_assessment")),
            *(row[name] for name in ("no_evaluation", "stale", "no_cause")),
        )
        for row in rows
    ]


def shortfalls(viewer: Viewer, unit: Unit | None = None) -> dict[str, dict[int, int]]:
    """By competency code: employee id → levels short, as the current results have them; one query."""
    people = employees_visible_to(viewer).exclude(status=EmployeeStatus.RETIRED)
    if unit is not None:
        people = people.filter(unit__path__startswith=unit.path)
    rows = Result.objects.filter(current=True, gaps__gt=0, employee__in=people.values("pk"))
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for employee, levels in rows.values_list("employee_id", "inputs__levels"):
        for code, (required, held, *_) in (levels or {}).items():
            if held is not None and held < required:
                found[code][employee] = required - held
    return found


def largest_gaps(viewer: Viewer, unit: Unit, *, most: int = 5) -> list[tuple[str, int]]:
    """The competencies that a unit and all below it lack most levels in: code and people short."""
    found = shortfalls(viewer, unit)
    order = sorted(found, key=lambda code: (-sum(found[code].values()), code))
    return [(code, len(found[code])) for code in order[:most]]


def nine_box(viewer: Viewer, unit: Unit | None = None) -> dict[int, int]:
    """People in each of the nine boxes, of those whose record the viewer may open."""
    rows = access.levels_visible_to(viewer).filter(box__isnull=False)
    if unit is not None:
        rows = rows.filter(employee__unit__path__startswith=unit.path)
    counts = dict.fromkeys(range(1, 10), 0)
    counts.update(rows.order_by().values_list("box").annotate(Count("pk")))
    return counts


def people_in_box(viewer: Viewer, box: int, unit: Unit | None = None) -> QuerySet[Result]:
    rows = access.levels_visible_to(viewer).filter(box=box)
    if unit is not None:
        rows = rows.filter(employee__unit__path__startswith=unit.path)
    return rows.select_related("employee", "employee__unit", "employee__position").order_by("employee__name")
