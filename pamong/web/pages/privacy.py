"""Who sees what, who read mine, and a report that a record of mine is wrong."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from pamong.audit.queries import readers_by_day
from pamong.policy import secrecy
from pamong.policy.secrecy import NAMES, REMARKS, Data
from pamong.programme.access import can_see_openings, openings_about
from pamong.recommendation import actions
from pamong.recommendation.access import contests_visible_to
from pamong.web.forms.people import ContestForm
from pamong.web.http import Request, see_other, signed_in, viewer_of
from pamong.web.lists import page_of
from pamong.web.templatetags.pamong import say


@require_GET
@signed_in
def privacy(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    context: dict[str, Any] = {
        "matrix": who_sees_what(own=viewer.employee is not None),
        "may_open": viewer.institution is not None and can_see_openings(viewer),
    }
    if viewer.employee is not None:
        context["page"] = page_of(request, readers_by_day(viewer.employee))
        context["openings"] = openings_about(viewer).select_related("asked_by", "answered_by")[:20]
        context["contests"] = (
            contests_visible_to(viewer).filter(employee=viewer.employee).order_by("-at")[:10]
        )
    return render(request, "privacy/who.html", context)


def who_sees_what(*, own: bool) -> list[tuple[str, str, str]]:
    """What there is of a person, who may read it, and what else there is to say, from the one table."""
    return [
        (
            say(NAMES[data]),
            say(secrecy.readers_of(data, own=own).capital()),
            say(REMARKS.get(data, "")),
        )
        for data in Data
    ]


@require_http_methods(["GET", "POST"])
@signed_in
def contest(request: Request) -> HttpResponse:
    """Say that a record of one's own is wrong; it is answered within 72 hours."""
    viewer = viewer_of(request)
    if viewer.employee is None:
        raise Http404
    form = ContestForm(request.POST or None)
    if form.is_valid():
        actions.contest(by=request.user, employee=viewer.employee, on=viewer.on, **form.cleaned_data)
        messages.success(request, _("Laporan terkirim; pengelola menjawab dalam 72 jam."))
        return see_other("/privacy/")
    return render(request, "privacy/contest.html", {"form": form}, status=422 if form.errors else 200)
