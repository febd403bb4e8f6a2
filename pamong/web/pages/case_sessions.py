"""Sessions of a konseling: proposed, answered, moved, held; with the counsellor's note of each."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.people.access import Viewer
from pamong.policy.errors import Invalid, WrongState
from pamong.programme import access, actions
from pamong.programme.models import Engagement, NoteKind, Session
from pamong.programme.workflow import SESSION, Party, SessionState
from pamong.web.forms.cases import (
    CloseSessionForm,
    LogSessionForm,
    MissForm,
    ProposeSessionForm,
    RescheduleForm,
    WhyForm,
    as_it_stands,
    earliest,
)
from pamong.web.http import Request, refusals_in, see_other, signed_in
from pamong.web.pages.cases import base_of, box, case_of, frame, released, session_of, session_rows
from pamong.web.templatetags.pamong import say


def asking(
    request: Request,
    kind: type[Form],
    write: Callable[..., Session],
    said: str,
    template: str,
    id: int,
) -> HttpResponse:
    """A form of a time, and what comes of it."""
    viewer, engagement, side = case_of(request, id)
    form = kind(request.POST if request.method == "POST" else None, initial=earliest(viewer.on))
    if form.is_valid():
        with refusals_in(form, WrongState):
            made = write(by=request.user, engagement=engagement, on=viewer.on, **form.cleaned_data)
            messages.success(request, said)
            return see_other(f"{base_of(engagement)}sessions/{made.pk}/")
    context = {**frame(engagement, side), "form": form}
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: Request, id: int) -> HttpResponse:
    said = _("Waktu diusulkan; pihak lain menjawabnya.")
    return asking(request, ProposeSessionForm, actions.propose_session, said, "cases/new_session.html", id)


@require_http_methods(["GET", "POST"])
@signed_in
def log(request: Request, id: int) -> HttpResponse:
    """A session that was held without the system."""
    said = _("Sesi tercatat; pihak lain membenarkannya.")
    return asking(request, LogSessionForm, actions.log_session, said, "cases/log_session.html", id)


@require_GET
@signed_in
def show(request: Request, id: int, session: int) -> HttpResponse:
    viewer, engagement, side = case_of(request, id)
    found = session_of(engagement, session)
    return render(request, "cases/session.html", context_of(viewer, engagement, side, found))


def context_of(
    viewer: Viewer, engagement: Engagement, side: Party, session: Session, **forms: Form
) -> dict[str, Any]:
    notes = list(access.notes_visible_to(viewer, engagement))
    counsels = side is Party.GUIDE
    kinds = (NoteKind.COUNSELLING, NoteKind.RELEASED) if counsels else (NoteKind.PRIVATE,)
    may = SESSION.may(SessionState(session.state), {side})
    past = session.start <= timezone.now()
    held = session.guide_held_at if counsels else session.employee_held_at
    row = next(
        one for one in session_rows(engagement, viewer.account.pk, side) if one["session"].pk == session.pk
    )
    return {
        **frame(engagement, side),
        **row,
        "here": row["address"],
        "boxes": [box(notes, kind, session, viewer.account.pk) for kind in kinds],
        "released": [] if counsels else [one for one in released(notes, engagement) if one["session"] == session.start],
        "said_held": held,
        "may_confirm": row["asks_me"] and not past,
        "may_close": past and bool({"hold", "confirm_held"} & may) and held is None,
        "may_miss": past and "miss" in may,
        "may_deny": "deny" in may and held is None and engagement.state in access.OPEN,
        "may_move": "reschedule" in may and engagement.state in actions.MEETING,
        "may_cancel": "cancel" in may,
        "close_form": CloseSessionForm(auto_id="close_%s"),
        "miss_form": MissForm(auto_id="miss_%s"),
        "move_form": RescheduleForm(initial=as_it_stands(session), auto_id="move_%s"),
        "cancel_form": WhyForm(auto_id="cancel_%s"),
        **forms,
    }  # fmt: skip


def acting(
    request: Request,
    id: int,
    session: int,
    name: str,
    form: Form | None,
    write: Callable[..., object],
    said: str,
) -> HttpResponse:
    """One step of a session; what is wrong stands beside the form."""
    viewer, engagement, side = case_of(request, id)
    found = session_of(engagement, session)
    if form is not None and not form.is_valid():
        again = context_of(viewer, engagement, side, found, **{name: form})
        return render(request, "cases/session.html", again, status=422)
    try:
        write(by=request.user, session=found, on=viewer.on, **(form.cleaned_data if form else {}))
    except Invalid as problem:
        if form is None:
            raise
        form.add_error(None, say(problem.sentence))
        again = context_of(viewer, engagement, side, found, **{name: form})
        return render(request, "cases/session.html", again, status=422)
    messages.success(request, said)
    return see_other(f"{base_of(engagement)}sessions/{found.pk}/")


@require_POST
@signed_in
def confirm(request: Request, id: int, session: int) -> HttpResponse:
    return acting(request, id, session, "", None, actions.confirm_session, _("Sesi terjadwal."))


@require_POST
@signed_in
def reschedule(request: Request, id: int, session: int) -> HttpResponse:
    form = RescheduleForm(request.POST, auto_id="move_%s")
    said = _("Waktu baru diusulkan; pihak lain menjawabnya.")
    return acting(request, id, session, "move_form", form, actions.reschedule, said)


@require_POST
@signed_in
def cancel(request: Request, id: int, session: int) -> HttpResponse:
    form = WhyForm(request.POST, auto_id="cancel_%s")
    return acting(request, id, session, "cancel_form", form, actions.cancel_session, _("Sesi dibatalkan."))


@require_POST
@signed_in
def miss(request: Request, id: int, session: int) -> HttpResponse:
    form = MissForm(request.POST, auto_id="miss_%s")
    said = _("Tercatat; sesi ini dapat dijadwalkan ulang.")
    return acting(request, id, session, "miss_form", form, actions.miss_session, said)


@require_POST
@signed_in
def close(request: Request, id: int, session: int) -> HttpResponse:
    form = CloseSessionForm(request.POST, auto_id="close_%s")
    said = _("Sesi tercatat terlaksana.")
    return acting(request, id, session, "close_form", form, actions.close_session, said)
