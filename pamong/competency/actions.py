"""Writes on standards (draft, in force, archived) and corrections of a level."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from pamong.audit.actions import record
from pamong.competency import access
from pamong.competency.models import Assessment, Competency, PositionStandard, StandardLevel, StandardStatus
from pamong.competency.queries import standard_in_force
from pamong.people.access import viewer
from pamong.people.actions import hold
from pamong.people.models import Account, Employee, Position
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import Source

# From which state a version may go to which.
TRANSITIONS = {
    StandardStatus.DRAFT: {StandardStatus.IN_FORCE, StandardStatus.ARCHIVED},
    StandardStatus.IN_FORCE: {StandardStatus.ARCHIVED},
    StandardStatus.ARCHIVED: set(),
}
_REASON = Sentence("Alasan harus diisi.", "A reason is needed.")


@transaction.atomic
def draft_standard(
    *,
    by: Account,
    position: Position,
    since: date,
    levels: Mapping[Competency, int],
    on: date,
    source: str = "",
) -> PositionStandard:
    """A new version as a draft; 0 leaves a competency out. It replaces the earlier one whole."""
    access.check_can_change_standards(viewer(by, on), position.institution)
    wanted = {competency: level for competency, level in levels.items() if level}
    if not wanted or any(not 1 <= level <= 5 for level in wanted.values()):
        raise Invalid(
            Sentence(
                "Standar memuat sedikitnya satu kompetensi dengan level 1 sampai 5.",
                "A standard holds at least one competency with a level of 1 to 5.",
            )
        )
    if any(competency.institution_id != position.institution_id for competency in wanted):
        raise NotAllowed
    standard = PositionStandard.objects.create(
        position=position, since=since, status=StandardStatus.DRAFT, source=source
    )
    StandardLevel.objects.bulk_create(
        StandardLevel(standard=standard, competency=competency, level=level)
        for competency, level in wanted.items()
    )
    record(
        by=by, verb="draft_standard", subject=standard, after={"since": since, "levels": _levels(standard)}
    )
    return standard


def _levels(standard: PositionStandard | None) -> dict[str, int]:
    if standard is None:
        return {}
    return dict(standard.levels.values_list("competency__code", "level"))


@transaction.atomic
def put_in_force(*, by: Account, standard: PositionStandard, on: date, reason: str = "") -> PositionStandard:
    """The draft counts from its first day; one already in force from that day is archived."""
    access.check_can_change_standards(viewer(by, on), standard.position.institution)
    _check_move(standard, StandardStatus.IN_FORCE)
    before = standard_in_force(standard.position, standard.since)
    PositionStandard.objects.filter(
        position=standard.position, since=standard.since, status=StandardStatus.IN_FORCE
    ).update(status=StandardStatus.ARCHIVED)
    standard.status = StandardStatus.IN_FORCE
    standard.save(update_fields=["status"])
    record(
        by=by,
        verb="put_standard_in_force",
        subject=standard,
        before={"levels": _levels(before)},
        after={"since": standard.since, "levels": _levels(standard)},
        reason=reason,
    )
    return standard


@transaction.atomic
def archive_standard(*, by: Account, standard: PositionStandard, on: date, reason: str) -> PositionStandard:
    """The version no longer counts; assessments made against it keep it."""
    access.check_can_change_standards(viewer(by, on), standard.position.institution)
    _check_move(standard, StandardStatus.ARCHIVED)
    if not reason.strip():
        raise Invalid(_REASON)
    before, standard.status = standard.status, StandardStatus.ARCHIVED
    standard.save(update_fields=["status"])
    record(
        by=by,
        verb="archive_standard",
        subject=standard,
        before={"status": before},
        after={"status": standard.status},
        reason=reason.strip(),
    )
    return standard


def _check_move(standard: PositionStandard, to: StandardStatus) -> None:
    if to not in TRANSITIONS[StandardStatus(standard.status)]:
        raise WrongState


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
) -> Assessment:
    """Correct or add one assessment, with a reason. Re-evaluating the person is the caller's next step."""
    access.check_can_correct_level(viewer(by, on), employee)
    if competency.institution_id != employee.institution_id:
        raise NotAllowed
    if not 0 <= level <= 5 or assessed_on > on:
        raise Invalid(
            Sentence(
                "Level adalah 0 sampai 5, dan tanggal penilaian tidak setelah hari ini.",
                "A level is 0 to 5, and an assessment is not dated after today.",
            )
        )
    if not reason.strip():
        raise Invalid(_REASON)
    hold([employee])
    found = Assessment.objects.select_for_update().filter(
        employee=employee, competency=competency, source=source, assessed_on=assessed_on
    )
    assessment = found.first()
    before = {"level": assessment.level} if assessment else {}
    if assessment is None:
        standard = standard_in_force(employee.position, assessed_on) if employee.position else None
        assessment = Assessment(
            employee=employee,
            competency=competency,
            source=source,
            assessed_on=assessed_on,
            standard=standard,
        )
    assessment.level = level
    assessment.save()
    record(
        by=by,
        verb="correct_level",
        subject=assessment,
        employee=employee,
        before=before,
        after={"competency": competency.code, "level": level, "source": source, "assessed_on": assessed_on},
        reason=reason.strip(),
    )
    return assessment
