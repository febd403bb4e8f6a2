"""The trail with its filters, and who read a person's record."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncDate

from pamong.audit.models import Event, Read


def trail(
    institution_id: int,
    *,
    verb: str = "",
    actor: str = "",
    subject_type: str = "",
    employee_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
    search: str = "",
) -> QuerySet[Event]:
    """Changes of an institution, newest first."""
    rows = Event.objects.filter(institution_id=institution_id)
    if verb:
        rows = rows.filter(verb=verb)
    if actor:
        rows = rows.filter(actor_name__icontains=actor)
    if subject_type:
        rows = rows.filter(subject_type=subject_type)
    if employee_id is not None:
        rows = rows.filter(employee_id=employee_id)
    if since is not None:
        rows = rows.filter(at__date__gte=since)
    if until is not None:
        rows = rows.filter(at__date__lte=until)
    if search:
        rows = rows.filter(
            Q(subject_label__icontains=search) | Q(reason__icontains=search) | Q(actor_name__icontains=search)
        )
    return rows.order_by("-at", "-id")


def last_of(subject: models.Model, verb: str) -> Event | None:
    """The newest change of this kind of one thing, for whoever may read the thing and why it changed."""
    kind = subject._meta.label_lower
    rows = Event.objects.filter(subject_type=kind, subject_id=subject.pk, verb=verb)
    return rows.order_by("-at", "-id").first()


def verbs_of(institution_id: int) -> list[str]:
    """Every verb the trail of this institution holds, for its filter."""
    rows = Event.objects.filter(institution_id=institution_id).order_by("verb")
    return list(rows.values_list("verb", flat=True).distinct())


def reads_of(institution_id: int, *, employee_id: int | None = None) -> QuerySet[Read]:
    """Reads in an institution, newest first; for the auditor."""
    rows = Read.objects.filter(institution_id=institution_id)
    if employee_id is not None:
        rows = rows.filter(employee_id=employee_id)
    return rows.order_by("-at", "-id")


def readers_of(employee: object) -> QuerySet[Read]:
    """Who opened this person's record, newest first; the person sees it."""
    return Read.objects.filter(employee_id=getattr(employee, "pk", employee)).order_by("-at", "-id")


def readers_by_day(employee: object) -> QuerySet[Read, Any]:
    """The same, one line a reader, capacity and day: `times`, and `last`, when last."""
    rows: QuerySet[Read, Any] = readers_of(employee).order_by().annotate(day=TruncDate("at"))
    told = rows.values("day", "reader_name", "reader_role").annotate(times=Count("pk"), last=Max("at"))
    return told.order_by("-last", "reader_name")
