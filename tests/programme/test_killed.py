"""A process killed at any point: what it had said is done is there, and nothing is half done."""

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from pamong.audit.models import Event
from pamong.people.models import Mail
from pamong.programme.actions.notes import read
from pamong.programme.models import Note, Session
from tests.people_cast import make_cast
from tests.programme.conftest import Programme
from tests.programme.road import Clock, Road

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
# States in the order in which the process reaches them.
REACHED = ("proposed", "scheduled", "cancelled")


def killed_after(road: Road, days: int, lines: int, wait: float) -> list[tuple[str, int]]:
    """What the process said was done before it was killed, `wait` seconds after its line number `lines`. Its sessions are `days` ahead."""
    names = (road.engagement.pk, road.guide.pk, road.employee.pk, road.clock.now.isoformat(), days)
    command = [sys.executable, "-m", "tests.programme.until_killed", str(connection.settings_dict["NAME"])]
    process = subprocess.Popen([*command, *map(str, names)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    time.sleep(wait)
    process.kill()
    said += process.stdout.readlines()
    assert process.wait() == -9
    pairs = [line.split() for line in said if line.endswith("\n")]
    return [(what, int(number)) for what, number in pairs]


def verbs_of(sessions: dict[int, str]) -> Counter[str]:
    """How often each verb of the trail must be there for sessions in these states."""
    found: Counter[str] = Counter()
    for state in sessions.values():
        reached = REACHED.index(state) + 1
        found.update(["propose_session", "confirm_session", "cancel_session"][:reached])
    return found


def test_what_was_done_stays_and_nothing_is_half_done(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    road = Road(Programme(make_cast()), Clock(monkeypatch))
    road.agreed()
    for account in (road.guide, road.employee):
        account.email = f"{account.username}@lpa.example"
        account.save()
    chance = random.Random(2026)
    noted, done = 0, dict[int, str]()
    for days, lines in enumerate((1, 2, 3, 4, 6, 9), start=1):
        for what, number in killed_after(road, days, lines, chance.uniform(0, 0.03)):
            if what == "note":
                noted = number
            else:
                done[number] = what
        kept = Note.objects.get()
        # Written in one piece: the last that was said, or the next one that was not said any more.
        assert kept.version in (noted, noted + 1)
        assert read(kept)["goal"] == f"Kata ke-{kept.version}"
        states = dict(Session.objects.values_list("pk", "state"))
        assert set(done) <= set(states)
        for session, state in states.items():
            said = REACHED.index(done[session]) + 1 if session in done else 0
            assert REACHED.index(state) + 1 - said in (0, 1), (session, state, done.get(session))
        verbs = Counter(Event.objects.filter(verb__in=verbs_of(states)).values_list("verb", flat=True))
        assert verbs == verbs_of(states)
        # Both are told by mail in the transaction that did it.
        assert Mail.objects.count() == 2 * sum(verbs.values())
