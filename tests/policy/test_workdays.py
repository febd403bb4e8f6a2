from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.policy.programme import light
from pamong.policy.words import Light
from pamong.policy.workdays import is_workday, workdays_after, workdays_between

EID = frozenset(
    {date(2026, 3, 18), date(2026, 3, 19), date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 24)}
)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
off_days = st.frozensets(days, max_size=30)


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2026, 11, 24), 3, date(2026, 11, 27)),  # Tuesday to Friday
        (date(2026, 11, 26), 3, date(2026, 12, 1)),  # over a weekend
        (date(2026, 3, 17), 1, date(2026, 3, 25)),  # over Nyepi, Idul Fitri and their cuti bersama
        (date(2026, 11, 21), 0, date(2026, 11, 23)),  # a Saturday is no working day
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
    ],
)
def test_working_days_are_counted_over_weekends_and_holidays(start: date, number: int, end: date) -> None:
    assert workdays_after(start, number, EID) == end


@given(days, st.integers(0, 40), off_days)
def test_the_day_found_is_that_many_working_days_on(start: date, number: int, off: frozenset[date]) -> None:
    end = workdays_after(start, number, off)
    assert is_workday(end, off)
    if number:
        assert workdays_between(start, end, off) == number
    else:
        assert all(not is_workday(start + timedelta(days=n), off) for n in range((end - start).days))


@given(days, days, off_days)
def test_counting_back_is_counting_on_negatively(one: date, other: date, off: frozenset[date]) -> None:
    assert workdays_between(one, other, off) == -workdays_between(other, one, off)


@pytest.mark.parametrize(
    ("since", "every", "word"),
    [
        (0, 14, Light.SMOOTH),
        (20, 14, Light.SMOOTH),
        (21, 14, Light.ATTENTION),  # one and a half times the rhythm
        (34, 14, Light.ATTENTION),
        (35, 14, Light.STUCK),  # two and a half times
        (45, 30, Light.ATTENTION),
        (75, 30, Light.STUCK),
    ],
)
def test_the_light_follows_the_planned_rhythm(since: int, every: int, word: Light) -> None:
    assert light(since, every, on=date(2026, 11, 24)) is word
