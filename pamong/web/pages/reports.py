"""Institutions side by side, for the national overseer: aggregates of five and more."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pamong.people.roles import Role
from pamong.recommendation.queries import institutions_side_by_side
from pamong.web.http import Request, signed_in, viewer_of


@require_GET
@signed_in
def sides(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    if not viewer.has(Role.OVERSEER):
        raise Http404
    return render(request, "reports/sides.html", {"sides": institutions_side_by_side(viewer)})
