"""Notes of an engagement: by session and as a whole, saved as one goes, never one over the other unseen."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pamong.policy.secrecy import Data
from pamong.programme import access, actions
from pamong.programme.models import NoteKind, Session
from pamong.web.forms.meetings import NoteForm, PrivateForm
from pamong.web.http import Request, get_or_404, is_part, see_other, signed_in
from pamong.web.room import Room, enter, page
from pamong.web.room_words import GROW
from pamong.web.templatetags.pamong import say


def of_two(request: Request, id: int) -> Room:
    """The room for the two of it; for others this part is not there."""
    room = enter(request, id, Data.SHARED_NOTES)
    if not room.side:
        raise Http404
    return room


def meeting_of(request: Request, id: int, session: int) -> tuple[Room, Session]:
    room = of_two(request, id)
    rows = access.sessions_visible_to(room.viewer).filter(engagement=room.engagement)
    meeting = get_or_404(rows, session)
    known = next((one for one in room.sessions if one.pk == meeting.pk), meeting)
    return room, known


def at(room: Room, meeting: Session, verb: str = "") -> str:
    return f"{room.base}sessions/{meeting.pk}/" + (f"{verb}/" if verb else "")


def notes_of(room: Room, meeting: Session) -> dict[str, Any]:
    """The shared note and one's own private one, by kind; one query."""
    rows = access.notes_visible_to(room.viewer, room.engagement).filter(
        session=meeting, kind__in=(NoteKind.SHARED, NoteKind.PRIVATE)
    )
    return {note.kind: note for note in rows}


def words_of(note: Any) -> dict[str, str]:
    return actions.read_note(note) if note else {}


def note_form(note: Any) -> NoteForm:
    return NoteForm(initial={**words_of(note), "version": note.version if note else 0}, auto_id="note_%s")


def note_form_of(room: Room, meeting: Session) -> tuple[NoteForm, Any]:
    note = notes_of(room, meeting).get(NoteKind.SHARED)
    return note_form(note), note.at if note else None


def compared(now: Mapping[str, str], mine: Mapping[str, str]) -> list[dict[str, str]]:
    """Where the words as they stand differ from one's own."""
    return [
        {"label": str(GROW.get(name, _("Catatan"))), "now": now.get(name, ""), "mine": mine.get(name, "")}
        for name in now
        if now.get(name, "").strip() != (mine.get(name) or "").strip()
    ]


@require_GET
@signed_in
def notes(request: Request, id: int) -> HttpResponse:
    """All of them, the newest session first; one's own private one of the whole at the top."""
    room = of_two(request, id)
    return notes_page(request, room)


def notes_page(request: Request, room: Room, *, status: int = 200, **more: Any) -> HttpResponse:
    rows = access.notes_visible_to(room.viewer, room.engagement).select_related("author").order_by("-at")
    numbers = {one.pk: one for one in room.sessions}
    found: list[dict[str, Any]] = []
    own = None
    for one in rows:
        if one.session_id is None and one.kind == NoteKind.PRIVATE:
            own = one
            continue
        words, meeting = actions.read_note(one), numbers.get(one.session_id or 0)
        found.append(
            {
                "note": one,
                "meeting": meeting,
                "start": meeting.start if meeting else one.at,
                "private": one.kind == NoteKind.PRIVATE,
                "words": [(GROW.get(name, ""), text) for name, text in words.items() if text],
            }
        )
    # By session, the newest first; of one session the shared note before one's own.
    found.sort(key=lambda row: (row["start"], not row["private"]), reverse=True)
    context = {
        "notes": found,
        "private_form": PrivateForm(
            initial={**words_of(own), "version": own.version if own else 0}, auto_id="own_%s"
        ),
        "own_at": own.at if own else None,
        **more,
    }
    return page(request, room, "notes/list.html", "notes", status=status, **context)


@require_POST
@signed_in
def own(request: Request, id: int) -> HttpResponse:
    """The private note of the engagement as a whole."""
    room = of_two(request, id)
    return kept(request, room, None, PrivateForm(request.POST, auto_id="own_%s"), NoteKind.PRIVATE)


def written(
    request: Request,
    room: Room,
    meeting: Session | None,
    form: Any,
    kind: str,
    *,
    status: int,
    changed: Any = None,
) -> HttpResponse:
    """A note that could not be kept, on a page of its own with what was typed."""
    context = {
        "meeting": meeting,
        "number": getattr(meeting, "number", None),
        "changed": changed,
        "shared": kind == NoteKind.SHARED,
        "address": request.path,
    }
    return page(request, room, "notes/again.html", "", column=False, form=form, status=status, **context)


@require_POST
@signed_in
def note(request: Request, id: int, session: int) -> HttpResponse:
    """Save the shared note; what the other side wrote meanwhile is shown, never overwritten unseen."""
    room, meeting = meeting_of(request, id, session)
    return kept(request, room, meeting, NoteForm(request.POST, auto_id="note_%s"), NoteKind.SHARED)


@require_POST
@signed_in
def private(request: Request, id: int, session: int) -> HttpResponse:
    room, meeting = meeting_of(request, id, session)
    return kept(request, room, meeting, PrivateForm(request.POST, auto_id="own_%s"), NoteKind.PRIVATE)


def kept(
    request: Request, room: Room, meeting: Session | None, form: NoteForm | PrivateForm, kind: str
) -> HttpResponse:
    if not form.is_valid():
        return written(request, room, meeting, form, kind, status=422)
    words = {field: text for field, text in form.cleaned_data.items() if field != "version"}
    try:
        saved = actions.save_note(
            by=request.user,
            engagement=room.engagement,
            session=meeting,
            kind=kind,
            words=words,
            version=form.cleaned_data["version"],
            on=room.viewer.on,
        )
    except actions.NoteChanged as problem:
        changed = {
            "sentence": say(problem.sentence),
            "rows": compared(problem.now, words),
            "version": problem.version,
        }
        if is_part(request):
            context = {"version": form.cleaned_data["version"], "changed": changed}
            return render(request, "notes/_state.html", context, status=409)
        return written(request, room, meeting, form, kind, status=409, changed=changed)
    if is_part(request):
        context = {"version": saved.version if saved else 0, "saved_at": saved.at if saved else None}
        return render(request, "notes/_state.html", context)
    messages.success(request, _("Catatan tersimpan."))
    return see_other(at(room, meeting) if meeting else f"{room.base}notes/")
