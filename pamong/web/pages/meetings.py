"""Sessions of an engagement: one page before, during and after, and when it takes place."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.policy.errors import Invalid, WrongState
from pamong.programme import actions, queries
from pamong.programme.models import NoteKind, Session, Task
from pamong.programme.workflow import Party, SessionState
from pamong.web.forms.meetings import CancelForm, MissForm, PrivateForm, RescheduleForm, SessionForm
from pamong.web.http import Request, refusals_in, see_other, signed_in
from pamong.web.pages.notes import at, meeting_of, note_form, notes_of, of_two, words_of
from pamong.web.room import Room, page
from pamong.web.templatetags.pamong import say


@require_GET
@signed_in
def show(request: Request, id: int, session: int) -> HttpResponse:
    return show_of(request, *meeting_of(request, id, session))


def show_of(
    request: Request, room: Room, meeting: Session, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Before, during and after one session."""
    notes = notes_of(room, meeting)
    shared, private = notes.get(NoteKind.SHARED), notes.get(NoteKind.PRIVATE)
    earlier = [one for one in room.sessions if one.state == SessionState.HELD and one.start < meeting.start]
    last = earlier[-1] if earlier else None
    of = [meeting.pk, *([last.pk] if last else [])]
    tasks = list(Task.objects.filter(session__in=of).order_by("session", "pk"))
    mine, other = sides(room, meeting)
    context = {
        "meeting": meeting,
        "at": at(room, meeting),
        "number": meeting.number,  # type: ignore[attr-defined]
        "guide_text": guide_text(room, meeting.number),  # type: ignore[attr-defined]
        "last": last,
        "last_tasks": [one for one in tasks if last and one.session_id == last.pk],
        "own_tasks": [one for one in tasks if one.session_id == meeting.pk],
        "note_form": note_form(shared),
        "note_at": shared.at if shared else None,
        "takeaway": words_of(shared).get("takeaway", ""),
        "private_form": PrivateForm(
            initial={**words_of(private), "version": private.version if private else 0}, auto_id="own_%s"
        ),
        "began": meeting.start <= timezone.now(),
        "mine_to_confirm": meeting.state == SessionState.PROPOSED
        and meeting.proposed_by_id != room.viewer.account.pk,
        "mine_held": mine,
        "other_held": other,
        "other": room.engagement.guide if room.side == Party.EMPLOYEE else room.engagement.employee.name,
        # What follows on a session that was closed, where nothing lies ahead yet.
        "plan_next": mine is not None
        and meeting.state == SessionState.HELD
        and room.works
        and room.coming is None
        and room.engagement.held < room.engagement.sessions,
        "miss_form": MissForm(auto_id="miss_%s"),
        "cancel_form": CancelForm(auto_id="cancel_%s"),
        **more,
    }
    return page(request, room, "meetings/show.html", "", column=False, status=status, **context)


def sides(room: Room, meeting: Session) -> tuple[Any, Any]:
    """When this side and the other said that it was held."""
    both = meeting.employee_held_at, meeting.guide_held_at
    return both if room.side == Party.EMPLOYEE else (both[1], both[0])


def guide_text(room: Room, number: int | None) -> str:
    """What the template says to prepare for the session of this number."""
    texts = room.engagement.template.guide_texts if room.engagement.template else []
    return str(texts[number - 1]) if number and number <= len(texts) else ""


# ── When and where ───────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@signed_in
def propose(request: Request, id: int) -> HttpResponse:
    room = of_two(request, id)
    initial = {"minutes": room.engagement.minutes, **asked_time(request)}
    form = SessionForm(request.POST if request.method == "POST" else None, initial=initial)
    return filled(request, room, form, actions.propose_session, _("Usulan waktu terkirim, menunggu persetujuan."))  # fmt: skip


def asked_time(request: Request) -> dict[str, Any]:
    """The suggested time that was chosen, as the address says it."""
    try:
        start = datetime.fromisoformat(request.GET.get("at", ""))
    except ValueError:
        return {}
    return {"date": start.date(), "hour": start.time()}


def suggested(room: Room) -> list[dict[str, Any]]:
    """Three times at which both are free, each as a link that fills in the form."""
    free = queries.free_slots(room.engagement, room.viewer.on)
    starts = [timezone.localtime(slot.start) for slot in free if slot.proposed]
    return [{"start": start, "address": f"?at={start:%Y-%m-%dT%H:%M}"} for start in starts]


def filled(request: Request, room: Room, form: Form, do: Any, message: str, **more: Any) -> HttpResponse:
    """A form on a page of its own, and the action it leads to."""
    if form.is_valid():
        with refusals_in(form, WrongState):
            made = do(by=request.user, on=room.viewer.on, **(more or {"engagement": room.engagement}), **form.cleaned_data)  # fmt: skip
            messages.success(request, message)
            return see_other(at(room, made))
    meeting, times = more.get("session"), suggested(room) if request.method == "GET" else []
    return page(
        request, room, "meetings/when.html", "", column=False, form=form, meeting=meeting,
        number=getattr(meeting, "number", None), times=times,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@signed_in
def reschedule(request: Request, id: int, session: int) -> HttpResponse:
    room, meeting = meeting_of(request, id, session)
    start = timezone.localtime(meeting.start)
    initial = {"minutes": meeting.minutes, "date": start.date(), "hour": start.time()}
    initial |= asked_time(request)
    form = RescheduleForm(request.POST if request.method == "POST" else None, initial=initial)
    return filled(request, room, form, actions.reschedule, _("Waktu baru diusulkan, menunggu persetujuan."), session=meeting)  # fmt: skip


@require_POST
@signed_in
def confirm(request: Request, id: int, session: int) -> HttpResponse:
    room, meeting = meeting_of(request, id, session)
    try:
        actions.confirm_session(by=request.user, session=meeting, on=room.viewer.on)
    except Invalid as problem:
        messages.warning(request, say(problem.sentence))
    else:
        messages.success(request, _("Waktu sesi disetujui."))
    return see_other(at(room, meeting))


@require_POST
@signed_in
def cancel(request: Request, id: int, session: int) -> HttpResponse:
    room, meeting = meeting_of(request, id, session)
    form = CancelForm(request.POST, auto_id="cancel_%s")
    if not form.is_valid():
        return show_of(request, room, meeting, status=422, cancel_form=form)
    actions.cancel_session(by=request.user, session=meeting, on=room.viewer.on, **form.cleaned_data)
    messages.success(request, _("Sesi dibatalkan."))
    return see_other(room.base)


@require_POST
@signed_in
def miss(request: Request, id: int, session: int) -> HttpResponse:
    room, meeting = meeting_of(request, id, session)
    form = MissForm(request.POST, auto_id="miss_%s")
    if not form.is_valid():
        return show_of(request, room, meeting, status=422, miss_form=form)
    actions.miss_session(by=request.user, session=meeting, on=room.viewer.on, **form.cleaned_data)
    messages.success(request, _("Ketidakhadiran dicatat. Sesi ini dapat dijadwalkan ulang."))
    return see_other(at(room, meeting))
