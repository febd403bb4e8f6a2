"""An institution's facts as Arrow tables, read as tuples: what the batch engine analyses at once."""

from collections.abc import Mapping, Sequence
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
_CHUNK = 20_000  # rows read at a time


def people_analysed(institution: Institution) -> list[tuple[Any, ...]]:
    """Everybody who has not left, as tuples of `PERSON`."""
    people = Employee.objects.filter(institution=institution).exclude(status=EmployeeStatus.RETIRED)
    return list(people.order_by("id").values_list(*PERSON))


def relations_of(institution: Institution, people: Sequence[tuple[Any, ...]], on: date) -> "Tables":
    """The five tables of `engine.batch`, of these people only; a handful of queries whatever their number."""
    from pamong.engine import batch  # the engine is loaded by the worker, never by a web worker

    own = {"employee__institution": institution}
    years = (on.year, on.year - 1)
    grades = {row[3]: row[4] for row in people if row[3]}
    assessments = Assessment.objects.filter(assessed_on__lte=on, **own).values_list(
        "employee_id", "competency__code", "level", "source", "assessed_on", "id"
    )
    evaluations = Evaluation.objects.filter(year__in=years, **own).values_list(
        "employee_id",
        "year",
        NullIf("work", Value("")),
        NullIf("behaviour", Value("")),
        "indicators_below",
        "score",
        "id",
    )
    causes = Dialogue.objects.filter(current=True, year__in=years, **own).exclude(cause="")
    return batch.Tables(
        people=batch.table(batch.PEOPLE, [(row[0], str(row[3]) if row[3] else None) for row in people]),
        standards=_standards(institution, grades, on),
        assessments=_read(batch.ASSESSMENTS, assessments),
        evaluations=_read(batch.EVALUATIONS, evaluations),
        causes=_read(batch.CAUSES, causes.values_list("employee_id", "year", "cause", "id")),
    )


def _standards(institution: Institution, grades: Mapping[int, str], on: date) -> Any:
    """Lines of the version in force on the day; the levels of the grade where a position has none."""
    from pamong.engine import batch

    chosen = versions_on(institution, on)
    lines = StandardLevel.objects.filter(
        standard__position__institution=institution, standard__status=StandardStatus.IN_FORCE
    ).values_list(
        "standard_id",
        "competency__code",
        "competency__cluster",
        "level",
        "id",
        Cast("standard__position_id", CharField()),
    )
    derived = [
        (str(position), line.competency, line.cluster.value, line.level, None)
        for position, grade in sorted(grades.items())
        if grade and position not in chosen
        for line in derived_standard(GradeLevel(grade), on=on)
    ]
    given = _read(batch.LINES, lines)
    return batch.standards(given, set(chosen.values()), batch.table(batch.STANDARDS, derived))


def _read(schema: Any, rows: QuerySet[Any, Any]) -> Any:
    """Rows as an Arrow table. PostgreSQL writes blocks of them as CSV: a million values never become Python's."""
    from pamong.engine import batch

    if connection.vendor != "postgresql":
        return batch.table(schema, rows.order_by("id").iterator(chunk_size=_CHUNK))
    query, parameters = rows.order_by().query.sql_with_params()
    names = [f"c{place}" for place in range(len(schema))]
    cells = " || ',' || ".join(
        f"coalesce('\"' || replace({n}::text, '\"', '\"\"') || '\"', '')" for n in names
    )
    block = f"{names[schema.names.index('row')]} / {_CHUNK}"
    blocks = (
        f"SELECT string_agg({cells}, chr(10)) FROM ({query}) AS given ({', '.join(names)}) GROUP BY {block}"  # noqa: S608 our own names
    )
    with connection.cursor() as cursor:
        cursor.execute(blocks, parameters)
        return batch.table_of_csv(schema, "\n".join(text for (text,) in cursor).encode())
