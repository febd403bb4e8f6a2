"""The locked room of a konseling: its list, the room, its notes and its agreement. Only the two of it find it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.audit.actions import note_read
from pamong.people.access import Viewer
from pamong.people.roles import Role
from pamong.policy.errors import WrongState
from pamong.policy.secrecy import Data
from pamong.policy.words import FollowUp
from pamong.programme import access, actions, queries
from pamong.programme.actions.notes import read
from pamong.programme.models import Agreement, Engagement, Note, NoteKind, Session
from pamong.programme.workflow import ENGAGEMENT, AgreementState, EngagementState, Party
from pamong.web.forms.cases import REASONS, WHO_MISSED, ConsentForm, NoteForm, PaperForm, PauseForm, WhyForm
from pamong.web.http import Request, get_or_404, refusals_in, see_other, signed_in, viewer_of
from pamong.web.templatetags.pamong import say

CASES = "/counselling/cases/"
FIRST_PAUSE_DAYS = 14  # what the form begins with
STATES: dict[str, tuple[Any, str]] = {
    EngagementState.APPOINTED: (gettext_lazy("Menunggu kesepakatan"), "warn"),
    EngagementState.AGREED: (gettext_lazy("Siap dimulai"), "info"),
    EngagementState.RUNNING: (gettext_lazy("Berjalan"), "good"),
    EngagementState.PAUSED: (gettext_lazy("Jeda"), "plain"),
    EngagementState.EVALUATING: (gettext_lazy("Menunggu hasil"), "warn"),
    EngagementState.COMPLETED: (gettext_lazy("Selesai"), "plain"),
    EngagementState.DECLINED: (gettext_lazy("Mundur"), "plain"),
    EngagementState.STOPPED: (gettext_lazy("Dihentikan"), "plain"),
    EngagementState.TRANSFERRED: (gettext_lazy("Dialihkan"), "plain"),
}
SESSION_SAID: dict[str, tuple[Any, str]] = {
    "proposed": (gettext_lazy("Menunggu jawaban"), "warn"),
    "scheduled": (gettext_lazy("Terjadwal"), "info"),
    "held": (gettext_lazy("Terlaksana"), "good"),
    "missed": (gettext_lazy("Berhalangan"), "bad"),
    "cancelled": (gettext_lazy("Batal"), "plain"),
}
PARTS = ("purpose", "schedule", "confidentiality", "superior_sees", "ending")
# What each kind of note is called, and whose reading it is.
NOTES: dict[str, tuple[Any, Data]] = {
    NoteKind.COUNSELLING: (gettext_lazy("Catatan konselor"), Data.COUNSELLING),
    NoteKind.RELEASED: (gettext_lazy("Untuk dibaca pegawai"), Data.COUNSELLING_RELEASED),
    NoteKind.PRIVATE: (gettext_lazy("Catatan pribadi saya"), Data.PRIVATE_NOTES),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A note to write in: who reads it, its form, and the newest words when it was changed meanwhile."""

    data: str
    form: Form
    newest: str = ""


def base_of(engagement: Engagement) -> str:
    return f"{CASES}{engagement.pk}/"


def pill(table: dict[str, tuple[Any, str]], code: str) -> dict[str, Any]:
    said, tone = table.get(code, (code, "plain"))
    return {"said": said, "tone": tone}


@require_GET
@signed_in
def cases(request: Request) -> HttpResponse:
    """One's own cases on either side; for nobody else there is no such page."""
    viewer = viewer_of(request)
    rows = list(queries.cases(viewer)) if viewer.institution is not None else []
    if not rows and not viewer.has(Role.COUNSELLOR):
        raise Http404
    told = [
        {
            "case": one,
            "address": base_of(one),
            "counsels": access.is_guide(viewer, one.guide),
            "state": pill(STATES, one.state),
        }
        for one in rows
    ]
    context = {
        "sides": [
            (_("Sebagai konselor"), [row for row in told if row["counsels"]]),
            (_("Untuk saya"), [row for row in told if not row["counsels"]]),
        ],
        "any": bool(told),
    }
    return render(request, "cases/list.html", context)


def case_of(request: Request, id: int) -> tuple[Viewer, Engagement, Party]:
    """The case with its room, and which side asks; 404 for whoever is neither."""
    viewer = viewer_of(request)
    engagement = get_or_404(queries.with_room(access.cases_visible_to(viewer)), id)
    side = access.check_is_one_of_the_two(viewer, engagement)
    if request.method == "GET":
        note_read(
            by=request.user,
            employee=engagement.employee,
            what="case",
            page=base_of(engagement),  # not which page of the room: that of a referral would tell of danger
            role=Role.COUNSELLOR.value,
        )
    return viewer, engagement, side


def session_of(engagement: Engagement, session: int) -> Session:
    found = next((one for one in engagement.meetings.all() if one.pk == session), None)
    if found is None:
        raise Http404
    return found


def paper_of(engagement: Engagement) -> Agreement | None:
    return next(iter(engagement.papers), None)  # type: ignore[attr-defined]


