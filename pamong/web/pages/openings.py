"""Breaking the glass: asked with a reason, granted by another for some hours, every look written down."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.audit.actions import note_read
from pamong.people.access import Viewer
from pamong.people.models import Employee
from pamong.people.roles import Role
from pamong.policy import programme as p
from pamong.policy.errors import WrongState
from pamong.policy.secrecy import Data
from pamong.programme import access, actions, queries
from pamong.programme.actions.notes import read
from pamong.programme.models import Engagement, NoteKind, Opening
from pamong.web.forms.openings import AskForm, FindForm, WhyForm
from pamong.web.http import Request, get_or_404, refusals_in, see_other, signed_in, viewer_of
from pamong.web.lists import page_of
from pamong.web.room import enter, page
from pamong.web.templatetags.pamong import label, tanggal

OPENINGS = "/openings/"
FIELDS = {
    "goal": pgettext_lazy("satu", "Tujuan"),
    "reality": gettext_lazy("Keadaan"),
    "options": gettext_lazy("Pilihan"),
    "will": gettext_lazy("Langkah"),
    "hindrance": gettext_lazy("Hambatan"),
    "takeaway": gettext_lazy("Kesimpulan"),
    "text": gettext_lazy("Isi"),
}
KINDS = {
    NoteKind.SHARED.value: gettext_lazy("Catatan bersama"),
    NoteKind.COUNSELLING.value: gettext_lazy("Catatan konselor"),
    NoteKind.RELEASED.value: gettext_lazy("Untuk dibaca pegawai"),
}


def state_of(opening: Opening) -> dict[str, Any]:
    if opening.granted is None:
        return {"said": _("Menunggu jawaban"), "tone": "warn"}
    if not opening.granted:
        return {"said": _("Ditolak"), "tone": "plain"}
    if is_open(opening):
        return {"said": _("Terbuka"), "tone": "bad"}
    return {"said": _("Sudah tertutup"), "tone": "plain"}


def is_open(opening: Opening) -> bool:
    return bool(opening.granted) and opening.until is not None and opening.until > timezone.now()


def row_of(viewer: Viewer, opening: Opening) -> dict[str, Any]:
    return {
        "opening": opening,
        "employee": opening.engagement.employee,
        "address": f"{OPENINGS}{opening.pk}/",
        "state": state_of(opening),
        "mine": opening.asked_by_id == viewer.account.pk,
        "answers": opening.granted is None and access.can_answer_opening(viewer, opening),
    }


@require_GET
@signed_in
def openings(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    if viewer.institution is None or not access.can_see_openings(viewer):
        raise Http404
    listed = page_of(request, queries.openings(viewer))
    context = {
        "page": listed,
        "rows": [row_of(viewer, one) for one in listed],
        "may_ask": viewer.has(Role.AUDITOR, Role.PLANNER),
    }
    return render(request, "openings/list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: Request) -> HttpResponse:
    """Name the person by NIP, choose whose notes, say why. That one looked is a read of the person."""
    viewer = viewer_of(request)
    if viewer.institution is None or not viewer.has(Role.AUDITOR, Role.PLANNER):
        raise Http404
    find = FindForm(request.GET if "nip" in request.GET else None)
    context: dict[str, Any] = {"find": find, "hours": p.OPENING_HOURS.on(viewer.on)}
    if not find.is_valid():
        return render(request, "openings/new.html", context)
    nip = "".join(find.cleaned_data["nip"].split())
    people = Employee.objects.select_related("unit").filter(institution=viewer.institution, nip=nip)
    employee = people.first()
    rows = access.engagements_to_open(viewer, employee) if employee else []
    if employee is None or not rows:
        find.add_error("nip", _("Tidak ada catatan yang dapat Anda mintakan untuk NIP ini."))
        return render(request, "openings/new.html", context, status=422)
    note_read(
        by=request.user,
        employee=employee,
        what="engagements",
        page=OPENINGS,
        role=Role.AUDITOR.value if viewer.has(Role.AUDITOR) else Role.PLANNER.value,
    )
    form = AskForm(
        request.POST if request.method == "POST" else None, choices=[(one.pk, named(one)) for one in rows]
    )
    if form.is_valid():
        chosen = next(one for one in rows if one.pk == form.cleaned_data["engagement"])
        with refusals_in(form, WrongState):
            made = actions.ask_opening(
                by=request.user, engagement=chosen, reason=form.cleaned_data["reason"], on=viewer.on
            )
            messages.success(request, _("Permintaan terkirim kepada pejabat yang berwenang."))
            return see_other(f"{OPENINGS}{made.pk}/")
    context |= {"employee": employee, "form": form}
    return render(request, "openings/new.html", context, status=422 if form.errors else 200)


def named(engagement: Engagement) -> str:
    told = {"method": label(engagement.method, "Method").capitalize(), "day": tanggal(engagement.matched_at)}
    return _("%(method)s sejak %(day)s") % told


def visible(request: Request, id: int) -> tuple[Viewer, Opening]:
    viewer = viewer_of(request)
    if not access.can_see_openings(viewer):
        raise Http404
    return viewer, get_or_404(queries.openings(viewer), id)


@require_http_methods(["GET", "POST"])
@signed_in
def in_room(request: Request, id: int) -> HttpResponse:
    """The same inside the room of a coaching or mentoring: asked there, and read there while it lasts."""
    room = enter(request, id, Data.PROGRESS)
    viewer, engagement = room.viewer, room.engagement
    if not access.can_ask_opening(viewer, engagement):
        raise Http404
    mine = Opening.objects.filter(engagement=engagement, asked_by=viewer.account)
    opening = mine.select_related("asked_by", "answered_by").order_by("-asked_at").first()
    waits = opening is not None and opening.granted is None
    shown = opening is not None and is_open(opening)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form, WrongState):
            reason = form.cleaned_data["reason"]
            actions.ask_opening(by=request.user, engagement=engagement, reason=reason, on=viewer.on)
            messages.success(request, _("Permintaan terkirim kepada pejabat yang berwenang."))
            return see_other(request.path)
    context: dict[str, Any] = {
        "opening": opening,
        "opened": state_of(opening) if opening else None,
        "open_to_me": shown,
        "may_ask": not waits and not shown and queries.has_notes(engagement),
        "waits": waits,
        "hours": p.OPENING_HOURS.on(viewer.on),
    }
    if shown:
        context["notes"] = read_by(request, viewer, engagement)
    return page(request, room, "openings/room.html", "", column=False, form=form, **context)


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    """What was asked and answered; the notes only to whom they are open, for as long as they are."""
    viewer, opening = visible(request, id)
    context = row_of(viewer, opening)
    engagement = opening.engagement
    open_to_me = context["mine"] and is_open(opening) and access.can_ask_opening(viewer, engagement)
    if open_to_me:
        context["notes"] = read_by(request, viewer, engagement)
    context |= {
        "open_to_me": open_to_me,
        # Whoever answers learns of no konseling: nobody but who asked is told the method.
        "named": named(engagement) if context["mine"] else "",
        "hours": p.OPENING_HOURS.on(viewer.on),
    }
    return render(request, "openings/show.html", context)


def read_by(request: Request, viewer: Viewer, engagement: Engagement) -> list[dict[str, Any]]:
    """The opened notes in words; that they were read is written down, and the person sees it."""
    note_read(
        by=request.user, employee=engagement.employee, what="opened_notes", page=request.path, role="opening"
    )
    rows = access.notes_visible_to(viewer, engagement).exclude(kind=NoteKind.PRIVATE)
    return [
        {
            "title": KINDS[note.kind],
            "at": note.session.start if note.session else note.at,
            "parts": [(FIELDS[name], text) for name, text in read(note).items() if text],
        }
        for note in rows.select_related("session")
    ]


@require_POST
@signed_in
def answer(request: Request, id: int) -> HttpResponse:
    viewer, opening = visible(request, id)
    answered = request.POST.get("answer", "")
    if answered not in ("grant", "refuse"):
        messages.warning(request, _("Jawab permintaan ini dengan Setujui atau Tolak."))
        return see_other(f"{OPENINGS}{opening.pk}/")
    granted = answered == "grant"
    actions.answer_opening(by=request.user, opening=opening, granted=granted, on=viewer.on)
    said = _("Catatan dibuka untuk waktu terbatas; pegawai diberi tahu.") if granted else _("Permintaan ditolak.")  # fmt: skip
    messages.success(request, said)
    return see_other(f"{OPENINGS}{opening.pk}/")


@require_POST
@signed_in
def close(request: Request, id: int) -> HttpResponse:
    viewer, opening = visible(request, id)
    actions.close_opening(by=request.user, opening=opening, on=viewer.on)
    messages.success(request, _("Catatan ditutup kembali."))
    return see_other(f"{OPENINGS}{opening.pk}/")


@require_POST
@signed_in
def seen(request: Request, id: int) -> HttpResponse:
    """The person has read that their notes were opened, and why."""
    viewer = viewer_of(request)
    opening = get_or_404(access.openings_about(viewer), id)
    actions.see_opening(by=request.user, opening=opening, on=viewer.on)
    return see_other("/privacy/#openings")
