"""What the rules may look at, read for many people in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from pamong.competency.models import Assessment, Competency, PositionStandard, StandardLevel, StandardStatus
from pamong.people.models import Employee, Institution, Position
from pamong.performance.models import Dialogue, Evaluation
from pamong.policy import facts, settings
from pamong.policy.facts import Facts, Required
from pamong.policy.levels import derived_standard
from pamong.policy.sentence import Sentence
from pamong.policy.words import GENERIC, Axis, Cause, Cluster, GradeLevel, Source
from pamong.recommendation.models import Setting

CHUNK = 5000  # ids a query; databases bound the number of parameters


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    every = list(ids)
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]


def facts_of(employees: Iterable[Employee], on: date) -> dict[int, Facts]:
    """Facts by employee id; five queries for every five thousand people."""
    people = list(employees)
    positions = {person.position_id for person in people if person.position_id}
    required = standards_of(positions, on)
    assessed: dict[int, list[facts.Assessed]] = defaultdict(list)
    evaluations: dict[int, list[facts.Evaluation]] = defaultdict(list)
    causes: dict[int, list[facts.CauseGiven]] = defaultdict(list)
    for ids in chunks(person.pk for person in people):
        rows = Assessment.objects.filter(employee__in=ids, assessed_on__lte=on).order_by("id")
        for who, code, level, source, day, order in rows.values_list(
            "employee_id", "competency__code", "level", "source", "assessed_on", "id"
        ):
            assessed[who].append(facts.Assessed(code, level, Source(source), day, order))
        for row in Evaluation.objects.filter(employee__in=ids, year__in=(on.year, on.year - 1)):
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


def standards_of(positions: Iterable[int], on: date) -> dict[int, tuple[Required, ...]]:
    """The standard in force by position; the first version counts from always.

    A position without one takes the levels of its grade.
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
    for ids in chunks(positions - found.keys()):
        graded = Position.objects.filter(pk__in=ids).exclude(grade_level="")
        for position, grade in graded.values_list("pk", "grade_level"):
            found[position] = derived_standard(GradeLevel(grade), on=on)
    return found


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
