"""How a konseling rests and ends: result, handover, referral, completion; and the results that came up the line."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.audit.actions import note_read, note_reads
from pamong.policy import programme as p
from pamong.policy.errors import WrongState
from pamong.policy.words import CounsellorKind, FollowUp
from pamong.programme import access, actions, queries
from pamong.programme.models import CounsellingResult
from pamong.programme.workflow import EngagementState, Party
from pamong.web.forms.cases import ConsentForm, HandoverForm, PauseForm, ReferralForm, ResultForm, WhyForm
from pamong.web.http import Request, get_or_404, refusals_in, see_other, signed_in, viewer_of
from pamong.web.lists import page_of
from pamong.web.pages.cases import base_of, case_of, frame, room
from pamong.web.templatetags.pamong import say

RESULTS = "/counselling/results/"


@require_http_methods(["GET", "POST"])
@signed_in
def result(request: Request, id: int) -> HttpResponse:
    """The form of the result; the counsellor's alone."""
    viewer, engagement, side = case_of(request, id)
    if side is not Party.GUIDE or engagement.state not in (
        EngagementState.RUNNING,
        EngagementState.EVALUATING,
        EngagementState.COMPLETED,
    ):
        raise Http404
    written = getattr(engagement, "counselling_result", None)
    initial: dict[str, Any] = {}
    if written is not None:
        initial = {
            **actions.opened(written),
            "follow_ups": written.follow_ups,
            "told_up": written.told,
        }
    form = ResultForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusals_in(form):
            actions.record_counselling_result(
                by=request.user, engagement=engagement, on=viewer.on, **form.cleaned_data
            )
            messages.success(request, _("Hasil tersimpan; isinya tetap tertutup."))
            return see_other(base_of(engagement))
    kind = CounsellorKind(engagement.guide.counsellor_kind or CounsellorKind.OFFICIAL)
    context = {
        **frame(engagement, side),
        "form": form,
        "receiver": say(p.REPORTS_TO.on(viewer.on)[kind].label),
        "done": engagement.state == EngagementState.COMPLETED,
    }
    return render(request, "cases/result.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def complete(request: Request, id: int) -> HttpResponse:
    """The counsellor closes the case; the result must be written."""
    viewer, engagement, _side = case_of(request, id)
    on = viewer.on
    if engagement.state == EngagementState.RUNNING:
        actions.begin_evaluation(by=request.user, engagement=engagement, on=on)
    actions.complete(by=request.user, engagement=engagement, follow_up="", on=on)
    messages.success(request, _("Konseling selesai."))
    return see_other(base_of(engagement))


@require_POST
@signed_in
def stop(request: Request, id: int) -> HttpResponse:
    viewer, engagement, side = case_of(request, id)
    form = WhyForm(request.POST, auto_id="stop_%s")
    if not form.is_valid():
        again = room(viewer, engagement, side, stop_form=form)
        return render(request, "cases/show.html", again, status=422)
    actions.stop(by=request.user, engagement=engagement, on=viewer.on, **form.cleaned_data)
    messages.success(request, _("Konseling dihentikan."))
    return see_other(base_of(engagement))


@require_POST
@signed_in
def pause(request: Request, id: int) -> HttpResponse:
    """Either of the two is away for a time; sessions ahead are cancelled, and it goes on by itself on the day."""
    viewer, engagement, side = case_of(request, id)
    form = PauseForm(request.POST, auto_id="pause_%s")
    if form.is_valid():
        with refusals_in(form):
            actions.pause(by=request.user, engagement=engagement, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Konseling dijeda. Sesi yang akan datang dibatalkan."))
            return see_other(base_of(engagement))
    return render(request, "cases/show.html", room(viewer, engagement, side, pause_form=form), status=422)


@require_POST
@signed_in
def resume(request: Request, id: int) -> HttpResponse:
    viewer, engagement, _side = case_of(request, id)
    actions.go_on(by=request.user, engagement=engagement, on=viewer.on)
    messages.success(request, _("Konseling dilanjutkan."))
    return see_other(base_of(engagement))


@require_POST
@signed_in
def transfer(request: Request, id: int) -> HttpResponse:
    """Another counsellor goes on; notes stay, a summary goes only with consent."""
    viewer, engagement, side = case_of(request, id)
    form = WhyForm(request.POST, auto_id="transfer_%s")
    if not form.is_valid():
        again = room(viewer, engagement, side, transfer_form=form)
        return render(request, "cases/show.html", again, status=422)
    actions.transfer(by=request.user, engagement=engagement, on=viewer.on, **form.cleaned_data)
    messages.success(request, _("Konseling dialihkan; pemilihan konselor dibuka lagi."))
    return see_other(base_of(engagement))


@require_http_methods(["GET", "POST"])
@signed_in
def handover(request: Request, id: int) -> HttpResponse:
    """The summary for the next counsellor, written by this one."""
    viewer, engagement, side = case_of(request, id)
    if side is not Party.GUIDE:
        raise Http404
    written = getattr(engagement, "handover", None)
    initial = {"version": 0, "text": ""}
    if written is not None:
        initial = {"version": written.version, **actions.opened(written)}
    form = HandoverForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusals_in(form, WrongState):
            actions.write_handover(by=request.user, engagement=engagement, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Ringkasan tersimpan; pegawai membaca dan memutuskannya."))
            return see_other(base_of(engagement))
    context = {**frame(engagement, side), "form": form}
    return render(request, "cases/handover.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def consent(request: Request, id: int) -> HttpResponse:
    """The person's own answer to the summary."""
    viewer, engagement, _side = case_of(request, id)
    form = ConsentForm(request.POST)
    if not form.is_valid():
        raise Http404
    found = actions.consent_to_handover(
        by=request.user, engagement=engagement, on=viewer.on, **form.cleaned_data
    )
    said = _("Ringkasan boleh dibaca konselor penerus.") if found.consented else _("Ringkasan tidak diteruskan.")  # fmt: skip
    messages.success(request, said)
    return see_other(base_of(engagement))


@require_http_methods(["GET", "POST"])
@signed_in
def referral(request: Request, id: int) -> HttpResponse:
    """Safety is in danger."""
    viewer, engagement, side = case_of(request, id)
    if side is not Party.GUIDE or engagement.state not in access.OPEN:
        raise Http404
    now = timezone.localtime()
    form = ReferralForm(
        request.POST if request.method == "POST" else None, initial={"day": viewer.on, "hour": now.time()}
    )
    if form.is_valid():
        with refusals_in(form):
            actions.refer_urgently(by=request.user, engagement=engagement, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Rujukan tercatat; pegawai melihatnya di ruang ini."))
            return see_other(base_of(engagement))
    context = {**frame(engagement, side), "form": form}
    return render(request, "cases/referral.html", context, status=422 if form.errors else 200)


# ── Results that came up the line of the rule ────────────────────────────────────────────────


def told_of(one: CounsellingResult) -> dict[str, Any]:
    return {
        "result": one,
        "employee": one.engagement.employee,
        "address": f"{RESULTS}{one.pk}/",
        "follow_ups": [say(FollowUp(code).label) for code in one.follow_ups],
    }


@require_GET
@signed_in
def results(request: Request) -> HttpResponse:
    """Name, day and follow-ups; there is no such page for whom none came."""
    viewer = viewer_of(request)
    if not access.receives_results(viewer):
        raise Http404
    page = page_of(request, queries.results_received(viewer))
    rows = [told_of(one) for one in page]
    people = list({row["employee"].pk: row["employee"] for row in rows}.values())
    note_reads(
        by=request.user,
        employees=people,
        what="counselling_result",
        page=request.path,
        role="report_line",
    )
    return render(request, "cases/results.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@signed_in
def received(request: Request, id: int) -> HttpResponse:
    """One result: what was told up the line, never what was said."""
    viewer = viewer_of(request)
    found = get_or_404(queries.results_received(viewer), id)
    if request.method == "POST":
        actions.receive_result(by=request.user, result=found, on=viewer.on)
        messages.success(request, _("Tercatat: Anda sudah membaca hasil ini."))
        return see_other(RESULTS)
    note_read(
        by=request.user,
        employee=found.engagement.employee,
        what="counselling_result",
        page=request.path,
        role="report_line",
    )
    return render(request, "cases/received.html", told_of(found))
