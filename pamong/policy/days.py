"""Counting months over days: a day the month does not have becomes its last."""

from calendar import monthrange
from datetime import date

_EVERY_MONTH_HAS = 28


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; 29 February of a leap year → 28."""
    return months_after(day, -months)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, held inside the years that dates know."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if year < 1:
        return date.min
    if year > 9999:
        return date.max
    if day.day <= _EVERY_MONTH_HAS:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
