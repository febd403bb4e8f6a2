"""Positions and their standards: the matrix, the versions, a new draft."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.competency import actions, queries
from pamong.competency.access import can_change_standards, competencies_visible_to, standards_visible_to
from pamong.competency.models import StandardStatus
from pamong.people.access import employees_visible_to
from pamong.people.queries import positions_of
from pamong.recommendation.queries import names_of, standards_of
from pamong.web.forms.recommendations import ReasonForm
from pamong.web.forms.standards import StandardForm
from pamong.web.http import Request, get_or_404, institution_of, plain, see_other, signed_in, viewer_of
from pamong.web.lists import download, file_asked, page_of, short_text
from pamong.web.pages import out


@require_GET
@signed_in
def matrix(request: Request) -> HttpResponseBase:
    """Positions × competencies with the level in force today."""
    viewer = viewer_of(request)
    institution = institution_of(viewer)
    text = short_text(request)
    rows = positions_of(viewer)
    if text:
        rows = rows.filter(name__icontains=text)
    kind = file_asked(request)
    page = page_of(request, rows)
    positions = list(rows if kind else page)
    standards = standards_of([one.pk for one in positions], viewer.on)
    names = names_of(institution)
    columns = list(dict.fromkeys(line.competency for lines in standards.values() for line in lines))
    lines = [{"position": one, "levels": levels_in(standards.get(one.pk, ()), columns)} for one in positions]
    titles = [names.get(code, code) for code in columns]
    if kind:
        return download(kind, "jabatan", viewer.on, *out.matrix(lines, titles))
    context = {
        "page": page,
        "rows": lines,
        "columns": titles,
        "q": text,
    }
    return render(request, "positions/matrix.html", context)


def levels_in(lines: Any, columns: list[str]) -> list[int | None]:
    held = {line.competency: line.level for line in lines}
    return [held.get(code) for code in columns]


@require_GET
@signed_in
def show(request: Request, id: int) -> HttpResponse:
    """The standard today, earlier and drafted versions with what each changed, and the holders."""
    viewer = viewer_of(request)
    position = get_or_404(positions_of(viewer), id)
    versions = queries.versions_of(viewer, position)
    lines = standards_of([position.pk], viewer.on).get(position.pk, ())
    names = names_of(institution_of(viewer))
    in_force = next(
        (v for v in versions if v.status == StandardStatus.IN_FORCE and v.since <= viewer.on), None
    )
    context = {
        "position": position,
        "lines": [(names.get(line.competency, line.competency), line.level) for line in lines],
        "in_force": in_force,
        "versions": [
            (version, changes(version, versions), f"/positions/{id}/standards/{version.pk}/in-force/")
            for version in versions[:12]
        ],
        "holders": employees_visible_to(viewer).filter(position=position)[:30],
        "may_change": can_change_standards(viewer, institution_of(viewer)),
        "reason_form": ReasonForm(),
    }
    return render(request, "positions/show.html", context)


def changes(version: Any, versions: list[Any]) -> list[tuple[str, int | None, int | None]]:
    """What a version changes against the one in force before it, from levels already read."""
    drafted = version.status == StandardStatus.DRAFT  # it would replace the one of the same day
    earlier = [
        v
        for v in versions
        if v.status == StandardStatus.IN_FORCE
        and (v.since < version.since or (drafted and v.since == version.since))
    ]
    before = {row.competency: row.level for row in earlier[0].levels.all()} if earlier else {}
    after = {row.competency: row.level for row in version.levels.all()}
    if not earlier:
        return []
    return [
        (one.name, before.get(one), after.get(one))
        for one in sorted({*before, *after}, key=lambda one: one.pk)
        if before.get(one) != after.get(one)
    ]


@require_http_methods(["GET", "POST"])
@signed_in
def draft(request: Request, id: int) -> HttpResponse:
    """A new version, kept as a draft until it is put in force."""
    viewer = viewer_of(request)
    position = get_or_404(positions_of(viewer).select_related("institution"), id)
    if not can_change_standards(viewer, institution_of(viewer)):
        raise Http404
    now = queries.standard_in_force(position, viewer.on)
    levels = {row.competency_id: row.level for row in now.levels.all()} if now else {}
    form = StandardForm(
        request.POST or None,
        competencies=competencies_visible_to(viewer).order_by("cluster", "name"),
        now=levels,
        initial={"since": viewer.on},
    )
    if form.is_valid():
        actions.draft_standard(
            by=request.user,
            position=position,
            since=form.cleaned_data["since"],
            levels=form.levels(),
            source=form.cleaned_data["source"],
            on=viewer.on,
        )
        messages.success(request, _("Rancangan standar tersimpan; berlakukan setelah diperiksa."))
        return see_other(f"/positions/{id}/")
    context = {"position": position, "form": form}
    return render(request, "positions/draft.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def move(request: Request, id: int, version_id: int, to: str) -> HttpResponse:
    """A draft comes into force; a version in force or a draft is archived."""
    viewer = viewer_of(request)
    version = get_or_404(
        standards_visible_to(viewer).filter(position=id).select_related("position"), version_id
    )
    if not can_change_standards(viewer, institution_of(viewer)):
        raise Http404
    reason = plain(request.POST.get("reason", ""), 2000)
    if to == "in-force":
        actions.put_in_force(by=request.user, standard=version, on=viewer.on, reason=reason)
        messages.success(request, _("Standar berlaku."))
    else:
        actions.archive_standard(by=request.user, standard=version, on=viewer.on, reason=reason)
        messages.success(request, _("Standar diarsipkan."))
    return see_other(f"/positions/{id}/")
