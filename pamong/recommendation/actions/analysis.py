"""Runs of the analysis over an institution, and one person again when something changed."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from django.db import DatabaseError, transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.competency.actions import correct_level as correct
from pamong.competency.models import Competency
from pamong.people import actions as people_actions
from pamong.people.access import viewer
from pamong.people.models import Account, Employee, Institution, Unit
from pamong.performance.actions import record_dialogue
from pamong.performance.models import Dialogue
from pamong.policy import RULE_VERSION
from pamong.policy import settings as policy_settings
from pamong.policy.analysis import Analysis, weigh
from pamong.policy.eligibility import set_aside
from pamong.policy.errors import BadNip, NotAllowed, PamongError
from pamong.policy.facts import Facts
from pamong.policy.nip import parse_nip
from pamong.policy.settings import Settings
from pamong.policy.words import EmployeeStatus, GradeLevel, Method, Source
from pamong.recommendation import access
from pamong.recommendation.models import DialogueRequest, Result, Run, RunStatus, UnitNumbers
from pamong.recommendation.queries import facts_of, settings_of
from pamong.recommendation.queries.numbers import counted

_BATCH = 500


@transaction.atomic
def request_run(*, institution: Institution, on: date, by: Account | None) -> Run:
    """A run that waits for the worker; the page shows how far it is."""
    _check(by, institution, on)
    run = Run.objects.create(institution=institution, on=on, rule_version=RULE_VERSION, requested_by=by)
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
    except (PamongError, DatabaseError) as problem:
        # The transaction is rolled back; what is kept is that it failed, and why.
        said = str(problem) if isinstance(problem, PamongError) else type(problem).__name__
        Run.objects.filter(pk=run_id).update(
            status=RunStatus.FAILED, problem=said, finished_at=timezone.now()
        )
        raise


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
    progress: Callable[[int], None] | None = None,
) -> Run:
    """Analyse everybody who has not left and keep each result; the same inputs keep the last run's."""
    _check(by, institution, on)
    if run is None:
        run = Run(institution=institution, on=on, rule_version=RULE_VERSION, requested_by=by)
    elif run.institution_id != institution.pk or run.status == RunStatus.DONE:
        raise NotAllowed
    say = progress or (lambda percent: None)
    people = list(
        Employee.objects.filter(institution=institution)
        .exclude(status=EmployeeStatus.RETIRED)
        .select_related("position")
        .order_by("id")
    )
    settings = settings_of(institution, on)
    facts = facts_of(people, on)
    say(30)
    run.checksum = _checksum(people, facts, settings, on)
    last = Run.objects.filter(institution=institution, status=RunStatus.DONE).exclude(pk=run.pk).first()
    run.status, run.progress, run.finished_at = RunStatus.DONE, 100, timezone.now()
    if last is not None and last.checksum == run.checksum and last.on == on:
        run.same_as, run.counts = last.same_as or last, last.counts
        run.save()
        _told(run, by)
        say(100)
        return run
    run.save()
    results = [
        _result(person, weigh(facts[person.pk], on=on, settings=settings), on, run) for person in people
    ]
    say(70)
    Result.objects.filter(employee__institution=institution, current=True).update(current=False)
    Result.objects.bulk_create(results, batch_size=_BATCH)
    run.counts = _counts(results)
    run.save(update_fields=["counts"])
    _keep_unit_numbers(institution, on.year)
    _told(run, by)
    say(100)
    return run


def _told(run: Run, by: Account | None) -> None:
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


def _checksum(people: Iterable[Employee], facts: dict[int, Facts], settings: Settings, on: date) -> str:
    """Of everything the rules looked at: facts, who may be set aside, settings, version and day."""
    digest = hashlib.sha256(f"{RULE_VERSION} {on}".encode())
    digest.update(json.dumps(policy_settings.to_values(settings), sort_keys=True).encode())
    for person in people:
        grade = person.position.grade_level if person.position else ""
        own = (person.pk, person.nip, person.status, grade, person.contract_end, person.taken_in_reason)
        digest.update(repr((own, facts[person.pk])).encode())
    return digest.hexdigest()


