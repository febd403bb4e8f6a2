"""What the rules may look at, read for many people in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from pamong.competency.models import Assessment, Competency, PositionStandard, StandardLevel, StandardStatus
from pamong.people.models import Employee, Institution, Position
from pamong.performance.models import Dialogue, Evaluation
from pamong.policy import facts, settings
from pamong.policy.facts import Facts, Required
from pamong.policy.levels import derived_standard
from pamong.policy.sentence import Sentence
from pamong.policy.words import GENERIC, Axis, Cause, Cluster, GradeLevel, Source
from pamong.recommendation.models import Result, Setting

CHUNK = 5000  # ids a query; databases bound the number of parameters


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    every = list(ids)
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]


def facts_of(
    employees: Iterable[Employee],
    on: date,
    *,
    required: Mapping[int, tuple[Required, ...]] | None = None,
    with_evaluations: bool = True,
    with_causes: bool = True,
) -> dict[int, Facts]:
    """Facts by employee id; five queries for every five thousand people.

    `required`: standards by position where they were read already.
    """
    people = list(employees)
    if required is None:
        required = standards_of({person.position_id for person in people if person.position_id}, on)
    assessed: dict[int, list[facts.Assessed]] = defaultdict(list)
    evaluations: dict[int, list[facts.Evaluation]] = defaultdict(list)
    causes: dict[int, list[facts.CauseGiven]] = defaultdict(list)
    for ids in chunks(person.pk for person in people):
        rows = Assessment.objects.filter(employee__in=ids, assessed_on__lte=on).order_by("id")
        for who, code, level, source, day, order in rows.values_list(
            "employee_id", "competency__code", "level", "source", "assessed_on", "id"
        ):
            assessed[who].append(facts.Assessed(code, level, Source(source), day, order))
        recent = Evaluation.objects.filter(employee__in=ids, year__in=(on.year, on.year - 1))
        for row in recent if with_evaluations else ():
            evaluations[row.employee_id].append(
                facts.Evaluation(
                    row.year,
                    Axis(row.work) if row.work else None,
                    Axis(row.behaviour) if row.behaviour else None,
                    row.indicators_below,
                    row.score,
                    row.pk,
                )
            )
        if not with_causes:
            continue
        given = Dialogue.objects.filter(employee__in=ids, current=True, year__in=(on.year, on.year - 1))
        for who, year, cause, order in given.exclude(cause="").values_list(
            "employee_id", "year", "cause", "id"
        ):
            causes[who].append(facts.CauseGiven(year, Cause(cause), order))
    return {
        person.pk: Facts(
            required=required.get(person.position_id or 0, ()),
            assessed=tuple(assessed[person.pk]),
            evaluations=tuple(evaluations[person.pk]),
            causes=tuple(causes[person.pk]),
        )
        for person in people
    }


def versions_on(institution: Institution, on: date) -> dict[int, int]:
    """The standard in force by position, of a whole institution; the first counts from always."""
    chosen: dict[int, tuple[date, int]] = {}
    versions = PositionStandard.objects.filter(
        position__institution=institution, status=StandardStatus.IN_FORCE
    )
    for position, since, standard in versions.order_by("since").values_list("position_id", "since", "id"):
        if position not in chosen or since <= on:
            chosen[position] = (since, standard)
    return {position: standard for position, (_, standard) in chosen.items()}


def levels_held(employees: Iterable[int]) -> dict[int, dict[str, int]]:
    """By employee the level held in each competency, as the last analysis counted it; unknown ones are left out."""
    found: dict[int, dict[str, int]] = {}
    for ids in chunks(set(employees)):
        rows = Result.objects.filter(current=True, employee__in=ids)
        for employee, levels in rows.values_list("employee_id", "inputs__levels"):
            counted = (levels or {}).items()
            found[employee] = {code: line[1] for code, line in counted if line[1] is not None}
    return found


def standards_of(
    positions: Iterable[int], on: date, *, grades: Mapping[int, str] | None = None
) -> dict[int, tuple[Required, ...]]:
    """The standard in force by position; the first version counts from always.

    A position without one takes the levels of its grade; `grades` by position where they were read already.
    """
    positions = set(positions)
    chosen: dict[int, tuple[date, int]] = {}  # position → first day, standard
    for ids in chunks(positions):
        versions = PositionStandard.objects.filter(position__in=ids, status=StandardStatus.IN_FORCE)
        for position, since, standard in versions.order_by("since").values_list("position_id", "since", "id"):
            if position not in chosen or since <= on:
                chosen[position] = (since, standard)
    lines: dict[int, list[Required]] = defaultdict(list)
    for ids in chunks(standard for _, standard in chosen.values()):
        for standard, code, level, cluster in (
            StandardLevel.objects.filter(standard__in=ids)
            .order_by("id")
            .values_list("standard_id", "competency__code", "level", "competency__cluster")
        ):
            lines[standard].append(Required(code, level, Cluster(cluster)))
    found = {position: tuple(lines[standard]) for position, (_, standard) in chosen.items()}
    missing = positions - found.keys()
    if grades is None:
        grades = {}
        for ids in chunks(missing):
            grades |= dict(Position.objects.filter(pk__in=ids).values_list("pk", "grade_level"))
    for position in missing:
        if grade := grades.get(position):
            found[position] = derived_standard(GradeLevel(grade), on=on)
    return found


@dataclass(frozen=True, slots=True)
class Standard:
    """A position's standard on a day, with the names and ids of its competencies by code."""

    required: tuple[Required, ...]
    names: dict[str, Sentence]
    ids: dict[str, int]


def standard_of(position: Position | None, on: date) -> Standard:
    """For one position, as `standards_of`, in one query."""
    if position is None:
        return Standard((), {}, {})
    versions = PositionStandard.objects.filter(position=position, status=StandardStatus.IN_FORCE)
    begun = versions.filter(since__lte=on).order_by("-since").values("pk")[:1]
    first = versions.order_by("since").values("pk")[:1]
    rows = list(
        StandardLevel.objects.filter(standard=Coalesce(Subquery(begun), Subquery(first)))
        .order_by("id")
        .values_list("competency__code", "level", "competency__cluster", "competency__name", "competency_id")
    )
    if not rows and position.grade_level:
        required = derived_standard(GradeLevel(position.grade_level), on=on)
        return Standard(required, {line.competency: _name(line.competency) for line in required}, {})
    return Standard(
        tuple(Required(code, level, Cluster(cluster)) for code, level, cluster, *_ in rows),
        {code: _name(code, name) for code, _, _, name, _ in rows},
        {code: pk for code, _, _, _, pk in rows},
    )


def _name(code: str, name: str = "") -> Sentence:
    """The nine generic competencies have a name in both languages."""
    return GENERIC[code][1] if code in GENERIC else Sentence(name or code, name or code)


def settings_of(institution: Institution, on: date) -> settings.Settings:
    """The institution's choices on a day: of each name the newest that has begun."""
    return settings.from_values(
        {
            row.name: row.value
            for row in Setting.objects.filter(institution=institution, since__lte=on).order_by("since", "id")
        }
    )


def names_of(institution: Institution) -> dict[str, Sentence]:
    """Names of the institution's competencies by code; the nine generic ones in both languages."""
    names = {code: name for code, (_, name) in GENERIC.items()}
    for code, name in Competency.objects.filter(institution=institution).values_list("code", "name"):
        names.setdefault(code, Sentence(name, name))
    return names
