"""Closing a session: signed in, afterwards, or from a mail without signing in."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pamong.people.access import viewer as viewer_on
from pamong.policy.errors import Invalid, WrongState
from pamong.programme import access, actions, queries
from pamong.programme.models import NoteKind, Session, Task
from pamong.programme.workflow import Party, SessionState
from pamong.web.forms.meetings import ClosingForm, LogForm, owners
from pamong.web.http import Request, refusals_in, see_other, signed_in
from pamong.web.pages.notes import at, compared, meeting_of, notes_of, of_two, words_of
from pamong.web.room import Room, page
from pamong.web.templatetags.pamong import say


@require_http_methods(["GET", "POST"])
@signed_in
def close(request: Request, id: int, session: int) -> HttpResponse:
    """How it was, what one takes along, actions and a private note: one short form."""
    room, meeting = meeting_of(request, id, session)
    notes = notes_of(room, meeting)
    shared, own = notes.get(NoteKind.SHARED), notes.get(NoteKind.PRIVATE)
    done = list(Task.objects.filter(session=meeting))
    initial = {
        "rating": str(getattr(meeting, f"{room.side}_rating") or ""),
        "takeaway": words_of(shared).get("takeaway", ""),
        "private": words_of(own).get("text", ""),
        "version": shared.version if shared else 0,
        "private_version": own.version if own else 0,
    }
    form = ClosingForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        owners=owners(room.engagement.employee, room.engagement.guide),
        most=max(0, 3 - len(done)),
    )
    changed = None
    if form.is_valid():
        try:
            closed(request, room, meeting, form.cleaned_data, words_of(shared), words_of(own))
        except actions.NoteChanged as problem:
            mine = {**problem.now, "takeaway": form.cleaned_data["takeaway"]}
            changed = {
                "sentence": say(problem.sentence),
                "rows": compared(problem.now, mine),
                "version": problem.version,
            }
        except Invalid as problem:
            form.add_error(None, say(problem.sentence))
        else:
            messages.success(request, _("Sesi ditutup. Terima kasih."))
            return see_other(at(room, meeting))
    context = {"meeting": meeting, "number": meeting.number, "own_tasks": done, "changed": changed}  # type: ignore[attr-defined]  # fmt: skip
    return page(
        request, room, "meetings/close.html", "", column=False, form=form, status=409 if changed else 200, **context
    )  # fmt: skip


@transaction.atomic
def closed(
    request: Request,
    room: Room,
    meeting: Session,
    said: dict[str, Any],
    shared: dict[str, str],
    own: dict[str, str],
) -> None:
    """The session and the private note, both or none."""
    takes = said["takeaway"].strip()
    words = {**shared, "takeaway": takes} if takes != shared.get("takeaway", "") else None
    actions.close_session(
        by=request.user,
        session=meeting,
        on=room.viewer.on,
        rating=said["rating"],
        words=words,
        version=said["version"] or 0,
        actions=said["actions"],
    )
    if said["private"].strip() != own.get("text", ""):
        actions.save_note(
            by=request.user,
            engagement=room.engagement,
            session=meeting,
            kind=NoteKind.PRIVATE,
            words={"text": said["private"]},
            version=said["private_version"] or 0,
            on=room.viewer.on,
        )


@require_http_methods(["GET", "POST"])
@signed_in
def log(request: Request, id: int) -> HttpResponse:
    """A session that was held without the system."""
    room = of_two(request, id)
    form = LogForm(
        request.POST if request.method == "POST" else None,
        initial={"minutes": room.engagement.minutes, "date": room.viewer.on},
        owners=owners(room.engagement.employee, room.engagement.guide),
        private=False,
    )
    if form.is_valid():
        said = form.cleaned_data
        takes = said["takeaway"].strip()
        with refusals_in(form, WrongState):
            made = actions.log_session(
                by=request.user,
                engagement=room.engagement,
                on=room.viewer.on,
                start=said["start"],
                words={"takeaway": takes} if takes else None,
                **{name: said[name] for name in ("minutes", "sitting", "topic", "rating", "actions")},
            )
            messages.success(request, _("Sesi susulan dicatat; pihak lain diminta membenarkan."))
            return see_other(at(room, made))
    return page(request, room, "meetings/log.html", "", column=False, form=form)


@never_cache
@require_http_methods(["GET", "POST"])
def close_by_link(request: Any, token: str) -> HttpResponse:
    """From a mail: one session's date and the form of one side; nothing of its content, never a konseling."""
    found = queries.closing_of(token)
    if found is None:
        return render(request, "meetings/link_over.html", status=404)
    meeting, account = found
    on = timezone.localdate()
    side = access.parties_in(viewer_on(account, on), meeting.engagement) & {Party.EMPLOYEE, Party.GUIDE}
    if not side or meeting.state not in (SessionState.PROPOSED, SessionState.SCHEDULED, SessionState.HELD):
        return render(request, "meetings/link_over.html", status=404)
    form = ClosingForm(
        request.POST if request.method == "POST" else None,
        private=False,
        owners=[("employee", _("Pegawai")), ("guide", _("Pembimbing")), ("both", _("Keduanya"))],
        most=max(0, 3 - meeting.actions.count()),
        auto_id="link_%s",
    )
    if form.is_valid():
        with refusals_in(form, WrongState):
            added(meeting, account, form.cleaned_data)
            return render(request, "meetings/link_done.html", {"meeting": meeting})
    context = {"meeting": meeting, "form": form, "keep": f"link-{account.pk}-{meeting.pk}"}
    return render(request, "meetings/link.html", context, status=422 if form.errors else 200)


def added(meeting: Session, account: Any, said: dict[str, Any]) -> None:
    """What was taken along goes under what stands there, once; who holds the link does not read that."""
    shared = meeting.notes.filter(kind=NoteKind.SHARED).first()
    now, takes = words_of(shared), said["takeaway"].strip()
    before = now.get("takeaway", "")
    if f"\n{before}\n".endswith(f"\n{takes}\n"):  # sent before, and the answer was lost on the way
        takes = ""
    whole = "\n".join(part for part in (before, takes) if part)
    actions.close_session(
        by=account,
        session=meeting,
        on=timezone.localdate(),
        rating=said["rating"],
        words={**now, "takeaway": whole} if takes else None,
        version=shared.version if shared else 0,
        actions=said["actions"],
    )