def _counts(results: Iterable[Result]) -> dict[str, dict[str, int]]:
    """What a run found; whoever reads it suppresses konseling below five."""
    rows = list(results)
    return {
        "method": Counter(row.method or "none" for row in rows),
        "rule": Counter(row.rule for row in rows),
        "completeness": Counter(str(row.completeness) for row in rows),
        "set_aside": Counter(row.set_aside for row in rows if row.set_aside),
        "people": {"all": len(rows)},
    }


def _result(person: Employee, found: Analysis, on: date, run: Run | None) -> Result:
    """One person's row; runs and single evaluations both go through here."""
    return Result(
        employee=person,
        run=run,
        on=on,
        rule_version=RULE_VERSION,
        jpm=found.jpm,
        jpm_category=found.jpm_category or "",
        selection_category=found.selection_category or "",
        generic_gap=found.generic_gap,
        technical_gap=found.technical_gap,
        rating=found.rating or "",
        performance_gap=found.performance_gap,
        box=found.box,
        cause=found.cause or "",
        method=found.main or "",
        rule=found.rule,
        extra=";".join(found.extra),
        completeness=found.completeness,
        gaps=found.gaps,
        inputs=_inputs(found),
        set_aside=aside_of(person, found.main, on),
    )


def _inputs(found: Analysis) -> dict[str, object]:
    """What the rules used: each counted level, the evaluation's year, the cause's own column."""
    used = found.evaluation
    return {
        "levels": {
            row.competency: [
                row.required,
                row.held,
                row.source.value if row.source else None,
                row.on.isoformat() if row.on else None,
            ]
            for row in found.levels
        },
        "evaluation": used.year if used else None,
        "behaviour_below": found.behaviour_below,
        "forced": found.forced,
    }


def aside_of(person: Employee, main: Method | None, on: date) -> str:
    """The code of the reason that sets the person aside; "" when none, or a human took them in."""
    if person.taken_in_reason:
        return ""
    try:
        birth = parse_nip(person.nip).birth
    except BadNip:
        birth = None  # an unreadable NIP sets nobody aside
    grade = person.position.grade_level if person.position else ""
    aside = set_aside(
        on=on,
        status=EmployeeStatus(person.status),
        birth=birth,
        grade=GradeLevel(grade) if grade else None,
        contract_end=person.contract_end,
        main=main,
    )
    return aside.code if aside else ""


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


@transaction.atomic
def reevaluate(*, employee: Employee, by: Account | None, on: date) -> Result:
    """One person again by the single path: after a cause was set or a level corrected."""
    settings = settings_of(employee.institution, on)
    found = weigh(facts_of([employee], on)[employee.pk], on=on, settings=settings)
    before = Result.objects.select_for_update().filter(employee=employee, current=True).first()
    result = _result(employee, found, on, before.run if before else None)
    Result.objects.filter(employee=employee, current=True).update(current=False)
    result.save()
    record(by=by, verb="reevaluate", subject=result, employee=employee)
    return result


@transaction.atomic
def record_cause(
    *,
    by: Account,
    employee: Employee,
    year: int,
    held_on: date,
    cause: str,
    on: date,
    note: str = "",
    reason: str = "",
) -> tuple[Dialogue, Result]:
    """The dialogue with its cause; the suggestion follows at once, and the request for it is done."""
    dialogue = record_dialogue(
        by=by, employee=employee, year=year, held_on=held_on, cause=cause, on=on, note=note, reason=reason
    )
    DialogueRequest.objects.filter(employee=employee, done_at__isnull=True).update(done_at=timezone.now())
    return dialogue, reevaluate(employee=employee, by=by, on=on)


@transaction.atomic
def take_in(*, by: Account, employee: Employee, reason: str, on: date) -> Result:
    """Take in whom the rules set aside; the result no longer says so."""
    people_actions.take_in(by=by, employee=employee, reason=reason, on=on)
    return reevaluate(employee=employee, by=by, on=on)


@transaction.atomic
def correct_level(
    *,
    by: Account,
    employee: Employee,
    competency: Competency,
    level: int,
    source: Source,
    assessed_on: date,
    reason: str,
    on: date,
) -> Result:
    """Correct one assessment; the suggestion follows at once."""
    correct(
        by=by,
        employee=employee,
        competency=competency,
        level=level,
        source=source,
        assessed_on=assessed_on,
        reason=reason,
        on=on,
    )
    return reevaluate(employee=employee, by=by, on=on)
