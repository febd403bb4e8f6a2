"""Days off: the national holidays, cuti bersama and an institution's own."""

from datetime import date
from functools import cache

import holidays

from pamong.people.models import Institution
from pamong.policy.workdays import workdays_after
from pamong.programme.models import OffDay


@cache
def national_days_off(year: int) -> frozenset[date]:
    """Holidays and cuti bersama of a year; those of religious calendars may be estimates before the decree."""
    return frozenset(holidays.country_holidays("ID", years=year, categories=("public", "government")))


def named_days_off(on: date, *, english: bool) -> list[tuple[date, str]]:
    """The national holidays and cuti bersama of the year of a day and the next, from the day on, as they are called."""
    years = (on.year, on.year + 1)
    known = holidays.country_holidays(
        "ID", years=years, categories=("public", "government"), language="en_US" if english else "id"
    )
    return sorted((day, name) for day, name in known.items() if day >= on)


def days_off(institution: Institution, on: date) -> frozenset[date]:
    """Everything off in the year of the day and the next; one query."""
    own = OffDay.objects.filter(institution=institution, day__gte=on).values_list("day", flat=True)
    return national_days_off(on.year) | national_days_off(on.year + 1) | frozenset(own)


def due_after(institution: Institution, on: date, workdays: int) -> date:
    """The last day for an answer asked for today."""
    return workdays_after(on, workdays, days_off(institution, on))
