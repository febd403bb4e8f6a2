"""Days off: the national holidays, cuti bersama and an institution's own."""

from datetime import date
from functools import cache

import holidays

from pamong.people.models import Institution
from pamong.policy.sentence import Sentence
from pamong.policy.workdays import workdays_after
from pamong.programme.models import OffDay


@cache
def national_days_off(year: int) -> frozenset[date]:
    """Holidays and cuti bersama of a year; those of religious calendars may be estimates before the decree."""
    return frozenset(holidays.country_holidays("ID", years=year, categories=("public", "government")))


def named_days_off(on: date) -> list[tuple[date, Sentence]]:
    """The national holidays and cuti bersama of the year of a day and the next, from the day on, as they are called."""
    indonesian, english = _named(on.year, "id"), _named(on.year, "en_US")
    return [
        (day, Sentence(name, english.get(day, name))) for day, name in sorted(indonesian.items()) if day >= on
    ]


def _named(year: int, language: str) -> dict[date, str]:
    years = (year, year + 1)
    return dict(
        holidays.country_holidays("ID", years=years, categories=("public", "government"), language=language)
    )


def days_off(institution: Institution, on: date) -> frozenset[date]:
    """Everything off in the year of the day and the next; one query."""
    own = OffDay.objects.filter(institution=institution, day__gte=on).values_list("day", flat=True)
    return national_days_off(on.year) | national_days_off(on.year + 1) | frozenset(own)


def due_after(institution: Institution, on: date, workdays: int) -> date:
    """The last day for an answer asked for today."""
    return workdays_after(on, workdays, days_off(institution, on))
