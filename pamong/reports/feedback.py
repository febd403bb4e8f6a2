"""Format B.1.8: what the employee says on the guidance; goes to the superior of the leader."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pamong.policy.feedback import FORMAT_CITE, GROUPS, MOST, SCALE
from pamong.programme.models import Feedback
from pamong.reports.saying import Person, day_in, guide_as_person, letterhead_of, of, person, said, signed_on


@dataclass(frozen=True, slots=True)
class Marked:
    number: int
    statement: str
    mark: int


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Said:
    TEMPLATE: ClassVar[str] = "feedback.typ"
    title: str
    institution: str
    letterhead: tuple[str, ...]
    method: str
    cite: str
    employee: Person
    guide: Person
    guide_word: str
    to: str
    sections: tuple[Section, ...]
    scale: tuple[str, ...]
    most: int
    words: str
    day: str
    dated: date


def build(feedback: Feedback) -> Said:
    engagement = feedback.engagement
    alone = feedback.to is None and engagement.guide.appointed_only
    above = "pejabat yang berwenang" if alone else "atasan pemberi bimbingan"
    marks = enumerate(feedback.marks, start=1)
    written = day_in(feedback.at, engagement.institution.time_zone)
    return Said(
        title=f"Umpan balik pelaksanaan bimbingan kinerja {engagement.employee.name}",
        institution=engagement.institution.name,
        letterhead=letterhead_of(engagement.institution),
        method=said(engagement.method),
        cite=FORMAT_CITE.words.id,
        employee=person(engagement.employee),
        guide=guide_as_person(engagement.guide),
        guide_word=of(engagement.method),
        to=f"{feedback.to.name}, {above}" if feedback.to else above,
        sections=tuple(
            Section(
                group.title.id,
                tuple(
                    Marked(number, statement.id, mark)
                    for statement, (number, mark) in zip(group.statements, marks, strict=False)
                ),
            )
            for group in GROUPS
        ),
        scale=tuple(f"{mark} = {words.id}" for mark, words in SCALE.items()),
        most=MOST,
        words=feedback.words,
        day=signed_on(engagement, written),
        dated=written,
    )
