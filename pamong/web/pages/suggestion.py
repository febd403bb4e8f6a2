"""One person's suggestion: why, what would change it, the superior's view and the decision."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pamong.audit.actions import note_read, note_reads
from pamong.people.access import Viewer, relation_to
from pamong.people.roles import Role
from pamong.policy.words import Method
from pamong.programme.access import can_turn, counselling_to_propose, proposals_visible_to
from pamong.programme.queries import locked_queue
from pamong.recommendation import access, actions, queries
from pamong.recommendation.models import Decision, DialogueRequest, Result, SuperiorView
from pamong.web.forms.recommendations import DecideForm, ReasonForm, ViewForm
from pamong.web.http import Request, get_or_404, is_part, see_other, signed_in, viewer_of
from pamong.web.lists import page_of
from pamong.web.pages.proposals import lines
from pamong.web.pages.recommendations import LIST

COUNSELLING = "/recommendations/counselling/"
ON_A_PAGE = 10  # of each of its lists


def with_people(rows: QuerySet[Result], *, counselling: bool = False) -> QuerySet[Result]:
    """With the person, the superior's view and an open request for the dialogue, in one query.

    What was said of a konseling stays in its list when the suggestion changes.
    """
    view = SuperiorView.objects.filter(employee=OuterRef("employee"), current=True)
    if not counselling:
        view = view.exclude(result__method=Method.COUNSELLING)
    asked = DialogueRequest.objects.filter(employee=OuterRef("employee"), done_at__isnull=True)
    return rows.select_related(
        "employee", "employee__position", "employee__unit", "employee__superior", "employee__institution"
    ).annotate(
        **{f"view_{name}": Subquery(view.values(name)[:1]) for name in ("view", "method", "reason", "at")},
        **{f"asked_{name}": Subquery(asked.values(name)[:1]) for name in ("asked_at", "due")},
    )


def general(viewer: Viewer, id: int) -> Result:
    """The suggestion of the general lists; a konseling is not found here."""
    return get_or_404(with_people(access.results_visible_to(viewer)), id, field="employee_id")


def counselling_of(viewer: Viewer, id: int) -> Result:
    rows = access.counselling_visible_to(viewer) | access.counselling_settled_visible_to(viewer)
    rows = with_people(rows, counselling=True)
    return get_or_404(rows, id, field="employee_id")


def suggested(request: Request, id: int) -> tuple[Viewer, Result, str]:
    """The suggestion by the list it was opened from, and that list's address."""
    viewer = viewer_of(request)
    if request.path.startswith(COUNSELLING):
        return viewer, counselling_of(viewer, id), COUNSELLING
    return viewer, general(viewer, id), LIST


def context_of(request: Request, viewer: Viewer, result: Result, home: str) -> dict[str, Any]:
    employee = result.employee
    decisions = Decision.objects.filter(employee=employee).select_related("by", "reopened_by", "result")
    now = next((row for row in decisions if row.current), None)
    may_decide, may_view = access.can_decide(viewer, employee), access.can_say_view(viewer, employee)
    if now and home == LIST and now.result.method == Method.COUNSELLING and not (may_decide or may_view):
        now = None  # what was decided of a konseling is for whom its list is
    return {
        "result": result,
        "employee": employee,
        "why": queries.why(viewer, result) if result.method else None,
        "decision": now,
        "earlier": [
            row
            for row in decisions
            if home == LIST and not row.current and Method.COUNSELLING not in (row.method, row.result.method)
        ],
        "changed": now is not None and queries.basis_changed(now, result),
        "may_propose": now is not None and home == LIST and can_turn(viewer, now),
        "proposal": proposals_visible_to(viewer).filter(decision=now).last()
        if now and home == LIST
        else None,
        "may_decide": may_decide,
        "may_view": may_view,
        "home": home,
        "base": f"{home}{employee.pk}/",
        "counselling": home == COUNSELLING,
        "colspan": 8,
    }


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    """Within the table as a row that unfolds, else as a page with the forms."""
    viewer, result, home = suggested(request, id)
    note_read(
        by=request.user,
        employee=result.employee,
        what="suggestion",
        page=request.path,
        role=relation_to(viewer, result.employee),
    )
    context = context_of(request, viewer, result, home)
    if is_part(request):
        return render(request, "recommendations/_unfold.html", {**context, "unfolded": True})
    context |= {"form": DecideForm(), "view_form": ViewForm(), "reason_form": ReasonForm()}
    return render(request, "recommendations/show.html", context)


