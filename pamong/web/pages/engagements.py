"""Pendampingan: the list by role, the room's first page, and what happens to an engagement as a whole."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pamong.audit.actions import note_reads
from pamong.people.access import Viewer
from pamong.people.models import Unit
from pamong.people.queries import units_to_choose
from pamong.people.roles import Role
from pamong.policy.errors import Invalid
from pamong.policy.secrecy import Data
from pamong.policy.words import Light, Method
from pamong.programme import access, actions, queries
from pamong.programme.models import Engagement, Fit, Guide
from pamong.programme.workflow import Party, SessionState
from pamong.web.forms.engagements import ListForm, PauseForm, WhyForm
from pamong.web.http import Request, institution_of, refusals_in, see_other, signed_in, viewer_of
from pamong.web.lists import download, file_asked, page_of, state_chips
from pamong.web.pages import out
from pamong.web.pages.notes import note_form_of
from pamong.web.room import LIGHT_TONES, LIST, Room, engagement_said, enter, page
from pamong.web.room_words import ENGAGEMENT_STATES
from pamong.web.said import GUIDE_OF
from pamong.web.templatetags.pamong import label, say

GENERAL = tuple(m.value for m in (Method.COACHING, Method.MENTORING))
STATES_SHOWN = ("matched", "appointed", "agreed", "running", "paused", "evaluating", "completed", "stopped")
MAY_LIST = (Role.PLANNER, Role.AUDITOR, Role.COACH, Role.MENTOR)


def check_may_list(viewer: Viewer) -> None:
    """Everybody employed has own ones to look at, guides theirs, others by role. For the rest there is no such page."""
    if viewer.institution is None:
        raise Http404
    if viewer.employee or viewer.has(*MAY_LIST):
        return
    if not Guide.objects.filter(access.guides_as(viewer)).exists():
        raise Http404


def filters_of(
    request: Request, viewer: Viewer
) -> tuple[queries.EngagementsWanted, dict[str, Any], list[Unit]]:
    """The filters of the address; unknown words are left out."""
    form = ListForm(request.GET)
    form.is_valid()
    clean = {name: form.cleaned_data.get(name) or "" for name in form.fields}
    may = viewer.has(*MAY_LIST) or viewer.is_unit_head
    units, unit = units_to_choose(viewer, clean["unit"]) if may else ([], None)

    def known(name: str, words: Iterable[str]) -> str:
        return clean[name] if clean[name] in set(words) else ""

    clean |= {
        "state": known("state", [*ENGAGEMENT_STATES, "all"]) or "open",
        "method": known("method", GENERAL),
        "light": known("light", Light),
        "unit": str(unit.pk) if unit else "",
    }
    wanted = queries.EngagementsWanted(
        state=clean["state"],
        method=clean["method"],
        light=clean["light"],
        unit=unit.path if unit else "",
        search=clean["q"].strip(),
        mine=bool(clean["mine"]),
        slow=bool(clean["slow"]),
        template=form.cleaned_data.get("template"),
    )
    return wanted, clean, units


def lines(rows: Iterable[Any], viewer: Viewer) -> list[dict[str, Any]]:
    return [line(one, queries.light_of(one, viewer.on), viewer) for one in rows]


def line(one: Any, light: Light | None, viewer: Viewer) -> dict[str, Any]:
    return {
        "engagement": one,
        "address": f"{LIST}{one.pk}/",
        "guide_word": GUIDE_OF[one.method],
        "state": engagement_said(one.state),
        "light": say(light.label) if light else "",
        "tone": LIGHT_TONES[light] if light else "",
        "days": max(0, (viewer.on - one.since).days) if light and one.since else None,
        "meets": one.state in actions.MEETING,
        "percent": None if one.percent is None else round(one.percent),
    }


@require_GET
@signed_in
def engagements(request: Request) -> HttpResponseBase:
    viewer = viewer_of(request)
    check_may_list(viewer)
    wanted, shown, units = filters_of(request, viewer)
    rows = queries.engagements(viewer, wanted, timezone.now())
    if kind := file_asked(request):
        found = list(rows)
        log(request, viewer, found)
        return download(kind, "pendampingan", viewer.on, *out.engagements(lines(found, viewer)))
    listed = page_of(request, rows)
    found = list(listed)
    log(request, viewer, found)
    context = {
        "page": listed,
        "rows": lines(found, viewer),
        "filters": shown,
        "units": units,
        "methods": [(code, label(code, "Method")) for code in GENERAL],
        "lights": [(one.value, say(one.label)) for one in Light],
        "chips": chips(shown),
        "narrowed": any(shown[name] for name in ("method", "light", "unit", "mine", "slow", "template", "q")),
        "template": access.templates_visible_to(viewer).filter(pk=wanted.template).first()
        if wanted.template
        else None,
        "others": viewer.has_team or viewer.is_unit_head or viewer.has(Role.PLANNER, Role.AUDITOR),
        "may_monitor": access.can_monitor(viewer),
        "may_shape": viewer.is_unit_head or access.can_shape(viewer, institution_of(viewer), None),
        "own_request": viewer.employee is not None,
        "areas": viewer.employee is not None or viewer.has(Role.PLANNER, Role.AUDITOR),
    }
    return render(request, "engagements/list.html", context)


def log(request: Request, viewer: Viewer, rows: list[Engagement]) -> None:
    """A list that tells how people's engagements go is a read of each, but for the two of it."""
    people = {one.employee_id: one.employee for one in rows if not access.is_guide(viewer, one.guide)}
    role = next(iter(sorted(role.value for role in viewer.roles)), "superior")
    note_reads(
        by=request.user, employees=list(people.values()), what="engagement", page=request.path, role=role
    )


