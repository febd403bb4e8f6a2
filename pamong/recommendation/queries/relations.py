"""An institution's facts as Arrow tables, read as tuples: what the batch engine analyses at once."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from pamong.competency.models import Assessment, Competency
from pamong.people.models import Employee, Institution
from pamong.performance.models import Dialogue, Evaluation
from pamong.policy.words import EmployeeStatus
from pamong.recommendation.queries.facts import standards_of

if TYPE_CHECKING:
    from pamong.engine.batch import Tables

# What decides of a person besides the evidence: who may be set aside.
PERSON = ("id", "nip", "status", "position_id", "position__grade_level", "contract_end", "taken_in_reason")
_CHUNK = 50_000  # rows read at a time


def people_analysed(institution: Institution) -> list[tuple[Any, ...]]:
    """Everybody who has not left, as tuples of `PERSON`."""
    people = Employee.objects.filter(institution=institution).exclude(status=EmployeeStatus.RETIRED)
    return list(people.order_by("id").values_list(*PERSON))


def relations_of(institution: Institution, people: Sequence[tuple[Any, ...]], on: date) -> "Tables":
    """The five tables of `engine.batch`, of these people only; a handful of queries whatever their number."""
    from pamong.engine import batch  # the engine is loaded by the worker, never by a web worker

    own = {"employee__institution": institution}
    grades = {row[3]: row[4] for row in people if row[3]}
    standards = [
        (str(position), line.competency, line.cluster.value, line.level, None)
        for position, lines in sorted(standards_of(grades, on, grades=grades).items())
        for line in lines
    ]
    codes = dict(Competency.objects.filter(institution=institution).values_list("id", "code"))
    assessments = (
        (who, codes[competency], level, source, day, order)
        for who, competency, level, source, day, order in _rows(
            Assessment.objects.filter(assessed_on__lte=on, **own),
            "employee_id",
            "competency_id",
            "level",
            "source",
            "assessed_on",
            "id",
        )
    )
    years = (on.year, on.year - 1)
    evaluations = (
        (who, year, work or None, behaviour or None, below, score, order)
        for who, year, work, behaviour, below, score, order in _rows(
            Evaluation.objects.filter(year__in=years, **own),
            "employee_id",
            "year",
            "work",
            "behaviour",
            "indicators_below",
            "score",
            "id",
        )
    )
    given = Dialogue.objects.filter(current=True, year__in=years, **own).exclude(cause="")
    return batch.Tables(
        people=batch.table(batch.PEOPLE, [(row[0], str(row[3]) if row[3] else None) for row in people]),
        standards=batch.table(batch.STANDARDS, standards),
        assessments=batch.table(batch.ASSESSMENTS, assessments),
        evaluations=batch.table(batch.EVALUATIONS, evaluations),
        causes=batch.table(batch.CAUSES, _rows(given, "employee_id", "year", "cause", "id")),
    )


def _rows(rows: QuerySet[Any], *columns: str) -> Iterable[tuple[Any, ...]]:
    return rows.order_by("id").values_list(*columns).iterator(chunk_size=_CHUNK)
