"""Angkatan: people who go through one template together, from opening to archive."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.audit.actions import note_reads
from pamong.people.access import Viewer
from pamong.people.roles import Role
from pamong.policy.days import months_after
from pamong.policy.words import Method
from pamong.programme import access, actions, queries
from pamong.programme.models import Cohort
from pamong.programme.workflow import COHORT, CohortState, Party
from pamong.web.forms.cohorts import CohortForm, JoinForm
from pamong.web.http import Request, get_or_404, institution_of, refusals_in, see_other, signed_in, viewer_of
from pamong.web.lists import page_of, short_text
from pamong.web.pages.engagements import lines
from pamong.web.room_words import COHORT_MOVES, COHORT_STATES, COHORT_TONES

HERE = "/cohorts/"
ON_A_PAGE = 15


def keeps(viewer: Viewer) -> bool:
    return access.can_shape(viewer, institution_of(viewer), None)


def state_said(cohort: Cohort) -> dict[str, Any]:
    return {"said": COHORT_STATES[cohort.state], "tone": COHORT_TONES[cohort.state]}


@require_GET
@signed_in
def cohorts(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    if viewer.institution is None or not viewer.has(Role.PLANNER, Role.AUDITOR):
        raise Http404
    page = page_of(request, queries.cohorts(viewer), ON_A_PAGE)
    context = {
        "page": page,
        "rows": [
            {"cohort": one, "state": state_said(one), "otherwise": one.people - one.underway - one.completed}
            for one in page
        ],
        "may_keep": keeps(viewer),
    }
    return render(request, "cohorts/list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: Request) -> HttpResponse:
    """A new cohort; as a copy of another it takes the template and the length, and nobody."""
    viewer = viewer_of(request)
    if not keeps(viewer):
        raise Http404
    templates = access.templates_visible_to(viewer).filter(active=True, unit__isnull=True)
    templates = templates.exclude(method=Method.COUNSELLING)
    copied = request.GET.get("copy", "")
    source = get_or_404(access.cohorts_visible_to(viewer), copied) if copied else None
    template = source.template if source and source.template.active else templates.first()
    ends = months_after(viewer.on, template.months if template else 6)
    if source is not None:
        ends = viewer.on + (source.ends_on - source.starts_on)
    initial = {"template": template, "starts_on": viewer.on, "ends_on": ends}
    form = CohortForm(
        request.POST if request.method == "POST" else None, templates=templates, initial=initial
    )
    if form.is_valid():
        with refusals_in(form):
            made = actions.open_cohort(
                by=request.user, institution=institution_of(viewer), on=viewer.on, **form.cleaned_data
            )
            messages.success(request, _("Angkatan dibuka; tambahkan pesertanya."))
            return see_other(f"{HERE}{made.pk}/")
    context = {"form": form, "source": source, "none": not templates.exists()}
    return render(request, "cohorts/new.html", context, status=422 if form.errors else 200)


def cohort_of(request: Request, id: int) -> tuple[Viewer, Cohort]:
    viewer = viewer_of(request)
    return viewer, get_or_404(queries.cohorts(viewer), id)


def shown(request: Request, viewer: Viewer, cohort: Cohort, status: int = 200, **more: Any) -> HttpResponse:
    page = page_of(request, queries.members(viewer, cohort, timezone.now()))
    people = list(page)
    note_reads(
        by=request.user,
        employees=[one.employee for one in people],
        what="engagement",
        page=request.path,
        role=Role.PLANNER.value if viewer.has(Role.PLANNER) else Role.AUDITOR.value,
    )
    may_keep = keeps(viewer)
    joins = may_keep and cohort.state in (CohortState.OPEN, CohortState.RUNNING)
    search = short_text(request)
    offered = queries.who_may_join(viewer, cohort, search) if joins else None
    moves = COHORT.may(CohortState(cohort.state), {Party.PLANNER} if may_keep else ())
    context = {
        "cohort": cohort,
        "base": f"{HERE}{cohort.pk}/",
        "state": state_said(cohort),
        "page": page,
        "rows": lines(people, viewer),
        "moves": [([("step", step)], said) for step, said in COHORT_MOVES.items() if step in moves],
        "may_keep": may_keep,
        "joins": joins,
        "offered": list(offered[: queries.MOST_OFFERED]) if offered is not None else [],
        "most": queries.MOST_OFFERED,
        "q": search,
        **more,
    }
    return render(request, "cohorts/show.html", context, status=status)


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    return shown(request, *cohort_of(request, id))


@require_POST
@signed_in
def move(request: Request, id: int) -> HttpResponse:
    viewer, cohort = cohort_of(request, id)
    step = request.POST.get("step", "")
    if step not in COHORT_MOVES:
        raise Http404
    actions.move_cohort(by=request.user, cohort=cohort, step=step, on=viewer.on)
    messages.success(request, _("Keadaan angkatan tersimpan."))
    return see_other(f"{HERE}{id}/")


@require_POST
@signed_in
def join(request: Request, id: int) -> HttpResponse:
    viewer, cohort = cohort_of(request, id)
    if not keeps(viewer):
        raise Http404
    form = JoinForm(request.POST, offered=queries.who_may_join(viewer, cohort))
    if form.is_valid():
        chosen = form.cleaned_data["engagement"]
        number = actions.join_cohort(by=request.user, cohort=cohort, engagements=list(chosen), on=viewer.on)
        words = ngettext("%(n)s peserta ditambahkan.", "%(n)s peserta ditambahkan.", number)
        messages.success(request, words % {"n": number})
        return see_other(f"{HERE}{id}/")
    return shown(request, viewer, cohort, status=422, join_form=form)
