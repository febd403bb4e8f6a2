"""The dictionary as a tree, and one competency with its levels."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pamong.competency.access import competencies_visible_to
from pamong.competency.queries import dictionary_tree, edition_in_force
from pamong.recommendation.queries import names_of
from pamong.web.http import Request, get_or_404, institution_of, signed_in, viewer_of
from pamong.web.lists import download, file_asked
from pamong.web.pages import out


@require_GET
@signed_in
def tree(request: Request) -> HttpResponseBase:
    viewer = viewer_of(request)
    branches = dictionary_tree(viewer) if viewer.institution else []
    if kind := file_asked(request):
        return download(kind, "kamus", viewer.on, *out.dictionary(branches))
    return render(request, "competencies/tree.html", {"branches": branches})


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    viewer = viewer_of(request)
    competency = get_or_404(competencies_visible_to(viewer), id)
    edition = edition_in_force(competency, viewer.on)
    levels = sorted((edition.levels if edition else {}).items())
    context = {
        "competency": competency,
        "name": names_of(institution_of(viewer)).get(competency.code, competency.name),
        "edition": edition,
        "levels": levels,
        "editions": competency.editions.order_by("-since", "-number"),
    }
    return render(request, "competencies/show.html", context)
