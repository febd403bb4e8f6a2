"""Perlu ditindaklanjuti: what waits for a person in every role, from one query."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone

from pamong.people.access import Viewer, team_of
from pamong.people.roles import Role
from pamong.performance.models import Dialogue
from pamong.policy import silence
from pamong.policy.words import Completeness, Method
from pamong.recommendation import access
from pamong.recommendation.models import Contest, Decision, DialogueRequest, Result, SuperiorView, Undecided


class Kind(StrEnum):
    HOLD_DIALOGUE = "hold_dialogue"  # the planner asked the superior
    SET_CAUSE = "set_cause"  # the suggestion is provisional
    SAY_VIEW = "say_view"  # how many suggestions of the team wait for the superior
    COUNSELLING_VIEW = "counselling_view"  # the konseling list has rows; nobody is named
    DECIDE = "decide"  # how many suggestions of a rule wait for the planner
    DECIDE_COUNSELLING = "decide_counselling"
    DEFERRAL_ENDED = "deferral_ended"
    ANSWER_CONTEST = "answer_contest"
    CONTEST_LEFT = "contest_left"  # the planner stayed silent; for the competent authority
    DECIDE_LATE = "decide_late"  # how many suggestions wait longer than the rules have it
    DECIDE_ASKED = "decide_asked"  # the same, and the competent authority asks after them
    SUGGESTIONS_LEFT = "suggestions_left"  # how many, for the competent authority; never whose
    DIALOGUES_LATE = "dialogues_late"  # how many dialogues asked for are not held, for the planner
    ANSWER_DIALOGUE = "answer_dialogue"
    COUNSEL = "counsel"  # how many decided konseling wait for a counsellor


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits; `subject_id` and `name` are of a person, `rule` of a group; `due` where it has a day.

    `item_id` is the row itself that waits, by which it can be acted on.
    `reminded` is how many of it wait so long that they are told of once more.
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
    reminded: int = 0

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
    "in_kind",
    "in_subject",
    "in_person",
    "in_said",
    "in_code",
    "in_number",
    "in_since",
    "in_due",
    "in_item",
    "in_reminded",
)
_NO_DAY = Cast(Value(None), DateField())
_NONE = Value(0, IntegerField())


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
        Waiting(words[kind], subject, person, said, code, number, _moment(since), _day(due), item, reminded)
        for kind, subject, person, said, code, number, since, due, item, reminded in rows
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
    number: str = "",
    reminded: Q | None = None,
    named: bool = True,
    said: Any = None,
) -> Part:
    """One row a thing, with the person's name unless nobody may be named; `said` says the name by an expression.

    `reminded` is what makes it wait so long that it is told of once more.
    """
    found = (
        rows.order_by()
        .annotate(
            in_kind=Value(kind.value, CharField()),
            in_subject=F(subject),
            in_person=F(f"{person}_id") if named else Cast(Value(None), IntegerField()),
            in_said=said or (F(f"{person}__name") if named else Value("", CharField())),
            in_code=F(code) if code else Value("", CharField()),
            in_number=Cast(F(number), IntegerField()) if number else Value(1, IntegerField()),
            in_since=Cast(F(since), DateTimeField()),
            in_due=Cast(F(due), DateField()) if due else _NO_DAY,
            in_item=F("pk"),
            in_reminded=_NONE
            if reminded is None
            else Case(When(reminded, then=Value(1)), default=Value(0), output_field=IntegerField()),
        )
        .values_list(*_COLUMNS)
    )
    return Part(kind, found)


def grouped(
    rows: QuerySet[Any],
    kind: StrEnum,
    by: str | None = None,
    since: str = "at",
    due: str = "",
    reminded: Q | None = None,
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
            in_reminded=_NONE if reminded is None else Count("pk", filter=reminded),
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
    if viewer.has(Role.COMPETENT_AUTHORITY):
        parts += _of_authority(viewer)
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
        each(asked, Kind.HOLD_DIALOGUE, "asked_at", due="due", reminded=Q(due__lte=viewer.on)),
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
    long_ago = viewer.on - timedelta(days=silence.UNDECIDED_DAYS.on(viewer.on))
    late = access.undecided_of(viewer)
    dialogues = access.dialogues_left(viewer)
    return [
        grouped(waiting, Kind.DECIDE, "rule"),
        # Of a konseling nobody is next: the planner alone is told once more.
        grouped(
            access.counselling_visible_to(viewer),
            Kind.DECIDE_COUNSELLING,
            reminded=Q(at__date__lte=long_ago),
        ),
        each(ended, Kind.DEFERRAL_ENDED, "at", reminded=Q(until__lte=long_ago)),
        _contests(contests, Kind.ANSWER_CONTEST, viewer),
        _undecided(late.filter(asked_at__isnull=True), Kind.DECIDE_LATE, "at"),
        _undecided(late.filter(asked_at__isnull=False), Kind.DECIDE_ASKED, "asked_at"),
        grouped(dialogues, Kind.DIALOGUES_LATE, since="asked_at"),
    ]


def _of_authority(viewer: Viewer) -> list[Part]:
    """What the planner leaves, once it was escalated."""
    asked = access.undecided_left_to(viewer).filter(asked_at__isnull=True)
    return [
        _contests(access.contests_left_to(viewer), Kind.CONTEST_LEFT, viewer),
        _undecided(asked, Kind.SUGGESTIONS_LEFT, "escalated_at"),
    ]


def _contests(rows: QuerySet[Contest], kind: Kind, viewer: Viewer) -> Part:
    long_ago = timezone.now() - timedelta(hours=silence.CONTEST_REMINDED_HOURS.on(viewer.on))
    return each(rows, kind, "at", due="due", reminded=Q(at__lte=long_ago))


def _undecided(rows: QuerySet[Undecided], kind: Kind, since: str) -> Part:
    return each(rows, kind, since, number="number", person="institution", named=False)
