"""Days and hours as they are typed: what is no day, or one that nobody means, is named beside its field."""

from datetime import date

import pytest

from pamong.web.forms.meetings import RescheduleForm
from pamong.web.forms.places import RetireForm


@pytest.mark.parametrize("typed", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_year_that_is_a_slip_of_the_hand_is_refused_with_what_is_possible(typed: str) -> None:
    form = RetireForm({"start": typed, "reason": "x"})
    assert form.errors["start"] == [
        f"Tahun {int(typed[:4])} di luar jangkauan; tulis tahun 1900 sampai 2199."
    ]


@pytest.mark.parametrize("typed", ["2026-02-30", "besok", "\0", "99999-01-01", "٢٠٢٦"])
def test_what_is_no_day_is_answered_with_how_one_is_written(typed: str) -> None:
    form = RetireForm({"start": typed, "reason": "x"})
    assert form.errors["start"] == ["Tulis tanggal yang ada di kalender, misalnya 2026-11-24."]


@pytest.mark.parametrize("typed", ["25:61", "siang", "\0"])
def test_what_is_no_hour_is_answered_with_how_one_is_written(typed: str) -> None:
    form = RescheduleForm({"date": "2026-11-24", "hour": typed, "minutes": 60})
    assert form.errors["hour"] == ["Tulis jam dari 00:00 sampai 23:59, misalnya 09:30."]


@pytest.mark.parametrize("typed", ["2026-11-24", "24/11/2026"])
def test_a_day_may_be_written_in_both_ways(typed: str) -> None:
    form = RetireForm({"start": typed, "reason": "x"})
    assert form.is_valid()
    assert form.cleaned_data["start"] == date(2026, 11, 24)
