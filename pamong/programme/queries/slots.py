"""When both of an engagement are free: their weekly hours, less days off, sessions and busy times; three first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from pamong.people.models import Zone
from pamong.policy.workdays import is_workday
from pamong.programme.models import BusyTime, Engagement, Session
from pamong.programme.queries.days import days_off
from pamong.programme.workflow import SessionState

WIB = ZoneInfo(Zone.WIB.value)  # hours of the register and of proposals are written in it
FIRST = 3
_DAYS = ("sen", "sel", "rab", "kam", "jum")
_OFFICE = tuple(f"{day}-{hour:02}" for day in _DAYS for hour in range(8, 17))
_TAKEN = (SessionState.PROPOSED.value, SessionState.SCHEDULED.value)
Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Slot:
    """A time both have free; `wished` where both named the hour, `proposed` for the three to be shown first."""

    start: datetime
    minutes: int
    wished: bool
    proposed: bool = False


def free_slots(engagement: Engagement, on: date, days: int = 14) -> list[Slot]:
    """The three proposals first, on three days where there are as many, then every other time as it comes.

    Hours that both named; where they share none, or one named none, the hours of whoever did, and office hours
    where nobody did. Nothing before tomorrow, as the other side has to say yes. Four queries.
    """
    minutes = timedelta(minutes=engagement.minutes)
    first = on + timedelta(days=1)
    hours, shared = _hours(engagement.proposal.hours, engagement.guide.hours)
    off = days_off(engagement.institution, on)
    workdays = [day for day in (first + timedelta(days=n) for n in range(days)) if is_workday(day, off)]
    span = (_at(first, 0), _at(first + timedelta(days=days), 0))
    taken = [*_sessions(engagement, span), *_busy(engagement, span)]
    now = timezone.now()
    found = [
        Slot(start, engagement.minutes, wished=shared)
        for day in workdays
        for slot, hour in hours
        if slot == day.weekday()
        for start in [_at(day, hour)]
        if start > now and not any(begins < start + minutes and start < ends for begins, ends in taken)
    ]
    return _three_first(found)


def _hours(employee: Iterable[str], guide: Iterable[str]) -> tuple[list[tuple[int, int]], bool]:
    """(weekday, hour) in their order, and whether both named them."""
    theirs, ours = set(employee) & set(_OFFICE), set(guide) & set(_OFFICE)
    both = theirs & ours
    chosen = both or ours or theirs or set(_OFFICE)
    return sorted((_DAYS.index(slot[:3]), int(slot[4:])) for slot in chosen), bool(both)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), WIB)


def _sessions(engagement: Engagement, span: Interval) -> list[Interval]:
    """Sessions of either of the two, in any engagement and on either side of it."""
    guide = engagement.guide
    people = [one for one in (engagement.employee_id, guide.employee_id) if one is not None]
    two = Q(engagement__employee__in=people) | Q(engagement__guide__employee__in=people)
    two |= Q(engagement__guide=guide.pk)
    rows = Session.objects.filter(
        two, state__in=_TAKEN, start__lt=span[1], start__gt=span[0] - timedelta(hours=4)
    )
    return [
        (start, start + timedelta(minutes=minutes))
        for start, minutes in rows.order_by().values_list("start", "minutes")
    ]


def _busy(engagement: Engagement, span: Interval) -> list[Interval]:
    """What the calendars of the two say; whose it is is not told."""
    guide = engagement.guide
    people = [one for one in (engagement.employee_id, guide.employee_id) if one is not None]
    two = Q(calendar__account__employee__in=people)
    if guide.account_id:
        two |= Q(calendar__account=guide.account_id)
    rows = BusyTime.objects.filter(two, start__lt=span[1], end__gt=span[0])
    return list(rows.order_by().values_list("start", "end"))


def _three_first(found: list[Slot]) -> list[Slot]:
    """The earliest of three days; of fewer days the next ones of them."""
    chosen: list[Slot] = []
    for slot in found:
        if len(chosen) < FIRST and all(slot.start.date() != one.start.date() for one in chosen):
            chosen.append(slot)
    for slot in found:
        if len(chosen) < FIRST and slot not in chosen:
            chosen.append(slot)
    first = [
        Slot(one.start, one.minutes, one.wished, proposed=True)
        for one in sorted(chosen, key=lambda one: one.start)
    ]
    return [*first, *(slot for slot in found if slot not in chosen)]
