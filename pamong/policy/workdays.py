"""Working days of the civil service: Monday to Friday but for holidays and cuti bersama."""

from collections.abc import Container
from datetime import date, timedelta

_SATURDAY = 5


def is_workday(day: date, off: Container[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in off


def workdays_after(day: date, number: int, off: Container[date]) -> date:
    """The working day so many after `day`, which itself is not counted; 0 gives the day or the next working day."""
    found = day
    while not is_workday(found, off) and not number:
        found += timedelta(days=1)
    for _ in range(number):
        found += timedelta(days=1)
        while not is_workday(found, off):
            found += timedelta(days=1)
    return found


def workdays_between(start: date, end: date, off: Container[date]) -> int:
    """Working days after `start` up to and with `end`; negative when the end lies before."""
    if end < start:
        return -workdays_between(end, start, off)
    return sum(is_workday(start + timedelta(days=n), off) for n in range(1, (end - start).days + 1))
