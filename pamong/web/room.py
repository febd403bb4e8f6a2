"""The room of an engagement: who stands in it and as what, its frame, and what its right column says."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pamong.audit.actions import note_read
from pamong.people.access import Viewer
from pamong.policy.papers import PAPERS
from pamong.policy.secrecy import Data, Reader, may_read, readers_of
from pamong.policy.sentence import Sentence
from pamong.policy.words import Light
from pamong.programme import access, actions, queries
from pamong.programme.models import Engagement, Fit, Goal, Session, Task
from pamong.programme.workflow import ENGAGEMENT, EngagementState, Party, SessionState
from pamong.recommendation.queries import settings_of
from pamong.web.http import get_or_404, viewer_of
from pamong.web.room_words import ENGAGEMENT_STATES, ENGAGEMENT_TONES
from pamong.web.said import GUIDE_OF
from pamong.web.templatetags.pamong import say, tanggal

LIST = "/engagements/"
LIGHT_TONES = {Light.SMOOTH: "good", Light.ATTENTION: "warn", Light.STUCK: "bad"}
LIGHT_ICONS = {Light.SMOOTH: "circle-check", Light.ATTENTION: "alert-triangle", Light.STUCK: "circle-x"}
# In what capacity a read is logged, the nearest first.
READ_AS = (
    (Reader.SUPERIOR, "superior"),
    (Reader.UNIT_HEAD, "unit_head"),
    (Reader.PLANNER, "planner"),
    (Reader.AUDITOR, "auditor"),
    (Reader.LEADER_ABOVE, "superior"),
    (Reader.LEADER_APPOINTER, "competent_authority"),
    (Reader.ABOVE, "superior"),
    (Reader.GUIDE, "guide"),
)


@dataclass
class Room:
    """One engagement as one person sees it."""

    viewer: Viewer
    engagement: Engagement

    @cached_property
    def readers(self) -> frozenset[Reader]:
        return access.readers(self.viewer, self.engagement)

    @cached_property
    def parties(self) -> frozenset[Party]:
        return access.parties_in(self.viewer, self.engagement)

    @cached_property
    def may(self) -> frozenset[str]:
        """The moves this person may make from its state."""
        return ENGAGEMENT.may(EngagementState(self.engagement.state), self.parties)

    @property
    def side(self) -> str:
        """Which of the two this person is; empty for everybody else."""
        both = self.parties & {Party.EMPLOYEE, Party.GUIDE}
        return next(iter(both)).value if both else ""

    @property
    def base(self) -> str:
        return f"{LIST}{self.engagement.pk}/"

    @property
    def open(self) -> bool:
        return self.engagement.state in access.OPEN

    @property
    def works(self) -> bool:
        """Whether the two may meet, set goals and tell how far they are."""
        return self.engagement.state in actions.MEETING

    def reads(self, data: Data) -> bool:
        return may_read(data, self.readers)

    @cached_property
    def goals(self) -> list[Goal]:
        return list(queries.goals_with_proof(self.engagement))

    @cached_property
    def sessions(self) -> list[Session]:
        return queries.sessions_of(self.engagement)

    @cached_property
    def every_task(self) -> list[Task]:
        return list(queries.tasks_of(self.engagement)) if self.reads(Data.SHARED_NOTES) else []

    @cached_property
    def tasks(self) -> list[Task]:
        """What is still to be done."""
        return [one for one in self.every_task if one.done_at is None]

    @property
    def coming(self) -> Session | None:
        """The next session that is agreed on or asked for."""
        now = timezone.now()
        ahead = (SessionState.PROPOSED, SessionState.SCHEDULED)
        waiting = [one for one in self.sessions if one.state in ahead]
        # One that was not closed yet is still the next thing to do.
        return next((one for one in waiting if one.state == SessionState.SCHEDULED or one.start > now), None)


def enter(request: HttpRequest, id: int, data: Data, what: str = "engagement") -> Room:
    """The room, where this person may read this part of it; a read by any but the two is logged."""
    viewer = viewer_of(request)
    room = Room(viewer, get_or_404(queries.for_room(access.engagements_visible_to(viewer)), id))
    if not room.reads(data):
        raise Http404
    if request.method == "GET" and not room.side:
        note_read(
            by=viewer.account,
            employee=room.engagement.employee,
            what=what,
            page=request.path,
            role=read_as(room.readers),
        )
    return room


def read_as(readers: frozenset[Reader]) -> str:
    return next((said for reader, said in READ_AS if reader in readers), "")


def page(
    request: HttpRequest,
    room: Room,
    template: str,
    here: str,
    *,
    column: bool = True,
    form: Form | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A page inside the frame; 422 where a form has errors."""
    column_of = beside(room) if column else {}
    context = {**frame(room, here), "form": form, **column_of, **more}
    if status == 200 and form is not None and form.errors:
        status = 422
    return render(request, template, context, status=status)


