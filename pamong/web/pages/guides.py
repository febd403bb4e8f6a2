"""The register of coaches, mentors and counsellors."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.competency.access import competencies_visible_to
from pamong.people.access import Viewer
from pamong.people.models import Account, Employee
from pamong.policy.words import Method
from pamong.programme import access, actions, queries
from pamong.programme.models import GUIDED, Guide
from pamong.web.forms.guides import AppointForm, ChangeForm, EndForm, HoursForm, PauseForm
from pamong.web.http import Request, get_or_404, institution_of, refusals_in, see_other, signed_in, viewer_of
from pamong.web.lists import download, file_asked, page_of, short_text
from pamong.web.pages import out
from pamong.web.standing import load_said, slots_said
from pamong.web.templatetags.pamong import say

HOME = "/guides/"


def line(viewer: Viewer, guide: Guide, load: int) -> dict[str, Any]:
    """One appointment. How many a counsellor counsels is his own to know; of how many he can, whoever appoints too:
    "three at most, and full" would tell it to whoever chooses one."""
    open_load = guide.method != Method.COUNSELLING or access.is_guide(viewer, guide)
    return {
        "guide": guide,
        "load": load if open_load else None,
        "capacity": guide.capacity
        if open_load or access.can_keep_register(viewer, guide.institution)
        else None,
        "load_said": load_said(guide, load) if open_load else "",
        "paused": guide.paused_until is not None and guide.paused_until >= viewer.on,
        "ended": guide.end is not None and guide.end < viewer.on,
        "coming": guide.start > viewer.on,
    }


@require_GET
@signed_in
def register(request: Request) -> HttpResponseBase:
    viewer = viewer_of(request)
    institution = institution_of(viewer)
    asked = {name: short_text(request, name) for name in ("method", "q", "which")}
    asked["method"] = asked["method"] if asked["method"] in {m.value for m in GUIDED} else ""
    rows = queries.register(
        viewer, method=asked["method"], search=asked["q"], current_only=asked["which"] != "all"
    )
    if kind := file_asked(request):
        found = list(rows)
        taken = queries.loads(found)
        return download(
            kind, "pembimbing", viewer.on, *out.guides(line(viewer, one, taken[one.pk]) for one in found)
        )
    page = page_of(request, rows)
    on_page = list(page)
    taken = queries.loads(on_page)
    context = {
        "page": page,
        "rows": [line(viewer, one, taken[one.pk]) for one in on_page],
        "asked": asked,
        "methods": [(m.value, say(m.label.capital())) for m in GUIDED],
        "may_appoint": access.can_keep_register(viewer, institution),
    }
    return render(request, "guides/register.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: Request) -> HttpResponse:
    """The appointment as the letter of the competent authority has it."""
    viewer = viewer_of(request)
    institution = institution_of(viewer)
    if not access.can_keep_register(viewer, institution):
        raise Http404
    form = AppointForm(
        request.POST or None,
        people=Employee.objects.filter(institution=institution),
        accounts=Account.objects.filter(institution=institution),
        competencies=competencies_visible_to(viewer).order_by("name"),
        initial={"start": viewer.on, "capacity": 3, "method": request.GET.get("method", "")},
    )
    if form.is_valid():
        with refusals_in(form):
            made = actions.appoint(
                by=request.user, institution=institution, on=viewer.on, **form.cleaned_data
            )
            messages.success(request, _("Penunjukan %(name)s tercatat.") % {"name": str(made)})
            return see_other(f"{HOME}{made.pk}/")
    context = {"form": form}
    return render(request, "guides/new.html", context, status=422 if form.errors else 200)


def found(request: Request, id: int) -> tuple[Viewer, Guide]:
    viewer = viewer_of(request)
    institution_of(viewer)
    return viewer, get_or_404(queries.register(viewer, current_only=False), id)


def page(request: Request, viewer: Viewer, guide: Guide, **forms: Any) -> HttpResponse:
    keeps = access.can_keep_register(viewer, guide.institution)
    row = line(viewer, guide, queries.loads([guide])[guide.pk])
    context = {
        **row,
        "hours": slots_said(guide.hours),
        "may_keep": keeps,
        "may_pause": access.can_pause_guide(viewer, guide) and not row["ended"],
        "pause_form": PauseForm(auto_id="pause_%s"),
        "end_form": EndForm(auto_id="end_%s", initial={"last": viewer.on}),
        **forms,
    }
    return render(request, "guides/show.html", context, status=422 if forms else 200)


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    viewer, guide = found(request, id)
    return page(request, viewer, guide)


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: Request, id: int) -> HttpResponse:
    """An appointment corrected or extended, as a newer letter has it."""
    viewer, guide = found(request, id)
    if not access.can_keep_register(viewer, guide.institution):
        raise Http404
    form = ChangeForm(
        request.POST or None,
        method=guide.method,
        rows=guide.skills.count() + SPARE_ROWS,
        competencies=competencies_visible_to(viewer).order_by("name"),
        initial={name: getattr(guide, name) for name in AS_IN_LETTER} | skills_asked(guide),
    )
    if form.is_valid():
        with refusals_in(form):
            actions.change_appointment(by=request.user, guide=guide, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Perubahan penunjukan tercatat."))
            return see_other(f"{HOME}{id}/")
    row = line(viewer, guide, queries.loads([guide])[guide.pk])
    context = {**row, "form": form}
    return render(request, "guides/change.html", context, status=422 if form.errors else 200)


SPARE_ROWS = 2
AS_IN_LETTER = (
    *("letter", "start", "end", "capacity", "qualification"),
    *("counsellor_kind", "counselling_training", "waiver_reason"),
)


def skills_asked(guide: Guide) -> dict[str, str]:
    """What the rows of competencies show at first."""
    asked: dict[str, str] = {}
    for n, skill in enumerate(guide.skills.all(), 1):
        asked |= {f"skill_{n}": str(skill.competency_id), f"level_{n}": str(skill.level)}
    return asked


@require_http_methods(["GET", "POST"])
@signed_in
def hours(request: Request, id: int) -> HttpResponse:
    """The hours of a week, by the guide or whoever keeps the register."""
    viewer, guide = found(request, id)
    if not access.can_pause_guide(viewer, guide):
        raise Http404
    form = HoursForm(
        request.POST if request.method == "POST" else None, kept=guide.hours, initial={"hours": guide.hours}
    )
    if form.is_valid():
        chosen = tuple(form.cleaned_data["hours"])
        actions.set_hours(by=request.user, guide=guide, hours=chosen, on=viewer.on)
        messages.success(request, _("Jam pembimbing tersimpan."))
        return see_other(f"{HOME}{id}/")
    context = {"guide": guide, "form": form, "own": access.is_guide(viewer, guide)}
    context["others"] = [(slot, slots_said([slot])) for slot in form.others]
    return render(request, "guides/hours.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def pause(request: Request, id: int) -> HttpResponse:
    """A pause until a day; without one, the pause is over."""
    viewer, guide = found(request, id)
    if not access.can_pause_guide(viewer, guide):
        raise Http404
    if request.POST.get("resume"):
        actions.pause_guide(by=request.user, guide=guide, until=None, reason="", on=viewer.on)
        messages.success(request, _("Jeda diakhiri; pembimbing dapat dipilih lagi."))
        return see_other(f"{HOME}{id}/")
    form = PauseForm(request.POST, auto_id="pause_%s")
    if form.is_valid():
        with refusals_in(form):
            actions.pause_guide(by=request.user, guide=guide, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Jeda tercatat; yang sudah didampingi tetap berjalan."))
            return see_other(f"{HOME}{id}/")
    return page(request, viewer, guide, pause_form=form)


@require_POST
@signed_in
def end(request: Request, id: int) -> HttpResponse:
    viewer, guide = found(request, id)
    if not access.can_keep_register(viewer, guide.institution):
        raise Http404
    form = EndForm(request.POST, auto_id="end_%s")
    if form.is_valid():
        with refusals_in(form):
            actions.end_appointment(by=request.user, guide=guide, on=viewer.on, **form.cleaned_data)
            messages.success(request, _("Akhir penunjukan tercatat."))
            return see_other(f"{HOME}{id}/")
    return page(request, viewer, guide, end_form=form)
