"""Suggestions nobody decides: found, told to whoever is next, and asked after; never a konseling."""

from collections.abc import Container
from datetime import date, timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from pamong.audit.actions import record
from pamong.people.access import viewer
from pamong.people.models import Account, Institution
from pamong.policy import silence
from pamong.policy.errors import NotAllowed, WrongState
from pamong.policy.programme import ESCALATION_DAYS
from pamong.policy.words import Method
from pamong.policy.workdays import workdays_between
from pamong.recommendation import access
from pamong.recommendation.models import Decision, Result, Undecided


def _late_days(institution: Institution, on: date) -> list[date]:
    """The first days of suggestions that wait too long, one each.

    A new run writes every suggestion anew: the first result with the same method is when it began to wait.
    """
    of_person = Result.objects.filter(employee=OuterRef("employee"), set_aside="")
    first = of_person.filter(method=OuterRef("method")).order_by("at").values("at")[:1]
    decided = Decision.objects.filter(employee=OuterRef("employee"))
    reopened = decided.filter(current=False).order_by("-reopened_at").values("reopened_at")[:1]
    rows = Result.objects.filter(employee__institution=institution, current=True, set_aside="")
    rows = rows.exclude(method__in=("", Method.COUNSELLING)).exclude(employee__decisions__current=True)
    rows = rows.annotate(first=Subquery(first), reopened=Subquery(reopened))
    long_ago = on - timedelta(days=silence.UNDECIDED_DAYS.on(on))
    rows = rows.filter(Q(reopened__isnull=True) | Q(reopened__date__lte=long_ago), first__date__lte=long_ago)
    found = rows.order_by().values_list("first", "reopened")
    return [timezone.localdate(max(first, again) if again else first) for first, again in found]


@transaction.atomic
def find_undecided(*, institution: Institution, on: date) -> int:
    """Keep in mind how many suggestions wait too long; 1 where that is new. Twice does no harm."""
    Institution.objects.select_for_update().get(pk=institution.pk)
    days, now = _late_days(institution, on), timezone.now()
    known = Undecided.objects.filter(institution=institution, closed_at__isnull=True).first()
    if known is not None:
        asked = known.asked_at and timezone.localdate(known.asked_at)
        unheard = asked is not None and asked + timedelta(days=silence.UNDECIDED_DAYS.on(on)) <= on
        if not days or unheard:  # decided; or asked after in vain, and it begins anew
            known.closed_at = now
            known.save(update_fields=["closed_at"])
            known = None
        elif (known.number, known.oldest) != (len(days), min(days)):
            known.number, known.oldest = len(days), min(days)
            known.save(update_fields=["number", "oldest"])
    if known is not None or not days:
        return 0
    Undecided.objects.create(institution=institution, number=len(days), oldest=min(days), at=now)
    return 1


@transaction.atomic
def escalate_undecided(*, institution: Institution, on: date, off: Container[date]) -> int:
    """Working days after the planner was reminded it goes on to whoever the rules have next."""
    rows = Undecided.objects.select_for_update(of=("self",)).filter(
        institution=institution, closed_at__isnull=True, escalated_at__isnull=True
    )
    late = [
        row for row in rows if workdays_between(timezone.localdate(row.at), on, off) >= ESCALATION_DAYS.on(on)
    ]
    for row in late:
        row.escalated_at = timezone.now()
        row.save(update_fields=["escalated_at"])
        record(by=None, verb="escalate", subject=row, after={"number": row.number})
    return len(late)


@transaction.atomic
def ask_after_undecided(*, by: Account, undecided: Undecided, on: date) -> Undecided:
    """Whoever is next asks the planner; the planner's inbox says so."""
    undecided = Undecided.objects.select_for_update(of=("self",)).get(pk=undecided.pk)
    if not access.undecided_left_to(viewer(by, on)).filter(pk=undecided.pk).exists():
        raise NotAllowed
    if undecided.asked_at is not None:
        raise WrongState
    undecided.asked_by, undecided.asked_at = by, timezone.now()
    undecided.save(update_fields=["asked_by", "asked_at"])
    record(by=by, verb="ask_after_undecided", subject=undecided, after={"number": undecided.number})
    return undecided
