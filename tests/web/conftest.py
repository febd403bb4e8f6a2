"""Pages of these tests live on the day of the factories, whatever the day of the run."""

from datetime import date

import pytest
from django.utils import timezone

from tests.factories import ON


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    def localdate(*_arguments: object, **_more: object) -> date:
        return ON

    monkeypatch.setattr(timezone, "localdate", localdate)
