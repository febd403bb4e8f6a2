"""Two calendar programs of other people read the private feed from a live server, as anybody's would."""

import shutil
import subprocess
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
from tests.people_cast import make_cast
from tests.programme.conftest import Programme
from tests.programme.road import Clock, Road

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TITLE = "Sesi mentoring dengan K."
VDIRSYNCER = """\
[general]
status_path = "{home}/status/"
[pair pamong]
a = "there"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage there]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{home}/calendar/"
fileext = ".ics"
"""
KHAL = """\
[calendars]
[[pamong]]
path = {home}/calendar/
type = calendar
readonly = True
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Jakarta
default_timezone = Asia/Jakarta
[sqlite]
path = {home}/khal.db
"""


class Reader:
    """Somebody's calendar program: it synchronises by vdirsyncer and shows by khal."""

    def __init__(self, home: Path, url: str) -> None:
        self.home = home
        (home / "calendar").mkdir()
        (home / "vdirsyncer.conf").write_text(VDIRSYNCER.format(home=home, url=url), encoding="utf-8")
        (home / "khal.conf").write_text(KHAL.format(home=home), encoding="utf-8")
        self.run("vdirsyncer", "-c", str(home / "vdirsyncer.conf"), "discover")

    def run(self, program: str, *arguments: str) -> str:
        found = shutil.which(program)
        assert found, f"no {program}; make clients installs it"
        environment = {
            "HOME": str(self.home), "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "NO_PROXY": "*",
        }  # fmt: skip
        done = subprocess.run(
            [found, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            input="y\n",
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def sync(self) -> list[str]:
        """What khal lists after a synchronisation, a line an event: start, end, title."""
        self.run("vdirsyncer", "-c", str(self.home / "vdirsyncer.conf"), "sync")
        told = self.run(
            "khal", "-c", str(self.home / "khal.conf"), "list", "--day-format", "",
            "--format", "{start} | {end-time} | {title} | {location}", "now", "30d",
        )  # fmt: skip
        return [line for line in told.splitlines() if line.strip()]


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
