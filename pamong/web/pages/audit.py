"""The trail of changes and of reads, for the auditor."""

from datetime import date
from typing import Any

from django.forms import DateField, Form
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pamong.audit import queries
from pamong.people.access import can_see_trail
from pamong.people.models import Employee
from pamong.people.queries import search_people
from pamong.programme.queries import counselling_count
from pamong.web.http import Request, institution_of, signed_in, viewer_of
from pamong.web.lists import download, file_asked, page_of, short_text
from pamong.web.pages import out


@require_GET
@signed_in
def trail(request: Request) -> HttpResponseBase:
    viewer = viewer_of(request)
    if not can_see_trail(viewer):
        raise Http404
    institution = institution_of(viewer)
    asked = {name: short_text(request, name) for name in ("verb", "actor", "q", "since", "until")}
    rows = queries.trail(
        institution.pk,
        verb=asked["verb"],
        actor=asked["actor"],
        search=asked["q"],
        since=day(asked["since"]),
        until=day(asked["until"]),
    )
    if kind := file_asked(request):
        return download(kind, "jejak-audit", viewer.on, *out.trail(rows))
    page = page_of(request, rows)
    context = {
        "page": page,
        "events": page.object_list,
        "asked": asked,
        "counselled": counselling_count(institution),
        "verbs": queries.verbs_of(institution.pk),
    }
    return render(request, "audit/trail.html", context)


def day(text: str) -> date | None:
    """The day of an ISO text; none where it is not one."""
    field = DateField(required=False, input_formats=["%Y-%m-%d"])
    form = type("DayForm", (Form,), {"day": field})({"day": text})
    return form.cleaned_data["day"] if form.is_valid() else None


@require_GET
@signed_in
def reads(request: Request) -> HttpResponseBase:
    """Who read whose record; of one person when asked."""
    viewer = viewer_of(request)
    if not can_see_trail(viewer):
        raise Http404
    text = short_text(request)
    rows = queries.reads_of(institution_of(viewer).pk)
    if text:
        rows = rows.filter(employee_id__in=search_people(viewer, text).values("pk"))
    if kind := file_asked(request):
        names = dict(Employee.objects.filter(institution=viewer.institution).values_list("pk", "name"))
        return download(kind, "pembacaan", viewer.on, *out.reads(rows, names))
    page = page_of(request, rows)
    people = Employee.objects.filter(
        institution=viewer.institution, pk__in={row.employee_id for row in page}
    ).values_list("pk", "name")
    context: dict[str, Any] = {"page": page, "names": dict(people), "q": text}
    return render(request, "audit/reads.html", context)
