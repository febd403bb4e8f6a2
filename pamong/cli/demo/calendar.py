"""The demo's past: an agenda of days, each lived with the clock standing on it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from pamong.people.models import Institution
from pamong.policy.errors import PamongError, WrongState
from pamong.policy.workdays import is_workday
from pamong.programme.queries import days_off

Deed = Callable[[date], object]
T = TypeVar("T")


def the(made: list[T]) -> T:
    """What a story is about, once it was made; where it was not, the story ends here."""
    if not made:
        raise WrongState
    return made[0]


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Everything written meanwhile bears this moment. Of the demo alone, which is built by one thread."""
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real


class Agenda:
    """Deeds on working days before `on`; day 0 is the last of them, today or before."""

    def __init__(self, institution: Institution, on: date, days: int) -> None:
        earliest = on - timedelta(days=2 * days + 30)
        off = days_off(institution, earliest) | days_off(institution, on)
        back = (on - timedelta(days=n) for n in range(2 * days + 30))
        self.days = [day for day in back if is_workday(day, off)][:days]
        ahead = (on + timedelta(days=n) for n in range(1, 30))
        self.coming = [day for day in ahead if is_workday(day, off)]
        self._zone = ZoneInfo(institution.time_zone)
        self._deeds: dict[date, list[Deed]] = defaultdict(list)

    def ago(self, workdays: int) -> date:
        return self.days[min(workdays, len(self.days) - 1)]

    def add(self, workdays: int, deed: Deed) -> None:
        self._deeds[self.ago(workdays)].append(deed)

    def live(self, nightly: Deed) -> None:
        """The oldest day first, its deeds a few minutes apart; the nightly work before the next morning.

        A deed that the rules refuse on that day ends its story; the others go on.
        """
        for day in reversed(self.days):
            morning = datetime.combine(day, time(6), self._zone)
            with standing_at(morning):
                nightly(day)
            for number, deed in enumerate(self._deeds[day]):
                moment = morning + timedelta(hours=2, minutes=7 * number)
                with suppress(PamongError), standing_at(moment), transaction.atomic():
                    deed(day)
