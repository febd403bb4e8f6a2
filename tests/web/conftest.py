"""Pages of these tests live on the day of the factories, whatever the day of the run."""

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import ON
from tests.people_cast import Cast
from tests.programme.conftest import Programme
from tests.programme.road import JAKARTA, Clock


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    def localdate(*_arguments: object, **_more: object) -> date:
        return ON

    monkeypatch.setattr(timezone, "localdate", localdate)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return Programme(cast)


@pytest.fixture
def days_of_the_clock(
    monkeypatch: pytest.MonkeyPatch, _on_the_day: None, clock: Clock, settings: Any
) -> None:
    """For a road: the day of a page is the day of its clock, and nobody is signed out by its leaps."""
    settings.SESSION_COOKIE_AGE = 10**8

    def localdate(value: datetime | None = None, timezone_: object = None) -> date:
        return (value or clock.now).astimezone(JAKARTA).date()

    monkeypatch.setattr(timezone, "localdate", localdate)
