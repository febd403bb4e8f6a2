"""Format B.1.9: the competencies measured again at the end, with the reason of each level."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pamong.people.models import Account
from pamong.policy.feedback import REASSESSMENT_CITE
from pamong.policy.nip import format_nip
from pamong.policy.sentence import day
from pamong.policy.words import Source
from pamong.programme.models import Engagement, Reassessment
from pamong.reports.report import level
from pamong.reports.saying import Person, day_in, guide_as_person, letterhead_of, of, person, said, signed_on


@dataclass(frozen=True, slots=True)
class Row:
    competency: str
    source: str
    before: str
    after: str
    reason: str
    day: str


@dataclass(frozen=True, slots=True)
class Rater:
    """Who measured again, and so signs."""

    name: str
    nip: str


@dataclass(frozen=True, slots=True)
class Reassessed:
    TEMPLATE: ClassVar[str] = "reassessment.typ"
    title: str
    institution: str
    letterhead: tuple[str, ...]
    method: str
    cite: str
    employee: Person
    guide: Person
    guide_word: str
    rows: tuple[Row, ...]
    open: int
    raters: tuple[Rater, ...]
    day: str
    dated: date


def build(engagement: Engagement, reassessments: Iterable[Reassessment], *, on: date) -> Reassessed:
    rows = list(reassessments)
    zone = engagement.institution.time_zone
    days = [day_in(one.done_at, zone) for one in rows if one.done_at]
    return Reassessed(
        title=f"Evaluasi kompetensi pegawai {engagement.employee.name}",
        institution=engagement.institution.name,
        letterhead=letterhead_of(engagement.institution),
        method=said(engagement.method),
        cite=REASSESSMENT_CITE.words.id,
        employee=person(engagement.employee),
        guide=guide_as_person(engagement.guide),
        guide_word=of(engagement.method),
        rows=tuple(
            Row(
                competency=one.competency.name,
                source=Source(one.source).label.id,
                before=level(one.before),
                after=level(one.after),
                reason=one.reason,
                day=day(day_in(one.done_at, zone)).id if one.done_at else "",
            )
            for one in rows
        ),
        open=len(rows) - len(days),
        raters=tuple(dict.fromkeys(_rater(one.by) for one in rows if one.by is not None)),
        day=signed_on(engagement, max(days, default=on)),
        dated=max(days, default=on),
    )


def _rater(by: Account) -> Rater:
    who = by.employee
    return Rater(who.name, format_nip(who.nip)) if who is not None else Rater(str(by), "")