def again(
    request: Request, viewer: Viewer, result: Result, home: str, **forms_now: forms.Form
) -> HttpResponse:
    """The page again with what was typed and what is wrong."""
    context = context_of(request, viewer, result, home)
    context |= {"form": DecideForm(), "view_form": ViewForm(), "reason_form": ReasonForm(), **forms_now}
    return render(request, "recommendations/show.html", context, status=422)


@require_POST
@signed_in
def decide(request: Request, id: int) -> HttpResponse:
    viewer, result, home = suggested(request, id)
    if not access.can_decide(viewer, result.employee):
        raise Http404
    form = DecideForm(request.POST, suggested=result.method)
    if not form.is_valid():
        return again(request, viewer, result, home, form=form)
    actions.decide(by=request.user, employee=result.employee, on=viewer.on, **form.cleaned_data)
    messages.success(request, _("Keputusan untuk %(name)s tersimpan.") % {"name": result.employee.name})
    asked = request.POST.get("next", "")
    return see_other(asked if asked.startswith(home) else home)


@require_POST
@signed_in
def say_view(request: Request, id: int) -> HttpResponse:
    viewer, result, home = suggested(request, id)
    if not access.can_say_view(viewer, result.employee):
        raise Http404
    form = ViewForm(request.POST)
    if not form.is_valid():
        return again(request, viewer, result, home, view_form=form)
    actions.say_view(by=request.user, employee=result.employee, on=viewer.on, **form.cleaned_data)
    messages.success(request, _("Pendapat Anda tersimpan dan terbaca oleh pengelola."))
    return see_other(f"{home}{id}/")


@require_POST
@signed_in
def reopen(request: Request, id: int) -> HttpResponse:
    viewer, result, home = suggested(request, id)
    decision = get_or_404(Decision.objects.filter(current=True), id, field="employee_id")
    if not access.can_decide(viewer, result.employee):
        raise Http404
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return again(request, viewer, result, home, reason_form=form)
    actions.reopen(by=request.user, decision=decision, on=viewer.on, **form.cleaned_data)
    messages.success(request, _("Keputusan dibuka kembali; riwayatnya tersimpan."))
    return see_other(f"{home}{id}/")


@require_POST
@signed_in
def take_in(request: Request, id: int) -> HttpResponse:
    viewer, result, home = suggested(request, id)
    if not access.can_decide(viewer, result.employee):
        raise Http404
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return again(request, viewer, result, home, reason_form=form)
    actions.take_in(by=request.user, employee=result.employee, on=viewer.on, **form.cleaned_data)
    messages.success(request, _("%(name)s kini ikut mendapat saran.") % {"name": result.employee.name})
    return see_other(f"{home}{id}/")


@require_POST
@signed_in
def ask_dialogue(request: Request, id: int) -> HttpResponse:
    """Put the dialogue before the superior who owes the cause."""
    viewer, result, home = suggested(request, id)
    if not access.can_decide(viewer, result.employee):
        raise Http404
    made = actions.ask_dialogue(by=request.user, employee=result.employee, on=viewer.on)
    messages.success(
        request,
        _("Dialog dengan %(name)s diminta kepada atasan langsungnya.") % {"name": made.employee.name},
    )
    return see_other(f"{home}{id}/")


def not_taken_up(viewer: Viewer) -> QuerySet[Decision]:
    """Decided konseling that no counsellor has taken up, the oldest first."""
    rows = counselling_to_propose(viewer).select_related("employee", "employee__unit", "employee__position")
    return rows.order_by("at", "id")


@require_GET
@signed_in
def counselling(request: Request) -> HttpResponse:
    """The konseling lists: to be decided (planner, own superior) and waiting for counsellors."""
    viewer = viewer_of(request)
    counsels = viewer.has(Role.COUNSELLOR)
    decides = viewer.has(Role.PLANNER) or viewer.has_team
    if not counsels and not decides:
        raise Http404
    lists: dict[str, QuerySet[Any]] = {}
    if decides:
        lists |= {"page": queries.counselling_list(viewer), "settled": queries.counselling_settled(viewer)}
    if counsels:
        lists |= {"waiting": not_taken_up(viewer), "requests": locked_queue(viewer)}
    pages = {name: page_of(request, rows, ON_A_PAGE, name=name) for name, rows in lists.items()}
    note_reads(
        by=request.user,
        employees=[row.employee for page in pages.values() for row in page],
        what="suggestion",
        page=request.path,
        role="counsellor" if counsels else "planner" if viewer.has(Role.PLANNER) else "superior",
    )
    context = {
        **pages,
        "request_rows": lines(pages["requests"], viewer) if counsels else [],
        "counsels": counsels,
        "decides": decides,
        "may_decide": viewer.has(Role.PLANNER),
    }
    return render(request, "recommendations/counselling.html", context)
