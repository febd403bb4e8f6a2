"""Kartu kendali: the sessions of one engagement that were held; never what was said in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from zoneinfo import ZoneInfo

from pamong.policy.sentence import day
from pamong.programme.models import Engagement, Session
from pamong.reports.saying import (
    SITTINGS,
    Person,
    guide_as_person,
    letterhead_of,
    of,
    person,
    said,
    signed_on,
    zone_said,
)


@dataclass(frozen=True, slots=True)
class Row:
    day: str
    time: str
    minutes: int
    topic: str
    sitting: str
    confirmed: str
    later: bool


@dataclass(frozen=True, slots=True)
class Card:
    TEMPLATE: ClassVar[str] = "card.typ"
    title: str
    institution: str
    letterhead: tuple[str, ...]
    method: str
    employee: Person
    guide: Person
    guide_word: str
    letter: str
    begun: str
    planned: int
    rows: tuple[Row, ...]
    with_topics: bool
    on: str
    day: str  # with the place, above the signatures
    dated: date


def build(engagement: Engagement, held: Iterable[Session], *, with_topics: bool, on: date) -> Card:
    """`held`: the sessions held, oldest first; the topics are shown to the two only, which the caller knows."""
    guide_word = of(engagement.method)
    zone = ZoneInfo(engagement.institution.time_zone)
    return Card(
        title=f"Kartu kendali {said(engagement.method)} {engagement.employee.name}",
        institution=engagement.institution.name,
        letterhead=letterhead_of(engagement.institution),
        method=said(engagement.method),
        employee=person(engagement.employee),
        guide=guide_as_person(engagement.guide),
        guide_word=guide_word,
        letter=engagement.letter.number if engagement.letter else "",
        begun=day(engagement.starts_on).id if engagement.starts_on else "",
        planned=engagement.sessions,
        rows=tuple(_row(one, zone, guide_word, with_topics=with_topics) for one in held),
        with_topics=with_topics,
        on=day(on).id,
        day=signed_on(engagement, on),
        dated=on,
    )


def _row(session: Session, zone: ZoneInfo, guide_word: str, *, with_topics: bool) -> Row:
    start = session.start.astimezone(zone)
    sides = ["pegawai"] * (session.employee_held_at is not None)
    sides += [guide_word] * (session.guide_held_at is not None)
    return Row(
        day=day(start.date()).id,
        time=f"{start:%H.%M} {zone_said(start)}",
        minutes=session.minutes,
        topic=session.topic if with_topics else "",
        sitting=SITTINGS.get(session.sitting, "–"),
        confirmed="keduanya" if len(sides) > 1 else f"{sides[0]} saja",
        later=session.logged_later,
    )
