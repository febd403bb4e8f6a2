"""The nine boxes with the people behind each."""

from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pamong.audit.actions import note_reads
from pamong.people.queries import units_to_choose
from pamong.people.roles import Role
from pamong.policy.boxes import BOX_ADVICE, guided_by
from pamong.policy.words import Entrance
from pamong.programme.access import can_propose
from pamong.recommendation import queries
from pamong.web.http import Request, signed_in, viewer_of
from pamong.web.lists import download, file_asked, page_of
from pamong.web.pages import out


@require_GET
@signed_in
def talent(request: Request) -> HttpResponseBase:
    viewer = viewer_of(request)
    if not viewer.has(Role.TALENT_OFFICER, Role.PLANNER):
        raise Http404
    units, unit = units_to_choose(viewer, request.GET.get("unit", ""))
    asked = request.GET.get("box", "")
    box = int(asked) if asked in {str(n) for n in range(1, 10)} else None
    context: dict[str, Any] = {
        "counts": queries.nine_box(viewer, unit),
        "units": units,
        "unit": unit,
        "box": box,
        "advice": BOX_ADVICE.get(box) if box else None,
    }
    if box:
        found = queries.people_in_box(viewer, box, unit)
        kind = file_asked(request)
        page = page_of(request, found)
        role = Role.TALENT_OFFICER if viewer.has(Role.TALENT_OFFICER) else Role.PLANNER
        people = [row.employee for row in (found if kind else page)]
        note_reads(by=request.user, employees=people, what="record", page=request.path, role=role.value)
        if kind:
            return download(kind, f"kotak-{box}", viewer.on, *out.box(found))
        context["page"] = page
        context["method"] = guided_by(box)
        context["may_propose"] = {one.pk for one in people if can_propose(viewer, one, Entrance.TALENT)}
    return render(request, "talent/boxes.html", context)
