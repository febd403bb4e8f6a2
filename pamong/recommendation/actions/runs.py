"""Runs of the analysis over a whole institution, by the batch engine."""

import hashlib
import json
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account, Employee, Institution, Unit
from pamong.policy import RULE_VERSION
from pamong.policy import settings as policy_settings
from pamong.policy.analysis import weigh
from pamong.policy.errors import NotAllowed, PamongError
from pamong.policy.record import result_row
from pamong.policy.settings import Settings
from pamong.policy.words import Method
from pamong.recommendation import access
from pamong.recommendation.actions.analysis import aside_code, reevaluate
from pamong.recommendation.actions.storing import insert_results
from pamong.recommendation.models import Result, Run, RunStatus, UnitNumbers
from pamong.recommendation.queries import facts_of, settings_of
from pamong.recommendation.queries.numbers import counted
from pamong.recommendation.queries.relations import people_analysed, relations_of

if TYPE_CHECKING:
    import pyarrow as pa

    from pamong.engine.batch import Tables

_BATCH = 500
# Below this many people the single path is done before the engine has compiled its expressions (a second).
FEW = 500
_PART = 1_000  # results handed to the database at a time


@transaction.atomic
def request_run(*, institution: Institution, on: date, by: Account | None) -> Run:
    """A run that waits for the worker; the page shows how far it is."""
    _check(by, institution, on)
    run = Run.objects.create(institution=institution, on=on, rule_version=RULE_VERSION, requested_by=by)
    run.say(0)
    record(by=by, verb="request_run", subject=run, after={"on": on})
    return run


def carry_out(*, run_id: int) -> Run:
    """The worker's part: carry out a requested run and keep its problem when it fails."""
    run = Run.objects.select_related("institution", "requested_by").get(pk=run_id)
    if run.status != RunStatus.QUEUED:
        return run
    run.status = RunStatus.RUNNING
    run.save(update_fields=["status"])
    try:
        return analyse(institution=run.institution, on=run.on, by=run.requested_by, run=run)
    finally:
        if (problem := sys.exception()) is not None:
            # The transaction is rolled back; what is kept is that it failed, and why.
            said = str(problem) if isinstance(problem, PamongError) else type(problem).__name__
            Run.objects.filter(pk=run_id).update(
                status=RunStatus.FAILED, problem=said, finished_at=timezone.now()
            )


def _check(by: Account | None, institution: Institution, on: date) -> None:
    """The planner; the server's own command has no account."""
    if by is not None:
        access.check_can_analyse(viewer(by, on), institution)


@transaction.atomic
def analyse(
    *,
    institution: Institution,
    on: date,
    by: Account | None,
    run: Run | None = None,
    say: Callable[[int], None] = lambda percent: None,
) -> Run:
    """Analyse everybody who has not left and keep each result; the same inputs keep the last run's."""
    _check(by, institution, on)
    if run is None:
        status = RunStatus.RUNNING
        run = Run.objects.create(
            institution=institution, on=on, rule_version=RULE_VERSION, requested_by=by, status=status
        )
    elif run.institution_id != institution.pk or run.status == RunStatus.DONE:
        raise NotAllowed
    newest = Result.objects.aggregate(last=Max("pk"))["last"] or 0
    began = timezone.now()
    # Loading the engine takes as long as the database needs to read the facts; neither waits for the other.
    loading = threading.Thread(target=import_module, args=("pamong.engine.batch",), daemon=True)
    loading.start()

    def tell(percent: int) -> None:
        run.say(percent)
        say(percent)

    people = people_analysed(institution)
    settings = settings_of(institution, on)
    tables = relations_of(institution, people, on, ready=loading.join)
    tell(30)
    run.checksum = _checksum(people, tables, settings, on)
    last = Run.objects.filter(institution=institution, status=RunStatus.DONE).exclude(pk=run.pk).first()
    if last is not None and last.checksum == run.checksum and last.on == on:
        run.same_as, run.counts = last.same_as or last, last.counts
        _finish(run, by)
        return run
    run.save()
    found = _rows(people, tables, settings, on)
    tell(70)
    meanwhile = _replaced(institution, newest, began)
    asides: list[str] = []
    insert_results(_parts(people, found, asides, on), run=run, on=on)
    for employee in meanwhile:
        reevaluate(employee=employee, by=by, on=on)
    tell(90)
    run.counts = _counts(found, asides)
    _keep_unit_numbers(institution, on.year)
    _finish(run, by)
    say(100)
    return run


