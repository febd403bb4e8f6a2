"""Imports: check a file, write it whole or not at all, keep what undoing needs."""

import hashlib
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from pamong.audit.actions import record
from pamong.competency.models import Competency, PositionStandard
from pamong.exchange.assessments import plan_assessments, plan_causes, plan_evaluations
from pamong.exchange.dictionary import plan_dictionary
from pamong.exchange.employees import plan_employees, plan_history
from pamong.exchange.kinds import KINDS
from pamong.exchange.models import Import, ImportStatus, ValueMapping
from pamong.exchange.planning import Plan, Work
from pamong.exchange.positions import plan_positions
from pamong.exchange.report import Notes, Report
from pamong.exchange.rows import Sheet
from pamong.exchange.sheets import Table, read_table
from pamong.exchange.standards import plan_standards
from pamong.exchange.undoing import digest, ids_of, kept_of, rows_before, used_elsewhere
from pamong.exchange.units import plan_units
from pamong.exchange.wide import unfold
from pamong.people.models import Account, Institution
from pamong.performance.models import Dialogue
from pamong.policy.errors import Invalid, WrongState
from pamong.policy.sentence import Sentence as S

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
MOST_BYTES = 64 * 1024 * 1024
UNDO_FOR = timedelta(days=1)
_BATCH = 20_000  # rows handed to the database's own batching at a time


def _silent(percent: int) -> None:
    """Nobody waits for small work."""


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
    *,
    kind: str,
    table: Table,
    institution: Institution,
    by: Account | None,
    on: date,
    dry_run: bool = False,
    say: Callable[[int], None] = _silent,
) -> tuple[Report, Plan]:
    """As `import_rows`, with the plan that was written, from which an undo is kept."""
    notes, plan = Notes(), Plan()
    meanings = {
        (m.column, m.written.casefold()): m.meaning
        for m in ValueMapping.objects.filter(institution=institution, kind=kind)
    }
    if KINDS[kind].wide:
        table = unfold(table, kind, codes_of(institution), {})
    sheet = Sheet(table, KINDS[kind], on, notes, meanings)
    say(20)
    if sheet.check_header():
        PLANNERS[kind](Work(institution, sheet, notes, plan, on, by))
    report = notes.report(kind, dry_run=dry_run)
    if dry_run or not report.ok:
        return report, plan
    write(plan, say)
    record(
        by=by,
        verb="exchange.import",
        subject=institution,
        after={"kind": kind, "file": table.name, "checksum": table.checksum, **report.counts()},
    )
    say(100)
    return report, plan


def codes_of(institution: Institution) -> dict[str, str]:
    """Codes and names of the dictionary, case-folded, to codes: what a column's title may say."""
    pairs = list(Competency.objects.filter(institution=institution).values_list("code", "name"))
    return {word.casefold(): code for code, name in pairs for word in (code, name)}


@transaction.atomic
def stage(*, kind: str, content: bytes, name: str, institution: Institution, by: Account | None) -> Import:
    """Keep an upload, after a look at its size, content and kind."""
    if kind not in KINDS:
        raise Invalid(S(f"Jenis berkas {kind} tidak dikenal.", f"The kind of file {kind} is unknown."))
    if len(content) > MOST_BYTES:
        raise Invalid(S("Berkas lebih dari 64 MB. Bagilah.", "The file is larger than 64 MB. Split it."))
    _forget_old(institution, timezone.now())
    table = table_of(content, name)
    own = {column.name for column in KINDS[kind].columns}
    mapping = {h: _alike(h, own) for h in table.headers if h and h not in own and _alike(h, own)}
    last = Import.objects.filter(institution=institution, kind=kind).exclude(mapping={}).first()
    before = {h: c for h, c in last.mapping.items() if h in table.headers} if last else {}
    if before and last:  # what was said of the last file's columns holds for this one's
        lacking = {h for h, c in last.mapping.items() if h.startswith("=") and not c}
        mapping |= before | {h: "" for h in lacking if h[1:] not in table.headers}
    taken = set(table.headers) - before.keys()
    item = Import.objects.create(
        institution=institution,
        kind=kind,
        file_name=name[:200],
        content=content,
        checksum=table.checksum,
        mapping={h: c for h, c in mapping.items() if not c or c not in taken},
        status=ImportStatus.UPLOADED,
        by=by,
    )
    record(
        by=by,
        verb="exchange.stage",
        subject=item,
        after={"kind": kind, "file": name, "checksum": table.checksum},
    )
    return item


