"""The end of an engagement: both evaluate, B.1.8, B.1.9, the report, and what follows."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.audit.actions import note_read
from pamong.policy.feedback import FORMAT_CITE, GROUPS
from pamong.policy.secrecy import READER_NAMES, Data, Reader, readers_of
from pamong.programme import access, actions
from pamong.programme.models import Closing, Feedback, Reassessment, Report
from pamong.programme.workflow import EngagementState, Party
from pamong.web.forms.results import (
    CompleteForm,
    EvaluationForm,
    FeedbackForm,
    MeasureForm,
    ReportForm,
    field_of,
)
from pamong.web.http import Request, get_or_404, refusals_in, see_other, signed_in, viewer_of
from pamong.web.room import LIST, Room, enter, page, read_as
from pamong.web.said import GUIDE_OF
from pamong.web.templatetags.pamong import say

# Of an engagement, for its head and for who reads it.
BOTH = (
    "employee__unit",
    "employee__position",
    "employee__superior",
    "guide__employee__position",
    "guide__employee__unit",
    "guide__employee__superior",
)


@require_GET
@signed_in
def results(request: Request, id: int) -> HttpResponse:
    room = enter(request, id, Data.REPORT, "report")
    return results_of(request, room)


def results_of(request: Request, room: Room, *, status: int = 200, **forms: Any) -> HttpResponse:
    engagement = room.engagement
    evaluating = engagement.state == EngagementState.EVALUATING
    closings = list(Closing.objects.filter(engagement=engagement)) if room.reads(Data.EVALUATION) else []
    report = Report.objects.filter(engagement=engagement).select_related("by").first()
    mine = next((one for one in closings if one.party == room.side), None)
    missing, left_open = actions.what_is_left(engagement, room.viewer.on) if evaluating else ([], [])
    context: dict[str, Any] = {
        "evaluating": evaluating,
        # Whoever has not evaluated yet does so without having read the other's words.
        "closings": closings if mine or not (evaluating and room.side) else [],
        "mine": mine,
        "report": report,
        "measures": measures(room, forms.get("measure")),
        "may_report": evaluating and Party.GUIDE in room.parties,
        "may_complete": evaluating and "complete" in room.may,
        "missing": [say(one) for one in missing],
        "left_open": [say(one) for one in left_open],
        "waited_until": actions.employee_waited_for(engagement, room.viewer.on) if missing else None,
        "asks_feedback": evaluating and Party.EMPLOYEE in room.parties,
        "evaluation_form": forms.get("evaluation_form")
        or EvaluationForm(
            auto_id="close_%s",
            initial=evaluation_given(mine) if mine else None,
            questions=actions.closing_questions(engagement, mine),
        ),
        "report_form": forms.get("report_form")
        or ReportForm(
            auto_id="report_%s",
            initial={name: getattr(report, name) for name in ReportForm.base_fields} if report else None,
        ),
        "complete_form": forms.get("complete_form")
        or CompleteForm(auto_id="complete_%s", initial={"follow_up": report.follow_up if report else ""}),
    }
    if context["asks_feedback"]:
        context["feedback"] = Feedback.objects.filter(engagement=engagement).first()
        context["receiver"] = receiver(room)
    return page(request, room, "results/show.html", "results", column=False, status=status, **context)


def evaluation_given(mine: Closing) -> dict[str, str]:
    """An evaluation as its form begins."""
    answers = {field_of(question): answer for question, answer in mine.answers}
    return {"mark": str(mine.mark), "helped": mine.helped, "better": mine.better} | answers


def measures(room: Room, failed: tuple[int, Form] | None) -> list[dict[str, Any]]:
    """Every competency that is measured again, with the form for whoever was asked."""
    rows = Reassessment.objects.filter(engagement=room.engagement).select_related("competency", "by")
    return [
        {
            "one": one,
            "form": (
                failed[1]
                if failed and failed[0] == one.pk
                else MeasureForm(
                    auto_id=f"measure_{one.pk}_%s",
                    initial={"level": level_begun(one), "reason": one.reason},
                )
            )
            if one.party in room.parties
            else None,
            "reason": one.reason if room.side or one.party in room.parties else "",
        }
        for one in rows
    ]


def level_begun(one: Reassessment) -> str:
    """The level that stands, the new before the old; zero is one too."""
    known = [level for level in (one.after, one.before) if level is not None]
    return str(known[0] if known else 1)


@require_POST
@signed_in
def evaluate(request: Request, id: int) -> HttpResponse:
    room = enter(request, id, Data.REPORT)
    actions.begin_evaluation(by=request.user, engagement=room.engagement, on=room.viewer.on)
    messages.success(request, _("Evaluasi dimulai. Keduanya diminta mengisi evaluasi akhir."))
    return see_other(f"{room.base}results/")


def given(room: Room, request: Request, name: str, form: Form, do: Any, message: str) -> HttpResponse:
    """One of the forms of the end."""
    if form.is_valid():
        with refusals_in(form):
            do(by=request.user, engagement=room.engagement, on=room.viewer.on, **form.cleaned_data)
            messages.success(request, message)
            return see_other(f"{room.base}results/")
    return results_of(request, room, status=422, **{name: form})


@require_POST
@signed_in
def close(request: Request, id: int) -> HttpResponse:
    room = enter(request, id, Data.REPORT)
    # Only of one's own side: an answer of the other would name what was asked.
    mine = Closing.objects.filter(engagement=room.engagement, party=room.side).first() if room.side else None
    questions = actions.closing_questions(room.engagement, mine)
    form = EvaluationForm(request.POST, auto_id="close_%s", questions=questions)
    return given(
        room, request, "evaluation_form", form, actions.close_for_side, _("Evaluasi Anda tersimpan.")
    )


@require_POST
@signed_in
def write_report(request: Request, id: int) -> HttpResponse:
    room, form = enter(request, id, Data.REPORT), ReportForm(request.POST, auto_id="report_%s")
    message = _("Laporan tersimpan dan terbaca oleh atasan dan pengelola.")
    return given(room, request, "report_form", form, actions.write_report, message)


@require_POST
@signed_in
def complete(request: Request, id: int) -> HttpResponse:
    room, form = enter(request, id, Data.REPORT), CompleteForm(request.POST, auto_id="complete_%s")
    return given(room, request, "complete_form", form, actions.complete, _("Pendampingan selesai."))


@require_POST
@signed_in
def measure(request: Request, id: int, measure: int) -> HttpResponse:
    room = enter(request, id, Data.REASSESSMENT)
    one = get_or_404(Reassessment.objects.filter(engagement=room.engagement), measure)
    form = MeasureForm(request.POST, auto_id=f"measure_{one.pk}_%s")
    if form.is_valid():
        actions.measure_again(by=request.user, reassessment=one, on=room.viewer.on, **form.cleaned_data)
        messages.success(request, _("Penilaian ulang tersimpan."))
        return see_other(f"{room.base}results/")
    return results_of(request, room, status=422, measure=(one.pk, form))


# ── Pages of their own ───────────────────────────────────────────────────────────────────────


@require_http_methods(["GET", "POST"])
@signed_in
def feedback(request: Request, id: int) -> HttpResponse:
    """Format B.1.8: filled in by the employee, read by whoever stands above the guide, never by the guide."""
    viewer = viewer_of(request)
    rows = access.feedback_visible_to(viewer).select_related("by", *(f"engagement__{one}" for one in BOTH))
    given = rows.filter(engagement=id).first()
    if given is not None and request.method == "GET":
        return feedback_shown(request, given)
    room = enter(request, id, Data.FEEDBACK)
    if Party.EMPLOYEE not in room.parties or (
        request.method == "GET" and room.engagement.state != EngagementState.EVALUATING
    ):
        get_or_404(rows, id, field="engagement_id")
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            actions.give_feedback(
                by=request.user, engagement=room.engagement, on=viewer.on, **form.cleaned_data
            )
            messages.success(request, _("Umpan balik terkirim kepada %(who)s.") % {"who": receiver(room)})
            return see_other(f"{room.base}results/")
    context: dict[str, Any] = {"cite": say(FORMAT_CITE.words), "receiver": receiver(room)}
    return page(request, room, "results/feedback_form.html", "results", column=False, form=form, **context)


def receiver(room: Room) -> str:
    """To whom format B.1.8 goes in this engagement."""
    alone = room.engagement.guide.appointed_only
    return say(READER_NAMES[Reader.AUTHORITY if alone else Reader.LEADER_ABOVE])


def answers(given: Feedback) -> list[tuple[str, str, int]]:
    """Each statement with its group and its mark."""
    said = [(say(group.title), say(one)) for group in GROUPS for one in group.statements]
    return [(title, one, mark) for (title, one), mark in zip(said, given.marks, strict=True)]


def feedback_shown(request: Request, given: Feedback) -> HttpResponse:
    viewer, engagement = viewer_of(request), given.engagement
    room = Room(viewer, engagement)
    if given.read_at is None and room.readers & {Reader.LEADER_ABOVE, Reader.LEADER_APPOINTER}:
        actions.read_feedback(by=request.user, feedback=given, on=viewer.on)
    note_read(
        by=request.user,
        employee=engagement.employee,
        what="feedback",
        page=request.path,
        role=read_as(room.readers),
    )
    context = {
        "feedback": given,
        "engagement": engagement,
        "guide_word": GUIDE_OF[engagement.method],
        "answers": answers(given),
        "cite": say(FORMAT_CITE.words),
        "who": say(readers_of(Data.FEEDBACK)),
        "room_address": f"{LIST}{engagement.pk}/results/" if room.side else "",
    }
    return render(request, "results/feedback.html", context)


@require_GET
@signed_in
def report(request: Request, id: int) -> HttpResponse:
    """The report alone, for the superior, the superior's superior and HR; the superior's reading is told."""
    viewer = viewer_of(request)
    rows = access.reports_visible_to(viewer).select_related("by", *(f"engagement__{one}" for one in BOTH))
    found = get_or_404(rows, id, field="engagement_id")
    engagement = found.engagement
    room = Room(viewer, engagement)
    if not room.reads(Data.REPORT):
        get_or_404(rows.none(), id)
    if Party.SUPERIOR in room.parties and found.superior_read_at is None:
        found = actions.read_report(by=request.user, report=found, on=viewer.on)
    if not room.side:
        note_read(
            by=request.user,
            employee=engagement.employee,
            what="report",
            page=request.path,
            role=read_as(room.readers),
        )
    progress = room.reads(Data.PROGRESS)
    context = {
        "report": found,
        "engagement": engagement,
        "guide_word": GUIDE_OF[engagement.method],
        "who": say(readers_of(Data.REPORT)),
        # Who only stands above receives the report, neither the room nor its goals.
        "goals": list(engagement.goals.filter(dropped_at__isnull=True)) if progress else [],
        "room_address": f"{LIST}{engagement.pk}/" if progress else "",
    }
    return render(request, "results/report.html", context)
