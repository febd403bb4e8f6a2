"""Perlu ditindaklanjuti: what waits for a person in every role, from one query."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateField,
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
from pamong.recommendation.models import Decision, DialogueRequest, Result, SuperiorView


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
    """One thing that waits; `subject_id` and `name` are of a person, `rule` of a group; `due` where it has a day.

    `item_id` is the row itself that waits, by which it can be acted on.
    """

    kind: StrEnum  # Kind here; rooms above have words of their own
    subject_id: int | None
    employee_id: int | None
    name: str
    rule: str
    number: int
    since: datetime
    due: date | None = None
    item_id: int | None = None

    @property
    def counted(self) -> bool:
        """Whether it says how many wait, and stands for nothing in particular."""
        return self.subject_id is None


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing, with the rows that wait; `counted` where they only say how many."""

    kind: StrEnum
    rows: QuerySet[Any]
    counted: bool = False


# Named apart from the fields of whatever row waits.
_COLUMNS = (
    *("in_kind", "in_subject", "in_person", "in_said", "in_code", "in_number", "in_since", "in_due"),
    "in_item",
)
_NO_DAY = Cast(Value(None), DateField())


def inbox(viewer: Viewer) -> list[Waiting]:
    """Oldest first. One query, a union over the roles; rooms above add their own parts to `parts`."""
    return gathered(parts(viewer))


def gathered(asked: list[Part]) -> list[Waiting]:
    """The rows of many parts in one query, each with the word of the kind it is."""
    if not asked:
        return []
    words = {part.kind.value: part.kind for part in asked}
    first, *more = [part.rows for part in asked]
    rows = first.union(*more, all=True) if more else first
    found = [
        Waiting(words[kind], subject, person, said, code, number, _moment(since), _day(due), item)
        for kind, subject, person, said, code, number, since, due, item in rows
        if number
    ]
    return sorted(found, key=lambda row: row.since)


def _moment(value: Any) -> datetime:
    """SQLite gives moments of a union as text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _day(value: Any) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def each(
    rows: QuerySet[Any],
    kind: StrEnum,
    since: str,
    *,
    subject: str = "pk",
    person: str = "employee",
    code: str = "",
    due: str = "",
    named: bool = True,
    said: Any = None,
) -> Part:
    """One row a thing, with the person's name unless nobody may be named; `said` says the name by an expression."""
    found = (
        rows.order_by()
        .annotate(
            in_kind=Value(kind.value, CharField()),
            in_subject=F(subject),
            in_person=F(f"{person}_id") if named else Cast(Value(None), IntegerField()),
            in_said=said or (F(f"{person}__name") if named else Value("", CharField())),
            in_code=F(code) if code else Value("", CharField()),
            in_number=Value(1, IntegerField()),
            in_since=Cast(F(since), DateTimeField()),
            in_due=Cast(F(due), DateField()) if due else _NO_DAY,
            in_item=F("pk"),
        )
        .values_list(*_COLUMNS)
    )
    return Part(kind, found)


def grouped(
    rows: QuerySet[Any], kind: StrEnum, by: str | None = None, since: str = "at", due: str = ""
) -> Part:
    """One row a group, nobody named; `due` is the first day by which one of them is waited for."""
    constant = rows.order_by().annotate(in_kind=Value(kind.value, CharField()))
    constant = constant.annotate(in_code=F(by) if by else Value("", CharField()))
    found = (
        constant.values("in_kind", "in_code")
        .annotate(
            in_subject=Cast(Value(None), IntegerField()),
            in_person=Cast(Value(None), IntegerField()),
            in_said=Value("", CharField()),
            in_number=Count("pk"),
            in_since=Min(since),
            in_due=Min(due) if due else _NO_DAY,
            in_item=Cast(Value(None), IntegerField()),
        )
        .values_list(*_COLUMNS)
    )
    return Part(kind, found, counted=True)


def parts(viewer: Viewer, *, counsel: QuerySet[Decision] | None = None) -> list[Part]:
    """What waits in each role; `counsel`: the decided konseling that nobody has taken up, where that is known."""
    parts: list[Part] = []
    if viewer.superior_ids:
        parts += _of_superior(viewer)
    if viewer.has(Role.PLANNER):
        parts += _of_planner(viewer)
    if viewer.has(Role.COUNSELLOR):
        waiting = access.counselling_waiting_for(viewer) if counsel is None else counsel
        parts.append(grouped(waiting, Kind.COUNSEL))
    if viewer.employee:
        mine = Dialogue.objects.filter(employee=viewer.employee, current=True, answered_at__isnull=True)
        parts.append(each(mine, Kind.ANSWER_DIALOGUE, "written_at"))
    return parts


def _of_superior(viewer: Viewer) -> list[Part]:
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
        each(asked, Kind.HOLD_DIALOGUE, "asked_at", due="due"),
        each(owed, Kind.SET_CAUSE, "at"),
        each(unsaid.exclude(method=Method.COUNSELLING), Kind.SAY_VIEW, "at", code="method"),
        grouped(unsaid.filter(method=Method.COUNSELLING), Kind.COUNSELLING_VIEW),
    ]


def _of_planner(viewer: Viewer) -> list[Part]:
    waiting = access.results_visible_to(viewer).filter(set_aside="").exclude(method="")
    waiting = waiting.exclude(employee__decisions__current=True)
    ended = access.decisions_visible_to(viewer).filter(verdict="defer", until__lte=viewer.on)
    contests = access.contests_visible_to(viewer).filter(answered_at__isnull=True)
    if viewer.employee:
        contests = contests.exclude(employee=viewer.employee)
    return [
        grouped(waiting, Kind.DECIDE, "rule"),
        grouped(access.counselling_visible_to(viewer), Kind.DECIDE_COUNSELLING),
        each(ended, Kind.DEFERRAL_ENDED, "at"),
        each(contests, Kind.ANSWER_CONTEST, "at"),
    ]
