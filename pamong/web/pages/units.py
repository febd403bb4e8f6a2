"""Units: the tree, one unit beside last year, and what data they lack."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pamong.people.access import SEES_RECORDS, Viewer
from pamong.people.models import Employee
from pamong.people.queries import place_of, places_in, units_to_choose, units_visible_to
from pamong.policy.words import EmployeeStatus
from pamong.recommendation import queries
from pamong.web.http import Request, get_or_404, institution_of, part, signed_in, viewer_of
from pamong.web.kept import kept, key_of
from pamong.web.lists import download, file_asked, page_of
from pamong.web.pages import out


@require_GET
@signed_in
def tree(request: Request) -> HttpResponse:
    viewer = viewer_of(request)
    units, _unit = units_to_choose(viewer)
    if not units:
        raise Http404
    prefetch_related_objects(units, "head_position")
    places = places_in(institution_of(viewer).pk)
    least = min(unit.path.count("/") for unit in units)
    for unit in units:
        unit.town = place_of(unit, places)  # type: ignore[attr-defined]
        unit.depth = min(unit.path.count("/") - least, 5)  # type: ignore[attr-defined]
    return render(request, "units/tree.html", {"units": units, "has_records": sees_records(viewer)})


def sees_records(viewer: Any) -> bool:
    return bool(viewer.roles & SEES_RECORDS) or viewer.is_unit_head


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponseBase:
    """A unit's numbers with all below it, and its people."""
    viewer = viewer_of(request)
    unit = get_or_404(units_visible_to(viewer), id)
    context: dict[str, Any] = {"unit": unit, "place": place_of(unit, places_in(unit.institution_id))}
    if sees_records(viewer):
        context["row"] = queries.unit_year(unit, viewer.on.year)
    holders = Employee.objects.filter(unit=unit, institution=viewer.institution)
    holders = holders.exclude(status=EmployeeStatus.RETIRED).select_related("position", "unit")
    if kind := file_asked(request):
        return download(kind, "pegawai-unit", viewer.on, *out.people(holders))
    context["page"] = page_of(request, holders)
    context["below"] = units_visible_to(viewer).filter(parent=unit).order_by("code")
    return render(request, "units/show.html", context)


@require_GET
@signed_in
def gaps(request: Request, id: int) -> HttpResponse:
    """The five competencies that a unit and all below it lack most."""
    viewer = viewer_of(request)
    unit = get_or_404(units_visible_to(viewer), id)
    if not sees_records(viewer):
        raise Http404
    found = queries.largest_gaps(viewer, unit)
    names = queries.names_of(institution_of(viewer))
    context = {"unit": unit, "gaps": [(code, names.get(code, code), number) for code, number in found]}
    return part(request, "units/_gaps.html", context, page_title=f"{_('Kesenjangan terbesar')}: {unit.name}")


@require_GET
@signed_in
def quality(request: Request) -> HttpResponseBase:
    """What is missing per unit, and who must mend it."""
    viewer = viewer_of(request)
    if not sees_records(viewer):
        raise Http404
    if kind := file_asked(request):
        return download(kind, "kelengkapan-data", viewer.on, *out.quality(queries.data_quality(viewer)))
    page = page_of(request, quality_of(request, viewer), 50)
    return render(request, "units/quality.html", {"page": page, "quality": page.object_list})


def quality_of(request: Request, viewer: Viewer) -> list[queries.Quality]:
    """What is missing per unit, counted over everybody: of this minute where these are thousands."""
    return kept(
        key_of(request, viewer, "quality"),
        lambda: queries.data_quality(viewer),
        lambda found: sum(row.people for row in found),
    )