def frame(engagement: Engagement, side: Party) -> dict[str, Any]:
    """What every page of the room shows."""
    counsels = side is Party.GUIDE
    return {
        "case": engagement,
        "base": base_of(engagement),
        "counsels": counsels,
        "own": not counsels,
        "other": engagement.employee.name if counsels else str(engagement.guide),
        "state": pill(STATES, engagement.state),
        "over": engagement.state not in access.OPEN,
    }


def session_rows(engagement: Engagement, account_id: int, side: Party) -> list[dict[str, Any]]:
    asked = {"said": _("Menunggu Anda"), "tone": "warn"}
    mine = {
        one.pk: one.state == "proposed" and one.proposed_by_id != account_id
        for one in engagement.meetings.all()
    }
    # The other side says that it was held; this one has not confirmed it yet.
    told = {
        one.pk: one.state == "held"
        and (one.guide_held_at if side is Party.GUIDE else one.employee_held_at) is None
        for one in engagement.meetings.all()
    }
    return [
        {
            "session": one,
            "address": f"{base_of(engagement)}sessions/{one.pk}/",
            "state": asked if mine[one.pk] or told[one.pk] else pill(SESSION_SAID, one.state),
            "asks_me": mine[one.pk],
            "missed_by": WHO_MISSED.get(one.missed_by, ""),
            "reason": REASONS.get(one.reason, one.reason),
        }
        for one in engagement.meetings.all()
    ]


def box(notes: list[Note], kind: str, session: Session | None, author: int) -> Box:
    """The note of this kind with what stands in it."""
    title, data = NOTES[kind]
    where = session.pk if session else None
    mine = [note for note in notes if note.kind == kind and note.session_id == where]
    note = next((one for one in mine if kind != NoteKind.PRIVATE or one.author_id == author), None)
    initial = {
        "kind": kind,
        "version": note.version if note else 0,
        "session": where,
        "text": read(note)["text"] if note else "",
    }
    return Box(data.value, NoteForm(initial=initial, auto_id=f"{kind}_%s", title=title))


def released(notes: list[Note], engagement: Engagement) -> list[dict[str, Any]]:
    """What the counsellor gave to read, by session."""
    starts = {one.pk: one.start for one in engagement.meetings.all()}
    return [
        {"text": read(note)["text"], "at": note.at, "session": starts.get(note.session_id or 0)}
        for note in notes
        if note.kind == NoteKind.RELEASED and read(note)["text"]
    ]


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    viewer, engagement, side = case_of(request, id)
    return render(request, "cases/show.html", room(viewer, engagement, side))


def room(viewer: Viewer, engagement: Engagement, side: Party, **forms: Form) -> dict[str, Any]:
    notes = list(access.notes_visible_to(viewer, engagement))
    rows = session_rows(engagement, viewer.account.pk, side)
    paper, counsels = paper_of(engagement), side is Party.GUIDE
    result, handover = getattr(engagement, "counselling_result", None), getattr(engagement, "handover", None)
    may = ENGAGEMENT.may(EngagementState(engagement.state), {side})
    earlier = access.handovers_before(viewer, engagement) if counsels else ()
    confirmed = paper and (paper.guide_confirmed_at if counsels else paper.employee_confirmed_at)
    return {
        **frame(engagement, side),
        "sessions": rows,
        "paper": paper,
        "confirmed": confirmed,
        "in_force": paper is not None and paper.state == AgreementState.IN_FORCE,
        "released": released(notes, engagement),
        "private": box(notes, NoteKind.PRIVATE, None, viewer.account.pk),
        "result": result,
        "follow_ups": [say(FollowUp(code).label) for code in result.follow_ups] if result else [],
        "referrals": [
            {"words": actions.opened(one), "at": one.referred_at} for one in engagement.referrals.all()
        ],
        "handover": handover,
        "handover_text": actions.opened(handover)["text"] if handover else "",
        "consent_form": ConsentForm(
            initial={"version": handover.version, "consent": handover.consented} if handover else None
        ),
        "earlier": [actions.opened(one)["text"] for one in earlier],
        "away": [say(one) for one in queries.why_away(engagement, viewer.on)]
        if engagement.state in access.OPEN
        else [],
        "asks_fit": engagement.state == EngagementState.RUNNING
        and engagement.held > 0
        and not (engagement.guide_fit if counsels else engagement.employee_fit),
        "may_meet": engagement.state in actions.MEETING,
        "may_result": counsels
        and engagement.state in (EngagementState.RUNNING, EngagementState.EVALUATING)
        and engagement.held > 0,
        "may_complete": counsels and result is not None and engagement.state in (EngagementState.RUNNING, EngagementState.EVALUATING),
        "may_stop": "stop" in may,
        "may_transfer": "transfer" in may,
        "may_pause": "pause" in may,
        "may_resume": "resume" in may,
        "may_refer": counsels and engagement.state in access.OPEN,
        "may_hand_over": counsels
        and (engagement.state in access.OPEN or engagement.state == EngagementState.TRANSFERRED),
        "reason": REASONS.get(engagement.reason, engagement.reason),
        "stop_form": WhyForm(auto_id="stop_%s"),
        "transfer_form": WhyForm(auto_id="transfer_%s"),
        "pause_form": PauseForm(
            auto_id="pause_%s", initial={"until": viewer.on + timedelta(days=FIRST_PAUSE_DAYS)}
        ),
        **forms,
    }  # fmt: skip