def chips(shown: dict[str, Any]) -> list[dict[str, Any]]:
    words = {
        "open": _("Belum selesai"),
        **{code: ENGAGEMENT_STATES[code] for code in STATES_SHOWN},
        "all": _("Semua"),
    }
    return state_chips(LIST, words, shown)


# ── One engagement ───────────────────────────────────────────────────────────────────────────


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    return show_of(request, enter(request, id, Data.PROGRESS))


def show_of(request: Request, room: Room, *, status: int = 200, **forms: Form) -> HttpResponse:
    """The sessions, and what may be done with the engagement as a whole."""
    coming = room.coming if room.side else None
    context: dict[str, Any] = {
        "coming": coming,
        "overdue": coming is not None and coming.start <= timezone.now(),
        "mine_to_confirm": coming is not None
        and coming.state == SessionState.PROPOSED
        and coming.proposed_by_id != room.viewer.account.pk,
        "meetings": meetings_shown(room, coming),
        "next_start": next(
            (
                one.start
                for one in room.sessions
                if one.state == SessionState.SCHEDULED and one.start > timezone.now()
            ),
            None,
        ),
        "may_transfer": "transfer" in room.may
        and (
            "planner" in room.parties or (room.side == "employee" and room.engagement.employee_fit == Fit.NO)
        ),
        "pause_form": forms.get("pause_form") or pause_form(room),
        "stop_form": forms.get("stop_form") or WhyForm(auto_id="stop_%s"),
        "transfer_form": forms.get("transfer_form") or WhyForm(auto_id="transfer_%s"),
        "decline_form": forms.get("decline_form") or WhyForm(auto_id="decline_%s"),
        "advice": advice(room) if room.coming is None else "",
        "settle_form": forms.get("settle_form") or WhyForm(auto_id="settle_%s"),
        "away": [say(one) for one in queries.why_away(room.engagement, room.viewer.on)]
        if room.open and "planner" in room.parties
        else [],
        "fits": Fit,
        "may_open": not room.side and access.can_ask_opening(room.viewer, room.engagement),
    }
    if room.side == "employee":  # told at the place itself, beside the inbox
        opened = access.openings_about(room.viewer).filter(
            engagement=room.engagement, until__gt=timezone.now()
        )
        context["opened_until"] = opened.values_list("until", flat=True).first()
    if coming is not None and coming.state == SessionState.SCHEDULED and room.works:
        context["note_form"], context["note_at"] = note_form_of(room, coming)
        context["meeting"] = coming
    return page(request, room, "engagements/show.html", "", status=status, **context)


