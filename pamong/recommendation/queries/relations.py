"""An institution's facts as Arrow tables: what the batch engine analyses at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, NullIf

from pamong.competency.models import Assessment, StandardLevel, StandardStatus
from pamong.people.models import Employee, Institution
from pamong.performance.models import Dialogue, Evaluation
from pamong.policy.levels import derived_standard
from pamong.policy.words import EmployeeStatus, GradeLevel
from pamong.recommendation.queries.facts import versions_on

if TYPE_CHECKING:
    from pamong.engine.batch import Tables

# What decides of a person besides the evidence: who may be set aside.
PERSON = ("id", "nip", "status", "position_id", "position__grade_level", "contract_end", "taken_in_reason")
# Numbers and days, whose text a CSV takes as it is; what is not named here is quoted.
_BARE = frozenset({"id", "employee_id", "standard_id", "level", "year", "indicators_below", "assessed_on"})
_CHUNK = 20_000  # rows read at a time


def people_analysed(institution: Institution) -> list[tuple[Any, ...]]:
    """Everybody who has not left, as tuples of `PERSON`."""
    people = Employee.objects.filter(institution=institution).exclude(status=EmployeeStatus.RETIRED)
    return list(people.order_by("id").values_list(*PERSON))


def relations_of(
    institution: Institution,
    people: Sequence[tuple[Any, ...]],
    on: date,
    ready: Callable[[], object] = lambda: None,
) -> "Tables":
    """The five tables of `engine.batch`, of these people only; a handful of queries whatever their number.

    `ready` is waited for once everything is read: until then nothing asks for the engine, which takes as
    long to load as the facts do to read.
    """
    own = {"employee__institution": institution}
    years = (on.year, on.year - 1)
    axes = (NullIf("work", Value("")), NullIf("behaviour", Value("")))
    position = Cast("standard__position_id", CharField())
    grades = {row[3]: row[4] for row in people if row[3]}
    assessments = _read(
        Assessment.objects.filter(assessed_on__lte=on, **own),
        ("employee_id", "competency__code", "level", "source", "assessed_on", "id"),
    )
    evaluations = _read(
        Evaluation.objects.filter(year__in=years, **own),
        ("employee_id", "year", *axes, "indicators_below", "score", "id"),
    )
    causes = _read(
        Dialogue.objects.filter(current=True, year__in=years, **own).exclude(cause=""),
        ("employee_id", "year", "cause", "id"),
    )
    chosen = versions_on(institution, on)
    lines = _read(
        StandardLevel.objects.filter(
            standard__position__institution=institution, standard__status=StandardStatus.IN_FORCE
        ),
        ("standard_id", "competency__code", "competency__cluster", "level", "id", position),
    )
    derived = _derived({place: grade for place, grade in grades.items() if place not in chosen}, on)
    ready()
    from pamong.engine import arrow, batch  # the engine is loaded by the worker, never by a web worker

    return batch.Tables(
        people=arrow.table(batch.PEOPLE, [(row[0], str(row[3]) if row[3] else None) for row in people]),
        standards=batch.standards(
            _table(batch.LINES, lines), set(chosen.values()), arrow.table(batch.STANDARDS, derived)
        ),
        assessments=_table(batch.ASSESSMENTS, assessments),
        evaluations=_table(batch.EVALUATIONS, evaluations),
        causes=_table(batch.CAUSES, causes),
    )


def _derived(grades: Mapping[int, str], on: date) -> list[tuple[Any, ...]]:
    """The levels of the grade, of positions that have no standard."""
    return [
        (str(position), line.competency, line.cluster.value, line.level, None)
        for position, grade in sorted(grades.items())
        if grade
        for line in derived_standard(GradeLevel(grade), on=on)
    ]


def _read(rows: QuerySet[Any], columns: Sequence[Any]) -> bytes | Iterator[tuple[Any, ...]]:
    """Rows as PostgreSQL writes them: one CSV, so that a million values never become Python's; else tuples."""
    asked = rows.values_list(*columns)
    if connection.vendor != "postgresql":
        return asked.order_by("id").iterator(chunk_size=_CHUNK)
    query, parameters = asked.order_by().query.sql_with_params()
    names = [f"c{place}" for place in range(len(columns))]
    cells = ", ',', ".join(
        name if column in _BARE else f"'\"' || replace({name}::text, '\"', '\"\"') || '\"'"
        for name, column in zip(names, columns, strict=True)
    )
    # The second column holds few words, so every process of the database gathers its rows without sorting.
    blocks = f"SELECT string_agg(concat({cells}), chr(10)) FROM ({query}) AS given ({', '.join(names)}) GROUP BY c1"  # noqa: S608 our own names
    with connection.cursor() as cursor:
        cursor.execute(blocks, parameters)
        return "".join(f"{text}\n" for (text,) in cursor).encode()


def _table(schema: Any, content: bytes | Iterator[tuple[Any, ...]]) -> Any:
    from pamong.engine import arrow

    return arrow.table_of_csv(schema, content) if isinstance(content, bytes) else arrow.table(schema, content)