def _forget_old(institution: Institution, now: datetime) -> None:
    """Files and what undoing them needs are people's data: neither outlives the day it may be used."""
    old = Import.objects.filter(institution=institution, at__lt=now - UNDO_FOR)
    old.filter(content__isnull=False).update(content=None)
    old.filter(done_at__lt=now - UNDO_FOR).exclude(undo={}).update(undo={})


@transaction.atomic
def map_columns(*, item: Import, mapping: dict[str, str], by: Account | None) -> None:
    """Say which columns of the file mean which of the contract; "=column" keys are constants."""
    _in_state(item, ImportStatus.UPLOADED, ImportStatus.CHECKED, ImportStatus.FAILED)
    before, item.mapping = item.mapping, mapping
    item.status = ImportStatus.UPLOADED
    item.save(update_fields=["mapping", "status"])
    record(by=by, verb="exchange.map", subject=item, before=before, after=mapping)


@transaction.atomic
def remember_meaning(
    *, institution: Institution, kind: str, column: str, written: str, meaning: str, by: Account | None
) -> ValueMapping:
    """What a word of the institution's files means, for this file and the next."""
    known = KINDS[kind].column(column)
    if known is None or meaning not in known.words:
        raise Invalid(
            S(f"{meaning} bukan nilai kolom {column}.", f"{meaning} is no value of column {column}.")
        )
    mapped, _ = ValueMapping.objects.update_or_create(
        institution=institution,
        kind=kind,
        column=column,
        written=written.strip(),
        defaults={"meaning": meaning},
    )
    record(
        by=by,
        verb="exchange.meaning",
        subject=institution,
        after={"column": column, "written": written, "meaning": meaning},
    )
    return mapped


@transaction.atomic
def check(*, item: Import, on: date) -> Report:
    """The dry run of a staged file: what would be new, changed, unchanged, wrong."""
    _in_state(item, ImportStatus.UPLOADED, ImportStatus.CHECKING, ImportStatus.CHECKED, ImportStatus.FAILED)
    item.say(5)
    report, _plan = import_with_plan(
        kind=item.kind,
        table=_table(item),
        institution=item.institution,
        by=item.by,
        on=on,
        dry_run=True,
        say=item.say,
    )
    item.report = report.as_json()
    item.status = ImportStatus.CHECKED if report.ok else ImportStatus.FAILED
    item.save(update_fields=["report", "status"])
    return report


@transaction.atomic
def confirm(*, item: Import, by: Account | None, on: date, now: datetime) -> Report:
    """Import a checked file and keep what undoing needs."""
    item = Import.objects.select_for_update().get(pk=item.pk)
    _in_state(item, ImportStatus.CHECKED, ImportStatus.IMPORTING)
    item.say(5)
    report, plan = import_with_plan(
        kind=item.kind, table=_table(item), institution=item.institution, by=by, on=on, say=item.say
    )
    item.report = report.as_json()
    item.status = ImportStatus.DONE if report.ok else ImportStatus.FAILED
    if report.ok:
        item.undo, item.done_at = kept_of(plan), now
    item.save(update_fields=["report", "status", "undo", "done_at"])
    return report


@transaction.atomic
def hand_over(*, item: Import, to: ImportStatus, by: Account | None) -> None:
    """Leave the next step of a large file to the worker: checking it, or importing what was checked."""
    before = (
        (ImportStatus.CHECKED,)
        if to is ImportStatus.IMPORTING
        else (ImportStatus.UPLOADED, ImportStatus.CHECKED, ImportStatus.FAILED)
    )
    item = Import.objects.select_for_update().get(pk=item.pk)
    _in_state(item, *before)
    item.status = to
    item.save(update_fields=["status"])
    item.say(0)
    record(by=by, verb="exchange.hand_over", subject=item, after={"status": to.value})