def advice(room: Room) -> str:
    """What to do about a light that is not the best, for whoever can do it."""
    light = queries.light_of(room.engagement, room.viewer.on)
    if light not in (Light.ATTENTION, Light.STUCK):
        return ""
    stuck = light is Light.STUCK
    if room.side and stuck:
        return _(
            "Jadwalkan sesi berikutnya, catat sesi yang sudah berlangsung, jeda sampai tanggal tertentu, "
            "atau hentikan tanpa dipersalahkan."
        )
    if room.side:
        return _("Usulkan waktu sesi berikutnya, atau catat sesi yang sudah berlangsung.")
    if Party.PLANNER in room.parties and stuck:
        return _(
            "Tanyakan kabarnya kepada keduanya dari halaman Pemantauan, atau bantu mengganti pembimbing."
        )
    if Party.SUPERIOR in room.parties and stuck:
        return _("Bicarakan dengan pegawai apa yang menghambat, dan beri waktu untuk sesi.")
    return ""


def meetings_shown(room: Room, coming: Any) -> list[Any]:
    """Newest first, with how many actions were agreed on and done; others than the two see what was held."""
    if not room.side:
        return [one for one in reversed(room.sessions) if one.state == SessionState.HELD]
    agreed = defaultdict(list)
    for task in room.every_task:
        agreed[task.session_id].append(task.done_at is not None)
    shown: list[Any] = [one for one in reversed(room.sessions) if one is not coming]
    for one in shown:
        one.planned, one.done = len(agreed[one.pk]), sum(agreed[one.pk])
    return shown


def pause_form(room: Room) -> PauseForm:
    return PauseForm(auto_id="pause_%s", initial={"until": room.viewer.on + timedelta(days=30)})


def whole(
    request: Request, id: int, name: str, form: Form, do: Callable[..., Any], message: str
) -> HttpResponse:
    """One of the moves of an engagement, with its form beside the others."""
    room = enter(request, id, Data.PROGRESS)
    if form.is_valid():
        with refusals_in(form):
            do(by=request.user, engagement=room.engagement, on=room.viewer.on, **form.cleaned_data)
            messages.success(request, message)
            return see_other(room.base)
    return show_of(request, room, status=422, **{name: form})


@require_POST
@signed_in
def pause(request: Request, id: int) -> HttpResponse:
    form = PauseForm(request.POST, auto_id="pause_%s")
    return whole(
        request,
        id,
        "pause_form",
        form,
        actions.pause,
        _("Pendampingan dijeda. Sesi yang akan datang dibatalkan."),
    )


@require_POST
@signed_in
def resume(request: Request, id: int) -> HttpResponse:
    room = enter(request, id, Data.PROGRESS)
    actions.go_on(by=request.user, engagement=room.engagement, on=room.viewer.on)
    messages.success(request, _("Pendampingan dilanjutkan."))
    return see_other(room.base)


@require_POST
@signed_in
def stop(request: Request, id: int) -> HttpResponse:
    form = WhyForm(request.POST, auto_id="stop_%s")
    return whole(request, id, "stop_form", form, actions.stop, _("Pendampingan dihentikan."))


@require_POST
@signed_in
def transfer(request: Request, id: int) -> HttpResponse:
    form = WhyForm(request.POST, auto_id="transfer_%s")
    message = _("Pembimbing dilepas. Pilihan pembimbing dibuka lagi pada usulannya.")
    return whole(request, id, "transfer_form", form, actions.transfer, message)


@require_POST
@signed_in
def settle(request: Request, id: int) -> HttpResponse:
    form = WhyForm(request.POST, auto_id="settle_%s")
    message = _("Tercatat: pendampingan tetap dilanjutkan.")
    return whole(request, id, "settle_form", form, actions.settle, message)


@require_POST
@signed_in
def decline(request: Request, id: int) -> HttpResponse:
    form = WhyForm(request.POST, auto_id="decline_%s")
    message = _("Anda mundur dari pendampingan ini. Pilihan pembimbing dibuka lagi.")
    return whole(request, id, "decline_form", form, actions.decline_engagement, message)


@require_POST
@signed_in
def fit(request: Request, id: int) -> HttpResponse:
    room = enter(request, id, Data.PROGRESS)
    try:
        actions.answer_fit(
            by=request.user,
            engagement=room.engagement,
            fit=request.POST.get("fit", ""),
            on=room.viewer.on,
        )
    except Invalid as problem:
        messages.warning(request, say(problem.sentence))
    else:
        messages.success(request, _("Terima kasih, jawaban Anda tersimpan."))
        if room.side == "employee" and request.POST.get("fit") == Fit.NO:
            messages.info(request, _("Anda dapat berganti pembimbing di bawah, pada “Tindakan lain”."))
    return see_other(room.base)
