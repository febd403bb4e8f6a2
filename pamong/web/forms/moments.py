"""A day and an hour, as every form asks for them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DAY = {"type": "date"}
# Before and after these lies a slip of the hand, and days counted on from there would leave the calendar.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        validators=[within_reach],
        error_messages={"invalid": _("Tulis tanggal yang ada di kalender, misalnya 2026-11-24.")},
    )


def within_reach(value: date) -> None:
    if not FIRST_DAY <= value <= LAST_DAY:
        raise forms.ValidationError(
            _("Tahun %(year)s di luar jangkauan; tulis tahun %(first)s sampai %(last)s.")
            % {"year": value.year, "first": FIRST_DAY.year, "last": LAST_DAY.year}
        )


def hour(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Tulis jam dari 00:00 sampai 23:59, misalnya 09:30.")},
        **more,
    )
