"""The road of an engagement with the clock standing where a test puts it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from pamong.people.models import Account
from pamong.policy.words import Entrance, Method
from pamong.programme import actions
from pamong.programme.models import Engagement, Goal, GoalKind, Session
from pamong.programme.workflow import Party
from tests import factories as f
from tests.people_cast import Cast, make_cast
from tests.programme.conftest import Programme

JAKARTA = ZoneInfo("Asia/Jakarta")
TUESDAY = date(2026, 8, 4)
REPORT = {
    "strategy": "Memimpin rapat pekanan dengan agenda tertulis.",
    "abilities": "Menyimpulkan pendapat yang berbeda.",
    "develop_next": "Pengambilan keputusan.",
}


class Clock:
    """Now, as everything written meanwhile bears it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = datetime.combine(TUESDAY, time(8), JAKARTA)
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    @property
    def on(self) -> date:
        return self.now.date()

    def go(self, days: int = 0, hours: int = 0) -> date:
        self.now += timedelta(days=days, hours=hours)
        return self.on


class Road:
    """One engagement, brought as far as a test begins; every write goes through the actions."""

    def __init__(self, programme: Programme, clock: Clock, method: str = Method.MENTORING) -> None:
        self.programme, self.clock, self.cast = programme, clock, programme.cast
        self.counselling = method == Method.COUNSELLING
        guide = programme.guide("Ketut Wirawan", method=method)
        assert guide.employee is not None
        guide.employee.superior = self.cast.head
        guide.employee.save()
        self.employee: Account = self.cast["employee"]
        self.guide: Account = f.account(self.cast.institution, "pembimbing", guide.employee)
        self.engagement = self._matched(method, guide)

    def _matched(self, method: str, guide: object) -> Engagement:
        cast, on = self.cast, self.clock.on
        proposal = actions.propose(
            by=cast["employee"],
            employee=cast.rara,
            method=method,
            entrance=Entrance.OWN,
            on=on,
            purpose="Memimpin rapat dengan tenang.",
            competency=None if self.counselling else self.programme.communication,
        )
        chain = ("counsellor",) if self.counselling else ("superior", "planner")
        for who in chain:
            proposal = actions.answer(by=cast[who], proposal=proposal, answer="approved", on=on)
        actions.choose(by=cast["employee"], proposal=proposal, guides=[guide], on=on)  # type: ignore[list-item]
        wish = proposal.wishes.get(state="asked")
        engagement = actions.accept(by=self.guide, wish=wish, on=on)
        assert engagement is not None
        return engagement

    def fresh(self) -> Engagement:
        self.engagement = Engagement.objects.get(pk=self.engagement.pk)
        return self.engagement

    def appointed(self) -> Engagement:
        if not self.counselling:
            with transaction.atomic():
                actions.appointed(self.fresh(), Party.PLANNER, timezone.now())
        return self.fresh()

    def agreed(self) -> Engagement:
        self.appointed()
        for who in (self.employee, self.guide):
            text = actions.text_hash(self.engagement.agreements.get())
            actions.confirm_agreement(by=who, engagement=self.engagement, text=text, on=self.clock.on)
        return self.fresh()

    def proposed(self, days: int = 1, by: Account | None = None) -> Session:
        start = datetime.combine(self.clock.on + timedelta(days=days), time(10), JAKARTA)
        return actions.propose_session(
            by=by or self.guide,
            engagement=self.engagement,
            start=start,
            minutes=60,
            topic="Agenda rapat.",
            on=self.clock.on,
        )

    def scheduled(self, days: int = 1) -> Session:
        return actions.confirm_session(by=self.employee, session=self.proposed(days), on=self.clock.on)

    def held(self, days: int = 1) -> Session:
        session = self.scheduled(days)
        self.clock.go(days, 4)
        actions.close_session(by=self.guide, session=session, rating=4, on=self.clock.on)
        session = actions.close_session(by=self.employee, session=session, rating=3, on=self.clock.on)
        self.clock.go(0, -4)
        return session

    def goal(self, **more: object) -> Goal:
        words: dict[str, object] = {
            "kind": GoalKind.GAP,
            "title": "Komunikasi: level 2 ke 3",
            "competency": self.programme.communication,
            "measure": "Rapat yang ditutup dengan keputusan tertulis",
            "baseline": "1 dari 4",
            "target": "4 dari 4",
            "due": self.clock.on + timedelta(days=90),
        } | more
        return actions.set_goal(
            by=self.employee,
            engagement=self.engagement,
            on=self.clock.on,
            **words,  # type: ignore[arg-type]
        )

    def running(self) -> Engagement:
        self.agreed()
        self.held()
        return self.fresh()

    def evaluating(self) -> Engagement:
        self.running()
        self.goal()
        actions.begin_evaluation(by=self.guide, engagement=self.engagement, on=self.clock.on)
        return self.fresh()

    def completed(self) -> Engagement:
        self.evaluating()
        on, engagement = self.clock.on, self.engagement
        for who in (self.employee, self.guide):
            actions.close_for_side(by=who, engagement=engagement, mark=4, helped="Latihan.", on=on)
        actions.give_feedback(by=self.employee, engagement=engagement, marks=[4] * 9, on=on)
        actions.write_report(by=self.guide, engagement=engagement, on=on, **REPORT)
        actions.complete(by=self.guide, engagement=engagement, follow_up="", on=on)
        return self.fresh()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def road(cast: Cast, clock: Clock) -> Road:
    return Road(Programme(cast), clock)


@pytest.fixture
def closed_road(cast: Cast, clock: Clock) -> Road:
    """The same of a konseling."""
    return Road(Programme(cast), clock, Method.COUNSELLING)


@pytest.fixture
def meeting(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Road:
    """One agreed on, in transactions of its own: for two hands at the same moment."""
    road = Road(Programme(make_cast()), Clock(monkeypatch))
    road.agreed()
    return road
