"""Imports: check a file, write it whole or not at all, keep what undoing needs."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice
from typing import Any, cast

from django.db import transaction
from django.db.models import Model

from pamong.audit.actions import record
from pamong.exchange.assessments import plan_assessments, plan_causes, plan_evaluations
from pamong.exchange.dictionary import plan_dictionary
from pamong.exchange.employees import plan_employees, plan_history
from pamong.exchange.kinds import KINDS
from pamong.exchange.models import ValueMapping
from pamong.exchange.planning import Plan, Work
from pamong.exchange.positions import plan_positions
from pamong.exchange.report import Notes, Report
from pamong.exchange.rows import Sheet
from pamong.exchange.sheets import Table, read_table
from pamong.exchange.standards import plan_standards
from pamong.exchange.units import plan_units
from pamong.people.models import Account, Institution

PLANNERS: dict[str, Callable[[Work], None]] = {
    "unit": plan_units,
    "jabatan": plan_positions,
    "kamus": plan_dictionary,
    "standar": plan_standards,
    "pegawai": plan_employees,
    "riwayat": plan_history,
    "asesmen": plan_assessments,
    "kinerja": plan_evaluations,
    "penyebab": plan_causes,
}
_BATCH = 20_000  # rows handed to the database's own batching at a time


def table_of(content: bytes, name: str = "") -> Table:
    """A file's table with its checksum."""
    return read_table(content, name, hashlib.sha256(content).hexdigest())


def import_rows(
    *, kind: str, table: Table, institution: Institution, by: Account | None, on: date, dry_run: bool = False
) -> Report:
    """Bring a table in, all or nothing; `on` is today, after which no row may be dated."""
    return import_with_plan(kind=kind, table=table, institution=institution, by=by, on=on, dry_run=dry_run)[0]


@transaction.atomic
def import_with_plan(
    *, kind: str, table: Table, institution: Institution, by: Account | None, on: date, dry_run: bool = False
) -> tuple[Report, Plan]:
    """As `import_rows`, with the plan that was written, from which an undo is kept."""
    notes, plan = Notes(), Plan()
    meanings = {
        (m.column, m.written.casefold()): m.meaning
        for m in ValueMapping.objects.filter(institution=institution, kind=kind)
    }
    sheet = Sheet(table, KINDS[kind], on, notes, meanings)
    if sheet.check_header():
        PLANNERS[kind](Work(institution, sheet, notes, plan, on, by))
    report = notes.report(kind, dry_run=dry_run)
    if dry_run or not report.ok:
        return report, plan
    write(plan)
    record(
        by=by,
        verb="exchange.import",
        subject=institution,
        after={"kind": kind, "file": table.name, "checksum": table.checksum, **report.counts()},
    )
    return report, plan


def write(plan: Plan) -> None:
    """Write a plan: places freed, rows created parents first, then what changed."""
    for model, changed in plan.early.items():
        _write_changes(model, changed)
    for place in sorted(plan.creates):
        rows = plan.creates[place]
        for some in _slices(rows):
            type(rows[0])._default_manager.bulk_create(some)
    for finish in plan.finish:
        finish()
    for model, changed in plan.updates.items():
        _write_changes(model, changed)


def _write_changes(model: type[Model], changed: dict[Model, dict[str, Any]]) -> None:
    names = sorted({model._meta.get_field(name).name for before in changed.values() for name in before})
    for some in _slices(changed):
        # An upsert by id: one plain statement a batch, where an update would spell every row out.
        model._default_manager.bulk_create(
            cast(list[Any], some), update_conflicts=True, unique_fields=["id"], update_fields=names
        )


def _slices(rows: Iterable[Model]) -> Iterable[list[Model]]:
    rest = iter(rows)
    while some := list(islice(rest, _BATCH)):
        yield some
