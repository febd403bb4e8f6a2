"""Institutions side by side, for the national overseer: aggregates of five and more."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pamong.people.roles import Role
from pamong.recommendation.queries import institutions_side_by_side
from pamong.web.http import Request, signed_in, viewer_of
from pamong.web.lists import download, file_asked
from pamong.web.pages import out


@require_GET
@signed_in
def sides(request: Request) -> HttpResponseBase:
    viewer = viewer_of(request)
    if not viewer.has(Role.OVERSEER):
        raise Http404
    rows = institutions_side_by_side(viewer)
    if kind := file_asked(request):
        return download(kind, "antarinstansi", viewer.on, *out.sides(rows))
    return render(request, "reports/sides.html", {"sides": rows})
