"""The guide's report to the superior and the planner: goals, sessions, hours, levels before and after, and advice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pamong.policy.hours import Counted
from pamong.policy.sentence import day
from pamong.programme.models import Goal, Reassessment, Report
from pamong.reports.saying import Person, day_in, guide_as_person, letterhead_of, of, person, said, signed_on


@dataclass(frozen=True, slots=True)
class Reached:
    title: str
    measure: str
    baseline: str
    target: str
    percent: int


@dataclass(frozen=True, slots=True)
class Measured:
    competency: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    TEMPLATE: ClassVar[str] = "report.typ"
    title: str
    institution: str
    letterhead: tuple[str, ...]
    method: str
    employee: Person
    guide: Person
    guide_word: str
    superior: str
    letter: str
    period: str
    held: int
    planned: int
    hours: int
    not_counted: tuple[str, ...]  # held sessions without hours, each with its day and reason
    goals: tuple[Reached, ...] | None
    measured: tuple[Measured, ...] | None
    strategy: str
    abilities: str
    develop_next: str
    follow_up: str
    day: str
    dated: date


def build(
    report: Report,
    goals: Iterable[Goal] | None,
    reassessments: Iterable[Reassessment] | None,
    *,
    hours: Iterable[Counted],
) -> Told:
    """`goals` and `reassessments` of the engagement, None where the reader may not see them; `hours`: of each held session (JP).

    Who does not see the goals does not see the days of the sessions either, so only the sum of the hours.
    """
    hours = list(hours)
    engagement = report.engagement
    written = day_in(report.at, engagement.institution.time_zone)
    superior = engagement.employee.superior
    return Told(
        title=f"Laporan {said(engagement.method)} {engagement.employee.name}",
        institution=engagement.institution.name,
        letterhead=letterhead_of(engagement.institution),
        method=said(engagement.method),
        employee=person(engagement.employee),
        guide=guide_as_person(engagement.guide),
        guide_word=of(engagement.method),
        superior=superior.name if superior else "",
        letter=engagement.letter.number if engagement.letter else "",
        period=f"{day(engagement.starts_on).id} sampai {day(engagement.last_held_on or written).id}"
        if engagement.starts_on
        else "",
        held=engagement.held,
        planned=engagement.sessions,
        hours=sum(one.hours for one in hours),
        not_counted=()
        if goals is None
        else tuple(f"{day(one.day).id}: {one.reason.id}" for one in hours if one.reason is not None),
        goals=None
        if goals is None
        else tuple(Reached(g.title, g.measure, g.baseline, g.target, g.percent) for g in goals),
        measured=None
        if reassessments is None
        else tuple(
            Measured(one.competency.name, level(one.before), level(one.after)) for one in reassessments
        ),
        strategy=report.strategy,
        abilities=report.abilities,
        develop_next=report.develop_next,
        follow_up=report.follow_up,
        day=signed_on(engagement, written),
        dated=written,
    )


def level(value: int | None) -> str:
    """A level, or that it is not measured yet."""
    return "belum dinilai" if value is None else str(value)