def frame(room: Room, here: str) -> dict[str, Any]:
    engagement = room.engagement
    return {
        "room": room,
        "engagement": engagement,
        "employee": engagement.employee,
        "guide": engagement.guide,
        "guide_word": GUIDE_OF[engagement.method],
        "base": room.base,
        "side": room.side,
        "state": engagement_said(engagement.state),
        "light": light_said(engagement, room.viewer.on),
        "steps": steps(room),
        "tabs": tabs(room, here),
        "readers_agreement": room.reads(Data.AGREEMENT),
        "readers": {data.name: say(readers_of(data, called=called(room))) for data in Data},
        "superior_apart": engagement.guide.employee_id is None
        or engagement.employee.superior_id != engagement.guide.employee_id,
    }


def called(room: Room) -> dict[Reader, Sentence]:
    """The two by their names, whoever reads the page as "Anda" and first."""
    employee, guide = room.engagement.employee.name, str(room.engagement.guide)
    two = {Reader.SELF: Sentence(employee, employee), Reader.GUIDE: Sentence(guide, guide)}
    you = {Party.EMPLOYEE.value: Reader.SELF, Party.GUIDE.value: Reader.GUIDE}.get(room.side)
    return {you: Sentence("Anda", "you")} | {one: two[one] for one in two if one != you} if you else two


def engagement_said(state: str) -> dict[str, Any]:
    return {"said": ENGAGEMENT_STATES.get(state, state), "tone": ENGAGEMENT_TONES.get(state, "plain")}


def ago(days: int) -> str:
    return ngettext("%(n)s hari lalu", "%(n)s hari lalu", days) % {"n": days} if days else _("hari ini")


def light_said(engagement: Engagement, on: date) -> dict[str, Any] | None:
    """ "Lancar · sesi terakhir 12 hari lalu, rencana tiap 14 hari"."""
    light, since = queries.light_of(engagement, on), engagement.last_held_on or engagement.starts_on
    if light is None or since is None:
        return None
    resumed = queries.resumed_on(engagement)
    days = max(0, (on - (resumed or since)).days)
    words = {"ago": ago(days), "every": engagement.every_days}
    said = (
        _("dilanjutkan %(ago)s, rencana tiap %(every)s hari") % words
        if resumed
        else _("sesi terakhir %(ago)s, rencana tiap %(every)s hari") % words
        if engagement.last_held_on
        else _("dimulai %(ago)s, belum ada sesi, rencana tiap %(every)s hari") % words
    )
    return {
        "word": say(light.label),
        "tone": LIGHT_TONES[light],
        "icon": LIGHT_ICONS[light],
        "said": said,
    }


def tabs(room: Room, here: str) -> list[dict[str, Any]]:
    """Only what this person may read has a tab."""
    known = (
        ("", _("Sesi"), Data.PROGRESS),
        ("goals", _("Tujuan & proyek"), Data.PROGRESS),
        ("tasks", _("Tugas"), Data.SHARED_NOTES),
        ("notes", pgettext("banyak", "Catatan"), Data.SHARED_NOTES),
        ("proof", _("Bukti"), Data.PROOF),
        ("agreement", _("Kesepakatan"), Data.AGREEMENT),
        ("results", _("Hasil"), Data.REPORT),
    )
    return [
        {
            "label": label,
            "address": f"{room.base}{name}/" if name else room.base,
            "here": name == here,
            # Only where the tasks are read anyway, and something can still be done about them.
            "number": len(room.tasks) if name == "tasks" and "tasks" in vars(room) and room.open else 0,
        }
        for name, label, data in known
        if room.reads(data)
    ]


