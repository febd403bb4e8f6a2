"""The form of a konseling: that it was held, what it came to, and what follows; whole for the counsellor alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from zoneinfo import ZoneInfo

from pamong.policy.feedback import COUNSELLING_CITE
from pamong.policy.sentence import day
from pamong.policy.words import CounsellorKind, FollowUp, ReportsTo
from pamong.programme.models import CounsellingResult, Session
from pamong.reports.saying import SITTINGS, Person, day_in, guide_as_person, letterhead_of, person, zone_said


@dataclass(frozen=True, slots=True)
class Meeting:
    day: str
    time: str
    minutes: int
    sitting: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the follow-ups that a konseling may end in."""

    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Counselled:
    TEMPLATE: ClassVar[str] = "counselling.typ"
    title: str
    institution: str
    letterhead: tuple[str, ...]
    cite: str
    employee: Person
    guide: Person
    kind: str
    to: str
    meetings: tuple[Meeting, ...] | None
    whole: bool
    problem: str
    agreed: str
    advice: str
    follow_ups: tuple[Choice, ...]
    told: str
    day: str
    dated: date


def build(
    result: CounsellingResult, meetings: Iterable[Session] | None, *, words: Mapping[str, str] | None
) -> Counselled:
    """`words` are the counsellor's own, `meetings` those held, oldest first; None for whoever may not know them."""
    engagement = result.engagement
    guide, zone = engagement.guide, ZoneInfo(engagement.institution.time_zone)
    written = day_in(result.at, engagement.institution.time_zone)
    said = words or {}
    return Counselled(
        title=f"Pelaksanaan konseling kinerja {engagement.employee.name}",
        institution=engagement.institution.name,
        letterhead=letterhead_of(engagement.institution),
        cite=COUNSELLING_CITE.words.id,
        employee=person(engagement.employee),
        guide=guide_as_person(guide),
        kind=CounsellorKind(guide.counsellor_kind or CounsellorKind.OFFICIAL).label.id,
        to=ReportsTo(result.reports_to).label.id,
        meetings=None if meetings is None else tuple(_meeting(one, zone) for one in meetings),
        whole=words is not None,
        problem=said.get("problem", ""),
        agreed=said.get("agreed", ""),
        advice=said.get("advice", ""),
        follow_ups=tuple(Choice(word.label.id, word in result.words) for word in FollowUp),
        told=result.told,
        day=day(written).id,
        dated=written,
    )


def _meeting(session: Session, zone: ZoneInfo) -> Meeting:
    start = session.start.astimezone(zone)
    return Meeting(
        day(start.date()).id,
        f"{start:%H.%M} {zone_said(start)}",
        session.minutes,
        SITTINGS.get(session.sitting, "–"),
    )