@require_POST
@signed_in
def fit(request: Request, id: int) -> HttpResponse:
    """The question of the first contact."""
    viewer, engagement, _side = case_of(request, id)
    actions.answer_fit(by=request.user, engagement=engagement, fit=request.POST.get("fit", ""), on=viewer.on)
    messages.success(request, _("Jawaban Anda tersimpan."))
    return see_other(base_of(engagement))


@require_POST
@signed_in
def settle(request: Request, id: int) -> HttpResponse:
    """It goes on although the other side moved or left."""
    viewer, engagement, _side = case_of(request, id)
    actions.settle(by=request.user, engagement=engagement, on=viewer.on)
    messages.success(request, _("Tercatat: konseling tetap dilanjutkan."))
    return see_other(base_of(engagement))


@require_POST
@signed_in
def save_note(request: Request, id: int) -> HttpResponse:
    """Write a note of the room or of a session; when it changed meanwhile both texts are shown."""
    viewer, engagement, side = case_of(request, id)
    form = NoteForm(request.POST)
    kind = form.data.get("kind", "")
    form.is_valid()
    clean = form.cleaned_data
    if kind not in NOTES or set(form.errors) - {"text"}:
        raise Http404
    session = session_of(engagement, clean["session"]) if clean["session"] else None
    back = f"{base_of(engagement)}sessions/{session.pk}/" if session else base_of(engagement)
    if form.errors:
        # Nothing of a konseling is kept by the browser: what was typed would be lost with the page.
        title, whose = NOTES[kind]
        context = {
            **frame(engagement, side),
            "box": Box(whose.value, NoteForm(form.data, title=title)),
            "back": back,
        }
        return render(request, "cases/note_changed.html", context, status=422)
    try:
        actions.save_note(
            by=request.user,
            engagement=engagement,
            kind=kind,
            words={"text": clean["text"]},
            version=clean["version"],
            on=viewer.on,
            session=session,
        )
    except actions.NoteChanged as problem:
        data = {**request.POST.dict(), "version": problem.version}
        title, whose = NOTES[kind]
        again = Box(whose.value, NoteForm(data, title=title), problem.now["text"])
        context = {**frame(engagement, side), "box": again, "sentence": say(problem.sentence), "back": back}
        return render(request, "cases/note_changed.html", context, status=409)
    messages.success(request, _("Catatan tersimpan."))
    return see_other(back)


# ── The agreement ────────────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@signed_in
def agreement(request: Request, id: int) -> HttpResponse:
    """Read it, confirm it, or write it anew."""
    viewer, engagement, side = case_of(request, id)
    paper = paper_of(engagement)
    if paper is None:
        raise Http404
    form = PaperForm(
        request.POST if request.method == "POST" else None,
        initial={part: getattr(paper, part) for part in PARTS},
    )
    if form.is_valid():
        with refusals_in(form, WrongState):
            actions.change_agreement(
                by=request.user, engagement=engagement, on=viewer.on, **form.cleaned_data
            )
            messages.success(request, _("Kesepakatan berubah; keduanya menyetujui lagi."))
            return see_other(f"{base_of(engagement)}agreement/")
    counsels = side is Party.GUIDE
    context = {
        **frame(engagement, side),
        "paper": paper,
        "parts": [(PaperForm.base_fields[part].label, getattr(paper, part)) for part in PARTS],
        "text": actions.text_hash(paper),
        "confirmed": paper.guide_confirmed_at if counsels else paper.employee_confirmed_at,
        "confirmed_by_other": paper.employee_confirmed_at if counsels else paper.guide_confirmed_at,
        "in_force": paper.state == AgreementState.IN_FORCE,
        "form": form,
    }
    return render(request, "cases/agreement.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def confirm(request: Request, id: int) -> HttpResponse:
    viewer, engagement, _side = case_of(request, id)
    text = request.POST.get("text", "")
    actions.confirm_agreement(by=request.user, engagement=engagement, text=text, on=viewer.on)
    messages.success(request, _("Anda menyetujui kesepakatan ini."))
    return see_other(base_of(engagement))


@require_POST
@signed_in
def reopen(request: Request, id: int) -> HttpResponse:
    viewer, engagement, _side = case_of(request, id)
    actions.reopen_agreement(by=request.user, engagement=engagement, on=viewer.on)
    messages.success(request, _("Kesepakatan dibuka lagi; yang lama tetap disimpan."))
    return see_other(f"{base_of(engagement)}agreement/")