ORDER = (
    EngagementState.MATCHED,
    EngagementState.APPOINTED,
    EngagementState.AGREED,
    EngagementState.RUNNING,
    EngagementState.EVALUATING,
    EngagementState.COMPLETED,
)


def steps(room: Room) -> list[dict[str, Any]]:
    """The six steps with their dates; an engagement that ended early stays where it was."""
    one: Any = room.engagement
    reached = _reached(one)
    guide = str(GUIDE_OF[one.method])
    # The number of a step is the state in which it is being done.
    known = (
        (_("Usulan disetujui"), _day(one.approved_at or one.matched_at)),
        (_("Penunjukan %(guide)s") % {"guide": guide}, _day(one.appointed_at)),
        (_("Kesepakatan"), _day(one.starts_on)),
        (_("Pelaksanaan"), _("%(held)s dari %(all)s sesi") % {"held": one.held, "all": one.sessions}),
        (_("Evaluasi"), _day(one.state_since) if one.state == EngagementState.EVALUATING else ""),
        (_("Laporan & tindak lanjut"), _day(one.reported_at)),
    )
    return [
        {
            "label": label,
            "note": note if number <= reached or (number == 5 and one.reported_at) else "",
            "state": "done" if number < reached else "here" if number == reached else "next",
        }
        for number, (label, note) in enumerate(known)
    ]


def _reached(one: Any) -> int:
    """The index of the step that is being done; one past the last when all are."""
    state = one.state
    if state == EngagementState.COMPLETED:
        return 6
    if state == EngagementState.EVALUATING:
        return 4
    if state in (EngagementState.AGREED, EngagementState.RUNNING, EngagementState.PAUSED):
        return 3
    if state == EngagementState.APPOINTED:
        return 2
    if state == EngagementState.MATCHED:
        return 1
    # Ended early: as far as its dates say.
    return 3 if one.starts_on else 2 if one.appointed_at else 1


def _day(value: date | datetime | None) -> str:
    return tanggal(value) if value else ""


def beside(room: Room) -> dict[str, Any]:
    """The right column: goals, tasks, hours with a reason for each that does not count, documents."""
    settings = settings_of(room.engagement.institution, room.viewer.on)
    next_day = (
        timezone.localtime(room.coming.start).date()
        if room.coming and room.coming.state == SessionState.SCHEDULED
        else None
    )
    hours = queries.hours_of(room.engagement, settings, ahead=next_day)
    coming = hours.pop() if next_day else None
    return {
        "goals_shown": [goal for goal in room.goals if goal.dropped_at is None],
        "tasks_shown": room.tasks[:5],
        "tasks_more": max(0, len(room.tasks) - 5),
        "hours": sum(one.hours for one in hours),
        "hours_of": len(hours),
        "not_counted": [one for one in hours if one.reason is not None],
        "hours_ahead": coming if coming and coming.reason is not None else None,
        "letter": room.engagement.letter if room.reads(Data.LETTER) else None,
        "letter_withdrawn": room.reads(Data.LETTER)
        and room.engagement.state in queries.MAY_BE_NAMED
        and getattr(room.engagement, "letter_withdrawn", False),
        "papers": papers(room),
        "asks_fit": asks_fit(room),
    }


def papers(room: Room) -> list[dict[str, str]]:
    """The papers that are there and that this person may read, by the stage they belong to."""
    one: Any = room.engagement
    there = {
        "agreement": bool(one.agreement_state),
        "card": one.held > 0,
        "b18": one.has_feedback,
        "b19": one.has_measures,
        "report": one.reported_at is not None,
    }
    return [
        {"address": f"{room.base}{paper.code}.pdf", "name": say(paper.name), "stage": say(paper.stage)}
        for paper in PAPERS
        if there[paper.code] and room.reads(paper.data)
    ]


def asks_fit(room: Room) -> bool:
    """After the first session both are asked once; who was not sure is asked again after the next."""
    mine = {"employee": room.engagement.employee_fit, "guide": room.engagement.guide_fit}.get(room.side)
    return mine in ("", Fit.UNSURE) and room.works and room.engagement.held > 0
