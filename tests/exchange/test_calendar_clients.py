"""Two calendar programs of other people read the private feed from a live server, as anybody's would."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from pamong.people.actions import set_mail_preference
from pamong.people.models import MailHow, Zone
from pamong.programme import actions
from pamong.programme.models import Session
from tests.calendar_clients import Reader
from tests.people_cast import make_cast
from tests.programme.conftest import Programme
from tests.programme.road import Clock, Road

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TITLE = "Sesi mentoring dengan K."


def start_of(days: int) -> datetime:
    """A working hour some days from the real today, which is the day the programs live on."""
    zone = ZoneInfo("Asia/Jakarta")
    day = timezone.now().astimezone(zone) + timedelta(days=days)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


def test_other_peoples_programs_follow_the_feed(
    live_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = timezone.now
    road = Road(Programme(make_cast()), Clock(monkeypatch))
    road.agreed()
    monkeypatch.setattr(timezone, "now", real)
    set_mail_preference(by=road.employee, how=MailHow.DAILY, language="id", time_zone=Zone.WITA)
    start, on = start_of(3), real().date()
    session = actions.propose_session(
        by=road.guide, engagement=road.engagement, start=start, minutes=60, on=on, place="Ruang Rinjani",
        topic="Beban kerja", on_day_off=True,
    )  # fmt: skip
    token = actions.make_feed(by=road.employee)
    reader = Reader(tmp_path, f"{live_server.url}/calendar/{token}.ics")

    assert reader.sync() == [f"{start:%Y-%m-%d %H:%M} | {start + timedelta(hours=1):%H:%M} | {TITLE} | "]

    later = start + timedelta(days=1)
    session = actions.reschedule(
        by=road.guide, session=session, start=later, minutes=45, on=on, on_day_off=True
    )
    assert reader.sync() == [f"{later:%Y-%m-%d %H:%M} | {later + timedelta(minutes=45):%H:%M} | {TITLE} | "]

    actions.cancel_session(by=road.guide, session=session, reason="Rapat.", on=on)
    kept = Session.objects.get()
    kept.pk, kept.uid, kept.start, kept.state = None, uuid4(), start, "scheduled"  # type: ignore[assignment]
    kept.save()
    assert reader.sync() == [f"{start:%Y-%m-%d %H:%M} | {start + timedelta(minutes=45):%H:%M} | {TITLE} | "]

    actions.revoke_feed(by=road.employee)
    with pytest.raises(AssertionError, match="Not Found"):
        reader.sync()
