"""One person again by the single path, when something about them changed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from pamong.audit.actions import record
from pamong.competency.actions import correct_level as correct
from pamong.competency.models import Competency
from pamong.people import actions as people_actions
from pamong.people.models import Account, Employee
from pamong.performance.actions import record_dialogue
from pamong.performance.models import Dialogue
from pamong.policy import RULE_VERSION
from pamong.policy.analysis import Analysis, weigh
from pamong.policy.eligibility import set_aside
from pamong.policy.errors import BadNip
from pamong.policy.nip import parse_nip
from pamong.policy.record import inputs
from pamong.policy.words import EmployeeStatus, GradeLevel, Method, Source
from pamong.recommendation.models import DialogueRequest, Result, Run
from pamong.recommendation.queries import facts_of, settings_of

_BATCH = 500


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
        inputs=inputs(found),
        set_aside=aside_of(person, found.main, on),
    )


def aside_of(person: Employee, main: Method | None, on: date) -> str:
    """The code of the reason that sets the person aside; "" when none, or a human took them in."""
    grade = person.position.grade_level if person.position else ""
    return aside_code(
        person.nip, person.status, grade, person.contract_end, person.taken_in_reason, main=main, on=on
    )


def aside_code(
    nip: str,
    status: str,
    grade: str,
    contract_end: date | None,
    taken_in: str,
    *,
    main: Method | None,
    on: date,
) -> str:
    """As `aside_of`, from the columns of a row."""
    if taken_in:
        return ""
    try:
        birth = parse_nip(nip).birth
    except BadNip:
        birth = None  # an unreadable NIP sets nobody aside
    aside = set_aside(
        on=on,
        status=EmployeeStatus(status),
        birth=birth,
        grade=GradeLevel(grade) if grade else None,
        contract_end=contract_end,
        main=main,
    )
    return aside.code if aside else ""


@transaction.atomic
def reevaluate(*, employee: Employee, by: Account | None, on: date) -> Result:
    """One person again by the single path: after a cause was set or a level corrected."""
    people_actions.hold([employee])
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
