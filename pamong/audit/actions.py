"""Writing the trail: one event a change, in the change's own transaction; one row a read."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.db.models import Model

from pamong.audit.models import Event, Read


class Actor(Protocol):
    """Whoever acts: an account, seen from below."""

    pk: Any
    institution_id: int | None


def record(
    *,
    by: Actor | None,
    verb: str,
    subject: Model,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
    employee: Model | int | None = None,
) -> Event:
    """Record who did what to which thing; `by` is empty only for commands of the server.

    Never pass what the auditor may not read: causes, notes, a konseling.
    """
    return Event.objects.create(
        actor_id=by.pk if by else None,
        actor_name=str(by)[:200] if by else "",
        institution_id=_institution(subject, employee, by),
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_label=str(subject)[:300],
        employee_id=employee.pk if isinstance(employee, Model) else employee,
        before=dict(before or {}),
        after=dict(after or {}),
        reason=reason,
    )


def note_read(*, by: Actor, employee: Model, what: str, page: str, role: str) -> Read | None:
    """Log that somebody opened another person's record; one's own is not logged."""
    if getattr(by, "employee_id", None) == employee.pk:
        return None
    return Read.objects.create(
        reader_id=by.pk,
        reader_name=str(by)[:200],
        reader_role=role[:40],
        institution_id=getattr(employee, "institution_id", None),
        employee_id=employee.pk,
        what=what[:40],
        page=page[:200],
    )


def note_reads(*, by: Actor, employees: list[Any], what: str, page: str, role: str) -> None:
    """The same for a list page: one row a person, one statement."""
    own = getattr(by, "employee_id", None)
    Read.objects.bulk_create(
        Read(
            reader_id=by.pk,
            reader_name=str(by)[:200],
            reader_role=role[:40],
            institution_id=employee.institution_id,
            employee_id=employee.pk,
            what=what[:40],
            page=page[:200],
        )
        for employee in employees
        if employee.pk != own
    )


def _institution(subject: Model, employee: Model | int | None, by: Actor | None) -> int | None:
    if subject._meta.label_lower == "people.institution":
        return int(subject.pk)
    for thing in (subject, employee, by):
        if (found := getattr(thing, "institution_id", None)) is not None:
            return int(found)
    return None