def _replaced(institution: Institution, newest: int, began: datetime) -> list[Employee]:
    """Nobody's result is current any more; and whose cause or level was changed while the run read and reckoned.

    The facts of those are old. The update waits for changes on their way but cannot see the results they
    leave, so it is said again until none is left; later changes wait for the run and come after it.
    """
    current = Result.objects.filter(employee__institution=institution, current=True)
    while current.update(current=False):
        pass
    since = Result.objects.filter(employee__institution=institution, pk__gt=newest, at__gte=began)
    return list(Employee.objects.filter(pk__in=since.values("employee")).select_related("institution"))


def _finish(run: Run, by: Account | None) -> None:
    run.status, run.finished_at = RunStatus.DONE, timezone.now()
    run.save()
    run.say(100)
    record(
        by=by,
        verb="analyse",
        subject=run,
        after={
            "on": run.on,
            "rule_version": run.rule_version,
            "same_as": run.same_as_id,
            "checksum": run.checksum,
        },
    )


def _rows(people: Sequence[tuple[Any, ...]], tables: "Tables", settings: Settings, on: date) -> "pa.Table":
    """Everybody's columns as the rules found them."""
    from pamong.engine import arrow, batch  # loaded by the worker, never by a web worker

    if len(people) <= FEW:
        return arrow.table(batch.FOUND, _one_by_one([row[0] for row in people], settings, on))
    return batch.analyse_tables(tables, on=on, settings=settings)


def _parts(
    people: Sequence[tuple[Any, ...]], found: "pa.Table", asides: list[str], on: date
) -> Iterator["pa.Table"]:
    """The rows with who is set aside, a part at a time; `asides` keeps the codes of all."""
    from pamong.engine import arrow

    known = {row[0]: row for row in people}
    mains = {str(word): word for word in Method}
    for start in range(0, len(found), _PART):
        part = found.slice(start, _PART)
        codes = []
        for person, word in zip(part["person"].to_pylist(), part["saran"].to_pylist(), strict=True):
            _, nip, status, _, grade, contract_end, taken_in = known[person]
            main = mains.get(word)
            codes.append(aside_code(nip, status, grade or "", contract_end, taken_in, main=main, on=on))
        asides += codes
        yield arrow.with_texts(part, {"set_aside": codes})


def _one_by_one(ids: Iterable[int], settings: Settings, on: date) -> Iterator[tuple[Any, ...]]:
    facts = facts_of(Employee.objects.filter(pk__in=ids).order_by("id"), on)
    for person, known in facts.items():
        yield (person, *result_row(weigh(known, on=on, settings=settings)).values())


def _checksum(people: Sequence[tuple[Any, ...]], tables: "Tables", settings: Settings, on: date) -> str:
    """Of everything the rules looked at: facts, who may be set aside, settings, version and day."""
    from pamong.engine import batch  # loaded by the worker, never by a web worker

    digest = hashlib.sha256(f"{RULE_VERSION} {on}".encode())
    digest.update(json.dumps(policy_settings.to_values(settings), sort_keys=True).encode())
    for person in people:
        digest.update(repr(person).encode())
    digest.update(batch.fingerprint(tables))
    return digest.hexdigest()


def _counts(found: "pa.Table", asides: Sequence[str]) -> dict[str, dict[str, int]]:
    """What a run found; whoever reads it suppresses konseling below five."""
    return {
        "method": Counter(method or "none" for method in found["saran"].to_pylist()),
        "rule": Counter(found["kode_aturan"].to_pylist()),
        "completeness": Counter(found["keyakinan"].to_pylist()),
        "set_aside": Counter(code for code in asides if code),
        "people": {"all": len(found)},
    }


def _keep_unit_numbers(institution: Institution, year: int) -> None:
    """Numbers of each unit and all below it, to stand beside next year's."""
    direct = counted(Employee.objects.filter(institution=institution))
    totals: dict[int, Counter[str]] = defaultdict(Counter)
    units = list(Unit.objects.filter(institution=institution))
    known = {unit.pk for unit in units}
    for unit in units:
        for above in (int(part) for part in unit.path.strip("/").split("/") if part):
            if above in known:
                totals[above].update(direct.get(unit.pk, {}))
    UnitNumbers.objects.bulk_create(
        [UnitNumbers(unit=unit, year=year, counts=dict(totals[unit.pk])) for unit in units],
        update_conflicts=True,
        unique_fields=["unit", "year"],
        update_fields=["counts"],
        batch_size=_BATCH,
    )
