"""Writes on the places people hold: mutasi, retirement, delegation, and who is taken in."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from pamong.audit.actions import record
from pamong.people import access
from pamong.people.actions.accounts import DATES
from pamong.people.models import Account, Delegation, Employee, Placement, Position, Unit
from pamong.policy.errors import Invalid, NotAllowed, WrongState
from pamong.policy.sentence import Sentence
from pamong.policy.words import EmployeeStatus, PlacementKind


@transaction.atomic
def move_employee(
    *,
    by: Account,
    employee: Employee,
    position: Position,
    start: date,
    on: date,
    unit: Unit | None = None,
    superior: Employee | None = None,
    kind: PlacementKind = PlacementKind.DEFINITIVE,
    end: date | None = None,
    reason: str = "",
) -> Placement:
    """Mutasi: a definitive placement ends the one before and moves the person; an acting one only adds."""
    access.check_can_change_employee(access.viewer(by, on), employee)
    unit = unit or position.unit
    for thing in (position, unit, superior):
        if thing is not None and thing.institution_id != employee.institution_id:
            raise NotAllowed
    if end is not None and end < start:
        raise Invalid(DATES)
    if kind is PlacementKind.DEFINITIVE and start > on:
        raise Invalid(
            Sentence(
                "Mutasi dicatat paling cepat pada hari mulainya.",
                "A move is recorded on its first day at the earliest.",
            )
        )
    later = Placement.objects.filter(employee=employee, kind=PlacementKind.DEFINITIVE, start__gt=start)
    if kind is PlacementKind.DEFINITIVE and later.exists():
        raise Invalid(
            Sentence(
                "Sudah ada jabatan definitif yang mulai setelah tanggal itu. Lengkapi riwayatnya lewat impor berkas "
                "riwayat.",
                "A definitive position that begins after that day is recorded. Complete the history by importing a "
                "riwayat file.",
            )
        )
    before = {"position": str(employee.position or ""), "unit": str(employee.unit or "")}
    placement, _ = Placement.objects.update_or_create(
        employee=employee, position=position, kind=kind, start=start, defaults={"unit": unit, "end": end}
    )
    if kind is PlacementKind.DEFINITIVE:
        _end_definitive(employee, start, but=placement)
        employee.position, employee.unit, employee.position_since = position, unit, start
        employee.superior = superior if superior is not None else employee.superior
        employee.save(update_fields=["position", "unit", "position_since", "superior"])
    record(
        by=by,
        verb="move_employee",
        subject=placement,
        employee=employee,
        before=before,
        after={"position": str(position), "unit": str(unit or ""), "kind": kind, "start": start, "end": end},
        reason=reason,
    )
    return placement


def _end_definitive(employee: Employee, start: date, *, but: Placement | None = None) -> None:
    """Definitive placements still open on the day end the day before; one of the same day stays a day."""
    rows = Placement.objects.filter(
        employee=employee, kind=PlacementKind.DEFINITIVE, end__isnull=True, start__lt=start
    )
    rows.exclude(pk=but.pk if but else None).update(end=start - timedelta(days=1))


@transaction.atomic
def retire(*, by: Account, employee: Employee, start: date, on: date, reason: str = "") -> Employee:
    """The person has left: placements end, the record stays, the account closes."""
    access.check_can_change_employee(access.viewer(by, on), employee)
    if employee.status == EmployeeStatus.RETIRED:
        raise WrongState
    if start > on:
        raise Invalid(
            Sentence(
                "Pensiun dicatat paling cepat pada hari mulainya.",
                "A retirement is recorded on its first day at the earliest.",
            )
        )
    before = {"status": employee.status}
    _end_definitive(employee, start)
    acting = Placement.objects.filter(
        employee=employee, kind__in=(PlacementKind.ACTING, PlacementKind.DAILY_ACTING), start__lt=start
    )
    open_still = Q(end__isnull=True) | Q(end__gte=start)
    acting.filter(open_still).update(end=start - timedelta(days=1))
    Placement.objects.get_or_create(
        employee=employee,
        position=None,
        kind=PlacementKind.LEFT,
        start=start,
        defaults={"unit": employee.unit},
    )
    employee.status = EmployeeStatus.RETIRED
    employee.save(update_fields=["status"])
    Account.objects.filter(employee=employee).update(is_active=False)
    record(
        by=by,
        verb="retire",
        subject=employee,
        employee=employee,
        before=before,
        after={"status": employee.status, "start": start},
        reason=reason,
    )
    return employee


@transaction.atomic
def delegate(
    *, by: Account, of: Employee, to: Employee, start: date, end: date, reason: str, on: date
) -> Delegation:
    """`to` acts for `of` as a superior within the dates; given by `of`, the planner or the administrator."""
    own = by.employee_id == of.pk
    if not own:
        access.check_can_change_employee(access.viewer(by, on), of)
    if of.institution_id != to.institution_id:
        raise NotAllowed
    if end < start or of.pk == to.pk:
        raise Invalid(DATES if end < start else "")
    if not reason.strip():
        raise Invalid(Sentence("Alasan harus diisi.", "A reason is needed."))
    delegation = Delegation.objects.create(of=of, to=to, start=start, end=end, reason=reason.strip())
    record(
        by=by,
        verb="delegate",
        subject=delegation,
        employee=of,
        after={"to": str(to), "start": start, "end": end},
        reason=reason.strip(),
    )
    return delegation


@transaction.atomic
def take_in(*, by: Account, employee: Employee, reason: str, on: date) -> Employee:
    """Take in whom the rules set aside, with the reason; an empty reason is refused."""
    access.check_can_take_in(access.viewer(by, on), employee)
    if not reason.strip():
        raise Invalid(Sentence("Alasan harus diisi.", "A reason is needed."))
    before, employee.taken_in_reason = employee.taken_in_reason, reason.strip()
    employee.save(update_fields=["taken_in_reason"])
    record(
        by=by,
        verb="take_in",
        subject=employee,
        employee=employee,
        before={"taken_in_reason": before},
        after={"taken_in_reason": employee.taken_in_reason},
        reason=employee.taken_in_reason,
    )
    return employee
