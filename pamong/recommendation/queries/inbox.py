"""Perlu ditindaklanjuti: what waits for a person in every role, from one query."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from pamong.people.access import Viewer, team_of
from pamong.people.roles import Role
from pamong.performance.models import Dialogue
from pamong.policy.words import Completeness, Method
from pamong.recommendation import access
from pamong.recommendation.models import DialogueRequest, Result, SuperiorView


class Kind(StrEnum):
    HOLD_DIALOGUE = "hold_dialogue"  # the planner asked the superior
    SET_CAUSE = "set_cause"  # the suggestion is provisional
    SAY_VIEW = "say_view"  # how many suggestions of the team wait for the superior
    COUNSELLING_VIEW = "counselling_view"  # the konseling list has rows; nobody is named
    DECIDE = "decide"  # how many suggestions of a rule wait for the planner
    DECIDE_COUNSELLING = "decide_counselling"
    DEFERRAL_ENDED = "deferral_ended"
    ANSWER_CONTEST = "answer_contest"
    ANSWER_DIALOGUE = "answer_dialogue"
    COUNSEL = "counsel"  # how many decided konseling wait for a counsellor


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits; `subject_id` and `name` are of a person, `rule` of a group."""

    kind: Kind
    subject_id: int | None
    employee_id: int | None
    name: str
    rule: str
    number: int
    since: datetime


_COLUMNS = ("kind", "subject", "person", "said", "code", "number", "since")


def inbox(viewer: Viewer) -> list[Waiting]:
    """Oldest first. One query, a union over the roles; later rooms add their own parts."""
    parts = _parts(viewer)
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    found = [
        Waiting(Kind(kind), subject, person, said, code, number, _moment(since))
        for kind, subject, person, said, code, number, since in rows
        if number
    ]
    return sorted(found, key=lambda row: row.since)


def inbox_count(viewer: Viewer) -> int:
    """How many things wait."""
    return len(inbox(viewer))


def _moment(value: Any) -> datetime:
    """SQLite gives moments of a union as text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _each(rows: QuerySet[Any], kind: Kind, since: str) -> Any:
    """One row a thing, with the person's name."""
    return (
        rows.order_by()
        .annotate(
            kind=Value(kind.value, CharField()),
            subject=F("pk"),
            person=F("employee_id"),
            said=F("employee__name"),
            code=Value("", CharField()),
            number=Value(1, IntegerField()),
            since=Cast(F(since), DateTimeField()),
        )
        .values_list(*_COLUMNS)
    )


def _grouped(rows: QuerySet[Any], kind: Kind, by: str | None = None) -> Any:
    """One row a group, nobody named."""
    constant = rows.order_by().annotate(kind=Value(kind.value, CharField()))
    constant = constant.annotate(code=F(by) if by else Value("", CharField()))
    return (
        constant.values("kind", "code")
        .annotate(
            subject=Cast(Value(None), IntegerField()),
            person=Cast(Value(None), IntegerField()),
            said=Value("", CharField()),
            number=Count("pk"),
            since=Min("at"),
        )
        .values_list(*_COLUMNS)
    )


def _parts(viewer: Viewer) -> list[QuerySet[Any]]:
    parts: list[QuerySet[Any]] = []
    if viewer.superior_ids:
        parts += _of_superior(viewer)
    if viewer.has(Role.PLANNER):
        parts += _of_planner(viewer)
    if viewer.has(Role.COUNSELLOR):
        parts.append(_grouped(access.counselling_waiting_for(viewer), Kind.COUNSEL))
    if viewer.employee:
        mine = Dialogue.objects.filter(employee=viewer.employee, current=True, answered_at__isnull=True)
        parts.append(_each(mine, Kind.ANSWER_DIALOGUE, "written_at"))
    return parts


def _of_superior(viewer: Viewer) -> list[QuerySet[Any]]:
    team = team_of(viewer).values("pk")
    asked = DialogueRequest.objects.filter(employee__in=team, done_at__isnull=True)
    owed = Result.objects.filter(
        employee__in=team, current=True, set_aside="", completeness=Completeness.PROVISIONAL
    ).exclude(employee__in=asked.values("employee"))
    # A view stands for the method it was given on: another suggestion asks for another view.
    said = SuperiorView.objects.filter(
        employee=OuterRef("employee"), current=True, result__method=OuterRef("method")
    )
    unsaid = (
        Result.objects.filter(employee__in=team, current=True, set_aside="")
        .exclude(method="")
        .exclude(employee__decisions__current=True)
        .exclude(Exists(said))
    )
    return [
        _each(asked, Kind.HOLD_DIALOGUE, "asked_at"),
        _each(owed, Kind.SET_CAUSE, "at"),
        _each(unsaid.exclude(method=Method.COUNSELLING), Kind.SAY_VIEW, "at"),
        _grouped(unsaid.filter(method=Method.COUNSELLING), Kind.COUNSELLING_VIEW),
    ]


def _of_planner(viewer: Viewer) -> list[QuerySet[Any]]:
    waiting = access.results_visible_to(viewer).filter(set_aside="").exclude(method="")
    waiting = waiting.exclude(employee__decisions__current=True)
    ended = access.decisions_visible_to(viewer).filter(verdict="defer", until__lte=viewer.on)
    contests = access.contests_visible_to(viewer).filter(answered_at__isnull=True)
    if viewer.employee:
        contests = contests.exclude(employee=viewer.employee)
    return [
        _grouped(waiting, Kind.DECIDE, "rule"),
        _grouped(access.counselling_visible_to(viewer), Kind.DECIDE_COUNSELLING),
        _each(ended, Kind.DEFERRAL_ENDED, "at"),
        _each(contests, Kind.ANSWER_CONTEST, "at"),
    ]
