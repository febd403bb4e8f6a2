"""Assessments, yearly evaluations and causes of a file. Of equal keys the later row counts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from pamong.competency.models import Assessment, Competency, PositionStandard, StandardStatus
from pamong.exchange.employees import find_person
from pamong.exchange.planning import Work
from pamong.exchange.rows import MEND, Row
from pamong.exchange.standards import code_of_name
from pamong.people.models import Employee
from pamong.performance.models import Dialogue, Evaluation
from pamong.policy.sentence import Sentence as S
from pamong.policy.words import GENERIC


def _later_counts(work: Work, row: Row) -> None:
    row.repaired(
        S("Baris yang sama muncul lagi; yang terakhir dipakai.", "The same row again; the later one counts.")
    )
    row.fate("unchanged")


def plan_assessments(work: Work) -> None:
    own = work.institution
    people = {e.nip: e for e in Employee.objects.filter(institution=own)}
    competencies = {c.code: c for c in Competency.objects.filter(institution=own)}
    versions: dict[int, list[tuple[date, int]]] = {}
    standards = PositionStandard.objects.filter(position__institution=own, status=StandardStatus.IN_FORCE)
    for position, since, pk in standards.order_by("since").values_list("position_id", "since", "id"):
        versions.setdefault(position, []).append((since, pk))
    wanted: dict[tuple[int, int, str, date], tuple[int, tuple[Row, Employee, Competency]]] = {}
    for row in work.sheet:
        person = find_person(row, people)
        level, source, day = row.whole("level", 0, 5), row.word("sumber"), row.day("tanggal")
        code = row.filled("kode_kompetensi")
        if level is None or source is None or day is None:
            for needed in ("level", "sumber", "tanggal"):
                if not row.text(needed):
                    row.filled(needed)
        if code is not None and code not in competencies:
            known = code_of_name(code)
            if known not in competencies and known not in GENERIC:
                row.wrong(
                    "kode_kompetensi",
                    S("kode kompetensi yang ada di kamus", "a competency code of the dictionary"),
                    S(
                        "Impor kamusnya lebih dahulu atau perbaiki kodenya.",
                        "Import the dictionary or mend the code.",
                    ),
                )
                continue
            if known not in competencies:
                cluster, name = GENERIC[known]
                competencies[known] = Competency(institution=own, code=known, name=name.id, cluster=cluster)
                work.plan.create(competencies[known])
            code = known
        if person is None or level is None or source is None or day is None or code is None:
            continue
        competency = competencies[code]
        key = (person.pk, competency.pk or -id(competency), source, day)
        if key in wanted:
            _later_counts(work, row)
            wanted[key] = (level, wanted[key][1])
        else:
            wanted[key] = (level, (row, person, competency))
    stored = {
        (e, c, s, d): (pk, level)
        for pk, e, c, s, d, level in Assessment.objects.filter(employee__institution=own)
        .order_by()
        .values_list("id", "employee_id", "competency_id", "source", "assessed_on", "level")
        .iterator(chunk_size=20_000)
    }
    stale = {pk for key, (pk, level) in stored.items() if key in wanted and wanted[key][0] != level}
    rows = {}
    for some in _slices(sorted(stale)):
        rows.update(Assessment.objects.in_bulk(some))
    for key, (level, (row, person, competency)) in wanted.items():
        old = stored.get(key)
        if old is None:
            made = Assessment(
                employee=person,
                competency=competency,
                level=level,
                source=key[2],
                assessed_on=key[3],
                standard_id=_version(versions.get(person.position_id or 0, ()), key[3]),
            )
            work.plan.create(made)
            row.fate("new")
        elif old[1] == level:
            row.fate("unchanged")
        else:
            work.plan.change(rows[old[0]], level=level)
            row.fate("changed")


def _version(versions: Iterable[tuple[date, int]], day: date) -> int | None:
    """The standard in force on a day; the first counts from always."""
    found = None
    for since, pk in versions:
        if found is None or since <= day:
            found = pk
    return found


def _slices(ids: list[int], size: int = 500) -> list[list[int]]:
    return [ids[i : i + size] for i in range(0, len(ids), size)]


def _year(row: Row, work: Work) -> int | None:
    if not row.text("tahun"):
        row.filled("tahun")
        return None
    year = row.whole("tahun", 1950, 9999)
    if year is not None and year > work.on.year:
        row.wrong("tahun", S(f"tahun paling lambat {work.on.year}", f"a year not after {work.on.year}"), MEND)
        return None
    return year


def plan_evaluations(work: Work) -> None:
    own = work.institution
    people = {e.nip: e for e in Employee.objects.filter(institution=own)}
    stored = {(e.employee_id, e.year): e for e in Evaluation.objects.filter(employee__institution=own)}
    wanted: dict[tuple[int, int], tuple[Row, Employee, Any]] = {}
    for row in work.sheet:
        person, year = find_person(row, people), _year(row, work)
        work_axis, behaviour = row.word("hasil_kerja"), row.word("perilaku_kerja")
        below, score = row.whole("indikator_di_bawah", 0, 1000), row.number("nilai", 120)
        read = all(
            value is not None or not row.text(name)
            for name, value in (
                ("hasil_kerja", work_axis),
                ("perilaku_kerja", behaviour),
                ("indikator_di_bawah", below),
                ("nilai", score),
            )
        )
        if person is None or year is None or not read:
            continue
        if score is None and not (work_axis and behaviour):
            row.wrong(
                "nilai",
                S(
                    "kedua sumbu (hasil dan perilaku kerja) atau nilai",
                    "both axes (work and behaviour) or a score",
                ),
                S("Lengkapi salah satunya.", "Complete one of them."),
            )
            continue
        values = {
            "work": work_axis or "",
            "behaviour": behaviour or "",
            "indicators_below": below or 0,
            "score": score,
        }
        if (person.pk, year) in wanted:
            _later_counts(work, row)
            row = wanted[person.pk, year][0]
        wanted[person.pk, year] = (row, person, values)
    for (pk, year), (row, person, values) in wanted.items():
        old = stored.get((pk, year))
        if old is None:
            work.plan.create(Evaluation(employee=person, year=year, received_on=work.on, **values))
            row.fate("new")
        else:
            row.fate("changed" if work.plan.change(old, **values) else "unchanged")


def plan_causes(work: Work) -> None:
    """A cause is a dialogue's; another cause later is a newer row, the earlier one stays."""
    own = work.institution
    people = {e.nip: e for e in Employee.objects.filter(institution=own)}
    current = Dialogue.objects.filter(employee__institution=own, current=True)
    stored = {(d.employee_id, d.year): d for d in current}
    wanted: dict[tuple[int, int], tuple[Row, Employee, Any]] = {}
    for row in work.sheet:
        person, year, cause = find_person(row, people), _year(row, work), row.word("penyebab")
        if person is None or year is None:
            continue
        if cause is None:
            if not row.text("penyebab"):
                row.fate("unchanged")  # an empty cause is no row
            continue
        if (person.pk, year) in wanted:
            _later_counts(work, row)
            row = wanted[person.pk, year][0]
        wanted[person.pk, year] = (row, person, cause)
    for (pk, year), (row, person, cause) in wanted.items():
        old = stored.get((pk, year))
        if old is not None and old.cause == cause:
            row.fate("unchanged")
            continue
        if old is not None:
            work.plan.change(old, early=True, current=False)
        work.plan.create(
            Dialogue(
                employee=person,
                year=year,
                held_on=min(work.on, date(year, 12, 31)),
                cause=cause,
                written_by=work.by,
                reason=f"Impor {work.sheet.table.name}" if old is not None else "",
            )
        )
        row.fate("new" if old is None else "changed")