def carry_out(*, import_id: int) -> None:
    """The worker's part of a large file; whatever goes wrong leaves it as not stored, never as waiting."""
    item = Import.objects.select_related("institution", "by").get(pk=import_id)
    now = timezone.now()
    on = now.astimezone(ZoneInfo(item.institution.time_zone)).date()
    try:
        if item.status == ImportStatus.CHECKING:
            check(item=item, on=on)
        elif item.status == ImportStatus.IMPORTING:
            confirm(item=item, by=item.by, on=on, now=now)
    finally:
        if sys.exception() is not None:
            Import.objects.filter(pk=import_id).update(status=ImportStatus.FAILED, report={})


@transaction.atomic
def undo(*, item: Import, by: Account | None, now: datetime) -> None:
    """Take an import back, within a day and while nothing else has changed or used its rows."""
    item = Import.objects.select_for_update().get(pk=item.pk)
    _in_state(item, ImportStatus.DONE)
    if item.done_at is None or now - item.done_at > UNDO_FOR:
        raise WrongState(
            S(
                "Impor lebih dari sehari tidak dapat dibatalkan.",
                "An import older than a day cannot be undone.",
            )
        )
    kept = item.undo
    if digest(kept) != kept.get("digest") or used_elsewhere(kept):
        raise WrongState(
            S(
                "Data dari impor ini sudah diubah atau dipakai. Perbaiki lewat impor baru.",
                "Rows of this import were changed or are in use. Mend them by a new import.",
            )
        )
    changes = rows_before(kept)
    for model, changed in changes.items():
        if model is not PositionStandard and model is not Dialogue:
            _write_changes(model, changed)
    for model, ids in reversed(list(ids_of(kept))):
        for start in range(0, len(ids), 500):
            model._default_manager.filter(pk__in=ids[start : start + 500]).delete()
    for model, changed in changes.items():
        if model is PositionStandard or model is Dialogue:  # their place is free only now
            _write_changes(model, changed)
    item.status, item.undo = ImportStatus.UNDONE, {}
    item.save(update_fields=["status", "undo"])
    record(by=by, verb="exchange.undo", subject=item, after={"kind": item.kind, "checksum": item.checksum})


def _table(item: Import) -> Table:
    """The kept file with its columns mapped; a key "=tanggal" is a value for all rows."""
    if item.content is None:
        raise WrongState(S("Berkasnya sudah dihapus. Unggah lagi.", "Its file was dropped. Upload it again."))
    mapping = {str(k): str(v) for k, v in item.mapping.items()}
    table = table_of(bytes(item.content), item.file_name)
    table = table.renamed({k: v for k, v in mapping.items() if v and not k.startswith("=")})
    constants = {k[1:]: v for k, v in mapping.items() if k.startswith("=")}
    return unfold(table, item.kind, codes_of(item.institution), constants)


def _alike(header: str, own: set[str]) -> str:
    """The contract's column that a title means but for case, spaces and signs; "" where none."""
    plain = re.sub(r"[^a-z0-9]+", "_", header.casefold()).strip("_")
    return plain if plain in own else ""


def _in_state(item: Import, *states: ImportStatus) -> None:
    if item.status not in states:
        raise WrongState


def write(plan: Plan, say: Callable[[int], None] = _silent) -> None:
    """Write a plan: places freed, rows created parents first, then what changed."""
    whole = sum(map(len, plan.creates.values())) + sum(map(len, plan.updates.values()))
    done = 0
    say(60)
    for model, changed in plan.early.items():
        _write_changes(model, changed)
    for place in sorted(plan.creates):
        rows = plan.creates[place]
        for some in _slices(rows):
            type(rows[0])._default_manager.bulk_create(some)
            done += len(some)
            say(60 + 39 * done // whole)
    for finish in plan.finish:
        finish()
    for model, changed in plan.updates.items():
        _write_changes(model, changed)
        done += len(changed)
        say(60 + 39 * done // whole)


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
